import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hour, minute } from '../../src/domain/time.ts';
import { chooseBadPlan, paymentUpdates } from '../support/audited-world.ts';
import { overBudget } from '../journeys/budget.ts';
import type { Person } from '../support/person.ts';
import { invoiceOf, openScene, plain, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { tellStripeEvent } from '../support/stripe-post.ts';
import { callTelegram, payAnyway, payBy, payLink } from '../support/till.ts';
import { until } from '../support/until.ts';
import { languages, people } from '../support/world.ts';

const price = 1120;

/** What all books say in the end: of Telegram, of Stripe, of the supplier, and ours. */
function account({ world, books }: Scene): unknown {
  const telegram = world.box.ledger().map(({ kind, amount, currency }) => `${kind} ${amount} ${currency}`);
  const stripe = world.box.stripe
    .ledger()
    .map(({ kind, amount, currency }) => `${kind} ${amount} ${currency}`);
  const { supplied, orders, payments, refunds } = books.of(people.en);
  return { telegram, stripe, supplied, orders, payments, refunds };
}

const onceByPage = {
  telegram: [],
  stripe: [`charge ${price} eur`],
  supplied: 1,
  orders: ['fulfilled'],
  payments: ['fulfilled'],
  refunds: [],
};

function pictures(person: Person): number {
  return person.bubbles().filter(({ hasPicture }) => hasPicture).length;
}

function said(person: Person, words: string): number {
  return person.bubbles().filter(({ text }) => text.includes(plain(words))).length;
}

describe('The events of one payment', () => {
  test('trap 8: each ten times at once, and all again later: one renewal, one picture', async () => {
    await using scene = await openScene();
    const { person, world } = scene;
    await person.start('renew');
    const page = await person.openPage();
    world.box.stripe.events.mode('off');
    world.box.stripe.act(page.sessionId, { method: 'card', outcome: 'pay' });
    const events = world.box.stripe.events.all();
    expect(events.length).toBeGreaterThan(2);
    for (let round = 0; round < 2; round++) {
      const copies = events.flatMap((event) =>
        Array.from({ length: 10 }, () => tellStripeEvent(scene.world, event)),
      );
      expect(new Set(await Promise.all(copies))).toEqual(new Set([200]));
      await world.settle();
    }
    expect(account(scene)).toEqual(onceByPage);
    expect(pictures(person)).toBe(1);
    scene.allIsWell();
  });

  test('trap 9: in every order, told at the end, they mean the same', async () => {
    for (const order of [0, 1, 2, 3, 4, 5]) {
      await using scene = await openScene();
      const { person, world } = scene;
      await person.start('renew');
      const page = await person.openPage();
      world.box.stripe.events.mode('off');
      world.box.stripe.act(page.sessionId, { method: 'wechat_pay', outcome: 'pending_then_paid' });
      await world.pass(20_000);
      const events = world.box.stripe.events.all();
      const turned = [...events.slice(order), ...events.slice(0, order)];
      for (const event of order % 2 ? turned.toReversed() : turned) {
        await tellStripeEvent(scene.world, event);
        await world.settle();
      }
      expect(account(scene), `order ${order}`).toEqual(onceByPage);
    }
  });

  test('traps 10 and 11: a page that is completed but not paid delivers nothing, not even after an hour', async () => {
    await using scene = await openScene({ reachable: false });
    const { person, world, t } = scene;
    await person.start('renew');
    await person.tap('PayPal');
    const { sessionId } = await person.openPage();
    world.box.stripe.act(sessionId, { method: 'alipay', outcome: 'pending_then_failed' });
    await world.pass(10_000);
    expect(said(person, t('pay-processing', { plan: '5 GB / 30 days', total: '€11.20' }))).toBe(1);
    await person.start('paid_0000000000000000000000');
    expect(pictures(person)).toBe(0);
    await world.pass(60 * minute);
    expect(pictures(person)).toBe(0);
    expect(account(scene)).toMatchObject({ stripe: [], supplied: 0, payments: [] });
    scene.allIsWell();
  });

  test.each(['off', 'duplicate', 'reversed'] as const)(
    'with events %s the renewal is live within 15 s',
    async (mode) => {
      await using scene = await openScene();
      const { person, world } = scene;
      world.box.stripe.events.mode(mode);
      await person.start('renew');
      const page = await person.openPage();
      // The browser is closed before it comes back.
      world.box.stripe.act(page.sessionId, { method: 'card', outcome: 'pay' });
      for (let passed = 0; passed < 15; passed++) await world.pass(1000);
      expect(pictures(person)).toBe(1);
      expect(account(scene)).toEqual(onceByPage);
      scene.allIsWell();
    },
  );
});

test('events that stop coming are noticed: the next renewal is live within 15 s as well', async () => {
  await using scene = await openScene();
  const { person, world } = scene;
  for (const mode of ['normal', 'off'] as const) {
    world.box.stripe.events.mode(mode);
    await person.say('/renew');
    const { sessionId } = await person.openPage();
    world.box.stripe.act(sessionId, { method: 'card', outcome: 'pay' });
    for (let passed = 0; passed < 15; passed++) await world.pass(1000);
  }
  expect(pictures(person)).toBe(2);
});

describe('Two ways to pay for one order', () => {
  test('trap 16: who goes over to Stars finds the page closed', async () => {
    await using scene = await openScene();
    const { person, world } = scene;
    await person.start('renew');
    const page = await person.openPage();
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    await world.pass(1000);
    expect(world.box.stripe.sessions().map(({ status }) => status)).toEqual(['expired']);
    expect(() => world.box.stripe.act(page.sessionId, { method: 'card', outcome: 'pay' })).toThrow('expired');
    expect(pictures(person)).toBe(1);
    scene.allIsWell();
  });

  test('trap 16: choosing the card sheet closes the page, and coming back to the page opens a new one', async () => {
    await using scene = await openScene();
    const { person, world, t } = scene;
    await person.start('renew');
    await person.openPage();
    await person.tap(t('button-rail-invoice', { total: '€11.20' }));
    await world.pass(1000);
    expect(world.box.stripe.sessions().map(({ status }) => status)).toEqual(['expired']);
    await (await person.openPage()).act('card', 'pay');
    expect(account(scene)).toEqual(onceByPage);
    scene.allIsWell();
  });

  test('trap 16: both succeed at once: one delivery, one refund, one explanation', async () => {
    await using scene = await openScene();
    const { person, world, t } = scene;
    await person.start('renew');
    const page = await person.openPage();
    world.box.stripe.events.mode('held');
    world.box.stripe.act(page.sessionId, { method: 'card', outcome: 'pay' });
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    world.box.stripe.events.mode('normal');
    await world.pass(2 * minute);
    expect(account(scene)).toEqual({
      telegram: ['charge 672 XTR'],
      stripe: [`charge ${price} eur`, `refund ${price} eur`],
      supplied: 1,
      orders: ['fulfilled'],
      payments: ['fulfilled', 'refunded'],
      refunds: ['succeeded'],
    });
    expect(pictures(person)).toBe(1);
    expect(said(person, t('refund-duplicate'))).toBe(1);
    expect(said(person, t('refund-back', { total: '€11.20' }))).toBe(1);
    scene.allIsWell();
  });

  test('while the bank is still confirming, no other way takes money', async () => {
    await using scene = await openScene();
    const { person, world, t } = scene;
    await person.start('renew');
    const link = payLink(person);
    await (await person.openPage()).act('wechat_pay', 'pending_then_paid');
    await world.pass(1000);
    expect(await payBy(world, person.id, link)).toEqual({
      outcome: 'refused',
      message: t('refused-processing'),
    });
    await person.say('/renew');
    expect(person.screen().text, 'who begins anew is warned').toContain(t('review-confirming'));
    await world.pass(30_000);
    expect(account(scene)).toEqual(onceByPage);
    scene.allIsWell();
  });

  test('a payment that fails does not write over the bubble of another one that was paid meanwhile', async () => {
    await using scene = await openScene();
    const { person, world, t } = scene;
    await person.start('renew');
    const page = await person.openPage();
    world.box.stripe.act(page.sessionId, { method: 'wechat_pay', outcome: 'pending_then_failed' });
    await world.pass(1000);
    await person.tap(t('button-receipt'));
    await person.tap(t('button-home'));
    await person.tap('★');
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    const paid = t('review-paid', { plan: '5 GB / 30 days' });
    expect(said(person, paid)).toBe(1);
    await world.pass(30_000);
    expect(said(person, paid), 'still says so').toBe(1);
    expect(said(person, t('pay-failed', { plan: '5 GB / 30 days' }))).toBe(1);
    expect(account(scene)).toMatchObject({ telegram: ['charge 672 XTR'], stripe: [], supplied: 1 });
  });

  test('a review left open does not sell what it said before another payment came through', async () => {
    await using scene = await openScene();
    const { person, world, t } = scene;
    await person.start('renew');
    await (await person.openPage()).act('wechat_pay', 'pending_then_paid');
    await world.pass(1000);
    await person.say('/renew');
    const stale = person.screen().text;
    const link = payLink(person);
    await world.pass(30_000);
    expect(await payBy(world, person.id, link)).toEqual({
      outcome: 'refused',
      message: t('refused-expired'),
    });
    const fresh = person.bubbles().find(({ text }) => text.includes('Total'))?.text;
    expect(fresh).toContain('5 GB / 30 days');
    expect(fresh).not.toContain(t('review-confirming'));
    expect(fresh, 'the plan just bought comes first now').not.toBe(stale);
    await (await person.openPage()).act('card', 'pay');
    expect(account(scene)).toMatchObject({ supplied: 2, refunds: [] });
  });

  test('while one page is being confirmed no other page of the order can be paid', async () => {
    await using scene = await openScene();
    const { person, world, t } = scene;
    await person.start('renew');
    const first = await person.openPage();
    world.box.stripe.faults.add({ method: 'POST expire', kind: 'status', status: 500 });
    await person.tap(t('button-rail-invoice', { total: '€11.20' }));
    const second = await person.openPage();
    expect(second.sessionId).not.toBe(first.sessionId);
    world.box.stripe.act(first.sessionId, { method: 'alipay', outcome: 'pending_then_paid' });
    await world.pass(10_000);
    expect(() => world.box.stripe.act(second.sessionId, { method: 'card', outcome: 'pay' })).toThrow(
      'expired',
    );
    await world.pass(30_000);
    expect(account(scene)).toEqual(onceByPage);
  });

  test('a page that the bank refuses is not said to be unpaid while the bank still confirms another of the order', async () => {
    await using scene = await openScene();
    const { person, world, t } = scene;
    await person.start('renew');
    const first = await person.openPage();
    world.box.stripe.faults.add({ method: 'POST expire', kind: 'status', status: 500, times: 100 });
    await person.tap(t('button-rail-invoice', { total: '€11.20' }));
    const second = await person.openPage();
    world.box.stripe.act(first.sessionId, { method: 'alipay', outcome: 'pending_then_failed' });
    await world.pass(10_000);
    world.box.stripe.act(second.sessionId, { method: 'alipay', outcome: 'pending_then_paid' });
    await world.pass(5000);
    await world.pass(7000);
    expect(account(scene)).toMatchObject({ stripe: [], orders: ['processing'] });
    expect(said(person, t('pay-failed', { plan: '5 GB / 30 days' }))).toBe(0);
    await world.pass(30_000);
    expect(account(scene)).toEqual(onceByPage);
    expect(said(person, t('pay-failed', { plan: '5 GB / 30 days' }))).toBe(0);
  });

  test('trap 17: a page that was paid in the last second of its price is honoured', async () => {
    await using scene = await openScene();
    const { person, world } = scene;
    await person.start('renew');
    const page = await person.openPage();
    world.box.stripe.events.mode('off');
    await world.pass(35 * minute - 1000);
    world.box.stripe.act(page.sessionId, { method: 'card', outcome: 'pay' });
    await world.pass(2 * minute);
    expect(account(scene)).toEqual(onceByPage);
    scene.allIsWell();
  });

  test('trap 17: a page that is paid after the plan was replaced is honoured', async () => {
    await using scene = await openScene();
    const { person, world, t } = scene;
    await person.start('renew');
    const page = await person.openPage();
    world.box.stripe.events.mode('held');
    world.box.stripe.act(page.sessionId, { method: 'card', outcome: 'pay' });
    await person.tap(t('button-other-plan'));
    await person.tap('3 GB');
    world.box.stripe.events.mode('normal');
    await world.pass(2 * minute);
    expect(account(scene)).toEqual(onceByPage);
    scene.allIsWell();
  });
});

describe('An invoice inside Telegram', () => {
  async function cardSheet(scene: Scene): Promise<string> {
    await scene.person.start('renew');
    await scene.person.tap(scene.t('button-rail-invoice', { total: '€11.20' }));
    return payLink(scene.person);
  }

  test('trap 43: it asks in the currency of the shop, by one price, with the provider’s token', async () => {
    await using scene = await openScene();
    await cardSheet(scene);
    const call = scene.world.box.wire.entries().findLast(({ method }) => method === 'createInvoiceLink');
    expect(call?.params).toMatchObject({
      title: 'Italy 5 GB / 30 days',
      currency: 'EUR',
      payload: expect.stringMatching(/^attempt_.{22}$/) as string,
      prices: [{ label: 'Italy 5 GB / 30 days', amount: price }],
    });
    expect(call?.params).not.toHaveProperty('max_tip_amount');
  });

  test('traps 20 and 21: nobody else can pay it, nor anybody once it is paid', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    const link = await cardSheet(scene);
    const stranger = world.person(people.it);
    await stranger.start();
    const refused = await payBy(world, stranger.id, link);
    expect(refused.outcome).toBe('refused');
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    expect(await payBy(world, person.id, link)).toEqual({
      outcome: 'refused',
      message: t('refused-already-paid'),
    });
    expect(account(scene)).toMatchObject({ telegram: [`charge ${price} EUR`], supplied: 1 });
  });

  test('trap 24: the same payment told again is one payment', async () => {
    await using scene = await openScene();
    const { world, person } = scene;
    await cardSheet(scene);
    await person.pay();
    const [update] = paymentUpdates(world);
    for (let n = 0; n < 3; n++) world.box.redeliver(update?.update_id ?? 0, { newId: true });
    await world.settle();
    expect(account(scene)).toMatchObject({
      telegram: [`charge ${price} EUR`],
      supplied: 1,
      payments: ['fulfilled'],
    });
    expect(pictures(person)).toBe(1);
  });

  test('trap 28: what cannot be delivered is a person’s case with the provider’s charge, and the traveller knows', async () => {
    await using scene = await openScene({ badPlan: 'sbx-fail-stock' });
    const { world, person, books, t } = scene;
    await chooseBadPlan(person);
    await person.tap(t('button-rail-invoice', { total: '€11.20' }));
    await person.pay();
    for (let n = 0; n < 4; n++) await world.pass(minute);
    const [charge] = world.box.ledger();
    expect(books.reviews()).toMatchObject([
      { reason: 'refund_refused', detail: expect.stringContaining(charge?.provider_id ?? '?') as string },
    ]);
    expect(account(scene)).toMatchObject({
      supplied: 0,
      orders: ['review'],
      payments: ['review'],
      refunds: ['review'],
    });
    expect(plain(person.screen().text)).toContain(plain(t('refund-by-hand', { total: '€11.20' })));
  });

  test('paid twice by it and by Stars: the first one counts, the other goes back or to a person', async () => {
    await using scene = await openScene();
    const { world, person, books } = scene;
    const link = await cardSheet(scene);
    await person.pay();
    await payAnyway(world, person.id, link);
    expect(account(scene)).toMatchObject({
      supplied: 1,
      orders: ['fulfilled'],
      payments: ['fulfilled', 'review'],
    });
    expect(books.reviews()).toMatchObject([{ reason: 'refund_refused' }]);
  });
});

