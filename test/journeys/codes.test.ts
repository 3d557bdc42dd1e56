import { describe, expect, test } from 'vitest';
import { activationCodeFrom } from '../../src/domain/activation-code.ts';
import { day, minute, second } from '../../src/domain/time.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import { openScene, plain, pressesOf, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import type { Person } from '../support/person.ts';
import { screenshot } from '../support/screenshot.ts';
import { payAnyway, payLink } from '../support/till.ts';
import { languages, people } from '../support/world.ts';
import type { Speech } from '../../src/i18n/speech.ts';

/** Buys a code for five gigabytes in Italy; answers it, as its payer reads it. */
async function buyCode(person: Person, { t }: Pick<Speech, 't'>): Promise<string> {
  await person.start('renew');
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  const code = /YY(?:-[0-9A-Z]{4}){3}/.exec(person.screen().text)?.[0];
  if (!code) throw new Error(`No code in: ${person.screen().text}`);
  return code;
}

/** The buttons of one bubble. */
function labelsOf(person: Person, id: number): string[] {
  const bubble = person.bubbles().find((each) => each.id === id);
  return (bubble?.buttons ?? []).flat().map(({ text }) => text);
}

const linkOf = (code: string): string => `act_${code.replaceAll('-', '')}`;

describe.each(languages)('An activation code in %s', (locale) => {
  test('bought as a gift, opened by a friend on their phone, activated on a card they choose', async () => {
    await using scene = await openScene();
    const { world, books } = scene;
    const giver = world.person(people[locale]);
    const friend = world.person(people[locale === 'it' ? 'en' : 'it']);
    const speech = speeches(locale);
    const code = await buyCode(giver, speech);
    expect(giver.screen().hasPicture).toBe(true);
    const buttons = giver.screen().buttons.flat();
    expect(buttons.find((button) => 'copy_text' in button)).toMatchObject({ copy_text: { text: code } });
    const share = buttons.find(
      (button) => 'url' in button && button.url.startsWith('https://t.me/share/url'),
    );
    expect(share && 'url' in share ? decodeURIComponent(share.url) : '').toContain(linkOf(code));
    expect(books.supplied(), 'nothing is bought before it is used').toBe(0);

    const friends = speeches(locale === 'it' ? 'en' : 'it');
    await friend.start(linkOf(code));
    expect(friend.screen().text).toContain('5 GB');
    await friend.tap('·4821');
    expect(friend.screen().text, 'what it will do there').toMatch(/0[.,]8 GB/);
    await friend.tap(friends.t('button-activate'));
    await world.pass(minute);
    expect(friend.screen().hasPicture).toBe(true);
    expect(friend.screen().text).toContain('0');
    expect(books.supplied()).toBe(1);
    expect(giver.screen().text, 'told that, not by whom').toBe(
      speech.t('code-used', { plan: `🇮🇹 ${speech.country('IT')} ${giverPlan(speech)}` }),
    );
    await giver.tap(speech.t('button-receipt'));
    expect(giver.screen().text).toContain(speech.t('code-state-used'));
    expect(world.box.ledger()).toHaveLength(1);

    for (let again = 0; again < 6; again++) {
      await friend.start(linkOf(code));
      expect(friend.screen().text, 'theirs, and no try lost').toBe(friends.t('code-yours'));
    }
    await friend.tap(friends.t('button-receipt'));
    expect(friend.screen().text).toContain(friends.t('receipt-by-code'));
    scene.allIsWell();
  });

  test('typed, as a new eSIM for a phone that takes one', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const giver = world.person(people[locale]);
    const friend = world.person(people[locale === 'it' ? 'zh-CN' : 'it']);
    const friends = speeches(locale === 'it' ? 'zh-CN' : 'it');
    const code = await buyCode(giver, speeches(locale));
    await friend.say(code.toLowerCase().replaceAll('-', ' '));
    await friend.tap(friends.t('button-code-new'));
    expect(plain(friend.screen().text)).toContain('*#06#');
    await friend.tap(friends.t('button-phone-unsure'));
    await friend.tap(friends.t('button-phone-ok'));
    await friend.tap(friends.t('button-activate'));
    await world.pass(minute);
    expect(friend.screen().text).toContain(plain(friends.t('done-install-once')));
    await friend.tap(friends.t('button-receipt'));
    expect(friend.screen().text).toContain(friends.t('receipt-by-code'));
    scene.allIsWell();
  });

  test('cancelled by its payer, who gets the money back; then it is worth nothing', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const giver = world.person(people[locale]);
    const { t } = speeches(locale);
    const code = await buyCode(giver, speeches(locale));
    const picture = giver.screen().id;
    await giver.say('/orders');
    await giver.tap('🎁');
    await giver.tap(t('button-show-code'));
    expect(giver.screen().text).toContain(code);
    await giver.tap(t('button-cancel-code'));
    const plan = `🇮🇹 ${speeches(locale).country('IT')} ${giverPlan(speeches(locale))}`;
    const question = t('code-cancel-question-stars', { plan, total: '⭐672' });
    expect(giver.bubbles().some(({ text }) => text === question)).toBe(true);
    await giver.tap(t('button-back'));
    await giver.tap(t('button-cancel-code'));
    expect(world.box.ledger().map(({ kind }) => kind)).toEqual(['charge']);
    await world.pass(second);
    await giver.tap(t('button-cancel-code-yes'));
    expect(giver.screen().text).toContain(t('refund-code-void'));
    expect(labelsOf(giver, picture)).toEqual([t('button-receipt')]);
    expect(world.box.ledger().map(({ kind }) => kind)).toEqual(['charge', 'refund']);
    await giver.tap(t('button-receipt'));
    expect(giver.screen().text).toContain(t('state-refunded'));
    const friend = world.person(people[locale === 'it' ? 'en' : 'it']);
    await friend.start(linkOf(code));
    expect(friend.screen().text).toBe(speeches(locale === 'it' ? 'en' : 'it').t('code-wrong', { left: 4 }));
    await giver.start(linkOf(code));
    expect(giver.screen().text, 'its payer hears the truth').toBe(
      t('code-state', { state: t('code-state-void') }),
    );
    scene.allIsWell();
  });

  test('not cancelled once somebody used it, and its old picture offers nothing but the receipt', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const giver = world.person(people[locale]);
    const friend = world.person(people[locale === 'it' ? 'en' : 'it']);
    const { t } = speeches(locale);
    const code = await buyCode(giver, speeches(locale));
    const picture = giver.screen().id;
    await giver.say('/orders');
    await giver.tap('🎁');
    await giver.tap(t('button-cancel-code'));
    await friend.start(linkOf(code));
    await friend.tap('·4821');
    await friend.tap(speeches(locale === 'it' ? 'en' : 'it').t('button-activate'));
    await world.pass(minute);
    await giver.tap(t('button-cancel-code-yes'));
    expect(giver.screen().text).toContain(t('code-cancel-used'));
    expect(world.box.ledger().map(({ kind }) => kind)).toEqual(['charge']);
    expect(labelsOf(giver, picture)).toEqual([t('button-receipt')]);
    scene.allIsWell();
  });

  test('not used in 180 days: a reminder a week before, then the money back', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const giver = world.person(people[locale]);
    const { t } = speeches(locale);
    const code = await buyCode(giver, speeches(locale));
    const picture = giver.screen().id;
    await world.pass(172 * day);
    const before = giver.bubbles().length;
    await world.pass(2 * day);
    await world.pass(day);
    expect(giver.bubbles().length, 'once').toBe(before + 1);
    expect(giver.screen().text).toContain('⏳');
    await giver.tap(t('button-receipt'));
    await world.pass(6 * day);
    expect(giver.screen().text).toContain(t('refund-code-expired'));
    expect(labelsOf(giver, picture), 'nothing to copy or to send any more').toEqual([t('button-receipt')]);
    expect(world.box.ledger().map(({ kind }) => kind)).toEqual(['charge', 'refund']);
    await giver.say(code);
    expect(giver.screen().text).toBe(t('code-state', { state: t('code-state-expired') }));
    scene.allIsWell();
  });
});

