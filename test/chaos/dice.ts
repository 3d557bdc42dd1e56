import { hash32 } from '../../src/esim/sandbox/identity.ts';

/** Chance that a seed repeats: the same questions in the same order get the same answers. */
export interface Dice {
  /** From 0 up to 1. */
  next(): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** A whole number between these two, both included. */
  whole(from: number, to: number): number;
  /** One of these, each as likely as its weight says. */
  of<T extends string>(weights: Readonly<Record<T, number>>): T;
  /** Throws for an empty list. */
  pick<T>(items: readonly T[]): T;
  /** The same in another order. */
  shuffle<T>(items: readonly T[]): T[];
  /** Dice of their own for somebody whose turn does not depend on the others'. */
  for(name: string): Dice;
}

/** One generator per seed (mulberry32). */
export function createDice(seed: string): Dice {
  let state = hash32(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    of: <T extends string>(weights: Readonly<Record<T, number>>): T => {
      const entries = Object.entries<number>(weights) as [T, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
      throw new RangeError('Nothing has a weight');
    },
    pick: (items) => {
      const found = items[whole(0, items.length - 1)];
      if (found === undefined) throw new RangeError('There is nothing to pick');
      return found;
    },
    shuffle: (items) =>
      items
        .map((item) => ({ item, place: next() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ item }) => item),
    for: (name) => createDice(`${seed}/${name}`),
  };
}
