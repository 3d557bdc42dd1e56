import { expect, test } from 'vitest';
import type { Refund } from '../../src/domain/payment.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { anAttempt, aPayment, anOrder, placeOrder } from '../support/samples.ts';

const refundOf = (payment: { id: Refund['paymentId'] }): Refund => ({
  id: newId('refund'),
  paymentId: payment.id,
  reason: 'undeliverable',
  state: 'requested',
  requestedAt: 30,
  tries: 1,
  byHand: false,
});

describeOnBoth('The money trail', (open) => {
  test('the same charge reported many times at once is one ledger entry', async () => {
    const database = await open();
    const store = storeOver(database);
    const payment = aPayment();
    const reports = await Promise.all(
      Array.from({ length: 20 }, () => store.payments.record({ ...payment, id: newId('payment') })),
    );
    expect(reports.filter(({ recorded }) => recorded)).toHaveLength(1);
    expect(new Set(reports.map((report) => report.payment.id)).size).toBe(1);
    expect(await database.db.selectFrom('payments').selectAll().execute()).toHaveLength(1);
  });

  test('money from somebody who never wrote to the bot enters the ledger', async () => {
    const store = storeOver(await open());
    const payment = aPayment({ payerId: 'customer_424242' });
    expect(await store.payments.record(payment)).toEqual({ payment, recorded: true });
    expect(await store.payments.byCharge('stars', payment.chargeId)).toEqual(payment);
    expect(await store.payments.byId(payment.id)).toEqual(payment);
  });

  test('a ledger entry belongs to one order for good', async () => {
    const store = storeOver(await open());
    const { card, order } = await placeOrder(store);
    const other = anOrder(card);
    await store.orders.insert(other);
    const { payment } = await store.payments.record(aPayment());
    await store.payments.assign(payment.id, order.id);
    await store.payments.assign(payment.id, order.id);
    await expect(store.payments.assign(payment.id, other.id)).rejects.toThrow('cannot be bound');
    expect(await store.payments.ofOrder(order.id)).toEqual([{ ...payment, orderId: order.id }]);
    expect(await store.payments.ofOrder(other.id)).toEqual([]);
  });

  test('money that went back does not count as kept again, unless a person finds that it did not stay away', async () => {
    const store = storeOver(await open());
    const { payment } = await store.payments.record(aPayment());
    const outcomes: unknown[] = [];
    for (const outcome of ['fulfilled', 'review', 'fulfilled', 'refunded', 'fulfilled', 'review'] as const) {
      await store.payments.settle(payment.id, outcome);
      outcomes.push((await store.payments.byId(payment.id))?.outcome);
    }
    expect(outcomes).toEqual(['fulfilled', 'review', 'fulfilled', 'refunded', 'refunded', 'review']);
  });

  test('entries that nobody ended are found again', async () => {
    const store = storeOver(await open());
    const old = aPayment({ receivedAt: 5 });
    const settled = aPayment({ receivedAt: 4, outcome: 'refunded' });
    for (const payment of [aPayment({ receivedAt: 50 }), old, settled]) await store.payments.record(payment);
    expect(await store.payments.unassigned(50, 10)).toEqual([old]);
  });

  test('an amount below zero or money in a strange order is refused by the database itself', async () => {
    const store = storeOver(await open());
    const { card } = await placeOrder(store);
    await expect(store.payments.record(aPayment({ money: { amount: -1, currency: 'XTR' } }))).rejects.toThrow(
      /check/i,
    );
    await expect(store.payments.record(aPayment({ orderId: 'order_nowhere' }))).rejects.toThrow(
      /foreign key/i,
    );
    await expect(
      store.orders.insert(anOrder(card, { price: { amount: -5, currency: 'EUR' } })),
    ).rejects.toThrow(/check/i);
  });

  test('a payment is refunded once, however often it is asked for', async () => {
    const store = storeOver(await open());
    const { payment } = await store.payments.record(aPayment());
    const asked = await Promise.all(
      Array.from({ length: 10 }, () => store.refunds.request(refundOf(payment))),
    );
    expect(asked.filter(({ requested }) => requested)).toHaveLength(1);
    const stored = asked[0]?.refund;
    expect(stored && (await store.refunds.byId(stored.id))).toEqual(stored);
    expect(await store.refunds.ofPayment(payment.id)).toEqual(stored);
  });

  test('a refund ends once', async () => {
    const store = storeOver(await open());
    const { payment } = await store.payments.record(aPayment());
    const { refund } = await store.refunds.request(refundOf(payment));
    expect(await store.refunds.open(31, 10)).toEqual([refund]);
    const ends = await Promise.all([
      store.refunds.finish(refund.id, 'succeeded', 40),
      store.refunds.finish(refund.id, 'review', 40),
    ]);
    expect(ends.filter(Boolean)).toHaveLength(1);
    expect(await store.refunds.open(31, 10)).toEqual([]);
  });

  test('attempts to pay an order are kept in the order in which they were made', async () => {
    const store = storeOver(await open());
    const { order } = await placeOrder(store);
    const second = anAttempt(order, { createdAt: 20 });
    const first = anAttempt(order, { createdAt: 10 });
    await store.attempts.insert(second);
    await store.attempts.insert(first);
    expect(await store.attempts.ofOrder(order.id)).toEqual([first, second]);
    expect(await store.attempts.byId(first.id)).toEqual(first);
    expect(await store.attempts.byId('attempt_unknown')).toBeUndefined();
  });

  test('an attempt is moved by one caller only, and is found until it has ended', async () => {
    const store = storeOver(await open());
    const { order } = await placeOrder(store);
    const attempt = anAttempt(order, { rail: 'stripe', total: { amount: 1120, currency: 'EUR' } });
    await store.attempts.insert(attempt);
    const moves = await Promise.all([
      store.attempts.move(attempt, 'opening', { request: '{}', openedAt: 5 }),
      store.attempts.move(attempt, 'opening', { request: '{"other":true}', openedAt: 5 }),
    ]);
    const [opening, ...others] = moves.filter((moved) => moved !== undefined);
    if (!opening) throw new Error('Nobody moved it');
    expect(others).toEqual([]);
    expect(await store.attempts.byId(attempt.id)).toEqual(opening);
    expect(await store.attempts.unsettled(6, 10)).toEqual([opening]);
    await store.jobs.send({ kind: 'attempt', key: attempt.id, runAt: 1e15 });
    expect(await store.attempts.unsettled(6, 10), 'somebody looks after it').toEqual([]);
    expect(await store.attempts.move(opening, 'expired')).toEqual({ ...opening, state: 'expired' });
    expect(await store.attempts.move(opening, 'open')).toBeUndefined();
  });

  test('an old quote is kept while a page of the rail can still bring money', async () => {
    const store = storeOver(await open());
    const { order } = await placeOrder(store);
    const attempt = anAttempt(order, { rail: 'stripe', state: 'processing', openedAt: 5 });
    await store.attempts.insert(attempt);
    expect(await store.orders.forgetUnpaid(1e15, 10)).toBe(0);
    await store.attempts.move(attempt, 'failed');
    expect(await store.orders.forgetUnpaid(1e15, 10)).toBe(1);
  });

  test('a refund that the rail has taken on stays open until it has ended', async () => {
    const store = storeOver(await open());
    const { payment } = await store.payments.record(aPayment());
    const refund: Refund = {
      id: newId('refund'),
      paymentId: payment.id,
      reason: 'duplicate',
      state: 'requested',
      requestedAt: 30,
      tries: 1,
      byHand: false,
    };
    await store.refunds.request(refund);
    const pends = await Promise.all([store.refunds.pend(refund.id), store.refunds.pend(refund.id)]);
    expect(pends.filter(Boolean)).toHaveLength(1);
    expect(await store.refunds.open(31, 10)).toEqual([{ ...refund, state: 'pending' }]);
    expect(await store.refunds.finish(refund.id, 'succeeded', 40)).toBe(true);
    expect(await store.refunds.open(31, 10)).toEqual([]);
  });
});
