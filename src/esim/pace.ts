import { second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { ProviderError } from '../services/supply-port.ts';

/** Keeps to a supplier's limit of calls in any second. Calls wait for their turn, in order. */
export interface Pace {
  /**
   * Comes back when the next call may go out. What somebody has `paid` for has a share of its own, whatever else is asked. Throws
   * `rate_limited`, with the time to wait, where that is longer than anybody should: whoever calls comes again, and an order is kept.
   */
  turn(paid?: boolean): Promise<void>;
  /** Nobody's turn comes for so many milliseconds: the supplier asked for a pause. */
  pause(milliseconds: number): void;
}

/** Of `perSecond`, so many are `kept` for what is paid. */
export function createPace({
  perSecond,
  kept = 0,
  patience = Infinity,
  clock,
  sleep,
}: {
  perSecond: number;
  kept?: number;
  patience?: number;
  clock: Clock;
  sleep: (milliseconds: number) => Promise<unknown>;
}): Pace {
  const lanes = { common: createLane(perSecond - kept), paid: createLane(kept) };
  let pausedUntil = 0;

  return {
    turn: async (paid = false) => {
      const now = clock();
      const [common, own] = [lanes.common.next(now), paid && kept > 0 ? lanes.paid.next(now) : Infinity];
      const lane = own < common ? lanes.paid : lanes.common;
      const at = Math.max(Math.min(common, own), pausedUntil);
      if (at - now > patience)
        throw new ProviderError('rate_limited', 'The supplier is asked too much', { retryAfterMs: at - now });
      lane.take(at);
      if (at > now) await sleep(at - now);
    },
    pause: (milliseconds) => {
      pausedUntil = Math.max(pausedUntil, clock() + milliseconds);
    },
  };
}

/** A sliding window, not a fixed one: around the border of two fixed ones, twice the limit would go out within a second. */
function createLane(perSecond: number): { next(now: number): number; take(at: number): void } {
  /** When the last ones went out or will, oldest first: at most `perSecond` of them. */
  const turns: number[] = [];
  return {
    next: (now) => {
      const windowEnd = turns.length < perSecond ? 0 : (turns[0] ?? 0) + second;
      return Math.max(now, turns.at(-1) ?? 0, windowEnd);
    },
    take: (at) => {
      turns.push(at);
      if (turns.length > perSecond) turns.shift();
    },
  };
}
