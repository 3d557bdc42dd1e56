import { expect, test } from 'vitest';
import { nearestPackages } from '../../src/domain/nearest.ts';

const gigabyte = 2 ** 30;
const sold = (
  id: string,
  countries: readonly string[],
  bytes: number | null,
  days: number,
  kind: 'allowance' | 'daily' | 'unlimited' = 'allowance',
  voiceSeconds = 0,
) => ({ id, countries, bytes, days, kind, voiceSeconds });

const range = [
  sold('eu-3', ['IT', 'FR'], 3 * gigabyte, 30),
  sold('it-10', ['IT'], 10 * gigabyte, 30),
  sold('it-3', ['IT'], 3 * gigabyte, 30),
  sold('it-3-calls', ['IT'], 3 * gigabyte, 30, 'allowance', 600),
  sold('it-3-week', ['IT'], 3 * gigabyte, 7),
  sold('it-1-day', ['IT'], gigabyte, 1, 'daily'),
  sold('it-2-days', ['IT'], 2 * gigabyte, 7, 'daily'),
  sold('it-all', ['IT'], null, 7, 'unlimited'),
  sold('jp-3', ['JP'], 3 * gigabyte, 30),
];
const plan = { dailyBytes: null, dataBytes: null, voiceSeconds: 0, validityDays: 30 };
const ids = (...of: Parameters<typeof nearestPackages<(typeof range)[number]>>) =>
  nearestPackages(...of).map(({ id }) => id);

test('the same goods come first, then more countries, then other sizes; what works elsewhere never does', () => {
  const wanted = { ...plan, kind: 'allowance', dataBytes: 3 * gigabyte } as const;
  expect(ids(wanted, ['IT'], range, 9)).toEqual(['it-3', 'eu-3', 'it-3-calls', 'it-10', 'it-3-week']);
  expect(ids(wanted, ['IT', 'FR'], range)).toEqual(['eu-3']);
  expect(ids(wanted, ['US'], range)).toEqual([]);
});

test('a package for one day stands for as many days as are wanted', () => {
  const wanted = { ...plan, kind: 'daily', dailyBytes: gigabyte, validityDays: 7 } as const;
  expect(ids(wanted, ['IT'], range)).toEqual(['it-1-day', 'it-2-days']);
});

test('a plan without a limit is first of all a package without one', () => {
  const wanted = { ...plan, kind: 'unlimited', dailyBytes: 3 * gigabyte, validityDays: 7 } as const;
  expect(ids(wanted, ['IT'], range)[0]).toBe('it-all');
});
