import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { Plan } from '../../../src/domain/plan.ts';
import { day, hour, minute } from '../../../src/domain/time.ts';
import { depletedAt, figuresAt } from '../../../src/esim/sandbox/span.ts';
import type { SpanFacts } from '../../../src/esim/sandbox/span.ts';
import { createSupply, catalogueWith, planNamed } from './supply.ts';

const start = Date.UTC(2026, 5, 1);
const gigabyte = 2 ** 30;
const plans = [...catalogueWith().plans.values()];

function spanOf(plan: Plan, seed: string, extras: SpanFacts['extras'] = []): SpanFacts {
  return {
    seed,
    plan,
    startedAt: start,
    expiresAt: start + plan.validityDays * day,
    countedFrom: start,
    headStart: { bytes: 0, voiceSeconds: 0, sms: 0 },
    extras,
    added: [],
    offset: 2 * hour,
  };
}

const anySpan = fc
  .tuple(
    fc.constantFrom(...plans),
    fc.string(),
    fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 40 * day }), bytes: fc.integer({ min: 0, max: 2 ** 31 }) }),
      { maxLength: 3 },
    ),
  )
  .map(([plan, seed, extras]) =>
    spanOf(
      plan,
      seed,
      extras.map(({ at, bytes }) => ({ at: start + at, bytes })),
    ),
  );
const moment = fc.integer({ min: 0, max: 100 * day }).map((offset) => start + offset);

test('usage only grows, within the day where each day is new', () => {
  fc.assert(
    fc.property(anySpan, moment, moment, (span, a, b) => {
      const [early, late] = [Math.min(a, b), Math.max(a, b)];
      const [before, after] = [figuresAt(span, early), figuresAt(span, late)];
      expect(after.voiceUsedSeconds).toBeGreaterThanOrEqual(before.voiceUsedSeconds);
      expect(after.smsUsed).toBeGreaterThanOrEqual(before.smsUsed);
      const dayOf = (at: number): number =>
        Math.floor((Math.min(at, span.expiresAt - 1) + span.offset) / day);
      const anew = span.plan.kind === 'daily' && dayOf(early) !== dayOf(late);
      expect(after.dataUsed).toBeGreaterThanOrEqual(anew ? 0 : (before.dataUsed ?? 0));
    }),
    { numRuns: 300 },
  );
});

test('usage never exceeds the plan, is whole, and rests when the plan is over', () => {
  fc.assert(
    fc.property(anySpan, moment, (span, at) => {
      const figures = figuresAt(span, at);
      expect(figures.dataUsed).toBeLessThanOrEqual(figures.dataTotal ?? Infinity);
      for (const figure of [figures.dataUsed ?? 0, figures.voiceUsedSeconds, figures.smsUsed]) {
        expect(Number.isSafeInteger(figure)).toBe(true);
        expect(figure).toBeGreaterThanOrEqual(0);
      }
      expect(figures.voiceUsedSeconds).toBeLessThanOrEqual(span.plan.voiceSeconds);
      expect(figures.smsUsed).toBeLessThanOrEqual(span.plan.smsCount);
      expect(figuresAt(span, span.expiresAt + at - start)).toEqual(figuresAt(span, span.expiresAt));
    }),
    { numRuns: 300 },
  );
});