function giverPlan({ t, data }: Speech): string {
  return t('plan-allowance', { data: data(5 * 2 ** 30), days: 30 });
}

test('a code works once: whoever comes second hears no more than of a code that never was', async () => {
  await using scene = await openScene();
  const { world, person: late, t, books } = scene;
  const giver = world.person(people['zh-CN']);
  const friend = world.person(people.it);
  const code = await buyCode(giver, speeches('zh-CN'));
  const it = speeches('it');
  await friend.start(linkOf(code));
  await late.start(linkOf(code));
  await late.tap('·4821');
  await friend.tap('·4821');
  const activate = pressesOf(friend).find(({ data }) => data.startsWith('act/'));
  await friend.tap(it.t('button-activate'));
  await world.pass(minute);
  const again = await world.box.tap(friend.id, activate?.id ?? 0, activate?.data ?? '');
  await world.settle();
  expect(again?.text, 'pressed again, it is theirs already').toBe(it.t('code-yours'));
  await late.tap(t('button-activate'));
  expect(late.screen().text).toBe(t('code-wrong-now'));
  await late.say(code);
  expect(late.screen().text).toBe(t('code-wrong', { left: 4 }));
  await late.say(unknown(1));
  expect(late.screen().text).toBe(t('code-wrong', { left: 3 }));
  expect(books.supplied()).toBe(1);
  scene.allIsWell();
});

