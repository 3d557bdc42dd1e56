import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { ProfileRef } from '../../../src/domain/card.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { day, hour } from '../../../src/domain/time.ts';
import { depletedAt, figuresAt } from '../../../src/esim/sandbox/span.ts';
import type { SpanFacts } from '../../../src/esim/sandbox/span.ts';
import { catalogueWith, createSupply, planNamed } from './supply.ts';

const gigabyte = 2 ** 30;
const start = Date.UTC(2026, 5, 1);

/** The plans as a supplier has them that adds data and days at once, up to the end and not after it. */
function stacking() {
  const { coverages, plans } = catalogueWith();
  const renewed = [...plans].map(([id, plan]): [string, Plan] => {
    const start = plan.kind === 'daily' ? 'extends_days' : 'stacked';
    return [id, { ...plan, renewal: { ...plan.renewal, start, graceDays: 0 } }];
  });
  const made = createSupply({ catalogue: { coverages, plans: new Map(renewed) } });
  onTestFinished(made.close);
  const topUp = (key: string, ref: ProfileRef, planId: string) =>
    made.provider.placeTopUp({ key, ref, planId });
  return { made, topUp };
}

test('data and days of a stacked renewal join the running plan at once', async () => {
  const { made, topUp } = stacking();
  const ref = await made.usedCard('k1', 'it-5gb-30d');
  const [before] = await made.provider.history(ref);
  await topUp('t1', ref, 'it-3gb-30d');
  const plans = await made.provider.history(ref);
  expect(plans).toHaveLength(1);
  expect(plans[0]).toMatchObject({
    state: 'active',
    dataTotal: 8 * gigabyte,
    startedAt: before?.startedAt,
    expiresAt: (before?.expiresAt ?? 0) + 30 * day,
  });
  expect(await made.provider.getUsage(ref)).toMatchObject({ dataTotal: 8 * gigabyte, asOf: made.now() });
});

test('a stacked renewal before the first use waits with the plan that it joined', async () => {
  const { made, topUp } = stacking();
  const ref = await made.card('k1', 'it-5gb-30d');
  await topUp('t1', ref, 'it-5gb-30d');
  expect(await made.provider.history(ref)).toMatchObject([
    { state: 'queued', dataTotal: 10 * gigabyte, dataUsed: 0, expiresAt: null },
  ]);
  made.controls.setProfileState(ref.id, 'enabled');
  const startedAt = made.now();
  expect(await made.provider.history(ref)).toMatchObject([
    { state: 'active', startedAt, expiresAt: startedAt + 60 * day },
  ]);
});

test('a plan that is used up comes back to life by a stacked renewal, and what was used stays used', async () => {
  const { made, topUp } = stacking();
  const ref = await made.usedCard('k1', 'it-1gb-7d');
  made.controls.useBytes(ref.id, gigabyte);
  made.advance(2 * day);
  expect(await made.provider.history(ref)).toMatchObject([{ state: 'depleted', dataUsed: gigabyte }]);
  await topUp('t1', ref, 'it-1gb-7d');
  expect(await made.provider.history(ref)).toMatchObject([
    { state: 'active', dataTotal: 2 * gigabyte, dataUsed: gigabyte },
  ]);
  made.controls.useBytes(ref.id, gigabyte);
  expect(await made.provider.history(ref)).toMatchObject([{ state: 'depleted', dataUsed: 2 * gigabyte }]);
});

test('nothing can be stacked once the plan is over', async () => {
  const { made, topUp } = stacking();
  const ref = await made.usedCard('k1', 'it-1gb-7d');
  made.advance(7 * day);
  expect(await made.provider.listTopUps(ref)).toEqual([]);
  await expect(topUp('t1', ref, 'it-1gb-7d')).rejects.toMatchObject({ kind: 'profile_gone' });
});

test('data joins only a plan that has data for its whole time', async () => {
  const { made, topUp } = stacking();
  const ref = await made.usedCard('k1', 'it-1gbday-7d');
  await expect(topUp('t1', ref, 'it-5gb-30d')).rejects.toMatchObject({ kind: 'topup_not_allowed' });
});

const base = 5 * gigabyte;

function spanOf(added: SpanFacts['added'], used: SpanFacts['extras'], seed: string): SpanFacts {
  return {
    seed,
    plan: planNamed('it-5gb-30d'),
    startedAt: start,
    expiresAt: start + (1 + added.length) * 30 * day,
    countedFrom: start,
    headStart: { bytes: 0, voiceSeconds: 0, sms: 0 },
    extras: used,
    added,
    offset: 2 * hour,
  };
}

const additions = fc
  .array(
    fc.record({
      at: fc.integer({ min: -day, max: 60 * day }),
      bytes: fc.integer({ min: 1, max: 20 * gigabyte }),
    }),
    { maxLength: 6 },
  )
  .map((added) => added.map(({ at, bytes }) => ({ at: start + at, bytes })).toSorted((a, b) => a.at - b.at));
const extras = fc
  .array(
    fc.record({ at: fc.integer({ min: 0, max: 80 * day }), bytes: fc.integer({ min: 0, max: 2 ** 33 }) }),
    { maxLength: 4 },
  )
  .map((used) => used.map(({ at, bytes }) => ({ at: start + at, bytes })));
const moments = fc.array(fc.integer({ min: 0, max: 100 * day }), { minLength: 2, maxLength: 12 });

test('usage only grows, however often is renewed, and never exceeds what was bought up to that moment', () => {
  fc.assert(
    fc.property(additions, extras, fc.string(), moments, (added, used, seed, offsets) => {
      const span = spanOf(added, used, seed);
      let last = 0;
      const at = [...offsets, ...added.flatMap((more) => [more.at - start, more.at - start - 1])];
      for (const moment of at.toSorted((a, b) => a - b).map((offset) => start + offset)) {
        const bought = added.filter((more) => more.at <= moment).reduce((sum, { bytes }) => sum + bytes, 0);
        const { dataUsed, dataTotal } = figuresAt(span, moment);
        expect(dataUsed).toBeGreaterThanOrEqual(last);
        expect(dataUsed).toBeLessThanOrEqual(base + bought);
        expect(Number.isSafeInteger(dataUsed)).toBe(true);
        expect(dataTotal).toBe(base + added.reduce((sum, { bytes }) => sum + bytes, 0));
        last = dataUsed ?? 0;
      }
    }),
    { numRuns: 200 },
  );
});

test('a plan is used up for good no sooner than after the last renewal, and then to the last byte', () => {
  fc.assert(
    fc.property(additions, extras, fc.string(), (added, used, seed) => {
      const span = spanOf(added, used, seed);
      const end = depletedAt(span) ?? span.expiresAt;
      fc.pre(end < span.expiresAt);
      expect(end).toBeGreaterThanOrEqual(added.at(-1)?.at ?? 0);
      expect(figuresAt(span, end).dataUsed).toBe(figuresAt(span, end).dataTotal);
      expect(figuresAt(span, end - 1).dataUsed).toBeLessThan(figuresAt(span, end).dataTotal ?? 0);
    }),
  );
});

test('a plan without additions is used as ever', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 60 * day }), (seed, offset) => {
      const alone = spanOf([], [], seed);
      const at = start + Math.min(offset, 30 * day);
      const later = { at: start + 61 * day, bytes: gigabyte };
      expect(figuresAt({ ...alone, added: [later] }, at).dataUsed).toBe(figuresAt(alone, at).dataUsed);
    }),
    { numRuns: 50 },
  );
});
