import { expect, test } from 'vitest';
import type { Fulfilment } from '../../src/domain/order.ts';
import { describeOnBoth, storeOver } from '../support/database.ts';
import { anOrder, placeOrder } from '../support/samples.ts';

const begun = (orderId: Fulfilment['orderId'], key: string): Fulfilment => ({
  orderId,
  key,
  provider: 'sandbox',
  state: 'submitting',
  sends: 0,
  notFoundAt: null,
  lastError: null,
  startedAt: 40,
  slowToldAt: null,
});

describeOnBoth('Fulfilments', (open) => {
  test('supply trap 2: an order is supplied under one key, whoever starts it', async () => {
    const store = storeOver(await open());
    const { order } = await placeOrder(store);
    const started = await Promise.all(
      ['key-1', 'key-2', 'key-3'].map((key) => store.fulfilments.start(begun(order.id, key))),
    );
    expect(new Set(started.map(({ key }) => key)).size).toBe(1);
    expect(await store.fulfilments.byOrder(order.id)).toEqual(started[0]);
  });

  test('progress is kept, and the key never changes', async () => {
    const store = storeOver(await open());
    const { order } = await placeOrder(store);
    const fulfilment = await store.fulfilments.start(begun(order.id, 'key-1'));
    const later: Fulfilment = {
      ...fulfilment,
      state: 'unknown',
      sends: 1,
      notFoundAt: 60,
      lastError: 'timeout',
    };
    await store.fulfilments.save(later);
    expect(await store.fulfilments.byOrder(order.id)).toEqual(later);
    await expect(store.fulfilments.save({ ...later, key: 'key-2' })).rejects.toThrow(
      'no fulfilment with the key',
    );
  });

  test('two orders never share a key, so one supply cannot serve both', async () => {
    const store = storeOver(await open());
    const { card, order } = await placeOrder(store);
    const other = anOrder(card);
    await store.orders.insert(other);
    await store.fulfilments.start(begun(order.id, 'key-1'));
    await expect(store.fulfilments.start(begun(other.id, 'key-1'))).rejects.toThrow(/unique/i);
  });
});
