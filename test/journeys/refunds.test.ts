import { describe, expect, test } from 'vitest';
import type { Locale } from '../../src/domain/customer.ts';
import { noRefundScreen } from '../../src/bot/views/refund.ts';
import { minute } from '../../src/domain/time.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import { aCard, anOrder } from '../support/samples.ts';
import { nonsense } from '../support/witness.ts';
import { callTelegram, payAnyway } from '../support/till.ts';
import type { Scene } from '../support/scene.ts';
import type { Person } from '../support/person.ts';
import { languages, people } from '../support/world.ts';
import { overBudget } from './budget.ts';

const stars = { italy: 672, japan: 954 } as const;

/** Renews the card in Italy by a plan that waits, or the one in Japan by a new eSIM, and opens the receipt. */
async function buy(scene: Scene, person: Person, locale: Locale, card: 'italy' | 'japan'): Promise<void> {
  await person.start();
  if (card === 'japan') await person.tap('🇯🇵');
  await person.tap('★');
  await person.pay();
  await scene.world.pass(10_000);
  await person.tap(speeches(locale).t('button-receipt'));
}

/** From the open receipt to the confirmed wish. */
async function ask(scene: Scene, person: Person, locale: Locale): Promise<string> {
  const { t } = speeches(locale);
  await person.tap(t('button-refund'));
  const question = person.screen().text;
  const yes = [t('button-refund-yes'), t('button-refund-person')];
  await person.tap(new RegExp(yes.join('|')));
  await scene.world.pass(10_000);
  return question;
}

/** Renews on the page, and their bank disputes it. Answers the dispute's id. */
async function disputed(scene: Scene, person: Person): Promise<string> {
  await person.start('renew');
  await (await person.openPage()).act('card', 'pay');
  await scene.world.pass(15_000);
  const dispute = scene.world.box.stripe.dispute(intentOf(scene));
  await scene.world.pass(minute);
  return dispute;
}

/** The only payment on Stripe's page. */
function intentOf({ world }: Scene): string {
  return world.box.stripe.ledger().find(({ kind }) => kind === 'charge')?.intent ?? '';
}

/** How the message about a part that went back ends. */
function partWords(locale: Locale): string {
  const [, after = ''] = speeches(locale).t('payment-part-back', { plan: '|', total: '' }).split('|');
  return after.slice(-20);
}

function purchases({ books }: Scene, person: Person): unknown {
  const { charged, refunded, supplied, orders, payments, refunds } = books.of(person.id);
  return { charged, refunded, supplied, orders, payments, refunds };
}

const back = (amount: number): unknown => ({
  charged: [amount],
  refunded: [amount],
  supplied: 0,
  orders: ['refunded'],
  payments: ['refunded'],
  refunds: ['succeeded'],
});

