import { expect, test } from 'vitest';
import { describeOnBoth, storeOver } from '../support/database.ts';
import { openCases } from '../support/cases.ts';

const supply = { subject: 'order_a', reason: 'supply_unknown', detail: 'no answer', at: 10 } as const;
const refund = { subject: 'order_b', reason: 'refund_refused', detail: 'no Stars left', at: 20 } as const;

function shown({ at, ...review }: typeof supply | typeof refund) {
  return { ...review, openedAt: at };
}

describeOnBoth('Reviews', (open) => {
  test('an operator sees each open case once, the oldest first', async () => {
    const store = storeOver(await open());
    for (const review of [refund, supply, { ...supply, at: 30 }]) await store.reviews.open(review);
    expect(await openCases(store)).toMatchObject([shown(supply), shown(refund)]);
  });

  test('operators are told of each case once', async () => {
    const store = storeOver(await open());
    await store.reviews.open(supply);
    const untold = await store.reviews.untold();
    expect(untold).toMatchObject([shown(supply)]);
    await store.reviews.open(refund);
    await store.reviews.told(
      untold.map(({ id }) => id),
      40,
    );
    expect(await store.reviews.untold()).toMatchObject([shown(refund)]);
    expect(await openCases(store), 'to be decided all the same').toHaveLength(2);
  });

  test('a new case wakes whoever tells operators at once, and only a new one', async () => {
    const woken: string[] = [];
    const onJobs = (jobs: readonly { kind: string }[]): void =>
      void woken.push(...jobs.map(({ kind }) => kind));
    const { db } = await open();
    const store = storeOver({ db }, { onJobs });
    await store.jobs.send({ kind: 'sweep', key: 'sweep', runAt: 5_000_000 });
    await store.transaction((tx) => tx.reviews.open(supply));
    expect(woken).toEqual(['sweep']);
    await db.deleteFrom('jobs').execute();
    await store.transaction((tx) => tx.reviews.open(supply));
    expect(woken).toEqual(['sweep']);
  });

  test('a case that was closed can be opened again', async () => {
    const { db } = await open();
    const store = storeOver({ db });
    await store.reviews.open(supply);
    await db.updateTable('reviews').set({ closed_at: 15 }).execute();
    expect(await openCases(store)).toEqual([]);
    await store.reviews.open({ ...supply, at: 20 });
    expect(await openCases(store)).toMatchObject([{ ...shown(supply), openedAt: 20 }]);
  });
});
