import type { Store } from './store.ts';

/** The one clock that app and box share: the base clock plus an offset that survives restarts. */
export interface WorldClock {
  /** World time in ms since the epoch. */
  now(): number;
  /** World time in whole seconds, as Telegram dates are. */
  seconds(): number;
  /** Moves the world forward by `ms` and tells every listener. Throws on a negative step: time does not go back. */
  advance(ms: number): number;
  /** Calls `listener` after each advance; returns how to stop it. */
  onAdvance(listener: (now: number) => void): () => void;
}

/** `now` is the base clock in ms; the offset lives in the box's database. */
export function createClock({ store, now: base }: { store: Store; now: () => number }): WorldClock {
  const listeners = new Set<(now: number) => void>();
  let offset = Number(store.get('clock_offset') ?? 0);
  const now = () => base() + offset;
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError(`cannot advance the world by ${ms} ms`);
      store.set('clock_offset', String(offset + ms));
      offset += ms;
      for (const listener of listeners) listener(now());
      return now();
    },
    onAdvance(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
