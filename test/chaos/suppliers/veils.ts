import { hour, minute, second } from '../../../src/domain/time.ts';
import type { Clock } from '../../../src/domain/time.ts';
import { hash32 } from '../../../src/esim/sandbox/identity.ts';
import type { Dice } from '../dice.ts';
import type { Protocol, Veil } from './protocol.ts';

/** What is not told yet of orders that were carried out. */
export interface Veils {
  of(key: string): Veil;
  /** Decides, once for a key, from when on it is told: an order that came in `at`, and is carried out not before `from`. */
  draw(key: string, at: number, bounds?: { readonly from?: number; readonly most?: number }): void;
  has(key: string): boolean;
  keys(): readonly string[];
  /** What is not told for ever is not told now either. */
  lift(): void;
}

/** Of so many orders it never says more than that it is at it, where it makes them later at all. */
const oneForEver = 60;

export function createVeils({
  protocol: { makesLater, longestLag },
  dice,
  clock,
}: {
  protocol: Pick<Protocol, 'makesLater' | 'longestLag'>;
  dice: Dice;
  clock: Clock;
}): Veils {
  /** Stands in no list before the one moment, and is ready at the other. */
  const orders = new Map<string, { at: number; listedAt: number; readyAt: number }>();
  let isLifted = false;

  return {
    of: (key) => {
      const order = orders.get(key);
      if (!order) return undefined;
      // A clock that was set back makes no wait longer.
      const isBefore = (moment: number): boolean => !isLifted && clock() >= order.at && clock() < moment;
      if (isBefore(order.listedAt)) return 'missing';
      const isForEver = makesLater && hash32(key) % oneForEver === 0;
      return isForEver || isBefore(order.readyAt) ? 'unmade' : undefined;
    },
    draw: (key, at, { from = at, most = longestLag } = {}) => {
      if (orders.has(key)) return;
      const earliest = Math.min(from - at, most);
      const listedAt = at + (dice.chance(0.3) ? dice.whole(earliest, most) : earliest);
      const making = dice.of({ quick: 90, slow: 8, 'very slow': 2 });
      const longest = { quick: 0, slow: 20 * minute, 'very slow': 6 * hour }[making];
      const wait = makesLater && longest > 0 ? dice.whole(10 * second, longest) : 0;
      orders.set(key, { at, listedAt, readyAt: listedAt + wait });
    },
    has: (key) => orders.has(key),
    keys: () => [...orders.keys()],
    lift: () => {
      isLifted = true;
    },
  };
}
