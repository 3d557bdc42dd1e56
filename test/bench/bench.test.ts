import { expect, test } from 'vitest';
import { measureAll } from './measures.ts';

test('npm run bench measures every speed goal from end to end', { timeout: 120_000 }, async () => {
  const told: string[] = [];
  const rows = await measureAll(
    {
      blocks: 1,
      taps: 3,
      renewals: 4,
      deliveries: 3,
      busy: 6,
      stallSeconds: 1,
      restMs: 0,
      pictures: 2,
      customers: 2_000,
      starts: 1,
      endurance: 10,
    },
    (what) => void told.push(what),
  );
  expect(rows).toHaveLength(11);
  const broken = rows.filter(({ measured, numbers }) => measured === '' || !numbers.every(Number.isFinite));
  expect(broken).toEqual([]);
  expect(told.length).toBeGreaterThan(10);
});
