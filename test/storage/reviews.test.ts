import { expect, test } from 'vitest';
import { describeOnBoth, storeOver } from '../support/database.ts';

describeOnBoth('Reviews', (open) => {
  test('an operator sees each open case once, the oldest first', async () => {
    const database = await open();
    const store = storeOver(database);
    const refund = { subject: 'order_b', reason: 'refund_failed', detail: 'no Stars left', at: 20 };
    const supply = { subject: 'order_a', reason: 'supply_unknown', detail: 'no answer', at: 10 };
    for (const review of [refund, supply, { ...supply, at: 30 }]) await store.reviews.open(review);
    expect(await store.reviews.list()).toEqual([supply, refund]);
  });

  test('a case that was closed can be opened again', async () => {
    const { db } = await open();
    const store = storeOver({ db });
    const review = { subject: 'order_a', reason: 'supply_unknown', detail: 'no answer', at: 10 };
    await store.reviews.open(review);
    await db.updateTable('reviews').set({ closed_at: 15 }).execute();
    expect(await store.reviews.list()).toEqual([]);
    await store.reviews.open({ ...review, at: 20 });
    expect(await store.reviews.list()).toEqual([{ ...review, at: 20 }]);
  });
});
