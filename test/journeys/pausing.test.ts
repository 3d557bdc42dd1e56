import { describe, expect, test } from 'vitest';
import { minute, second } from '../../src/domain/time.ts';
import { invoiceOf, isReview, openScene, plain, pressesOf, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import type { Bubble, Person } from '../support/person.ts';
import { nonsenseIn } from '../support/witness.ts';
import { languages, people } from '../support/world.ts';
import { overBudget } from './budget.ts';

const operatorId = 100_005;

/** An operator who reads this language. */
async function operatorIn(scene: Scene, locale: (typeof languages)[number]): Promise<Person> {
  const operator = scene.world.person(operatorId);
  await operator.say('/language');
  await operator.tap(speeches(locale).t('language-name'));
  return operator;
}

async function pause(scene: Scene): Promise<void> {
  const operator = scene.world.person(operatorId);
  await operator.say('/pause');
  const asked = pressesOf(operator).findLast(({ data }) => data === 'sales/pause/now');
  await scene.world.box.tap(operatorId, asked?.id ?? 0, 'sales/pause/now');
  await scene.world.settle();
}

async function resume(scene: Scene): Promise<void> {
  const operator = scene.world.person(operatorId);
  await operator.say('/resume');
  await scene.world.box.tap(operatorId, operator.screen().id, 'sales/resume/now');
  await scene.world.settle();
}

/** No money has moved on any rail. */
function nothingCharged({ world }: Scene): void {
  expect(world.box.ledger()).toEqual([]);
  expect(world.box.stripe.ledger()).toEqual([]);
}

/** Where the button to the payment page leads. */
function pageLink({ buttons }: Bubble): string {
  const button = buttons.flat().find((each) => 'url' in each && each.url.includes('/pay/start'));
  return button && 'url' in button ? button.url : '';
}

describe.each(languages)('In %s', (locale) => {
  const { t, money } = speeches(locale);

  test('an operator pauses sales and resumes them, each by a second tap that says what it does', async () => {
    await using scene = await openScene();
    const operator = await operatorIn(scene, locale);
    expect((await operator.say('/pause')).text).toBe(plain(t('pause-asked')));
    await operator.tap(t('button-cancel'));
    expect((await operator.say('/resume')).text, 'nothing was paused').toContain(plain(t('sales-run')));
    await operator.tap(t('button-pause'));
    await operator.tap(t('button-pause'));
    expect(plain(operator.screen().text)).toContain(plain(t('sales-paused', { reasons: '' })).slice(0, 8));
    expect((await operator.say('/pause')).text, 'once is enough').not.toBe(plain(t('pause-asked')));
    expect((await operator.say('/resume')).text).toBe(plain(t('resume-asked')));
    await operator.tap(t('button-resume'));
    expect(operator.screen().text).toBe(plain(t('sales-run')));
    expect(overBudget(operator.bubbles(), locale)).toEqual([]);
    expect(nonsenseIn(operator.bubbles(), { locale })).toEqual([]);
    scene.allIsWell();
  });

  test('while sales rest no way leads to a payment, each says so, and afterwards the same screen sells again', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    await person.start('renew');
    const review = person.screen();
    const link = pageLink(review);
    const old = pressesOf(person);
    await person.tap(t('button-rail-invoice', { total: money({ amount: 1120, currency: 'EUR' }) }));
    const slugs = [review, person.screen()].map((bubble) => invoiceOf(scene, bubble, person));
    const plan = 'it-5gb-30d';
    await pause(scene);

    for (const slug of new Set(slugs))
      expect(await world.box.pay(person.id, slug), 'Stars, and a card in Telegram').toEqual({
        outcome: 'refused',
        message: t('refused-paused'),
      });
    const page = await fetch(link, { redirect: 'manual' });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(t('page-pay-paused'));

    const rests = async (data: string): Promise<void> => {
      await world.box.tap(person.id, review.id, data);
      await world.settle();
      expect([data, person.screen().text]).toEqual([data, t('sales-rest')]);
    };
    const card = old.map(({ data }) => /card_[\w-]+/.exec(data)?.[0]).find(Boolean) ?? '';
    const ways = old.filter(({ data }) => data.startsWith('pay/'));
    expect(ways.length, 'another way to pay').toBeGreaterThan(0);
    for (const { data } of ways) await rests(data);
    await rests(`plan/${card}/${plan}`);
    await rests(`plans/${card}/month`);
    await rests(`advise/${card}`);
    await rests(`later/${card}/${plan}`);
    await rests('buy');
    await rests('buyin/IT/month');
    await rests(`buy/${plan}`);
    await rests(`phone/${plan}`);
    for (const words of ['/renew', '/buy', '/start renew', '/start buy', '/start buy_IT'])
      expect([words, (await person.say(words)).text]).toEqual([words, t('sales-rest')]);
    nothingCharged(scene);
    expect(overBudget(person.bubbles(), locale)).toEqual([]);
    expect(nonsenseIn(person.bubbles(), { locale })).toEqual([]);

    const home = await person.say('/balance');
    expect(home.text).not.toBe(t('sales-rest'));
    for (const words of ['/orders', '/support', '/settings'])
      expect((await person.say(words)).text).not.toBe(t('sales-rest'));

    await person.say('/renew');
    await resume(scene);
    await person.tap(t('button-retry'));
    expect(isReview(person.screen())).toBe(true);
    expect(plain(person.screen().text)).toContain(money({ amount: 1120, currency: 'EUR' }));
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    await world.pass(10 * second);
    scene.allIsWell();
  });
});

