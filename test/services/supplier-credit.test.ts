import path from 'node:path';
import { expect, test } from 'vitest';
import type { Money } from '../../src/domain/money.ts';
import { createSupplierCredit } from '../../src/services/supplier-credit.ts';
import { areSalesPaused } from '../../src/services/sales.ts';
import type { Store } from '../../src/services/storage-port.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import type { SupplierPlan } from '../../src/services/supply-port.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';
import { describeOnBoth, storeOver } from '../support/database.ts';
import { silent } from '../support/silent.ts';

const catalogue = readCatalogue(path.join(import.meta.dirname, '../../db/catalogue.json'));
const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const plans: readonly SupplierPlan[] = [
  { id: 'it-1gb-7d', cost: usd(300) },
  { id: 'it-5gb-30d', cost: usd(1000) },
  { id: 'not-sold-here', cost: usd(90_000) },
  { id: 'jp-unl-5d', cost: null },
];

/** What it does not sell any more does not count. */
const gone = {
  provider: 'sandbox',
  planId: 'it-20gb-30d',
  boughtAs: null,
  cost: usd(80_000),
  acceptedCost: usd(80_000),
  least: {},
};

/** The supplier's list, as it was kept last. */
async function list({ listings }: Store, costs: readonly SupplierPlan[]): Promise<void> {
  for (const { id: planId, cost } of costs)
    await listings.save({
      provider: 'sandbox',
      planId,
      boughtAs: null,
      cost,
      acceptedCost: cost,
      least: {},
      missingSince: null,
    });
  await listings.save({ ...gone, missingSince: 1 });
}

describeOnBoth('Credit with the supplier', (open) => {
  test('is not reckoned at a cost by mistake, for which nothing is sold: the other plans stay on sale', async () => {
    const store = storeOver(await open());
    await list(store, plans);
    const listed = await store.listings.byPlan('sandbox', 'it-1gb-7d');
    if (listed) await store.listings.save({ ...listed, cost: usd(300_000_000) });
    const { watch, latest } = createSupplierCredit({
      store,
      selling: { catalogue, provider: { id: 'sandbox', balance: async () => usd(50_000) } },
      clock: () => 70,
      logger: silent,
    });
    expect(await watch.ask()).toEqual({ kind: 'well' });
    expect(latest()?.orders).toBe(50);
  });

  test('for fewer than twenty orders of the dearest plan stops sales, and for twenty-five starts them again', async () => {
    const store = storeOver(await open());
    await list(store, plans);
    let amount = 0;
    const { watch, latest } = createSupplierCredit({
      store,
      selling: { catalogue, provider: { id: 'sandbox', balance: async () => usd(amount) } },
      clock: () => 70,
      logger: silent,
    });
    const at = async (credit: number): Promise<boolean> => {
      amount = credit;
      const { kind } = await watch.ask();
      const paused = await areSalesPaused(store);
      expect(kind).toBe(paused ? 'ill' : 'well');
      return paused;
    };
    expect(await at(20_000)).toBe(false);
    expect(await at(19_999)).toBe(true);
    expect(await store.salePauses.list()).toEqual([{ reason: 'supplier_credit', since: 70 }]);
    expect(latest()).toEqual({ credit: usd(19_999), orders: 19 });
    expect(await at(20_000), 'a cancelled order or two change nothing').toBe(true);
    expect(await at(24_999)).toBe(true);
    expect(await at(25_000)).toBe(false);
    expect(await at(20_000)).toBe(false);
  });

  test('that the supplier does not tell is not none', async () => {
    const store = storeOver(await open());
    const ask = (balance: () => Promise<Money>) =>
      createSupplierCredit({
        store,
        selling: { catalogue, provider: { id: 'sandbox', balance } },
        clock: () => 70,
        logger: silent,
      }).watch.ask();
    expect(await ask(async () => usd(0)), 'there is no list yet').toEqual({ kind: 'unknown' });
    await list(store, plans);
    await expect(ask(() => Promise.reject(new ProviderError('temporary', 'later')))).rejects.toThrow('later');
    expect(await ask(async () => ({ amount: 0, currency: 'EUR' })), 'in another currency').toEqual({
      kind: 'unknown',
    });
    await list(
      store,
      plans.map(({ id }) => ({ id, cost: null })),
    );
    expect(await ask(async () => usd(0)), 'and what do plans cost?').toEqual({ kind: 'unknown' });
    expect(await areSalesPaused(store)).toBe(false);
    await list(store, plans);
    await ask(async () => usd(0));
    expect(await areSalesPaused(store)).toBe(true);
    await expect(ask(() => Promise.reject(new ProviderError('auth', 'no')))).rejects.toThrow('no');
    expect(await areSalesPaused(store), 'nor is there any again').toBe(true);
  });
});
