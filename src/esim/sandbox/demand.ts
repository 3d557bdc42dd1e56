import { day, hour } from '../../domain/time.ts';
import { unit } from './identity.ts';

/** What a traveller does with a phone: pure and repeatable, so usage needs no counters and survives every restart. */
export interface Demand {
  readonly seed: number;
  /** Bytes on an average day. */
  readonly perDay: number;
  /** Milliseconds between UTC and the traveller's clock. */
  readonly offset: number;
}

/** How much of a day's use falls into each hour: quiet from two to five, most at eight in the evening. */
const weights = [3, 2, 1, 1, 1, 1, 2, 4, 5, 5, 5, 5, 6, 6, 5, 5, 5, 6, 7, 8, 9, 8, 6, 4];
const total = weights.reduce((sum, weight) => sum + weight, 0);
const before = weights.map((_, index) => weights.slice(0, index).reduce((sum, weight) => sum + weight, 0));

/** The number of the traveller's day that holds this moment. */
export function dayNumber({ offset }: Pick<Demand, 'offset'>, at: number): number {
  return Math.floor((at + offset) / day);
}

/** When that day begins, in epoch milliseconds. */
export function dayStart({ offset }: Pick<Demand, 'offset'>, number: number): number {
  return number * day - offset;
}

/** Bytes wanted from one moment to another; never less for a later end. */
export function wanted(demand: Demand, from: number, to: number): number {
  if (to <= from) return 0;
  const [first, last] = [dayNumber(demand, from), dayNumber(demand, to)];
  if (first === last) return ofDay(demand, first) * (share(demand, to) - share(demand, from));
  let sum = ofDay(demand, first) * (1 - share(demand, from)) + ofDay(demand, last) * share(demand, to);
  for (let number = first + 1; number < last; number++) sum += ofDay(demand, number);
  return sum;
}

/** The first moment from `from` to `to` at which `reached` holds, which stays true once it is; undefined when it does not hold at `to`. */
export function firstMoment(from: number, to: number, reached: (at: number) => boolean): number | undefined {
  if (!reached(to)) return undefined;
  let [low, high] = [from - 1, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Sizes of the events (calls in seconds, messages as 1) that end between two moments, `perDay` of them on average, by day only. */
export function events(
  demand: Pick<Demand, 'seed' | 'offset'>,
  { from, to, perDay, size }: { from: number; to: number; perDay: number; size: (chance: number) => number },
): number {
  let sum = 0;
  for (let number = dayNumber(demand, from); number <= dayNumber(demand, to); number++) {
    const count = Math.round(perDay * 2 * unit(demand.seed, number * 64));
    for (let index = 1; index <= Math.min(count, 20); index++) {
      const at = dayStart(demand, number) + (8 + 14 * unit(demand.seed, number * 64 + index)) * hour;
      if (from < at && at <= to) sum += size(unit(demand.seed, number * 64 + 32 + index));
    }
  }
  return sum;
}

function ofDay({ seed, perDay }: Demand, number: number): number {
  return perDay * (0.5 + 1.2 * unit(seed, number * 64));
}

function share({ offset }: Demand, at: number): number {
  const inDay = (((at + offset) % day) + day) % day;
  const index = Math.floor(inDay / hour);
  return ((before[index] ?? 0) + (weights[index] ?? 0) * ((inDay % hour) / hour)) / total;
}
