import { afterEach, expect, onTestFinished, test } from 'vitest';
import type { ProviderErrorKind } from '../../../src/services/supply-port.ts';
import { minute, second } from '../../../src/domain/time.ts';
import { catalogueWith, createSupply } from './supply.ts';
import { sought } from '../../support/sought.ts';

const supplies: { close(): void }[] = [];
afterEach(() => {
  for (const supply of supplies.splice(0)) supply.close();
});

/** A supplier that also sells a plan which goes wrong, and a card in use. */
async function supplyWith(planId: string) {
  const supply = createSupply({ catalogue: catalogueWith(planId) });
  supplies.push(supply);
  const ref = await supply.usedCard('mine', 'it-3gb-30d');
  return { ...supply, supply, ref, planId, credit: (await supply.provider.balance()).amount };
}

async function refusal(call: Promise<unknown>): Promise<ProviderErrorKind | 'none' | undefined> {
  return call.then(
    () => 'none' as const,
    (error: { kind?: ProviderErrorKind }) => error.kind,
  );
}

test('supply trap 1: when the answer to an order is lost, exactly one card is made and paid for', async () => {
  const { provider, supply, planId, credit } = await supplyWith('sbx-timeout-after-commit');
  const order = { key: 'k1', planId };
  expect(await refusal(provider.placeOrder(order))).toBe('unknown_outcome');
  const paid = credit - (await provider.balance()).amount;
  expect(paid).toBeGreaterThan(0);
  supply.advance(minute);
  const found = await provider.findOrder(sought('k1'));
  expect(await provider.placeOrder(order)).toEqual(found);
  expect(await supply.restart().placeOrder(order)).toEqual(found);
  expect(credit - (await supply.provider.balance()).amount).toBe(paid);
});

test('supply trap 1: when an order does not arrive, nothing is made, and its repetition gets through', async () => {
  const { provider, supply, planId, credit } = await supplyWith('sbx-timeout-before-commit-30d');
  expect(await refusal(provider.placeOrder({ key: 'k1', planId }))).toBe('unknown_outcome');
  expect(await provider.findOrder(sought('k1'))).toEqual({ kind: 'not_found' });
  expect((await provider.balance()).amount).toBe(credit);
  const again = supply.restart();
  expect(await again.placeOrder({ key: 'k1', planId })).toEqual({ kind: 'pending' });
});

test('supply trap 3: the same key stays the same order across restarts, and takes no other plan', async () => {
  const { supply, ref } = await supplyWith('sbx-any');
  const command = { key: 't1', ref, planId: 'it-5gb-30d' };
  const first = await supply.provider.placeTopUp(command);
  expect(await supply.restart().placeTopUp(command)).toEqual(first);
  const other = { ...command, planId: 'it-3gb-30d' };
  expect(await refusal(supply.provider.placeTopUp(other))).toBe('bad_request');
  expect(await supply.provider.history(ref)).toHaveLength(2);
});

test.each<[string, ProviderErrorKind]>([
  ['sbx-fail-credit', 'no_credit'],
  ['sbx-fail-stock-30d', 'out_of_stock'],
  ['sbx-fail-maintenance', 'temporary'],
  ['sbx-fail-gone', 'plan_gone'],
])('supply trap 25: %s is refused as %s; nothing is made or paid', async (planId, kind) => {
  const { provider, ref, credit } = await supplyWith(planId);
  expect(await refusal(provider.placeOrder({ key: 'k1', planId }))).toBe(kind);
  expect(await refusal(provider.placeTopUp({ key: 'k2', ref, planId }))).toBe(kind);
  expect(await provider.findOrder(sought('k1'))).toEqual({ kind: 'not_found' });
  expect(await provider.findOrder(sought('k2'))).toEqual({ kind: 'not_found' });
  expect((await provider.balance()).amount).toBe(credit);
});

test('a plan whose top-up is disabled can still be had as a new card', async () => {
  const { provider, ref, planId } = await supplyWith('sbx-fail-topup-disabled');
  expect(await refusal(provider.placeTopUp({ key: 'k1', ref, planId }))).toBe('topup_not_allowed');
  expect(await refusal(provider.placeOrder({ key: 'k2', planId }))).toBe('none');
});

