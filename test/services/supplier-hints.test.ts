import { expect, onTestFinished, test } from 'vitest';
import { day, minute } from '../../src/domain/time.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import type { ProviderEvent } from '../../src/services/supply-port.ts';
import { createCards } from '../../src/services/cards.ts';
import { createSupplierHints } from '../../src/services/supplier-hints.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import type { NewJob } from '../../src/services/work-port.ts';
import { catalogueWith, createSupply } from '../esim/sandbox/supply.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import type { Open } from '../support/database.ts';
import { placeOrder } from '../support/samples.ts';
import { silent } from '../support/silent.ts';

const hint = { headers: {}, rawBody: new Uint8Array(), ip: '127.0.0.1' };

async function openShop(open: Open, events: readonly ProviderEvent[] | 'rejected') {
  const supply = createSupply();
  onTestFinished(supply.close);
  const sent: string[] = [];
  const onJobs = (jobs: readonly NewJob[]): void =>
    void sent.push(...jobs.map(({ kind, key }) => `${kind} ${key}`));
  const { db } = await open();
  const store = storeOver({ db }, { clock: supply.now, onJobs });
  const { card, order } = await placeOrder(store);
  await store.fulfilments.start({
    orderId: order.id,
    key: 'our-key',
    provider: 'sandbox',
    state: 'placed',
    sends: 1,
    notFoundAt: null,
    lastError: null,
    startedAt: 1,
    slowToldAt: null,
  });
  const provider = {
    ...supply.provider,
    parseWebhook: async () =>
      events === 'rejected'
        ? ({ kind: 'rejected', reason: 'the signature is wrong' } as const)
        : ({ kind: 'events', events } as const),
  };
  const suppliers = createSuppliers({ provider, catalogue: catalogueWith() });
  const log: object[] = [];
  const logger = { ...silent, warn: (facts: object) => void log.push(facts) };
  const hints = createSupplierHints({ store, suppliers, clock: supply.now, logger });
  return { hints, log, pass: supply.advance, sent, card, order, store, db };
}

describeOnBoth('What suppliers report', (open) => {
  test('supply trap 12: only makes the shop ask about the order and the card that are named', async () => {
    const ref = { id: '', iccid: '8901000000000000001' };
    const events: ProviderEvent[] = [{ id: 'e1', orderKey: 'our-key', ref }];
    const { hints, sent, card, order, store } = await openShop(open, events);
    ref.id = card.ref.id;
    const before = [await store.orders.byId(order.id), await store.cards.byId(card.id)];
    expect(await hints.hear('sandbox', hint)).toBe('heard');
    expect(sent.toSorted()).toEqual([`card ${card.id}`, `order ${order.id}`]);
    expect([await store.orders.byId(order.id), await store.cards.byId(card.id)]).toEqual(before);
  });

  test('what is said of a delivered order alone makes the shop ask about the card that it brought', async () => {
    const { hints, sent, card, order, store } = await openShop(open, [
      { id: 'e1', orderKey: 'our-key', ref: null },
    ]);
    const paid = await store.orders.move(order, 'payment_confirmed', 2);
    const begun = paid && (await store.orders.move(paid, 'supply_started', 3));
    if (begun) await store.orders.move(begun, 'supplied', 4, { suppliedCardId: card.id });
    await hints.hear('sandbox', hint);
    expect(sent.toSorted()).toEqual([`card ${card.id}`, `order ${order.id}`]);
  });

  test('supply trap 13: said again and again before it was asked, it is asked once', async () => {
    const { hints, order, db } = await openShop(open, [{ id: 'e1', orderKey: 'our-key', ref: null }]);
    for (let time = 0; time < 3; time++) await hints.hear('sandbox', hint);
    const jobs = await db.selectFrom('jobs').select(['kind', 'key']).execute();
    expect(jobs).toEqual([{ kind: 'order', key: order.id }]);
  });

  test('nothing is asked for somebody else’s, or by somebody else’s word', async () => {
    const strange = { id: 'nobody', iccid: '8901000000000000009' };
    const { hints, sent } = await openShop(open, [{ id: 'e1', orderKey: 'another-key', ref: strange }]);
    expect(await hints.hear('sandbox', hint)).toBe('heard');
    expect(await hints.hear('another', hint), 'that supplier is not configured').toBe('rejected');
    const forged = await openShop(open, 'rejected');
    expect(await forged.hints.hear('sandbox', hint)).toBe('rejected');
    expect([...sent, ...forged.sent]).toEqual([]);
  });

  test('a stranger who forges a thousand fills no log: each kind is one line a minute, and says how many they were', async () => {
    const { hints, log, pass } = await openShop(open, 'rejected');
    for (let time = 0; time < 1000; time++) expect(await hints.hear('sandbox', hint)).toBe('rejected');
    await hints.hear('another', hint);
    const forged = { supplier: 'sandbox', reason: 'the signature is wrong' };
    expect(log).toMatchObject([
      { ...forged, times: 1 },
      { supplier: 'another', times: 1 },
    ]);
    pass(minute);
    for (let time = 0; time < 10; time++) await hints.hear('sandbox', hint);
    expect(log.slice(2)).toEqual([{ ...forged, times: 1000 }]);
    pass(-day);
    await hints.hear('sandbox', hint);
    expect(log.slice(3), 'the clock was set back').toEqual([{ ...forged, times: 10 }]);
  });

  test('a supplier that reports something and then does not answer makes no work for a person: what was known stays', async () => {
    const { card, store } = await openShop(open, []);
    const silence = (): Promise<never> => Promise.reject(new ProviderError('auth', 'The clock is wrong'));
    const supply = createSupply();
    onTestFinished(supply.close);
    const provider = { ...supply.provider, getUsage: silence, getProfile: silence, history: silence };
    const suppliers = createSuppliers({ provider, catalogue: catalogueWith() });
    const cards = createCards({ store, suppliers, clock: () => 5, newId, logger: silent });
    await cards.recheck(card.id);
    expect(await store.cards.byId(card.id)).toEqual(card);
  });
});