describe('Money that goes back by Stripe', () => {
  async function failing(): Promise<Scene & AsyncDisposable> {
    const scene = await openScene({ badPlan: 'sbx-fail-stock' });
    await chooseBadPlan(scene.person);
    return scene;
  }

  test('what cannot be delivered is refunded by itself, the way it was paid', async () => {
    await using scene = await failing();
    const { world, person, t } = scene;
    await (await person.openPage()).act('paypal', 'pay');
    for (let n = 0; n < 4; n++) await world.pass(minute);
    expect(account(scene)).toEqual({
      telegram: [],
      stripe: [`charge ${price} eur`, `refund ${price} eur`],
      supplied: 0,
      orders: ['refunded'],
      payments: ['refunded'],
      refunds: ['succeeded'],
    });
    expect(plain(person.screen().text)).toContain(plain(t('refund-back', { total: '€11.20' })));
    scene.allIsWell();
  });

  test('a refund that takes days is said to be on its way, and then to be back', async () => {
    await using scene = await failing();
    const { world, person, t } = scene;
    world.box.stripe.nextRefund('pending');
    await (await person.openPage()).act('card', 'pay');
    const onItsWay = plain(t('refund-on-its-way', { total: '€11.20' }));
    for (let n = 0; n < 60 && said(person, onItsWay) === 0; n++) await world.pass(5000);
    expect(plain(person.screen().text)).toContain(onItsWay);
    expect(account(scene)).toMatchObject({ refunds: ['pending'] });
    await world.pass(minute);
    expect(plain(person.screen().text)).toContain(plain(t('refund-back', { total: '€11.20' })));
    expect(account(scene)).toMatchObject({ refunds: ['succeeded'], orders: ['refunded'] });
    scene.allIsWell();
  });

  test('a refund that Stripe cannot make is a person’s case', async () => {
    await using scene = await failing();
    const { world, person, books, t } = scene;
    world.box.stripe.nextRefund('failed');
    await (await person.openPage()).act('card', 'pay');
    for (let n = 0; n < 4; n++) await world.pass(minute);
    expect(books.reviews()).toMatchObject([{ reason: 'refund_refused', detail: 'declined' }]);
    expect(plain(person.screen().text)).toContain(plain(t('refund-by-hand', { total: '€11.20' })));
  });

  test('trap 29: a refund that was there and did not stay is told again, and a person’s case', async () => {
    await using scene = await failing();
    const { world, person, books, t } = scene;
    await (await person.openPage()).act('card', 'pay');
    for (let n = 0; n < 4; n++) await world.pass(minute);
    expect(account(scene)).toMatchObject({ payments: ['refunded'], refunds: ['succeeded'] });
    const before = person.screen().id;
    world.box.stripe.refundFails(world.box.stripe.ledger()[0]?.intent ?? '');
    await world.pass(minute);
    expect(books.reviews()).toMatchObject([
      { reason: 'refund_failed_later', detail: 'expired_or_canceled_card' },
    ]);
    const end = {
      orders: ['review'],
      payments: ['review'],
      refunds: ['review'],
      stripe: [`charge ${price} eur`],
    };
    expect(account(scene)).toMatchObject(end);
    const cameBack = plain(t('refund-came-back', { total: '€11.20' }));
    expect(plain(person.screen().text)).toBe(cameBack);
    expect(person.screen().id, 'an old bubble that changes tells nobody').toBeGreaterThan(before);
    for (const event of world.box.stripe.events.all())
      await tellStripeEvent(scene.world, { ...event, id: `${event.id}_2` });
    await world.pass(minute);
    expect(account(scene)).toMatchObject(end);
    expect(said(person, cameBack), 'once').toBe(1);
  });

  test.each(languages)(
    'whoever’s refund did not reach them reads so in %s, and so does the operator',
    async (locale) => {
      await using scene = await openScene();
      const { world } = scene;
      const person = world.person(people[locale]);
      const { t, money } = speeches(locale);
      const total = money({ amount: 1120, currency: 'EUR' });
      await person.start('renew');
      await (await person.openPage()).act('card', 'pay');
      await world.pass(minute);
      world.box.stripe.refundElsewhere(world.box.stripe.ledger()[0]?.intent ?? '');
      await world.pass(minute);
      expect(person.screen().text).toContain(t('refund-external'));
      world.box.stripe.refundFails(world.box.stripe.ledger()[0]?.intent ?? '');
      await world.pass(minute);
      expect(person.screen().text).toBe(t('refund-came-back', { total }));
      expect(overBudget(person.bubbles(), locale)).toEqual([]);
      const operator = world.person(100_005);
      await operator.say('/language');
      await operator.tap(t('language-name'));
      await operator.say('/review');
      await operator.tap(new RegExp(`${t('reason-refund-failed-later')} · ${t('just-now')}`));
      expect(operator.screen().text, 'in the language of the operator').toContain(t('case-came-back'));
      expect(operator.screen().text).not.toContain('was sent back');
    },
  );

  test('a refund that took the bank days is told in a bubble of its own', async () => {
    await using scene = await failing();
    const { world, person, t } = scene;
    world.box.stripe.nextRefund('pending');
    await (await person.openPage()).act('card', 'pay');
    const onItsWay = plain(t('refund-on-its-way', { total: '€11.20' }));
    for (let n = 0; n < 60 && said(person, onItsWay) === 0; n++) await world.pass(5000);
    const before = person.screen().id;
    world.box.stripe.events.mode('off');
    world.box.stripe.faults.add({ method: 'GET refunds', kind: 'drop_before', times: 1000 });
    await world.pass(2 * hour);
    world.box.stripe.faults.clear();
    for (let n = 0; n < 10 && person.screen().id === before; n++) await world.pass(hour);
    expect(plain(person.screen().text)).toContain(plain(t('refund-back', { total: '€11.20' })));
    expect(account(scene)).toMatchObject({ refunds: ['succeeded'], orders: ['refunded'] });
  });

  test('trap 29: a refund that somebody else made of which nobody told us, and that came back, is a person’s case', async () => {
    await using scene = await failing();
    const { world, person, books } = scene;
    const { stripe } = world.box;
    stripe.events.mode('off');
    await (await person.openPage()).act('card', 'pay');
    stripe.refundElsewhere(stripe.ledger()[0]?.intent ?? '');
    for (let n = 0; n < 4; n++) await world.pass(minute);
    expect(account(scene)).toMatchObject({ payments: ['refunded'], refunds: ['succeeded'] });
    stripe.refundFails(stripe.ledger()[0]?.intent ?? '');
    for (let n = 0; n < 25; n++) await world.pass(hour);
    expect(books.reviews().map(({ reason }) => reason)).toContain('refund_failed_later');
    expect(account(scene)).toMatchObject({ payments: ['review'], refunds: ['review'] });
  });

  test('a refund made in the dashboard is seen, told and given to a person', async () => {
    await using scene = await openScene();
    const { world, person, books, t } = scene;
    await person.start('renew');
    await (await person.openPage()).act('card', 'pay');
    world.box.stripe.refundElsewhere(world.box.stripe.ledger()[0]?.intent ?? '');
    await world.settle();
    expect(books.reviews().map(({ reason }) => reason)).toEqual(['went_back_elsewhere']);
    expect(account(scene)).toMatchObject({ orders: ['refunded'], payments: ['refunded'], supplied: 1 });
    expect(said(person, t('refund-external'))).toBe(1);
  });
});