test('supply trap 14: a card that is being made has no code yet, so there is no broken picture to show', async () => {
  const { provider, supply } = await supplyWith('sbx-any');
  expect(await provider.placeOrder({ key: 'k1', planId: 'jp-unl-5d' })).toEqual({ kind: 'pending' });
  expect(await provider.findOrder(sought('k1'))).toEqual({ kind: 'pending' });
  supply.advance(2 * second);
  const found = await provider.findOrder(sought('k1'));
  if (found.kind !== 'placed') throw new Error('not made after two seconds');
  supply.controls.setProfileState(found.ref.id, 'provisioning');
  expect(await provider.getProfile(found.ref)).toMatchObject({ state: 'provisioning', lpa: null });
  expect((await provider.history(found.ref))[0]?.state).toBe('pending');
});

test('supply trap 14: an order that never gets done stays pending and is not made twice', async () => {
  const { provider, supply, ref, planId } = await supplyWith('sbx-pending-forever');
  for (const place of [
    () => provider.placeOrder({ key: 'k1', planId }),
    () => provider.placeTopUp({ key: 'k2', ref, planId }),
  ]) {
    expect(await place()).toEqual({ kind: 'pending' });
    supply.advance(60 * minute);
    expect(await place()).toEqual({ kind: 'pending' });
  }
  expect(await provider.findOrder(sought('k1'))).toEqual({ kind: 'pending' });
  expect(await provider.history(ref)).toHaveLength(1);
});

test('a slow supplier answers after twenty seconds, and two impatient requests are one order', async () => {
  const { provider, supply, planId, credit } = await supplyWith('sbx-slow-20s');
  const start = supply.now();
  await Promise.all([provider.placeOrder({ key: 'k1', planId }), provider.placeOrder({ key: 'k1', planId })]);
  expect(supply.now() - start).toBeGreaterThanOrEqual(20 * second);
  const paid = credit - (await provider.balance()).amount;
  await provider.placeOrder({ key: 'k2', planId });
  expect(credit - (await provider.balance()).amount).toBe(2 * paid);
});

test('while the supplier stalls, no question is answered; then all are', async () => {
  const { provider, supply, ref } = await supplyWith('sbx-any');
  supply.controls.stall(30);
  const start = supply.now();
  await Promise.all([provider.getUsage(ref), provider.listPlans()]);
  expect(supply.now() - start).toBeGreaterThanOrEqual(30 * second);
});

test('a key longer than a supplier takes is refused before anything is made', async () => {
  const { provider } = await supplyWith('sbx-any');
  for (const key of ['', 'k'.repeat(51)])
    expect(await refusal(provider.placeOrder({ key, planId: 'it-3gb-30d' }))).toBe('bad_request');
});

test('supply trap 13: doubled and swapped webhooks are the same events, and change nothing by themselves', async () => {
  for (const [planId, types] of [
    ['sbx-dup-webhook', ['accepted', 'accepted', 'done', 'done']],
    ['sbx-out-of-order-webhook', ['done', 'accepted']],
    ['it-5gb-30d', ['accepted', 'done']],
  ] as const) {
    const { provider, supply, ref } = await supplyWith(planId);
    supply.webhooks.splice(0);
    await provider.placeTopUp({ key: 'k1', ref, planId });
    const before = await provider.history(ref);
    const read = await Promise.all(supply.webhooks.map((webhook) => provider.parseWebhook(webhook)));
    const events = read.flatMap((result) => (result.kind === 'events' ? result.events : []));
    expect(events.map(({ id }) => id)).toEqual(types.map((type) => `order.${type}:k1`));
    for (const event of events) expect(event).toMatchObject({ orderKey: 'k1', ref });
    expect(await provider.history(ref)).toEqual(before);
  }
});

test('supply trap 10: a webhook of another sandbox is not believed', async () => {
  const [mine, other] = [await supplyWith('sbx-any'), await supplyWith('sbx-any')];
  const [foreign] = other.supply.webhooks;
  if (!foreign) throw new Error('no webhook');
  expect(await mine.provider.parseWebhook(foreign)).toMatchObject({ kind: 'rejected' });
  expect(await other.supply.restart().parseWebhook(foreign)).toMatchObject({ kind: 'events' });
});

test('a receiver that fails does not spoil the order', async () => {
  const supply = createSupply({ deliver: () => Promise.reject(new Error('receiver down')) });
  onTestFinished(supply.close);
  expect(await supply.provider.placeOrder({ key: 'k1', planId: 'it-3gb-30d' })).toEqual({ kind: 'pending' });
});
