import { second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';

/** Keeps to a supplier's limit of calls in any second. Calls wait for their turn, in order; none is dropped. */
export interface Pace {
  /** Comes back when the next call may go out. */
  turn(): Promise<void>;
  /** How long it would wait, in milliseconds. */
  wait(): number;
  /** Nobody's turn comes for so many milliseconds: the supplier asked for a pause. */
  pause(milliseconds: number): void;
}

/** A sliding window, not a fixed one: around the border of two fixed ones, twice the limit would go out within a second. */
export function createPace({
  perSecond,
  clock,
  sleep,
}: {
  perSecond: number;
  clock: Clock;
  sleep: (milliseconds: number) => Promise<unknown>;
}): Pace {
  /** When the last ones went out or will, oldest first: at most `perSecond` of them. */
  const turns: number[] = [];
  let pausedUntil = 0;

  function next(now: number): number {
    const windowEnd = turns.length < perSecond ? 0 : (turns[0] ?? 0) + second;
    return Math.max(now, turns.at(-1) ?? 0, windowEnd, pausedUntil);
  }

  return {
    turn: async () => {
      const now = clock();
      const at = next(now);
      turns.push(at);
      if (turns.length > perSecond) turns.shift();
      if (at > now) await sleep(at - now);
    },
    wait: () => {
      const now = clock();
      return next(now) - now;
    },
    pause: (milliseconds) => {
      pausedUntil = Math.max(pausedUntil, clock() + milliseconds);
    },
  };
}