test('whoever wants notices without a sound is reminded of a code without one', async () => {
  await using scene = await openScene();
  const { world, witness, person, t } = scene;
  await buyCode(person, scene);
  await person.say('/settings');
  await person.tap(t('button-notices'));
  await person.tap(t('button-notices-quiet'));
  await world.pass(174 * day);
  const reminder = witness.said(person.id).find(({ params }) => JSON.stringify(params).includes('⏳'));
  expect(reminder?.params).toMatchObject({ disable_notification: true });
  scene.allIsWell();
});

test('a mistyped code costs no try; five wrong ones end the hour, also for a right one', async () => {
  await using scene = await openScene();
  const { world, person, t } = scene;
  const code = await buyCode(world.person(people.it), speeches('it'));
  await person.start();
  for (let n = 0; n < 6; n++) {
    await person.say(mistyped(code));
    expect(person.screen().text).toBe(plain(t('code-mistyped')));
  }
  for (let n = 1; n <= 4; n++) {
    await person.say(unknown(n));
    expect(person.screen().text).toBe(t('code-wrong', { left: 5 - n }));
  }
  await person.say(unknown(5));
  expect(person.screen().text).toBe(t('code-too-often'));
  await person.start(linkOf(code));
  expect(person.screen().text).toBe(t('code-too-often'));
  await world.pass(61 * minute);
  await person.start(linkOf(code));
  expect(person.screen().text).toContain('5 GB');
  scene.allIsWell();
});

test('the network refuses: nothing is activated, and the code is good again', async () => {
  let refusing = false;
  await using scene = await openScene({
    supplierFaults: ({ method, phase }) => {
      if (refusing && method === 'placeTopUp' && phase === 'before')
        throw new ProviderError('out_of_stock', 'None left');
    },
  });
  const { world, books, person: friend, t } = scene;
  const code = await buyCode(world.person(people.it), speeches('it'));
  await friend.start(linkOf(code));
  await friend.tap('·4821');
  refusing = true;
  await friend.tap(t('button-activate'));
  expect(friend.screen().text).toBe(t('code-delayed-refused'));
  await world.pass(3 * minute);
  await world.pass(3 * minute);
  expect(friend.screen().text).toBe(t('code-returned'));
  await friend.say('/orders');
  await friend.tap('↩');
  expect(friend.screen().text).toContain(t('state-code-returned'));
  refusing = false;
  await world.pass(second);
  await friend.tap(t('button-retry'));
  await friend.tap('·4821');
  await friend.tap(t('button-activate'));
  await world.pass(minute);
  expect(friend.screen().hasPicture).toBe(true);
  expect(books.supplied()).toBe(1);
  expect(world.box.ledger()).toHaveLength(1);
  scene.allIsWell();
});

test('one’s own code: used now, on one’s own card, and nobody is told', async () => {
  await using scene = await openScene();
  const { world, person, t, books } = scene;
  await buyCode(person, { t });
  await person.tap(t('button-use-code'));
  await person.tap('·4821');
  await person.tap(t('button-back'));
  await person.tap('·4821');
  const bubbles = person.bubbles().length;
  await person.tap(t('button-activate'));
  await world.pass(minute);
  expect(person.bubbles().length, 'the same bubble becomes the picture').toBe(bubbles);
  expect(person.screen().hasPicture).toBe(true);
  expect(books.supplied()).toBe(1);
  scene.allIsWell();
});

