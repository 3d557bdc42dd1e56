import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace } from '../../src/esim/pace.ts';
import { steadyClock } from '../../src/esim/steady-clock.ts';

test('supply trap 24: in no second more calls go out than the supplier takes, and none is dropped', async () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(gaps, fc.integer({ min: 1, max: 8 }), async (waits, perSecond) => {
      let now = 1_000_000;
      const out: number[] = [];
      const pace = createPace({
        perSecond,
        clock: () => now,
        sleep: (ms) => {
          out.push(now + ms);
          return Promise.resolve();
        },
      });
      for (const wait of waits) {
        now += wait;
        const told = out.length;
        await pace.turn();
        if (out.length === told) out.push(now);
      }
      expect(out).toHaveLength(waits.length);
      expect(out).toEqual(out.toSorted((a, b) => a - b));
      for (const [index, at] of out.entries())
        expect(at - (out[index - perSecond] ?? -Infinity)).toBeGreaterThanOrEqual(1000);
    }),
  );
});

test('supply trap 24: while the supplier wants a pause nothing goes out', async () => {
  let now = 0;
  const pace = createPace({ perSecond: 8, clock: () => now, sleep: async (ms) => void (now += ms) });
  pace.pause(7000);
  await pace.turn();
  expect(now).toBe(7000);
});

test('when the clock is set back by an hour, nobody waits for an hour', async () => {
  let now = 3_600_000;
  let slept = 0;
  const clock = steadyClock(() => now);
  const pace = createPace({ perSecond: 8, clock, sleep: async (ms) => void ((slept += ms), (now += ms)) });
  for (let call = 0; call < 8; call++) await pace.turn();
  now -= 3_600_000;
  await pace.turn();
  await pace.turn();
  expect(slept).toBe(1000);
});

test('supply trap 24: whatever else is asked, what is paid for has its own share of every second', async () => {
  const waits: number[] = [];
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  const pace = createPace({ perSecond: 8, kept: 3, patience: 30_000, clock: () => 0, sleep });
  const ends = await Promise.allSettled(Array.from({ length: 400 }, () => pace.turn()));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(155);
  expect(ends.at(-1)).toMatchObject({ reason: { kind: 'rate_limited', retryAfterMs: 31_000 } });
  waits.length = 0;
  for (let call = 0; call < 6; call++) await pace.turn(true);
  expect(waits, 'three at once, and three a second later').toEqual([1000, 1000, 1000]);
});
