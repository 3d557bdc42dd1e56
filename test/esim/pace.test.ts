import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace } from '../../src/esim/pace.ts';

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