test('what was paid before the pause is delivered in it: in Telegram, on a page, and by an activation code', async () => {
  await using scene = await openScene();
  const { world, person: giver, books } = scene;
  const [waiting, reader] = [world.person(people.it), world.person(people['zh-TW'])];
  await giver.start('renew');
  await giver.tap('⋯');
  await giver.tap('🎁');
  await giver.pay();
  const code = /YY(?:-[0-9A-Z]{4}){3}/.exec(giver.screen().text)?.[0] ?? '';
  await waiting.start('renew');
  await (await waiting.openPage()).act('wechat_pay', 'pending_then_paid');
  await pause(scene);

  await world.pass(20 * second);
  await world.pass(10 * second);
  expect(waiting.screen().hasPicture, 'the bank took its time').toBe(true);
  await reader.start(`act_${code.replaceAll('-', '')}`);
  await reader.tap('·4821');
  await reader.tap(speeches('zh-TW').t('button-activate'));
  await world.pass(minute);
  expect(books.of(reader.id).supplied).toBe(1);
  expect(reader.screen().hasPicture, 'a code that was paid for is good').toBe(true);
  scene.allIsWell();
});

test('a payment page that is open when sales are paused closes; who pays on it first is served', async () => {
  await using scene = await openScene();
  const { world, person } = scene;
  const late = world.person(people.it);
  await person.start('renew');
  await late.start('renew');
  const [fast, slow] = [await person.openPage(), await late.openPage()];
  await pause(scene);
  await fast.act('card', 'pay');
  await world.pass(15 * second);
  expect(person.screen().hasPicture).toBe(true);
  await world.pass(minute);
  await expect(slow.act('card', 'pay')).rejects.toThrow('this page is expired');
  const back = pageLink(late.bubbles().findLast((bubble) => pageLink(bubble) !== '') ?? late.screen());
  const words = await (await fetch(back.replace('/start?', '/return?'))).text();
  expect(words, 'and whoever comes back from it reads why').toContain(speeches('it').t('page-pay-paused'));
  expect(world.box.stripe.ledger()).toHaveLength(1);
  await resume(scene);
  await (await late.openPage()).act('card', 'pay');
  await world.pass(10 * second);
  expect(late.screen().hasPicture, 'by the same bubble').toBe(true);
  scene.allIsWell();
});

test('a pause outlives a restart', async () => {
  await using scene = await openScene();
  await scene.person.start('renew');
  await pause(scene);
  await scene.world.restart();
  expect(await scene.person.pay()).toMatchObject({ outcome: 'refused' });
  nothingCharged(scene);
});

test('nobody but an operator pauses anything: their word is like any other, and the buttons are not theirs', async () => {
  await using scene = await openScene();
  const { world, person, t } = scene;
  await person.start();
  for (const command of ['/pause', '/resume', '/status'])
    expect([command, (await person.say(command)).text]).toEqual([command, t('not-understood')]);
  for (const data of ['status', 'sales/pause', 'sales/pause/now', 'sales/resume', 'sales/resume/now']) {
    const answer = await world.box.tap(person.id, person.screen().id, data);
    expect([data, answer?.text]).toEqual([data, t('not-yours')]);
  }
  await world.settle();
  expect((await person.start('status')).text, 'a link opens nothing either').toContain('·4821');
  await person.start('renew');
  expect(await person.pay(), 'sales run').toEqual({ outcome: 'paid' });
  await pause(scene);
  await world.box.tap(person.id, person.screen().id, 'sales/resume/now');
  await world.settle();
  expect((await person.say('/renew')).text, 'and rest').toBe(t('sales-rest'));
  scene.allIsWell();
});