test('trap 40: the pages that a shop owes its customers are there on every rail', async () => {
  await using scene = await openScene();
  for (const page of ['/paysupport', '/terms', '/privacy'])
    expect((await scene.person.say(page)).text.length).toBeGreaterThan(50);
  const commands = await callTelegram(scene.world, 'getMyCommands', {});
  expect(commands).toHaveLength(6);
  scene.allIsWell();
});

test('a pile of refunds on a rail that hangs holds up nobody who pays by another', async () => {
  await using scene = await openScene();
  const { person, world, folder } = scene;
  await person.start('renew');
  await (await person.openPage()).act('card', 'pay');
  const other = world.person(people.it);
  await other.start('renew');
  const slug = invoiceOf(scene, other.screen(), other);
  world.box.stripe.faults.add({ method: 'GET refunds', kind: 'delay', ms: 5000, times: 1000 });
  const db = new Sqlite(path.join(folder, 'yuanyou.db'), { timeout: 5000 });
  onTestFinished(() => void db.close());
  for (let n = 0; n < 60; n++)
    db.exec(
      `insert into payments (id, rail, charge_id, payer_id, amount, currency, payload, outcome, received_at)
         select 'payment_${n}', rail, 'pi_${n}', payer_id, amount, currency, payload, 'review', received_at from payments limit 1;
       insert into refunds (id, payment_id, reason, state, requested_at)
         select 'refund_${n}', 'payment_${n}', 'misfit', 'requested', received_at from payments limit 1`,
    );
  world.box.clock.advance(3 * minute);
  const begun = db.prepare<[], number>(
    "select count(*) from jobs where kind = 'refund' and claim is not null",
  );
  await expect.poll(() => begun.pluck().get()).toBeGreaterThan(7);
  const paid = world.box.pay(other.id, slug);
  await until(world.box, () => pictures(other) > 0);
  await paid;
  const answered = world.box.wire.entries().filter(({ method }) => method === 'GET refunds');
  expect(answered, 'it did not wait for them').toEqual([]);
});
