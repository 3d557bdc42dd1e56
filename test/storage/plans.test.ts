import { expect, test } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import { syncPlans } from '../../src/storage/plans.ts';
import { describeOnBoth } from '../support/database.ts';
import { plan } from '../support/samples.ts';

const catalogue = (...plans: Plan[]) => ({
  coverages: new Map(),
  plans: new Map(plans.map((p) => [p.id, p])),
});

describeOnBoth('The mirror of the catalogue', (open) => {
  test('a plan that leaves the catalogue is hidden, and shown again when it comes back', async () => {
    const { db } = await open();
    const other = { ...plan, id: 'it-day-1gb' };
    const hidden = async (): Promise<unknown> =>
      db.selectFrom('plans').select(['id', 'hidden_at']).orderBy('id').execute();

    await syncPlans({ db, catalogue: catalogue(plan, other), now: 1 });
    await syncPlans({ db, catalogue: catalogue(plan), now: 2 });
    await syncPlans({ db, catalogue: catalogue(plan), now: 3 });
    expect(await hidden()).toEqual([
      { id: other.id, hidden_at: 2 },
      { id: plan.id, hidden_at: null },
    ]);
    await syncPlans({ db, catalogue: catalogue(plan, other), now: 4 });
    expect(await hidden()).toEqual([
      { id: other.id, hidden_at: null },
      { id: plan.id, hidden_at: null },
    ]);
  });

  test('a new price reaches the mirror', async () => {
    const { db } = await open();
    await syncPlans({ db, catalogue: catalogue(plan), now: 1 });
    const dearer = { ...plan, retail: { ...plan.retail, EUR: 1700 } };
    await syncPlans({ db, catalogue: catalogue(dearer), now: 2 });
    const { body } = await db.selectFrom('plans').select('body').executeTakeFirstOrThrow();
    expect(JSON.parse(body)).toEqual(dearer);
  });
});
