import { expect, onTestFinished, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { createQuotes } from '../../src/services/quotes.ts';
import { createRenewals } from '../../src/services/renewals.ts';
import { catalogueFor } from '../../src/domain/plan.ts';
import type { Money } from '../../src/domain/money.ts';
import { createAssortment } from '../../src/services/assortment.ts';
import { createCards } from '../../src/services/cards.ts';
import { createSupplierLists } from '../../src/services/supplier-lists.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import type { SupplyStep } from '../../src/services/supply.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import type { EsimProvider, FoundOrder, Placed } from '../../src/services/supply-port.ts';
import { catalogueWith, createSupply as openSupplier, planNamed } from '../esim/sandbox/supply.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aCard, aCustomer } from '../support/samples.ts';
import { openSupplyDesk } from '../support/supply-desk.ts';
import { silent } from '../support/silent.ts';

const catalogue = catalogueWith();
const plan = planNamed('it-5gb-30d');

function supplierNamed(id: string) {
  const supply = openSupplier();
  onTestFinished(supply.close);
  return { supply, supplier: { provider: { ...supply.provider, id }, catalogue } };
}

/** A supplier that says nothing but this. */
function mute(answers: {
  idempotentOrders: boolean;
  listLagMs?: number;
  place: () => Placed;
  find: () => FoundOrder;
}): { provider: EsimProvider; calls: string[] } {
  const { supply } = supplierNamed('mute');
  const calls: string[] = [];
  const { idempotentOrders, listLagMs = 0, place, find } = answers;
  const provider: EsimProvider = {
    ...supply.provider,
    id: 'mute',
    capabilities: { ...supply.provider.capabilities, idempotentOrders, listLagMs },
    placeOrder: async ({ key }) => {
      calls.push(`place ${key}`);
      return place();
    },
    findOrder: async () => {
      calls.push('find');
      return find();
    },
  };
  return { provider, calls };
}

const lose = (): never => {
  throw new ProviderError('unknown_outcome', 'No answer');
};
const refuse = (): never => {
  throw new ProviderError('out_of_stock', 'None left');
};

describeOnBoth('Several suppliers', (open) => {
  test('supply trap 30: a card is renewed by the supplier that made it, whoever sells new ones', async () => {
    const [old, selling] = [supplierNamed('old'), supplierNamed('selling')];
    const suppliers = createSuppliers(selling.supplier, [old.supplier]);
    const clock = old.supply.now;
    const ref = await old.supply.usedCard('k1', plan.id);
    const store = storeOver(await open(), { clock });
    const cards = createCards({ store, suppliers, clock, newId, logger: silent });
    const made = aCard({ provider: 'old', ref, coverage: 'IT' });
    const card = { ...made, balance: await cards.ask(made) };
    const shelf = { store, suppliers, clock, logger: silent };
    await createSupplierLists(shelf).open();
    const assortment = createAssortment({ ...shelf, catalogue, currency: 'EUR' });
    expect((await assortment.forCard(card)).map(({ id }) => id)).toContain(plan.id);
    expect(assortment.preview(plan, card)?.kind).toBe('queued');

    const shop = await openSupplyDesk(open, suppliers, { provider: 'old', clock, card });
    expect(await shop.supply.send(shop.order, shop.fulfilment)).toMatchObject({ kind: 'made', ref });
    expect(await old.supply.provider.history(ref)).toHaveLength(2);
    expect((await selling.supply.provider.findOrder({ key: 'key-1', since: 0, ref })).kind).toBe('not_found');
  });

  test('supply trap 30: a plan that only the supplier of a card sells is sold to that card, and as a new card to nobody', async () => {
    const [old, other] = [supplierNamed('old'), supplierNamed('selling')];
    const few = catalogueFor(catalogue, new Set(['it-3gb-30d']), ({ renewal }) => renewal);
    const suppliers = createSuppliers({ ...other.supplier, catalogue: few }, [old.supplier]);
    const clock = old.supply.now;
    const store = storeOver(await open(), { clock });
    await store.customers.see(aCustomer());
    const ref = await old.supply.usedCard('k1', plan.id);
    const card = await store.cards.add(aCard({ provider: 'old', ref, coverage: 'IT' }));
    const common = { store, suppliers, clock, newId, logger: silent };
    await createSupplierLists(common).open();
    const assortment = createAssortment({ ...common, catalogue: few, currency: 'EUR' });
    const tariffs = { stars: (price: Money): Money => ({ ...price, currency: 'XTR' }) };
    const quotes = createQuotes({
      ...common,
      cards: createCards(common),
      renewals: createRenewals({ assortment, catalogue: few, currency: 'EUR', tariffs }),
      assortment,
      catalogue,
    });
    const asked = { payerId: card.ownerId, delivery: 'now', reviewMessageId: null } as const;
    const sold = async (to: typeof card | null, planId: string): Promise<string> =>
      (await quotes.quote({ ...asked, card: to, planId })).kind;
    expect(await sold(card, plan.id)).toBe('quoted');
    expect(await sold(null, plan.id)).toBe('not_offered');
    expect(await sold(null, 'it-3gb-30d')).toBe('quoted');
    expect(await sold(card, 'it-999gb-1d')).toBe('not_offered');
  });

  test('supply trap 30: the card of a supplier that is not configured any more is followed by a new card', async () => {
    const [gone, selling] = [supplierNamed('gone'), supplierNamed('selling')];
    const clock = gone.supply.now;
    const ref = await gone.supply.usedCard('k1', plan.id);
    const store = storeOver(await open(), { clock });
    const before = createCards({
      store,
      suppliers: createSuppliers(gone.supplier),
      clock,
      newId,
      logger: silent,
    });
    await store.customers.see(aCustomer());
    const made = await store.cards.add(aCard({ provider: 'gone', ref, coverage: 'IT' }));
    const { card } = await before.refresh(made);

    const suppliers = createSuppliers(selling.supplier);
    const cards = createCards({ store, suppliers, clock, newId, logger: silent });
    expect(await cards.refresh(card), 'what was known of it stays').toEqual({ card, fresh: false });
    const shelf = { store, suppliers, clock, logger: silent };
    await createSupplierLists(shelf).open();
    const assortment = createAssortment({ ...shelf, catalogue, currency: 'EUR' });
    expect((await assortment.forCard(card)).map(({ id }) => id)).toContain(plan.id);
    expect(assortment.preview(plan, card)?.kind).toBe('new_profile');
  });

  test('an order of a supplier that is not configured any more waits, and is a person’s after a day', async () => {
    let now = 1_000_000;
    const suppliers = createSuppliers(supplierNamed('selling').supplier);
    const { supply, order, stored } = await openSupplyDesk(open, suppliers, {
      provider: 'gone',
      clock: () => now,
    });
    expect((await supply.lookUp(order, await stored())).kind).toBe('again');
    now += 26 * 60 * minute;
    expect((await supply.lookUp(order, await stored())).kind).toBe('undecided');
    expect((await suppliers.selling.provider.findOrder({ key: 'key-1', since: 0, ref: null })).kind).toBe(
      'not_found',
    );
  });

  test('supply trap 1: a supplier without idempotency is sent an order at most twice, and never before it was missing for two minutes', async () => {
    let now = 1_000_000;
    const find = (): FoundOrder => ({ kind: 'not_found' });
    const { provider, calls } = mute({ idempotentOrders: false, place: lose, find });
    const suppliers = createSuppliers({ provider, catalogue });
    const shop = await openSupplyDesk(open, suppliers, { provider: 'mute', clock: () => now });
    await shop.supply.send(shop.order, shop.fulfilment);
    let step: SupplyStep | undefined;
    for (let seconds = 0; seconds < 119; seconds += 17) {
      step = await shop.supply.lookUp(shop.order, await shop.stored());
      now += 17_000;
    }
    expect(step?.kind).toBe('again');
    expect(calls.filter((call) => call.startsWith('place'))).toHaveLength(1);
    for (let minutes = 0; minutes < 600; minutes += 5) {
      now += 5 * minute;
      await shop.supply.lookUp(shop.order, await shop.stored());
    }
    expect(calls.filter((call) => call.startsWith('place'))).toEqual(['place key-1', 'place key-1']);
  });

  test('supply trap 1: where the supplier’s list lags, an order in doubt is not sent again before the list would show it', async () => {
    let now = 1_000_000;
    const find = (): FoundOrder => ({ kind: 'not_found' });
    const { provider, calls } = mute({ idempotentOrders: false, listLagMs: 5 * minute, place: lose, find });
    const suppliers = createSuppliers({ provider, catalogue });
    const shop = await openSupplyDesk(open, suppliers, { provider: 'mute', clock: () => now });
    await shop.supply.send(shop.order, shop.fulfilment);
    const step = await shop.supply.lookUp(shop.order, await shop.stored());
    expect(step).toEqual({ kind: 'again', at: now + 5 * minute });
    now += 5 * minute - 1;
    await shop.supply.lookUp(shop.order, await shop.stored());
    expect(calls.filter((call) => call.startsWith('place'))).toHaveLength(1);
    now += 1;
    await shop.supply.lookUp(shop.order, await shop.stored());
    expect(calls.filter((call) => call.startsWith('place'))).toHaveLength(2);
  });

  test('supply trap 24: whoever says «not now» is sent the order until it takes it, if it has no idempotency too, and never twice in doubt', async () => {
    let now = 1_000_000;
    const busy = (): never => {
      throw new ProviderError('rate_limited', 'Not now', { retryAfterMs: 7 * 60_000 });
    };
    const answers = [busy, busy, busy, lose, lose];
    const { provider, calls } = mute({
      idempotentOrders: false,
      place: () => (answers.shift() ?? busy)(),
      find: () => ({ kind: 'not_found' }),
    });
    const suppliers = createSuppliers({ provider, catalogue });
    const shop = await openSupplyDesk(open, suppliers, { provider: 'mute', clock: () => now });
    let step = await shop.supply.send(shop.order, shop.fulfilment);
    expect(step, 'the pause that it asked for').toEqual({ kind: 'again', at: now + 7 * minute });
    for (let steps = 0; step.kind === 'again' && steps < 500; steps++) {
      now = Math.max(now, step.at);
      step = await shop.supply.lookUp(shop.order, await shop.stored());
    }
    // The fourth got no answer: it is sent once more, when it was missing for long enough.
    expect(calls.filter((call) => call.startsWith('place'))).toHaveLength(5);
    expect(step.kind).toBe('impossible');
  });

  test('however long a pause the supplier asks for, an order that is paid is looked at within the hour', async () => {
    const place = (): never => {
      throw new ProviderError('rate_limited', 'Not now', { retryAfterMs: 1e15 });
    };
    const { provider } = mute({ idempotentOrders: true, place, find: () => ({ kind: 'unknown' }) });
    const suppliers = createSuppliers({ provider, catalogue });
    const shop = await openSupplyDesk(open, suppliers, { provider: 'mute', clock: () => 1_000_000 });
    const step = await shop.supply.send(shop.order, shop.fulfilment);
    expect(step).toEqual({ kind: 'again', at: 1_000_000 + 60 * minute });
  });

  test('supply trap 3: a supplier that knows its orders by our key and cannot be asked for them is sent the same one again', async () => {
    let now = 1_000_000;
    const find = (): FoundOrder => ({ kind: 'unknown' });
    const { provider, calls } = mute({ idempotentOrders: true, place: lose, find });
    const suppliers = createSuppliers({ provider, catalogue });
    const shop = await openSupplyDesk(open, suppliers, { provider: 'mute', clock: () => now });
    await shop.supply.send(shop.order, shop.fulfilment);
    for (let looks = 0; looks < 3; looks++) {
      now += minute;
      await shop.supply.lookUp(shop.order, await shop.stored());
    }
    expect(calls.filter((call) => call.startsWith('place'))).toEqual(Array(4).fill('place key-1'));
    now += minute;
    await shop.supply.lookUp(shop.order, await shop.stored(), false);
    expect(calls.at(-1), 'but not once it is not wanted').toBe('find');
  });

  test('supply trap 5: a plain refusal by a supplier that cannot look for the order is proven by a second one, once it could be asked', async () => {
    let now = 1_000_000;
    let reachable = false;
    const { provider, calls } = mute({
      idempotentOrders: true,
      place: refuse,
      find: () => {
        if (!reachable) throw new ProviderError('temporary', 'Not now');
        return { kind: 'unknown' };
      },
    });
    const suppliers = createSuppliers({ provider, catalogue });
    const shop = await openSupplyDesk(open, suppliers, { provider: 'mute', clock: () => now });
    const refused = await shop.supply.send(shop.order, shop.fulfilment);
    if (refused.kind !== 'refused') throw new Error(refused.kind);
    expect((await shop.supply.lookUp(shop.order, refused.fulfilment)).kind).toBe('again');
    now += 10 * minute;
    expect((await shop.supply.lookUp(shop.order, await shop.stored())).kind).toBe('again');
    reachable = true;
    expect(await shop.supply.lookUp(shop.order, await shop.stored())).toEqual({
      kind: 'again',
      at: now + 2 * minute,
    });
    now += 2 * minute;
    expect((await shop.supply.lookUp(shop.order, await shop.stored())).kind).toBe('impossible');
    expect(calls.filter((call) => call.startsWith('place'))).toHaveLength(2);
  });

  test('a refusal after a lost answer that cannot be looked for is a person’s after a day', async () => {
    let now = 1_000_000;
    const answers = [lose, refuse];
    const { provider } = mute({
      idempotentOrders: true,
      place: () => (answers.shift() ?? refuse)(),
      find: () => ({ kind: 'unknown' }),
    });
    const suppliers = createSuppliers({ provider, catalogue });
    const shop = await openSupplyDesk(open, suppliers, { provider: 'mute', clock: () => now });
    await shop.supply.send(shop.order, shop.fulfilment);
    const refused = await shop.supply.lookUp(shop.order, await shop.stored());
    if (refused.kind !== 'refused') throw new Error(refused.kind);
    now += 10 * minute;
    expect((await shop.supply.lookUp(shop.order, refused.fulfilment)).kind).toBe('again');
    now += 26 * 60 * minute;
    expect((await shop.supply.lookUp(shop.order, await shop.stored())).kind).toBe('undecided');
  });

  test('supply trap 3: a refusal of a supplier that knows its orders by our key and cannot be asked for them is proven by its repetition', async () => {
    for (const [second, end] of [
      [refuse, 'impossible'],
      [() => ({ kind: 'placed', ref: { id: 'p1', iccid: '' } }) as const, 'again'],
    ] as const) {
      let now = 1_000_000;
      const answers = [refuse, second];
      const { provider, calls } = mute({
        idempotentOrders: true,
        place: () => (answers.shift() ?? lose)(),
        find: () => ({ kind: 'unknown' }),
      });
      const suppliers = createSuppliers({ provider, catalogue });
      const shop = await openSupplyDesk(open, suppliers, { provider: 'mute', clock: () => now });
      const refused = await shop.supply.send(shop.order, shop.fulfilment);
      if (refused.kind !== 'refused') throw new Error(refused.kind);
      const first = await shop.supply.lookUp(shop.order, refused.fulfilment);
      expect(first).toEqual({ kind: 'again', at: now + 2 * minute });
      expect(calls.filter((call) => call.startsWith('place'))).toEqual(['place key-1']);
      now += 2 * minute;
      expect((await shop.supply.lookUp(shop.order, await shop.stored())).kind).toBe(end);
      expect(calls.filter((call) => call.startsWith('place'))).toEqual(['place key-1', 'place key-1']);
    }
  });

  test('a refusal after a lost answer proves nothing until the supplier’s list would show the order', async () => {
    let now = 1_000_000;
    const answers = [lose, refuse];
    const { provider } = mute({
      idempotentOrders: true,
      listLagMs: 30 * minute,
      place: () => (answers.shift() ?? refuse)(),
      find: () => ({ kind: 'not_found' }),
    });
    const suppliers = createSuppliers({ provider, catalogue });
    const shop = await openSupplyDesk(open, suppliers, { provider: 'mute', clock: () => now });
    await shop.supply.send(shop.order, shop.fulfilment);
    const refused = await shop.supply.lookUp(shop.order, await shop.stored());
    if (refused.kind !== 'refused') throw new Error(refused.kind);
    const first = await shop.supply.lookUp(shop.order, refused.fulfilment);
    expect(first).toEqual({ kind: 'again', at: now + 30 * minute });
    now += 29 * minute;
    expect((await shop.supply.lookUp(shop.order, await shop.stored())).kind).toBe('again');
    now += minute;
    expect((await shop.supply.lookUp(shop.order, await shop.stored())).kind).toBe('impossible');
  });
});
