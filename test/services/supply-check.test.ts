import { expect, test } from 'vitest';
import type { Reconciliation } from '../../src/domain/reconciliation.ts';
import { createDoubts } from '../../src/services/reconciliation-doubts.ts';
import { createSupplyCheck } from '../../src/services/supply-check.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import { catalogueWith, createSupply } from '../esim/sandbox/supply.ts';
import { describeOnBoth } from '../support/database.ts';
import { openSupplyDesk } from '../support/supply-desk.ts';

const run: Reconciliation = {
  id: 'reconciliation_1',
  kind: 'everything',
  parts: [],
  findings: [],
  beyond: [],
  startedAt: 0,
  finishedAt: null,
};

describeOnBoth('Comparing with the books of suppliers', (open) => {
  test.each([
    ['gone', true],
    ['sandbox', false],
  ])(
    'orders at %s: a supplier whose keys are gone does not keep the others from being compared',
    async (provider, isFine) => {
      const supply = createSupply();
      const suppliers = createSuppliers({ provider: supply.provider, catalogue: catalogueWith() });
      const shop = await openSupplyDesk(open, suppliers, { provider, clock: () => 50 });
      const { store, order } = shop;
      await store.orders.move(order, 'supplied', 60);
      await store.fulfilments.save({ ...(await shop.stored()), state: 'supplied' });
      const doubts = createDoubts(store, { trusted: false });
      const check = createSupplyCheck({ store, suppliers });
      const span = { since: 0, until: 100, born: 0 };
      const { part } = await check.check(run, span, doubts);
      expect(part?.checked).toBe(isFine ? 0 : 1);
      expect(doubts.none).toBe(isFine);
      supply.close();
    },
  );
});
