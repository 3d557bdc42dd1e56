import type { Clock } from '../../domain/time.ts';
import { second } from '../../domain/time.ts';
import type { EsimProvider } from '../../services/supply-port.ts';

type Method = keyof EsimProvider;

/**
 * Called around every call of the port; what it throws is what the caller gets: `after`, the work is done but the answer lost. What it
 * answers after the call takes the place of the true answer. `key`: which order it is about, where it is about one.
 */
export type Faults = (call: {
  method: Method;
  phase: 'before' | 'after';
  key?: string;
}) => void | Untrue | Promise<void | Untrue>;

export interface Untrue {
  readonly instead: unknown;
}

/** What stands between a caller and the supplier. */
export interface Gate {
  readonly answer: <T>(method: Method, work: () => T | Promise<T>, key?: string) => Promise<T>;
  /** For so many seconds of world time nothing is answered. */
  readonly stall: (seconds: number) => void;
  /** Waits for world time, in milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

export function createGate({
  clock,
  sleep,
  faults,
}: {
  clock: Clock;
  sleep: (milliseconds: number) => Promise<unknown>;
  faults: Faults | undefined;
}): Gate {
  let stalledUntil = 0;

  /** In short real steps, so that moving the clock, or a new stall, is noticed. */
  async function waitUntil(moment: () => number): Promise<void> {
    for (let left = moment() - clock(); left > 0; left = moment() - clock()) await sleep(Math.min(left, 250));
  }

  return {
    answer: async <T>(method: Method, work: () => T | Promise<T>, key?: string) => {
      const about = key === undefined ? { method } : { method, key };
      await waitUntil(() => stalledUntil);
      await faults?.({ ...about, phase: 'before' });
      const result = await work();
      const untrue = await faults?.({ ...about, phase: 'after' });
      return untrue ? (untrue.instead as T) : result;
    },
    stall: (seconds) => {
      stalledUntil = clock() + seconds * second;
    },
    wait: (milliseconds) => {
      const until = clock() + milliseconds;
      return waitUntil(() => until);
    },
  };
}
