import { expect, test } from 'vitest';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aPayment, anOrder, placeOrder } from '../support/samples.ts';

describeOnBoth('Orders', (open) => {
  test('an order reads back exactly as it was offered', async () => {
    const store = storeOver(await open());
    const { order } = await placeOrder(store);
    expect(await store.orders.byId(order.id)).toEqual(order);
  });

  test('an order is paid once, however many confirmations arrive together', async () => {
    const database = await open();
    const store = storeOver(database);
    const { order } = await placeOrder(store);
    const moved = await Promise.all(
      Array.from({ length: 20 }, () => store.orders.move(order, 'payment_confirmed', 50)),
    );
    expect(moved.filter(Boolean)).toEqual([{ ...order, state: 'paid', version: 2, updatedAt: 50 }]);
    expect(await database.db.selectFrom('order_transitions').selectAll().execute()).toEqual([
      {
        order_id: order.id,
        version: 2,
        from_state: 'awaiting_payment',
        event: 'payment_confirmed',
        to_state: 'paid',
        at: 50,
      },
    ]);
  });

  test('an event that does not apply to an order changes nothing', async () => {
    const store = storeOver(await open());
    const { order } = await placeOrder(store);
    expect(await store.orders.move(order, 'supplied', 50)).toBeUndefined();
    expect(await store.orders.byId(order.id)).toEqual(order);
  });

  test('an order that is left to a person is found while no case about it or its money is open', async () => {
    const store = storeOver(await open());
    const { card } = await placeOrder(store);
    const order = anOrder(card, { state: 'review', updatedAt: 10 });
    await store.orders.insert(order);
    const { payment } = await store.payments.record(aPayment({ orderId: order.id }));
    const { refund } = await store.refunds.request({
      id: newId('refund'),
      paymentId: payment.id,
      reason: 'undeliverable',
      state: 'requested',
      requestedAt: 10,
    });
    const found = async (): Promise<readonly string[]> =>
      (await store.orders.abandoned(20, 5)).map(({ id }) => id);
    expect(await found()).toEqual([order.id]);
    expect(await store.orders.abandoned(10, 5), 'not yet').toEqual([]);
    for (const subject of [order.id, payment.id, refund.id]) {
      await store.reviews.open({ subject, reason: 'refund_refused', detail: '', at: 15 });
      expect(await found()).toEqual([]);
      await store.reviews.settle({ subject, reason: 'refund_refused' }, { at: 16, outcome: 'noted' });
      expect(await found()).toEqual([order.id]);
    }
    const told = { subject: order.id, reason: 'books_differ' } as const;
    await store.reviews.open({ ...told, detail: '', at: 17 });
    await store.reviews.settle(told, { at: 18, outcome: 'noted' });
    expect(await found(), 'told once').toEqual([]);
  });

  test('a fulfilled order knows the card that was supplied', async () => {
    const store = storeOver(await open());
    const { order, card } = await placeOrder(store);
    const moved = await store.transaction(async (tx) => {
      const paid = await tx.orders.move(order, 'payment_confirmed', 50);
      const supplying = paid && (await tx.orders.move(paid, 'supply_started', 51));
      return supplying && tx.orders.move(supplying, 'supplied', 52, { suppliedCardId: card.id });
    });
    expect(moved).toMatchObject({ state: 'fulfilled', version: 4, suppliedCardId: card.id });
  });

  test('a move that is rolled back leaves no trace in the audit trail', async () => {
    const database = await open();
    const store = storeOver(database);
    const { order } = await placeOrder(store);
    const failing = store.transaction(async (tx) => {
      await tx.orders.move(order, 'payment_confirmed', 50);
      throw new Error('the power went out');
    });
    await expect(failing).rejects.toThrow('the power went out');
    expect(await store.orders.byId(order.id)).toEqual(order);
    expect(await database.db.selectFrom('order_transitions').selectAll().execute()).toEqual([]);
  });

  test('bubbles and delivery are noted without disturbing a move in flight', async () => {
    const store = storeOver(await open());
    const { order } = await placeOrder(store);
    await store.orders.setReviewMessage(order, 11);
    await store.orders.setStatusMessage(order.id, 12);
    await store.orders.setDelivered(order.id, 99);
    expect(await store.orders.move(order, 'payment_confirmed', 50)).toMatchObject({
      reviewMessageId: 11,
      statusMessageId: 12,
      deliveredAt: 99,
      state: 'paid',
    });
  });

  test('/orders lists the newest first', async () => {
    const store = storeOver(await open());
    const { card, order } = await placeOrder(store);
    const later = anOrder(card, { createdAt: 30, state: 'refunded' });
    const latest = anOrder(card, { createdAt: 40, state: 'paid' });
    const oldest = anOrder(card, { createdAt: 1, state: 'fulfilled' });
    for (const each of [latest, oldest, later]) await store.orders.insert(each);
    expect(await store.orders.of(card.ownerId, 2)).toEqual([latest, later]);
    expect(await store.orders.of(card.ownerId, 9)).toEqual([latest, later, oldest]);
    expect(await store.orders.awaiting(card.ownerId, card.id, 'now')).toEqual([order]);
  });

  test('quotes that nobody paid are forgotten after a while, those with money never', async () => {
    const store = storeOver(await open());
    const { card, order } = await placeOrder(store);
    const replaced = anOrder(card, { state: 'canceled', updatedAt: 5 });
    const late = anOrder(card, { state: 'canceled', updatedAt: 5 });
    const paid = anOrder(card, { state: 'paid', updatedAt: 5 });
    for (const each of [replaced, late, paid]) await store.orders.insert(each);
    const { payment } = await store.payments.record(aPayment());
    await store.payments.assign(payment.id, late.id);
    expect(await store.orders.forgetUnpaid(order.updatedAt + 1, 10)).toBe(2);
    expect(await store.orders.byId(order.id)).toBeUndefined();
    expect(await store.orders.byId(late.id)).toEqual(late);
    expect(await store.orders.byId(paid.id)).toEqual(paid);
  });

  test('orders that nobody touched for a while are found again', async () => {
    const store = storeOver(await open());
    const { card } = await placeOrder(store);
    const paid = anOrder(card, { state: 'paid', updatedAt: 20 });
    const supplying = anOrder(card, { state: 'fulfilling', updatedAt: 15 });
    const fresh = anOrder(card, { state: 'paid', updatedAt: 30 });
    const undelivered = anOrder(card, { state: 'fulfilled', updatedAt: 12 });
    const delivered = anOrder(card, { state: 'fulfilled', updatedAt: 12, deliveredAt: 13 });
    for (const order of [paid, supplying, fresh, undelivered, delivered]) await store.orders.insert(order);
    expect(await store.orders.stalled(['paid', 'fulfilling'], 30, 10)).toEqual([supplying, paid]);
    expect(await store.orders.stalled(['paid', 'fulfilling'], 30, 1)).toEqual([supplying]);
    expect(await store.orders.stalled([], 30, 1)).toEqual([]);
    expect(await store.orders.undelivered(30, 10)).toEqual([undelivered]);
    expect(await store.orders.undelivered(12, 10)).toEqual([]);
  });
});
