import { expect, onTestFinished, test } from 'vitest';
import type { ProfileRef } from '../../../src/domain/card.ts';
import { day, hour, minute } from '../../../src/domain/time.ts';
import { createSupply, planNamed } from './supply.ts';
import { sought } from '../../support/sought.ts';

const gigabyte = 2 ** 30;

function supply() {
  const made = createSupply();
  onTestFinished(made.close);
  const ids = async (ref: ProfileRef) => (await made.provider.listTopUps(ref)).map(({ id }) => id);
  const topUp = (key: string, ref: ProfileRef, planId: string) =>
    made.provider.placeTopUp({ key, ref, planId });
  return { made, ids, topUp };
}

test('supply trap 4: top-up ids come only from the live list; they are the plans of this coverage that can be added', async () => {
  const { made, ids } = supply();
  const offered = await ids(await made.usedCard('k1', 'it-5gb-30d'));
  expect(offered).toContain('it-5gb-30d');
  expect(offered).toContain('it-1gbday-7d');
  for (const id of offered)
    expect(planNamed(id)).toMatchObject({ coverage: 'IT', renewal: { asTopUp: true } });
});

test('supply trap 28: an unlimited plan that cannot be topped up offers nothing, and is renewed by a new card', async () => {
  const { made, ids, topUp } = supply();
  const ref = await made.usedCard('k1', 'jp-unl-5d');
  expect(await ids(ref)).toEqual([]);
  await expect(topUp('t1', ref, 'jp-5gb-30d')).rejects.toMatchObject({ kind: 'topup_not_allowed' });
  const next = await made.card('k2', 'jp-unl-5d');
  expect(next.id).not.toBe(ref.id);
  expect((await made.provider.getProfile(next)).lpa).not.toBe((await made.provider.getProfile(ref)).lpa);
});

test('supply trap 5: an expired card can be renewed while its grace lasts; then it is taken back and refuses', async () => {
  const { made, ids, topUp } = supply();
  const ref = await made.usedCard('k1', 'it-1gb-7d');
  made.advance(7 * day + 29 * day);
  expect(await ids(ref)).toContain('it-1gb-7d');
  made.advance(day);
  expect(await ids(ref)).toEqual([]);
  expect((await made.provider.getProfile(ref)).state).toBe('recycled');
  await expect(topUp('t1', ref, 'it-1gb-7d')).rejects.toMatchObject({ kind: 'profile_gone' });
  expect(await made.provider.findOrder(sought('t1'))).toEqual({ kind: 'not_found' });
});

test('a renewal waits while data is left, and starts by itself the moment it runs out', async () => {
  const { made, topUp } = supply();
  const ref = await made.usedCard('k1', 'it-5gb-30d');
  await topUp('t1', ref, 'it-3gb-30d');
  const [running, waiting] = await made.provider.history(ref);
  expect(running).toMatchObject({ state: 'active' });
  expect(waiting).toMatchObject({ state: 'queued', startedAt: null, expiresAt: null, dataUsed: 0 });
  made.controls.useBytes(ref.id, 5 * gigabyte);
  const [used, next] = await made.provider.history(ref);
  expect(used).toMatchObject({ state: 'depleted', dataUsed: 5 * gigabyte });
  expect(next).toMatchObject({ state: 'active', startedAt: made.now(), expiresAt: made.now() + 30 * day });
});

test('a renewal waits no longer than until the plan before it expires', async () => {
  const { made, topUp } = supply();
  const ref = await made.usedCard('k1', 'it-unl-5d');
  await topUp('t1', ref, 'it-3gb-30d');
  const end = (await made.provider.history(ref))[0]?.expiresAt ?? 0;
  made.advance(end - made.now() - 1);
  expect((await made.provider.history(ref)).map(({ state }) => state)).toEqual(['active', 'queued']);
  made.advance(1);
  expect((await made.provider.history(ref)).map(({ state }) => state)).toEqual(['expired', 'active']);
});