describe.each(languages)('in %s', (locale) => {
  const { t } = speeches(locale);

  test('a new eSIM that is on no phone goes back: told before, the money is there, and its QR code is not', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    await buy(scene, person, locale, 'japan');
    const picture = person.bubbles().find(({ hasPicture }) => hasPicture);
    const facts = { plan: expect.any(String) as string, total: `⭐${stars.japan}`, rail: 'stars' };
    const question = await ask(scene, person, locale);
    expect(question).toContain(`⭐${stars.japan}`);
    expect(question).toContain(
      plain(t('refund-question-esim', { ...facts, plan: 'X' }))
        .split('X')[1]
        ?.slice(0, 12),
    );
    expect(purchases(scene, person)).toEqual(back(stars.japan));
    expect(person.screen().text).toContain(t('refund-cancelled'));
    expect(person.screen().text).toContain(t('refund-stars-back', { total: `⭐${stars.japan}` }));
    const after = person.bubbles().find(({ id }) => id === picture?.id);
    expect(after?.text).toBe(t('taken-back-esim'));
    expect(after?.buttons.flat()).toHaveLength(1);
    await person.say('/settings');
    await person.tap(t('button-my-cards'));
    expect(JSON.stringify(person.screen().buttons).match(/🇯🇵/g), 'the old one is there').toHaveLength(1);
    scene.allIsWell();
  });

  test('a plan that waits on a card is taken off it, and the card stays', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    await buy(scene, person, locale, 'italy');
    await ask(scene, person, locale);
    expect(purchases(scene, person)).toEqual(back(stars.italy));
    await person.start();
    expect(person.screen().text).not.toContain('+ ');
    expect(person.screen().text).toContain('·4821');
    scene.allIsWell();
  });

  test('what may be in use is a person’s case, which the customer reads before and after', async () => {
    await using scene = await openScene();
    const { world, books } = scene;
    const person = world.person(people[locale]);
    await buy(scene, person, locale, 'japan');
    // On a phone by now; that nothing was used yet proves nothing.
    await world.pass(11 * minute);
    const question = await ask(scene, person, locale);
    expect(question).toContain(
      plain(t('refund-question-person', { plan: 'X' }))
        .split('X')[1]
        ?.slice(2, 20),
    );
    expect(books.reviews()).toMatchObject([{ reason: 'refund_wanted' }]);
    expect(books.reviews()[0]?.detail).toMatch(/bytes.*figures of .* min old/);
    expect(books.of(person.id)).toMatchObject({ refunded: [], supplied: 1, orders: ['fulfilled'] });
    const told = person.screen();
    expect(told.text).toContain(
      plain(t('refund-with-person', { plan: 'X' }))
        .split('X')[1]
        ?.slice(0, 20),
    );
    await person.tap(t('button-receipt'));
    expect(person.screen().text).toContain(t('wish-with-person'));
    expect(JSON.stringify(person.screen().buttons)).not.toContain(t('button-refund'));
  });

  test('trap 40: /paysupport says where the money for each order is, one tap from its receipt, its refund and a person', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    await person.say('/paysupport');
    expect(plain(person.screen().text)).toContain(
      plain(t('page-paysupport-none', { contact: '' })).slice(0, 20),
    );
    await buy(scene, person, locale, 'italy');
    await ask(scene, person, locale);
    await buy(scene, person, locale, 'japan');
    await world.pass(11 * minute);
    await ask(scene, person, locale);
    await buy(scene, person, locale, 'italy');
    await person.say('/paysupport');
    const labels = (): string[] => person.screen().buttons.map(([first]) => first?.text ?? '');
    expect(labels().slice(0, 3)).toEqual([
      expect.stringMatching(`⭐672 · .* · ${t('money-paid')}$`),
      expect.stringMatching(`⭐954 · .* · ${t('money-with-person')}$`),
      expect.stringMatching(`⭐672 · .* · ${t('money-back')}$`),
    ]);
    expect(overBudget([person.screen()], locale)).toEqual([]);
    await person.tap(t('money-paid'));
    expect(JSON.stringify(person.screen().buttons)).toContain(t('button-refund'));
    for (const word of [t('words-refund').split('|')[0] ?? '', '/paysupport']) await person.say(word);
    await person.tap(t('button-person'));
    expect(plain(person.screen().text)).toContain(
      plain(t('page-support', { contact: t('example-contact') })).slice(0, 40),
    );
  });

  test('whoever’s bank disputes a payment reads so in /paysupport, and that the money is back when the bank says so', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    const dispute = await disputed(scene, person);
    const state = async (): Promise<string> => {
      await person.say('/paysupport');
      return person.screen().buttons[0]?.[0]?.text ?? '';
    };
    expect(await state()).toMatch(new RegExp(` · ${t('money-disputed')}$`));
    expect(overBudget(person.bubbles(), locale)).toEqual([]);
    world.box.stripe.decide(dispute, 'lost');
    await world.pass(minute);
    expect(await state()).toMatch(new RegExp(` · ${t('money-back')}$`));
  });

  test('whoever got a part back by other ways hears of it, and reads who has it until a person has closed the case', async () => {
    await using scene = await openScene();
    const { world, books } = scene;
    const operator = world.person(100_005);
    await operator.start();
    const person = world.person(people[locale]);
    await person.start('renew');
    await (await person.openPage()).act('card', 'pay');
    await world.pass(15_000);
    world.box.stripe.refundElsewhere(intentOf(scene), 500);
    for (let n = 0; n < 2; n++) await world.pass(minute);
    expect(books.reviews()).toMatchObject([{ reason: 'partly_refunded_elsewhere' }]);
    const told = person.bubbles().filter(({ text }) => text.includes(partWords(locale)));
    expect(told).toHaveLength(1);
    expect(overBudget(person.bubbles(), locale)).toEqual([]);
    await person.say('/paysupport');
    expect(person.screen().buttons[0]?.[0]?.text).toContain(t('money-with-person'));
    const { t: theirs } = speeches('zh-CN');
    await operator.say('/review');
    await operator.tap(/^[A-Z0-9]{8} · /);
    await operator.tap(theirs('button-case', { action: 'note' }));
    await operator.tap(theirs('button-case-yes', { action: 'note' }));
    await person.say('/paysupport');
    await person.tap(t('money-part-back'));
    expect(person.screen().text).toContain(t('receipt-part-back'));
  });

  test.each(['grant', 'refuse'] as const)(
    'what an operator decides is told to whoever asked, and stands on the receipt: %s',
    async (decision) => {
      await using scene = await openScene();
      const { world, books } = scene;
      const operator = world.person(100_005);
      const { t: theirs } = speeches('en');
      await operator.say('/language');
      await operator.tap(theirs('language-name'));
      const person = world.person(people[locale]);
      await buy(scene, person, locale, 'japan');
      await world.pass(11 * minute);
      await ask(scene, person, locale);
      await operator.say('/review');
      await operator.tap(/^[A-Z0-9]{8} · /);
      const shown = operator.screen().text;
      expect(shown, 'what was sold, and what was used of it').toMatch(/Unlimited \/ 5 days: running, used 0/);
      expect(shown, 'in the language of the operator').not.toMatch(/paid 954 XTR|provably/);
      await operator.tap(theirs('button-case', { action: decision }));
      expect(books.of(person.id).refunded, 'not before the second tap').toEqual([]);
      await operator.tap(theirs('button-case-yes', { action: decision }));
      await world.pass(10_000);
      const { text } = person.screen();
      const words = [t('refund-granted'), t('refund-stars-back', { total: '⭐954' })];
      const sorry =
        plain(t('refund-refused', { plan: 'X' }))
          .split('X')[1]
          ?.slice(0, 20) ?? '';
      for (const each of decision === 'grant' ? words : [sorry]) expect(text).toContain(each);
      await person.tap(t('button-receipt'));
      const wish = decision === 'grant' ? t('state-refunded') : t('wish-refused');
      expect(person.screen().text).toContain(wish);
      expect(books.of(person.id)).toMatchObject(
        decision === 'grant'
          ? { refunded: [954], supplied: 1, orders: ['refunded'] }
          : { refunded: [], supplied: 1, orders: ['fulfilled'] },
      );
      expect(books.reviews()).toEqual([]);
      expect(overBudget(person.bubbles(), locale)).toEqual([]);
    },
  );

  test.each(['too_old', 'not_yet'] as const)('why no refund can be asked for fits a bubble: %s', (why) => {
    const { text, keyboard } = noRefundScreen(speeches(locale), anOrder(aCard()), why);
    const bubble = { text, buttons: keyboard?.inline_keyboard ?? [] };
    expect(overBudget([bubble], locale)).toEqual([]);
    expect(nonsense(text, { locale })).toEqual([]);
  });

  test('money that fits no order is told to whoever paid it', async () => {
    await using scene = await openScene();
    const { world, books } = scene;
    const person = world.person(people[locale]);
    await person.start();
    const invoice = { title: 'X', description: 'X', payload: 'attempt_of_nobody', currency: 'XTR' };
    const prices = [{ label: 'X', amount: 5 }];
    const link = await callTelegram(world, 'createInvoiceLink', { ...invoice, prices, provider_token: '' });
    await payAnyway(world, person.id, String(link));
    expect(books.reviews()).toMatchObject([{ reason: 'payment_does_not_fit' }]);
    expect(person.screen().text).toBe(t('payment-misfit', { total: '⭐5' }));
    expect(JSON.stringify(person.screen().buttons)).toContain(t('button-person'));
  });
});
