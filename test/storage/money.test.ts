import { expect, test } from 'vitest';
import type { PaymentAttempt, Refund } from '../../src/domain/order.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aPayment, anOrder, placeOrder } from '../support/samples.ts';

const refundOf = (payment: { id: Refund['paymentId'] }): Refund => ({
  id: newId('refund'),
  paymentId: payment.id,
  reason: 'undeliverable',
  state: 'requested',
  requestedAt: 30,
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

  test('money that went back never counts as kept again', async () => {
    const store = storeOver(await open());
    const { payment } = await store.payments.record(aPayment());
    const outcomes: unknown[] = [];
    for (const outcome of ['fulfilled', 'review', 'fulfilled', 'refunded', 'fulfilled', 'review'] as const) {
      await store.payments.settle(payment.id, outcome);
      outcomes.push((await store.payments.byId(payment.id))?.outcome);
    }
    expect(outcomes).toEqual(['fulfilled', 'review', 'fulfilled', 'refunded', 'refunded', 'refunded']);
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
    const attempt = (createdAt: number): PaymentAttempt => ({
      id: newId('attempt'),
      orderId: order.id,
      rail: 'stars',
      total: { amount: 900, currency: 'XTR' },
      createdAt,
    });
    const [second, first] = [attempt(20), attempt(10)];
    await store.attempts.insert(second);
    await store.attempts.insert(first);
    expect(await store.attempts.ofOrder(order.id)).toEqual([first, second]);
    expect(await store.attempts.byId(first.id)).toEqual(first);
    expect(await store.attempts.byId('attempt_unknown')).toBeUndefined();
  });
});