async function onPage({ person }: Scene): Promise<void> {
  await (await person.openPage()).act('paypal', 'pay');
}

async function inSheet({ person, t }: Scene): Promise<void> {
  await person.tap(t('button-rail-invoice', { total: '€11.20' }));
  expect(person.screen().text, 'still a code').toContain('activation code');
  expect(await person.pay()).toEqual({ outcome: 'paid' });
}

// Nobody but a person can send a card payment inside Telegram back.
test.each([
  { way: 'a page', pay: onPage, byHand: 0 },
  { way: 'Telegram’s card sheet', pay: inSheet, byHand: 1 },
])('a code paid on $way says there what it is, and goes back the same way', async ({ pay, byHand }) => {
  await using scene = await openScene();
  const { person, t, world, books } = scene;
  await person.start('renew');
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  await pay(scene);
  await world.pass(minute);
  expect(person.screen().text).toContain('YY-');
  const asked = JSON.stringify(world.box.wire.entries().map(({ params }) => params));
  expect(asked).toContain('Activation code for Italy 5 GB');
  await person.tap(t('button-receipt'));
  await person.tap(t('button-cancel-code'));
  await person.tap(t('button-cancel-code-yes'));
  await world.pass(minute);
  const fate = byHand ? t('refund-by-hand', { total: '€11.20' }) : t('refund-back', { total: '€11.20' });
  expect(person.screen().text).toContain(fate);
  expect(books.reviews()).toHaveLength(byHand);
});

test.each([
  {
    what: 'is disputed',
    happens: 'dispute',
    state: 'code-state-held',
    purchase: 'fulfilled',
    cases: ['disputed'],
  },
  {
    what: 'went back elsewhere',
    happens: 'refundElsewhere',
    state: 'code-state-void',
    purchase: 'refunded',
    cases: ['went_back_elsewhere'],
  },
] as const)('a code whose payment $what is no good any more', async ({ happens, state, purchase, cases }) => {
  await using scene = await openScene();
  const { person, t, world, books } = scene;
  const friend = world.person(people.it);
  const it = speeches('it');
  const code = await buyOnPage(scene);
  await friend.start(linkOf(code));
  await friend.tap('·4821');
  world.box.stripe[happens](intentOf(scene));
  await world.pass(minute);
  await friend.tap(it.t('button-activate'));
  expect(friend.screen().text).toBe(it.t('code-wrong-now'));
  await person.start(linkOf(code));
  expect(person.screen().text).toBe(t('code-state', { state: t(state) }));
  expect(books.of(person.id).orders).toEqual([purchase]);
  expect(books.supplied()).toBe(0);
  expect(books.reviews().map(({ reason }) => reason)).toEqual(cases);
});

test('a code that was used before its payment is disputed stays used, and a person decides', async () => {
  await using scene = await openScene();
  const { person, t, world, books } = scene;
  const code = await buyOnPage(scene);
  await person.start(linkOf(code));
  await person.tap('·4821');
  await person.tap(t('button-activate'));
  await world.pass(minute);
  world.box.stripe.dispute(intentOf(scene));
  await world.pass(minute);
  expect(books.of(person.id).orders).toEqual(['fulfilled', 'fulfilled']);
  expect(books.supplied()).toBe(1);
  expect(books.reviews().map(({ reason }) => reason)).toEqual(['disputed']);
});

test('a code paid twice is one code, and the second payment goes back', async () => {
  await using scene = await openScene();
  const { person, t, world, books } = scene;
  await person.start('renew');
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  const link = payLink(person);
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  await payAnyway(world, person.id, link);
  await world.pass(minute);
  const { orders, payments, refunds } = books.of(person.id);
  expect({ orders, refunds }).toEqual({ orders: ['fulfilled'], refunds: ['succeeded'] });
  expect(new Set(payments)).toEqual(new Set(['fulfilled', 'refunded']));
  expect(codesIn(person)).toHaveLength(1);
});

