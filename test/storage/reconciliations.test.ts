import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { Reconciliation } from '../../src/domain/reconciliation.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aCustomer } from '../support/samples.ts';

const found = {
  kind: 'charge_missed',
  subject: 'payment_1',
  money: { amount: 672, currency: 'XTR' },
  outcome: 'repaired',
} as const;

function aRun(changes: Partial<Reconciliation> = {}): Reconciliation {
  const id = newId('reconciliation');
  return {
    id,
    kind: 'recent',
    parts: [],
    findings: [],
    beyond: [],
    startedAt: 5,
    finishedAt: null,
    ...changes,
  };
}

describeOnBoth('Comparisons of the books', (open) => {
  test('one that was cut short is found again as far as it came; a finished one waits until the operators have it', async () => {
    const { reconciliations } = storeOver(await open());
    const run = aRun();
    await reconciliations.save(run);
    const further = { ...run, findings: [found] };
    await reconciliations.save(further);
    expect(await reconciliations.unfinished('recent')).toEqual(further);
    expect(await reconciliations.unfinished('everything')).toBeUndefined();
    expect(await reconciliations.untold()).toEqual([]);
    const finished = { ...further, finishedAt: 9 };
    await reconciliations.save(finished);
    expect(await reconciliations.unfinished('recent')).toBeUndefined();
    const earlier = aRun({ startedAt: 1, finishedAt: 2 });
    await reconciliations.save(earlier);
    expect(await reconciliations.untold()).toEqual([earlier, finished]);
    for (const { id } of [earlier, finished]) await reconciliations.told(id, 10);
    expect(await reconciliations.untold()).toEqual([]);
  });

  test('a report from before losses were counted had none', async () => {
    const { db } = await open();
    const { reconciliations } = storeOver({ db });
    const sums = { currency: 'EUR', charges: 1, charged: 1120, refunds: 0, refunded: 0 };
    const body = JSON.stringify({ parts: [{ part: 'stripe', theirs: [sums], ours: [sums] }], findings: [] });
    const id = newId('reconciliation');
    await db
      .insertInto('reconciliations')
      .values({ id, kind: 'everything', body, started_at: 1, finished_at: 2 })
      .execute();
    const complete = { ...sums, losses: 0, lost: 0, regains: 0, regained: 0 };
    expect(await reconciliations.untold()).toMatchObject([
      { parts: [{ theirs: [complete], ours: [complete] }] },
    ]);
  });

  test('a mark is where it was put last', async () => {
    const { reconciliations } = storeOver(await open());
    expect(await reconciliations.mark('place')).toBeUndefined();
    for (const value of ['1', '2']) await reconciliations.setMark('place', value);
    expect(await reconciliations.mark('place')).toBe('2');
  });

  test('books are kept since the first customer came, and a new database since now', async () => {
    const empty = storeOver(await open());
    expect(await empty.reconciliations.born(50_500)).toBe(49_999);
    expect(await empty.reconciliations.born(60_000)).toBe(49_999);
    const store = storeOver(await open());
    for (const createdAt of [30_000, 20_700, 40_000])
      await store.customers.see({ ...aCustomer(customerIdOf(createdAt)), createdAt });
    expect(await store.reconciliations.born(70_000)).toBe(19_999);
  });

  test('a case about something is remembered after it was closed', async () => {
    const { db } = await open();
    const { reviews } = storeOver({ db });
    expect(await reviews.wasOpened(['payment_1'])).toBe(false);
    await reviews.open({ subject: 'payment_1', reason: 'books_differ', detail: '', at: 1 });
    await db.updateTable('reviews').set({ closed_at: 2 }).execute();
    expect(await reviews.wasOpened(['payment_2', 'payment_1'])).toBe(true);
    expect(await reviews.wasOpened(['payment_1'], 'books_differ')).toBe(true);
    expect(await reviews.wasOpened(['payment_1'], 'disputed')).toBe(false);
  });
});
