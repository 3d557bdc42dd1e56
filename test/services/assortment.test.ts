import { expect, onTestFinished, test } from 'vitest';
import type { SellingCurrency } from '../../src/domain/money.ts';
import type { Fulfilment } from '../../src/domain/order.ts';
import { hour, minute } from '../../src/domain/time.ts';
import { createAssortment } from '../../src/services/assortment.ts';
import type { Assortment } from '../../src/services/assortment.ts';
import { createCards } from '../../src/services/cards.ts';
import { createSupplierLists } from '../../src/services/supplier-lists.ts';
import type { SupplierLists } from '../../src/services/supplier-lists.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import { createSupply } from '../../src/services/supply.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import type { EsimProvider, SupplierPlan } from '../../src/services/supply-port.ts';
import { catalogueWith, createSupply as openSupplier, planNamed } from '../esim/sandbox/supply.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import type { Open } from '../support/database.ts';
import { aCard, aCustomer, anOrder } from '../support/samples.ts';
import { silent } from '../support/silent.ts';

const catalogue = catalogueWith();
const italy = 'it-5gb-30d';

interface Shop {
  readonly assortment: Assortment;
  readonly lists: SupplierLists;
  readonly store: ReturnType<typeof storeOver>;
  readonly supply: ReturnType<typeof openSupplier>;
  /** What the supplier was asked for. */
  readonly calls: string[];
  /** What it answers instead. */
  says: {
    plans?: (plans: readonly SupplierPlan[]) => readonly SupplierPlan[];
    topUps?: Shop['says']['plans'];
  };
  /** An hour passes, and it is asked again. */
  hourLater(): Promise<void>;
  onSale(): Promise<readonly string[]>;
  readonly provider: EsimProvider;
  readonly suppliers: ReturnType<typeof createSuppliers>;
}

async function openShop(
  open: Open,
  { currency = 'EUR' }: { currency?: SellingCurrency } = {},
): Promise<Shop> {
  const supply = openSupplier();
  onTestFinished(supply.close);
  const clock = supply.now;
  const store = storeOver(await open(), { clock });
  const calls: string[] = [];
  const says: Shop['says'] = {};
  const provider: EsimProvider = {
    ...supply.provider,
    listPlans: async () => {
      calls.push('listPlans');
      const plans = await supply.provider.listPlans();
      return says.plans ? says.plans(plans) : plans;
    },
    listTopUps: async (ref) => {
      calls.push('listTopUps');
      const plans = await supply.provider.listTopUps(ref);
      return says.topUps ? says.topUps(plans) : plans;
    },
    placeOrder: (command) => {
      calls.push(`placeOrder ${JSON.stringify(command.maxCost)}`);
      return supply.provider.placeOrder(command);
    },
    placeTopUp: (command) => {
      calls.push(`placeTopUp ${JSON.stringify(command.maxCost)}`);
      return supply.provider.placeTopUp(command);
    },
  };
  const suppliers = createSuppliers({ provider, catalogue });
  const common = { store, suppliers, clock, logger: silent };
  const lists = createSupplierLists(common);
  const assortment = createAssortment({ ...common, catalogue, currency });
  await lists.open();
  return {
    assortment,
    lists,
    store,
    supply,
    calls,
    says,
    provider,
    suppliers,
    hourLater: async () => {
      supply.advance(hour);
      await lists.look('sandbox');
    },
    onSale: async () => (await assortment.newCards()).map(({ id }) => id),
  };
}

const only =
  (...ids: string[]) =>
  (plans: readonly SupplierPlan[]): readonly SupplierPlan[] =>
    plans.filter(({ id }) => ids.includes(id));
const without =
  (...ids: string[]) =>
  (plans: readonly SupplierPlan[]): readonly SupplierPlan[] =>
    plans.filter(({ id }) => !ids.includes(id));
/** The plan in Italy with other words about it. */
const saying =
  (words: Partial<SupplierPlan>) =>
  (plans: readonly SupplierPlan[]): readonly SupplierPlan[] =>
    plans.map((plan) => (plan.id === italy ? { ...plan, ...words } : plan));
