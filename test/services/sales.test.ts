import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import { areSalesPaused, createSales } from '../../src/services/sales.ts';
import { describeOnBoth, storeOver } from '../support/database.ts';

const [anna, bo] = [customerIdOf(1), customerIdOf(2)];

describeOnBoth('Pausing sales', (open) => {
  test('of two operators at once one pauses, one resumes, and it is written down who', async () => {
    const store = storeOver(await open());
    const sales = createSales({ store, clock: () => 50 });
    const begun = await Promise.all([sales.pause(anna), sales.pause(bo)]);
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await sales.pauses()).toEqual([{ reason: 'operator', since: 50 }]);
    const ended = await Promise.all([sales.resume(anna), sales.resume(bo)]);
    expect(ended.filter(Boolean)).toHaveLength(1);
    const [first, second] = [begun, ended].map(([hers]) => (hers ? anna : bo));
    const lines = await store.audit.of('sales');
    expect(new Set(lines.map(({ action, operatorId, at }) => `${action} ${operatorId} ${at}`))).toEqual(
      new Set([`sales_paused ${first} 50`, `sales_resumed ${second} 50`]),
    );
    expect(lines).toHaveLength(2);
  });

  test('sales run when no reason is left, and an operator ends no reason but their own', async () => {
    const store = storeOver(await open());
    const sales = createSales({ store, clock: () => 50 });
    await sales.pause(anna);
    expect(await store.salePauses.begin({ reason: 'supplier_credit', since: 60 })).toBe(true);
    expect(await store.salePauses.begin({ reason: 'supplier_credit', since: 70 }), 'again').toBe(false);
    await sales.resume(bo);
    expect(await sales.pauses()).toEqual([{ reason: 'supplier_credit', since: 60 }]);
    expect(await areSalesPaused(store)).toBe(true);
    expect(await sales.resume(bo)).toBe(false);
    expect(await store.salePauses.end('supplier_credit')).toBe(true);
    expect(await areSalesPaused(store)).toBe(false);
  });
});