test('money that comes for a code after another quote took its place is honoured', async () => {
  await using scene = await openScene();
  const { person, t, world, books } = scene;
  await person.start('renew');
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  const old = payLink(person);
  await person.say('/buy');
  await person.tap('🇮🇹');
  await person.tap('3 GB');
  await person.tap(t('button-phone-ok'));
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  await payAnyway(world, person.id, old);
  expect(codesIn(person)).toHaveLength(1);
  expect(books.of(person.id)).toMatchObject({ orders: ['fulfilled'], payments: ['fulfilled'], supplied: 0 });
});

test.each([
  ['en', 'activation code'],
  ['en', 'I have a gift card'],
  ['zh-CN', '激活码在哪里输入'],
  ['zh-TW', '想送朋友'],
  ['it', 'codice regalo'],
] as const)('in %s, whoever types %s reads how to use one and how to give one', async (locale, words) => {
  await using scene = await openScene();
  const person = scene.world.person(people[locale]);
  await person.say(words);
  expect(person.screen().text).toBe(plain(speeches(locale).t('code-how')));
  scene.allIsWell();
});

test('a screenshot of the picture that somebody got opens the code too', async () => {
  await using scene = await openScene();
  const { world, person: friend } = scene;
  const code = await buyCode(world.person(people.it), speeches('it'));
  await friend.start();
  const link = `https://t.me/${world.app.botUsername}?start=${linkOf(code)}`;
  await friend.sendPicture(screenshot([{ text: link }]));
  expect(friend.screen().text).toContain('5 GB');
  await friend.sendPicture(screenshot([{ text: code }]));
  expect(friend.screen().text).toContain('5 GB');
  expect(
    friend
      .screen()
      .buttons.flat()
      .some(({ text }) => text.includes('·4821')),
  ).toBe(true);
  scene.allIsWell();
});

test('a code that was bought long ago is still found under the orders', async () => {
  await using scene = await openScene();
  const { person, t, world } = scene;
  const code = await buyCode(person, { t });
  for (let n = 0; n < 6; n++) {
    await person.start('renew');
    await person.pay();
    await world.pass(minute);
  }
  await person.say('/orders');
  expect(
    person
      .screen()
      .buttons.flat()
      .some(({ text }) => text.startsWith('🎁')),
  ).toBe(false);
  await person.tap(t('button-next'));
  await person.tap('🎁');
  await person.tap(t('button-show-code'));
  expect(person.screen().text).toContain(code);
  await person.say('/orders');
  await person.tap(t('button-next'));
  await person.tap(t('button-previous'));
  expect(person.screen().buttons).toHaveLength(6);
  scene.allIsWell();
});

test('an expired price of a code is quoted again in place as a code, beside a renewal that still waits', async () => {
  await using scene = await openScene();
  const { person, t, world, shelf } = scene;
  await person.start('renew');
  await person.tap('⋯');
  await person.tap(t('button-back'));
  expect(person.screen().text).toContain(plain(t('review-consent')));
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  expect(shelf.openOrders(person.id), 'one of each').toBe(2);
  await person.tap(t('button-back'));
  expect(person.screen().text).toContain(plain(t('review-consent')));
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  expect(shelf.openOrders(person.id), 'the same two').toBe(2);
  await world.pass(40 * minute);
  expect(await person.pay()).toEqual({ outcome: 'refused', message: t('refused-expired') });
  expect(person.screen().text).toContain('activation code');
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  expect(person.screen().text).toContain('YY-');
  scene.allIsWell();
});

async function buyOnPage({ person, t, world }: Scene): Promise<string> {
  await person.start('renew');
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  await (await person.openPage()).act('card', 'pay');
  await world.pass(minute);
  return codesIn(person)[0] ?? '';
}

function codesIn(person: Person): readonly string[] {
  const codes = person.bubbles().flatMap(({ text }) => /YY(?:-[0-9A-Z]{4}){3}/.exec(text)?.[0] ?? []);
  return [...new Set(codes)];
}

/** Stripe's name for what was paid there. */
function intentOf({ world }: Scene): string {
  const [charge] = world.box.stripe.ledger();
  if (!charge) throw new Error('Nothing was paid');
  return charge.intent;
}

/** A code with a right check character that nobody was given. */
function unknown(n: number): string {
  return activationCodeFrom(new Uint8Array(11).fill(n));
}

function mistyped(code: string): string {
  return `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`;
}
