import { minute, second } from '../domain/time.ts';

const first = 2 * second;
const longest = 10 * minute;

/** How long to wait after the n-th failure in a row: 2 s, then four times longer each time, at most 10 min, less up to a third by chance. */
export function backoff(failures: number, random: () => number): number {
  const full = Math.min(longest, first * 4 ** (failures - 1));
  return Math.round(full * (1 - random() / 3));
}