test('the moment at which data runs out is exact', () => {
  const limited = anySpan.filter(({ plan }) => plan.kind === 'allowance');
  fc.assert(
    fc.property(limited, (span) => {
      const total = span.plan.dataBytes ?? 0;
      const usedUp = (at: number): boolean => (figuresAt(span, at).dataUsed ?? 0) >= total;
      const end = depletedAt(span);
      expect(usedUp(end ?? span.expiresAt - 1)).toBe(end !== undefined);
      expect(end !== undefined && end > start && usedUp(end - 1)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('supply trap 6: an unlimited plan has no total, so "0 left" cannot be computed from it', () => {
  const unlimited = plans.filter(({ kind }) => kind === 'unlimited');
  fc.assert(
    fc.property(fc.constantFrom(...unlimited), fc.string(), moment, (plan, seed, at) => {
      expect(figuresAt(spanOf(plan, seed), at).dataTotal).toBeNull();
    }),
  );
});

test('after the fast bytes of a day an unlimited plan goes on slowly, and fast again the next day', () => {
  const plan = planNamed('it-unl-5d');
  const noon = start + 10 * hour;
  const span = spanOf(plan, 'slow', [{ at: noon, bytes: 50 * gigabyte }]);
  const used = (at: number): number => figuresAt(span, at).dataUsed ?? 0;
  expect(used(noon)).toBe(plan.dailyBytes);
  expect(used(noon + hour)).toBe((plan.dailyBytes ?? 0) + 1000 * 125 * 0.15 * 3600);
  expect(used(start + 2 * day) - used(start + day)).toBeLessThanOrEqual(2 * (plan.dailyBytes ?? 0));
});

test('supply trap 7: a gigabyte is the same gigabyte in the catalogue, on the card and in use', async () => {
  const made = createSupply();
  onTestFinished(made.close);
  const ref = await made.usedCard('k1', 'it-1gb-7d');
  const before = await made.provider.getUsage(ref);
  expect(before.dataTotal).toBe(gigabyte);
  made.controls.useBytes(ref.id, 100 * 2 ** 20);
  const after = await made.provider.getUsage(ref);
  expect((after.dataUsed ?? 0) - (before.dataUsed ?? 0)).toBeGreaterThanOrEqual(100 * 2 ** 20);
  expect((after.dataUsed ?? 0) - (before.dataUsed ?? 0)).toBeLessThan(110 * 2 ** 20);
});

test('figures are of the last report, every 20 minutes, and say so', async () => {
  const made = createSupply();
  onTestFinished(made.close);
  const ref = await made.usedCard('k1', 'it-5gb-30d');
  made.advance(20 * minute - (made.now() % (20 * minute)));
  const first = await made.provider.getUsage(ref);
  expect(first.asOf).toBe(made.now());
  made.advance(20 * minute - 1);
  expect(await made.provider.getUsage(ref)).toEqual(first);
  made.advance(1);
  expect((await made.provider.getUsage(ref)).asOf).toBe(made.now());
});

test('a supplier that lags three hours reads as unused meanwhile', async () => {
  const made = createSupply({ usageLagMs: 3 * hour });
  onTestFinished(made.close);
  const ref = await made.usedCard('k1', 'it-5gb-30d');
  made.advance(hour);
  expect((await made.provider.getUsage(ref)).dataUsed).toBe(0);
  made.advance(3 * hour);
  expect((await made.provider.getUsage(ref)).dataUsed).toBeGreaterThan(0);
});

test('a restart changes no figure of any plan', async () => {
  const made = createSupply();
  onTestFinished(made.close);
  const refs = await Promise.all(
    ['it-voice-10gb-30d', 'eu-1gbday-7d', 'eu-unl-10d'].map((id) => made.usedCard(id, id)),
  );
  made.advance(3 * day + 5 * hour);
  const read = () => Promise.all(refs.map((ref) => made.provider.history(ref)));
  const before = await read();
  made.restart();
  expect(await read()).toEqual(before);
});

test('a traveller with a voice plan calls and writes until the allowance is used', async () => {
  const made = createSupply();
  onTestFinished(made.close);
  const ref = await made.usedCard('k1', 'it-voice-10gb-30d');
  made.advance(10 * day);
  const middle = await made.provider.getUsage(ref);
  expect(middle.voiceUsedSeconds).toBeGreaterThan(600);
  expect(middle.voiceUsedSeconds).toBeLessThan(12_000);
  expect(middle.smsUsed).toBeGreaterThan(5);
});

test('about half of the travellers use up their data before it expires', () => {
  const allowances = plans.filter(({ kind }) => kind === 'allowance');
  const spans = allowances.flatMap((plan) =>
    Array.from({ length: 20 }, (_, n) => spanOf(plan, `${plan.id}/${n}`)),
  );
  const share = spans.filter((span) => depletedAt(span) !== undefined).length / spans.length;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.8);
});