test('supply trap 13: a used-up card comes back to life only by a renewal, at once', async () => {
  const { made, topUp } = supply();
  const ref = await made.usedCard('k1', 'it-1gb-7d');
  made.controls.useBytes(ref.id, gigabyte);
  made.advance(3 * hour);
  expect((await made.provider.history(ref)).map(({ state }) => state)).toEqual(['depleted']);
  expect(made.controls.useBytes(ref.id, gigabyte)).toBe(false);
  await topUp('t1', ref, 'it-1gb-7d');
  const plans = await made.provider.history(ref);
  expect(plans.map(({ state }) => state)).toEqual(['depleted', 'active']);
  expect(plans[1]?.startedAt).toBe(made.now());
  expect(await made.provider.getUsage(ref)).toMatchObject({
    dataTotal: gigabyte,
    dataUsed: 0,
    asOf: made.now(),
  });
});

test('a daily plan goes on for more days, however often', async () => {
  const { made, topUp } = supply();
  const ref = await made.usedCard('k1', 'it-1gbday-3d');
  const [first] = await made.provider.history(ref);
  await topUp('t1', ref, 'it-1gbday-7d');
  await topUp('t2', ref, 'it-1gbday-3d');
  const plans = await made.provider.history(ref);
  expect(plans).toHaveLength(1);
  expect(plans[0]).toMatchObject({ state: 'active', expiresAt: (first?.expiresAt ?? 0) + 10 * day });
});

test('a daily plan of another size waits for its turn', async () => {
  const { made, topUp } = supply();
  const ref = await made.usedCard('k1', 'it-1gbday-3d');
  await topUp('t1', ref, 'it-2gbday-7d');
  expect((await made.provider.history(ref)).map(({ state }) => state)).toEqual(['active', 'queued']);
});

test('supply trap 26: of a card in use only the renewal that waits can be taken back, and only once', async () => {
  const { made, topUp } = supply();
  const ref = await made.usedCard('k1', 'it-5gb-30d');
  const credit = await made.provider.balance();
  await topUp('t1', ref, 'it-5gb-30d');
  expect(await made.provider.cancel(ref)).toEqual({ kind: 'cancelled' });
  expect(await made.provider.balance()).toEqual(credit);
  expect(await made.provider.cancel(ref)).toEqual({ kind: 'cancelled' });
  expect((await made.provider.history(ref)).map(({ state }) => state)).toEqual(['active', 'cancelled']);
  made.advance(31 * day);
  expect((await made.provider.history(ref)).map(({ state }) => state)).toEqual(['expired', 'cancelled']);
});

test('supply trap 26: when several renewals wait, none is taken back by guessing', async () => {
  const { made, topUp } = supply();
  const ref = await made.usedCard('k1', 'it-5gb-30d');
  await topUp('t1', ref, 'it-5gb-30d');
  await topUp('t2', ref, 'it-5gb-30d');
  expect(await made.provider.cancel(ref)).toMatchObject({ kind: 'refused' });
});

test('supply trap 26: a renewal that has begun cannot be taken back', async () => {
  const { made, topUp } = supply();
  const ref = await made.usedCard('k1', 'it-1gb-7d');
  await topUp('t1', ref, 'it-1gb-7d');
  made.controls.useBytes(ref.id, gigabyte);
  made.advance(minute);
  expect(await made.provider.cancel(ref)).toMatchObject({ kind: 'refused' });
});

test('supply trap 22: a plan that left the catalogue cannot be ordered, but cards keep their copy of it', async () => {
  const catalogue = { coverages: new Map(), plans: new Map([['it-5gb-30d', planNamed('it-5gb-30d')]]) };
  const made = createSupply({ catalogue });
  onTestFinished(made.close);
  const ref = await made.usedCard('k1', 'it-5gb-30d');
  catalogue.plans.clear();
  const provider = made.restart();
  await expect(provider.placeOrder({ key: 'k2', planId: 'it-5gb-30d' })).rejects.toMatchObject({
    kind: 'plan_gone',
  });
  expect((await provider.history(ref))[0]?.plan).toEqual(planNamed('it-5gb-30d'));
  expect(await provider.listTopUps(ref)).toEqual([]);
});
