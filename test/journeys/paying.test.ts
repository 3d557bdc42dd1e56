import { describe, expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import type { Bubble, Person } from '../support/person.ts';
import { languages, people } from '../support/world.ts';
import { overBudget } from './budget.ts';

const methods = ['card', 'paypal', 'alipay'] as const;

/** From Start to the review of the suggested renewal. */
async function review(scene: Scene): Promise<void> {
  await scene.person.start('renew');
  expect(plain(scene.person.screen().text)).toContain('Total');
}

/** Without a public address the page is asked for by one more tap. */
async function openStripe(scene: Scene): Promise<void> {
  const { person } = scene;
  const direct = person
    .screen()
    .buttons.flat()
    .some((button) => 'url' in button && button.url.includes('/pay/start'));
  if (!direct) await person.tap('PayPal');
}

describe.each([
  { name: 'by events', options: {} },
  { name: 'without a public address', options: { reachable: false } },
])('Paying on a page, told $name', ({ options }) => {
  test.each(methods)('a renewal by %s is live when the traveller is back in the chat', async (method) => {
    await using scene = await openScene(options);
    const { person, t, world } = scene;
    await review(scene);
    await openStripe(scene);
    const page = await person.openPage();
    await page.act(method, 'pay');
    await world.pass(6000);
    expect(person.screen().hasPicture).toBe(true);
    expect(plain(person.screen().text)).toContain(plain(t('done-in-place')));
    expect(world.box.stripe.ledger()).toMatchObject([{ kind: 'charge', amount: 1120, currency: 'eur' }]);
    await person.tap(t('button-receipt'));
    expect(plain(person.screen().text)).toContain('Paid €11.20 on');
    scene.allIsWell();
  });

  test('WeChat Pay that takes its time is confirmed first, and live once the bank is through', async () => {
    await using scene = await openScene(options);
    const { person, t, world } = scene;
    await review(scene);
    await openStripe(scene);
    const page = await person.openPage();
    await page.act('wechat_pay', 'pending_then_paid');
    await world.pass(6000);
    const waiting = t('pay-processing', { plan: '5 GB / 30 days', total: '€11.20' });
    expect(person.bubbles().map(({ text }) => text)).toContain(plain(waiting));
    expect(person.bubbles().some(({ hasPicture }) => hasPicture)).toBe(false);
    await world.pass(20_000);
    await world.pass(5000);
    expect(person.screen().hasPicture).toBe(true);
    scene.allIsWell();
  });

  test('WeChat Pay that the bank refuses in the end costs nothing, and can be tried again', async () => {
    await using scene = await openScene(options);
    const { person, t, world } = scene;
    await review(scene);
    await openStripe(scene);
    await (await person.openPage()).act('wechat_pay', 'pending_then_failed');
    await world.pass(25_000);
    await world.pass(5000);
    expect(plain(person.screen().text)).toContain(plain(t('pay-failed', { plan: '5 GB / 30 days' })));
    await person.tap(t('button-retry'));
    await openStripe(scene);
    await (await person.openPage()).act('card', 'pay');
    await world.pass(6000);
    expect(person.screen().hasPicture).toBe(true);
    expect(world.box.stripe.ledger()).toHaveLength(1);
    scene.allIsWell();
  });
});

test('a renewal by card inside Telegram is live at once', async () => {
  await using scene = await openScene();
  const { person, t, world, box } = { ...scene, box: scene.world.box };
  await review(scene);
  await person.tap(t('button-rail-invoice', { total: '€11.20' }));
  expect(plain(person.screen().text)).toContain('by card, inside Telegram');
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  expect(person.screen().hasPicture).toBe(true);
  expect(box.ledger()).toMatchObject([{ kind: 'charge', amount: 1120, currency: 'EUR' }]);
  expect(box.starBalance(person.id)).toBe(5000);
  await world.settle();
  scene.allIsWell();
});

describe.each(languages)('In %s', (locale) => {
  const { t, money, country, data } = speeches(locale);
  const euros = money({ amount: 1120, currency: 'EUR' });
  const words = (person: Person): string =>
    person
      .bubbles()
      .map(({ text }) => text)
      .join('\n');

  test('the fullest review fits a phone: paid on a page before, and a payment still being confirmed', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    await person.start('renew');
    await (await person.openPage()).act('card', 'pay');
    await world.pass(minute);
    await person.say('/renew');
    await (await person.openPage()).act('wechat_pay', 'pending_then_paid');
    await world.pass(1000);
    const review = await person.say('/renew');
    expect(review.text).toContain(t('review-confirming'));
    expect(overBudget([review], locale)).toEqual([]);
    const buttons = review.buttons.flat().map(({ text }) => text);
    expect(buttons, 'every way has a name').toContain(t('button-rail-stars', { total: '⭐672' }));
    scene.allIsWell();
  });

  test('a first card that the bank refused can be tried again or talked about, and says for where', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    await person.say('/buy');
    await person.tap('🇮🇹');
    await person.tap('5 GB');
    await person.tap(t('button-phone-ok'));
    await (await person.openPage()).act('wechat_pay', 'pending_then_failed');
    await world.pass(1000);
    const plan = `${country('IT')} ${t('plan-allowance', { data: data(5 * 2 ** 30), days: 30 })}`;
    expect(person.screen().text).toBe(plain(t('pay-processing', { plan, total: euros })));
    await world.pass(30_000);
    const failed = person.screen();
    expect(failed.text).toBe(plain(t('pay-failed', { plan })));
    await person.tap(t('button-person'));
    expect(person.screen().id, 'the way to try again stays').not.toBe(failed.id);
    await world.pass(1000);
    await person.tap(t('button-retry'));
    expect(person.screen().text).toContain(plain(t('review-consent')));
    scene.allIsWell();
  });

  test('a price that ran out is asked anew by the way just chosen, not by the one used last', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    await person.start('renew');
    await (await person.openPage()).act('card', 'pay');
    await world.pass(minute);
    const review = await person.say('/renew');
    expect(payButton(review)).toBe(t('button-pay', { total: euros }));
    await world.pass(40 * minute);
    await person.tap(t('button-rail-stars', { total: '⭐672' }));
    expect(payButton(person.screen())).toBe(t('button-pay', { total: '⭐672' }));
    await world.pass(40 * minute);
    expect(await person.pay()).toMatchObject({ outcome: 'refused' });
    expect(payButton(person.screen())).toBe(t('button-pay', { total: '⭐672' }));
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    scene.allIsWell();
  });

  test('who paid twice sees which money went back, and that the other was kept', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    await person.start('renew');
    const page = await person.openPage();
    world.box.stripe.events.mode('held');
    world.box.stripe.act(page.sessionId, { method: 'card', outcome: 'pay' });
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    world.box.stripe.events.mode('normal');
    await world.pass(2 * minute);
    expect(words(person), 'a line of its own in any punctuation').toContain(`${t('refund-duplicate')}\n`);
    await person.tap(t('button-receipt'));
    const receipt = person.screen().text.split('\n');
    expect(receipt).toContain(t('refund-succeeded', { reason: 'duplicate', total: euros }));
    const kept = t('receipt-paid-as', { total: '⭐672', price: euros, date: '' });
    expect(receipt.some((line) => line.startsWith(kept.slice(0, kept.indexOf(euros) + euros.length)))).toBe(
      true,
    );
    scene.allIsWell();
  });
});

function payButton({ buttons }: Bubble): string | undefined {
  return buttons[0]?.[0]?.text;
}
