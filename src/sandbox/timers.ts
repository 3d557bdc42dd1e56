import type { WorldClock } from './clock.ts';
import type { Store } from './store.ts';

const SWEEP_MS = 200;

/** Alarms in world time, kept as rows so that they still ring after a restart. */
export interface Timers {
  /** What to do when an alarm of this kind rings; `ref` says which. Runs in the transaction that removes the row. */
  on(kind: string, ring: (ref: string) => void): void;
  set(kind: string, ref: string, dueAt: number): void;
  clear(kind: string, ref: string): void;
  /** Called at every sweep, for work that keeps its due times elsewhere. */
  onSweep(work: () => void): void;
  sweep(): void;
  stop(): void;
}

/** One sweep every 200 ms of real time, and one at each advance of the world, ring all that is due. */
export function createTimers({ store, clock }: { store: Store; clock: WorldClock }): Timers {
  const rings = new Map<string, (ref: string) => void>();
  const sweepers: (() => void)[] = [];
  const due = store.db.prepare<[number], { kind: string; ref: string }>(
    'select kind, ref from timers where due_at <= ? order by due_at',
  );
  const remove = store.db.prepare('delete from timers where kind = ? and ref = ?');
  const insert = store.db.prepare('insert or replace into timers values (?, ?, ?)');

  const sweep = () => {
    for (const { kind, ref } of due.all(clock.now())) {
      store.write(() => {
        // An earlier ring of this sweep may have cleared this one.
        if (remove.run(kind, ref).changes > 0) rings.get(kind)?.(ref);
      });
    }
    for (const work of sweepers) work();
  };
  const interval = setInterval(sweep, SWEEP_MS);
  interval.unref();
  const forget = clock.onAdvance(sweep);

  return {
    on: (kind, ring) => void rings.set(kind, ring),
    set: (kind, ref, dueAt) => void insert.run(kind, ref, dueAt),
    clear: (kind, ref) => void remove.run(kind, ref),
    onSweep: (work) => void sweepers.push(work),
    sweep,
    stop() {
      clearInterval(interval);
      forget();
    },
  };
}