const cents = (amount: number): Partial<SupplierPlan> => ({ cost: { amount, currency: 'USD' } });

describeOnBoth('What can be had', (open) => {
  test('new cards are offered from the list that was kept: no tap asks the supplier, and it is asked once an hour', async () => {
    const { assortment, lists, calls, supply, onSale } = await openShop(open);
    expect(await onSale()).toHaveLength(28);
    await onSale();
    await assortment.paidFor(italy, null);
    expect(calls).toEqual(['listPlans']);
    await lists.open();
    supply.advance(hour - 1);
    expect(await lists.look('sandbox')).toEqual({ kind: 'again', at: supply.now() + 1 });
    expect(calls).toHaveLength(1);
    supply.advance(1);
    await lists.look('sandbox');
    expect(calls).toEqual(['listPlans', 'listPlans']);
    expect(await lists.look('gone')).toEqual({ kind: 'done' });
  });

  test('supply trap 22: a plan that the list lacks is hidden and nothing of it deleted, and comes back with the list', async () => {
    const { store, says, hourLater, onSale, assortment } = await openShop(open);
    says.plans = without(italy);
    await hourLater();
    expect(await onSale()).not.toContain(italy);
    expect(await onSale()).toHaveLength(27);
    expect(await assortment.withheld()).toMatchObject([{ plan: { id: italy }, why: 'missing' }]);
    expect(await assortment.paidFor(italy, null), 'nor can one be had that is paid for').toBeUndefined();
    const listing = await store.listings.byPlan('sandbox', italy);
    expect(listing).toMatchObject({ acceptedCost: { amount: 910 } });
    expect(listing?.missingSince).not.toBeNull();
    delete says.plans;
    await hourLater();
    expect(await onSale()).toContain(italy);
    expect(await assortment.withheld()).toEqual([]);
  });

  test('a plan that the list lacked is looked for at the next start, since its line in our file may be right by now', async () => {
    const { lists, says, calls, hourLater, onSale } = await openShop(open);
    says.plans = without(italy);
    await hourLater();
    expect(await onSale()).not.toContain(italy);
    says.plans = (plans) => plans;
    await lists.open();
    expect(await onSale()).toContain(italy);
    expect(calls).toHaveLength(3);
    await lists.open();
    expect(calls, 'nothing is missing any more').toHaveLength(3);
  });

  test('a plan whose line in our file names another package is asked for at the next start, since that has costs of its own', async () => {
    const { store, says, supply, calls, provider } = await openShop(open);
    const startWith = async (name: string): Promise<void> => {
      const packages = new Map([[italy, { package: name }]]);
      const suppliers = createSuppliers({ provider, catalogue, packages });
      await createSupplierLists({ store, suppliers, clock: supply.now, logger: silent }).open();
    };
    await startWith('IT_5_30');
    await startWith('IT_5_30');
    expect(calls, 'the same one is not asked for again').toHaveLength(2);
    says.plans = saying(cents(1000));
    await startWith('IT-EU_5_30');
    expect(await store.listings.byPlan('sandbox', italy)).toMatchObject(cents(1000));
    expect(calls).toHaveLength(3);
    says.plans = without(italy);
    await startWith('IT_5_31');
    expect(await store.listings.byPlan('sandbox', italy), 'one that is not there').toMatchObject({
      boughtAs: 'IT_5_31',
      missingSince: supply.now(),
    });
  });

  test('supply trap 22: an answer that is empty, or less than half, or none, changes nothing', async () => {
    const { store, lists, supply, says, hourLater, onSale } = await openShop(open);
    const good = await store.listings.list('sandbox');
    const short = only(...[...catalogue.plans.keys()].slice(0, 13));
    for (const [plans, found] of [[() => [], 0] as const, [short, 13] as const]) {
      says.plans = plans;
      await hourLater();
      expect(await onSale()).toHaveLength(28);
      const list = await store.listings.list('sandbox');
      expect(list).toMatchObject({ takenAt: good?.takenAt, refused: { plans: found } });
    }
    says.plans = () => {
      throw new ProviderError('temporary', 'down');
    };
    await hourLater();
    expect(await onSale()).toHaveLength(28);
    says.plans = only(...[...catalogue.plans.keys()].slice(0, 14));
    supply.advance(10 * minute);
    await lists.look('sandbox');
    expect(await onSale(), 'half of it may be true').toHaveLength(14);
    expect((await store.listings.list('sandbox'))?.refused).toBeNull();
  });

  test('a list that stays short is taken over once an operator says that it is right', async () => {
    const { store, says, hourLater, onSale } = await openShop(open);
    says.plans = only(italy);
    await hourLater();
    expect(await store.listings.acceptList('sandbox', 2), 'of another length').toBe(false);
    expect(await store.listings.acceptList('sandbox', 1)).toBe(true);
    expect(await store.listings.acceptList('sandbox', 1), 'twice').toBe(false);
    await hourLater();
    expect(await onSale()).toEqual([italy]);
    says.plans = () => [];
    await hourLater();
    await store.listings.acceptList('sandbox', 0);
    await hourLater();
    expect(await onSale(), 'nothing at all is never right').toEqual([italy]);
  });

  test('supply trap 21: a cost that changes by more than a fifth takes the plan off sale, until an operator agrees to that very cost', async () => {
    const { store, says, hourLater, onSale, assortment } = await openShop(open);
    says.plans = saying(cents(910 + 182));
    await hourLater();
    expect(await onSale(), 'a fifth').toContain(italy);
    says.plans = saying(cents(910 + 183));
    await hourLater();
    expect(await onSale()).not.toContain(italy);
    expect(await assortment.paidFor(italy, null), 'the supplier would refuse it').toBeUndefined();
    expect(await assortment.withheld()).toMatchObject([{ plan: { id: italy }, why: 'cost_changed' }]);
    expect(await store.listings.accept('sandbox', italy, { amount: 1092, currency: 'USD' })).toBe(false);
    expect(await store.listings.accept('sandbox', italy, { amount: 1093, currency: 'USD' })).toBe(true);
    expect(await store.listings.accept('sandbox', italy, { amount: 1093, currency: 'USD' })).toBe(false);
    expect(await onSale()).toContain(italy);
    await hourLater();
    expect(await onSale(), 'and the next list does not forget it').toContain(italy);
    says.plans = saying(cents(100));
    await hourLater();
    expect(await onSale(), 'nor one that falls').not.toContain(italy);
  });

  test.for(['USD', 'EUR', 'CNY'] as const)(
    'supply trap 21: what costs more than its price in %s is not sold, however it came there, nor below the supplier’s minimum',
    async (currency) => {
      const { store, says, hourLater, onSale, assortment } = await openShop(open, { currency });
      says.plans = saying(cents(1290));
      await hourLater();
      await store.listings.accept('sandbox', italy, { amount: 1290, currency: 'USD' });
      expect(await onSale()).not.toContain(italy);
      expect(await assortment.withheld()).toMatchObject([{ why: 'below_cost' }]);
      expect(await assortment.paidFor(italy, null), 'what is paid for is kept').toMatchObject({ id: italy });

      const { USD, EUR } = planNamed(italy).retail;
      says.plans = saying({ ...cents(1093), least: { USD, EUR } });
      await hourLater();
      expect(await onSale()).toContain(italy);
      says.plans = saying({ ...cents(1093), least: { USD: USD + 60, EUR: EUR + 60 } });
      await hourLater();
      expect(await onSale()).not.toContain(italy);
      expect(await assortment.withheld()).toMatchObject([{ why: 'below_least' }]);
    },
  );

  test('supply trap 4: a card is offered what its supplier lists for it at this moment, and nothing that list lacks', async () => {
    const shop = await openShop(open);
    const ref = await shop.supply.usedCard('k1', italy);
    const card = aCard({ ref, coverage: 'IT' });
    const ids = async (): Promise<string[]> => (await shop.assortment.forCard(card)).map(({ id }) => id);
    expect(await ids()).toContain(italy);
    shop.says.topUps = only('it-3gb-30d');
    expect(await ids()).toEqual(['it-3gb-30d']);
    shop.says.topUps = () => [];
    expect(await ids()).toEqual([]);
    expect(shop.calls.filter((call) => call === 'listTopUps')).toHaveLength(3);
    shop.says.topUps = () => {
      throw new ProviderError('temporary', 'down');
    };
    await expect(ids()).rejects.toThrow('down');
  });

  test('supply trap 21: a top-up passes the same guard as a new card', async () => {
    const shop = await openShop(open);
    const ref = await shop.supply.usedCard('k1', italy);
    const card = aCard({ ref, coverage: 'IT' });
    const has = async (words: Partial<SupplierPlan>): Promise<boolean[]> => {
      shop.says.topUps = saying(words);
      const offered = (await shop.assortment.forCard(card)).some(({ id }) => id === italy);
      return [offered, (await shop.assortment.paidFor(italy, card)) !== undefined];
    };
    expect(await has({})).toEqual([true, true]);
    expect(await has(cents(500)), 'cheaper than a new card').toEqual([true, true]);
    expect(await has(cents(1232)), 'dearer than a new card, and its price still pays for it').toEqual([
      true,
      true,
    ]);
    expect(await has(cents(1233)), 'it does not any more').toEqual([false, false]);
    expect(await has({ cost: { amount: 500, currency: 'EUR' } }), 'in another currency').toEqual([
      false,
      false,
    ]);
    expect(await has({ least: { EUR: 1121 } })).toEqual([false, true]);
    shop.says.plans = saying(cents(1093));
    await shop.hourLater();
    expect(await has({}), 'while the plan waits for an operator').toEqual([false, true]);
  });

  test('supply trap 28: where nothing can be added to a card, what is offered is a new one', async () => {
    const shop = await openShop(open);
    const clock = shop.supply.now;
    const ref = await shop.supply.usedCard('k1', 'jp-unl-5d');
    const { store, suppliers } = shop;
    await store.customers.see(aCustomer());
    const cards = createCards({ store, suppliers, clock, newId, logger: silent });
    const made = aCard({ ref, coverage: 'JP' });
    const card = { ...made, balance: await cards.ask(made) };
    const offered = await shop.assortment.forCard(card);
    expect(offered.map(({ id }) => id)).toContain('jp-unl-5d');
    expect(new Set(offered.map((plan) => shop.assortment.preview(plan, card)?.kind))).toEqual(
      new Set(['new_profile']),
    );
    expect(shop.calls, 'from the list that was kept').toEqual(['listPlans']);
    shop.says.plans = without('jp-unl-5d');
    await shop.hourLater();
    expect((await shop.assortment.forCard(card)).map(({ id }) => id)).not.toContain('jp-unl-5d');
    expect(shop.assortment.knownFor(card).map(({ id }) => id)).not.toContain('jp-unl-5d');
  });

  test.for(['recycled', 'ended'] as const)(
    'supply trap 5: before a renewal is paid its card is looked at again: one that is %s is offered a new card',
    async (end) => {
      const shop = await openShop(open);
      const { store, suppliers, supply } = shop;
      const clock = supply.now;
      await store.customers.see(aCustomer());
      const cards = createCards({ store, suppliers, clock, newId, logger: silent });
      const ref = await supply.usedCard('k1', italy);
      const card = await store.cards.add(aCard({ ref, coverage: 'IT' }));
      const kinds = async (): Promise<Set<string | undefined>> => {
        const { card: now } = await cards.refresh(card);
        const offered = await shop.assortment.forCard(now);
        return new Set(offered.map((plan) => shop.assortment.preview(plan, now)?.kind));
      };
      expect(await kinds()).not.toContain('new_profile');
      if (end === 'recycled') supply.controls.setProfileState(ref.id, 'recycled');
      supply.advance(61 * 24 * hour);
      expect(await kinds()).toEqual(new Set(['new_profile']));
    },
  );

  test.for(['says so', 'only lists nothing for it'] as const)(
    'supply trap 5: a card that is gone since its figures came is followed by a new one at once, where its supplier %s',
    async (how) => {
      const shop = await openShop(open);
      const { store, suppliers, supply, assortment } = shop;
      await store.customers.see(aCustomer());
      const cards = createCards({ store, suppliers, clock: supply.now, newId, logger: silent });
      const made = aCard({ ref: await supply.usedCard('k1', italy), coverage: 'IT' });
      const card = { ...made, balance: await cards.ask(made) };
      shop.says.topUps = () => {
        if (how === 'says so') throw new ProviderError('profile_gone', 'no such card');
        return [];
      };
      const kinds = async (): Promise<unknown[]> => {
        const offered = await assortment.forCard(card).catch(() => []);
        return [...new Set(offered.map((plan) => assortment.preview(plan, card)?.kind))];
      };
      expect(await kinds(), 'by an oversight of its supplier’s').toEqual([]);
      supply.controls.setProfileState(made.ref.id, 'recycled');
      expect(await assortment.paidFor(italy, card), 'nothing of it goes onto the card').toBeUndefined();
      expect(await kinds()).toEqual(['new_profile']);
    },
  );

  test('supply trap 21: the supplier is told the most that it may charge, a fifth above the cost that was agreed to', async () => {
    const { store, suppliers, supply: engine, calls, assortment } = await openShop(open);
    const clock = engine.now;
    const card = aCard({ ref: await engine.usedCard('k1', italy), coverage: 'IT' });
    await store.customers.see(aCustomer());
    await store.cards.add(card);
    const { mostFor } = assortment;
    const supply = createSupply({ store, suppliers, mostFor, clock, logger: silent });
    for (const [n, kind] of (['new_profile', 'queued'] as const).entries()) {
      const preview =
        kind === 'queued'
          ? { kind, leftBytes: null, startsBy: null }
          : { kind, wastedBytes: null, wastedUntil: null };
      const order = anOrder(card, { plan: planNamed(italy), preview, state: 'fulfilling' });
      await store.orders.insert(order);
      const fulfilment: Fulfilment = {
        orderId: order.id,
        key: `key-${n}`,
        provider: 'sandbox',
        state: 'submitting',
        sends: 1,
        notFoundAt: null,
        lastError: null,
        startedAt: clock(),
        slowToldAt: null,
      };
      await store.fulfilments.start(fulfilment);
      await supply.send(order, fulfilment);
    }
    const most = (amount: number): string => JSON.stringify({ amount, currency: 'USD' });
    expect(calls.slice(1), 'and for a top-up what its price can bear').toEqual([
      `placeOrder ${most(1092)}`,
      `placeTopUp ${most(1232)}`,
    ]);
  });

  test('while the supplier has never given its list nobody is sold a new card, and it is asked again', async () => {
    const shop = await openShop(open);
    const store = storeOver(await open(), { clock: shop.supply.now });
    const common = { store, suppliers: shop.suppliers, clock: shop.supply.now, logger: silent };
    const lists = createSupplierLists(common);
    const assortment = createAssortment({ ...common, catalogue, currency: 'EUR' });
    shop.says.plans = () => {
      throw new ProviderError('temporary', 'down');
    };
    await lists.open();
    await expect(assortment.newCards()).rejects.toThrow('not given its list');
    expect(await lists.look('sandbox')).toEqual({ kind: 'again', at: shop.supply.now() + minute });
    shop.says.plans = () => [];
    await lists.look('sandbox');
    await expect(assortment.newCards()).rejects.toThrow('not given its list');
    delete shop.says.plans;
    shop.supply.advance(minute);
    await lists.look('sandbox');
    expect(await assortment.newCards()).toHaveLength(28);
  });
});
