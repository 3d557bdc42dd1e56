import { expect, test } from 'vitest';
import { accountOf, lineOf } from './report.ts';
import { isClean, runSeed } from './run.ts';

test(
  'Whatever is killed, lost, repeated and refused meanwhile: no money is lost and none is doubled',
  { timeout: 180_000 },
  async () => {
    const told: string[] = [];
    const run = await runSeed({
      seed: 1,
      orders: 24,
      provider: 'airalo',
      travellers: 12,
      progress: (what) => void told.push(what),
    });
    expect(accountOf(run)).toEqual([]);
    expect(isClean(run)).toBe(true);
    expect(run.charged).toBeGreaterThanOrEqual(24);
    expect(run.supplied).toBeGreaterThan(5);
    expect(run.kills).toBeGreaterThan(0);
    expect(told.length).toBeGreaterThan(3);
    expect(lineOf(run)).toMatch(
      /^airalo seed 1 {2}\d+ orders .* lost 0 {2}doubled 0 {2}repeated \d+ {2}\d+ s$/,
    );
  },
);
