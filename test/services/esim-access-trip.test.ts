import { expect, onTestFinished, test } from 'vitest';
import { day, hour, minute } from '../../src/domain/time.ts';
import { previewRenewal } from '../../src/domain/renewal.ts';
import { createCards } from '../../src/services/cards.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import * as recorded from '../esim/esim-access/recorded.ts';
import { scripted, yes } from '../esim/esim-access/scripted.ts';
import { catalogue, createSupply } from '../esim/esim-access/world.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aCard, aCustomer } from '../support/samples.ts';
import { silent } from '../support/silent.ts';

const gigabyte = 2 ** 30;
const { ref, fresh, inUse, listed, usage } = recorded;

describeOnBoth('A card of eSIM Access in the middle of a trip', (open) => {
  async function shopOf({
    provider,
    now: clock,
  }: {
    provider: Parameters<typeof createSuppliers>[0]['provider'];
    now: () => number;
  }) {
    const store = storeOver(await open(), { clock });
    await store.customers.see(aCustomer());
    const suppliers = createSuppliers({ provider, catalogue });
    const cards = createCards({ store, suppliers, clock, newId, logger: silent });
    return { store, cards };
  }

  test('a card that was just looked at and then used for the first time is in use, however old the count of its usage', async () => {
    const supplier = scripted({
      'esim/query': [yes(listed(fresh)), yes(listed(inUse))],
      'esim/usage/query': yes([{ ...usage, lastUpdateTime: '2026-06-01T07:00:00+0000' }]),
    });
    const { store, cards } = await shopOf(supplier);
    const made = await store.cards.add(aCard({ provider: 'esimaccess', ref, coverage: 'IT' }));
    await cards.refresh(made);
    expect((await store.cards.byId(made.id))?.balance?.plans).toMatchObject([{ state: 'queued' }]);
    supplier.advance(70 * minute);
    const { card } = await cards.refresh(made);
    expect(card.balance?.plans).toMatchObject([{ state: 'active', dataUsed: usage.dataUsage }]);
    expect((await store.cards.byId(made.id))?.balance).toEqual(card.balance);
  });

  test('a slow answer from before something happened does not undo what was heard after it', async () => {
    let late: ((answer: Response) => void) | undefined;
    const renewed = { ...inUse, totalVolume: 10 * gigabyte };
    const supplier = scripted({
      'esim/query': [() => new Promise<Response>((resolve) => void (late = resolve)), yes(listed(renewed))],
      'esim/usage/query': yes([usage]),
    });
    const { store, cards } = await shopOf(supplier);
    const card = await store.cards.add(aCard({ provider: 'esimaccess', ref, coverage: 'IT' }));
    const looking = cards.refresh(card);
    await expect.poll(() => late).toBeDefined();
    supplier.advance(minute);
    const rawBody = new TextEncoder().encode(JSON.stringify(recorded.notifications.DATA_USAGE));
    await supplier.provider.parseWebhook({ headers: {}, rawBody, ip: '3.1.131.226' });
    await cards.recheck(card.id);
    late?.(Response.json(yes(listed(inUse))));
    await looking;
    expect((await store.cards.byId(card.id))?.balance?.plans).toMatchObject([{ dataTotal: 10 * gigabyte }]);
  });

  test('supply trap 23: however often anybody opens a card, its supplier is asked once an hour', async () => {
    const supplier = scripted({ 'esim/query': yes(listed(inUse)), 'esim/usage/query': yes([usage]) });
    const { store, cards } = await shopOf(supplier);
    const { id } = await store.cards.add(aCard({ provider: 'esimaccess', ref, coverage: 'IT' }));
    for (let tap = 0; tap < 1200; tap++) {
      const card = await store.cards.byId(id);
      if (!card) throw new Error('no card');
      const both = await Promise.all([cards.refresh(card), cards.refresh(card)]);
      expect(both.map(({ card: seen }) => seen.balance?.asOf)).toEqual(
        Array(2).fill(Date.UTC(2026, 5, 1, 8)),
      );
      supplier.advance(2000);
    }
    expect([supplier.asked('esim/query'), supplier.asked('esim/usage/query')]).toEqual([1, 1]);
    supplier.advance(hour);
    await cards.refresh(aCard({ id, provider: 'esimaccess', ref, coverage: 'IT' }));
    expect([supplier.asked('esim/query'), supplier.asked('esim/usage/query')]).toEqual([2, 2]);
  });

  test('supply trap 23: a card that is not in use yet is asked about each minute, without a question about its usage', async () => {
    const supplier = scripted({ 'esim/query': [yes(listed(fresh)), yes(listed(fresh)), yes(listed(inUse))] });
    const { store, cards } = await shopOf(supplier);
    const card = await store.cards.add(aCard({ provider: 'esimaccess', ref, coverage: 'IT' }));
    const states: (string | undefined)[] = [];
    for (let seconds = 0; seconds < 90; seconds += 10) {
      const now = await store.cards.byId(card.id);
      if (now) states.push((await cards.refresh(now)).card.balance?.plans[0]?.state);
      supplier.advance(10_000);
    }
    expect(new Set(states)).toEqual(new Set(['queued']));
    expect([supplier.asked('esim/query'), supplier.asked('esim/usage/query')]).toEqual([2, 0]);
  });

  test('of a plan whose data is used up the days go on, and a renewal joins them, as it says before', async () => {
    const supplier = await createSupply();
    onTestFinished(supplier.close);
    const { cards } = await shopOf(supplier);
    const used = await supplier.usedCard('k1', 'it-5gb-30d');
    supplier.box.controls.useBytes(used.id, 5 * gigabyte);
    const before = await cards.ask({ provider: 'esimaccess', ref: used });
    const [plan] = before.plans;
    expect(plan?.state).toBe('depleted');
    const more = catalogue.plans.get('it-3gb-30d');
    if (!more || !plan?.expiresAt) throw new Error('no plan');
    const until = plan.expiresAt + 30 * day;
    expect(previewRenewal({ plan: more, balance: before, now: supplier.now() })).toEqual({
      kind: 'stacked',
      leftBytes: 0,
      until,
    });
    await supplier.provider.placeTopUp({ key: 't1', ref: used, planId: more.id });
    supplier.advance(hour);
    const { plans } = await cards.ask({ provider: 'esimaccess', ref: used });
    expect(plans).toMatchObject([{ state: 'active', dataTotal: 8 * gigabyte, expiresAt: until }]);
  });
});
