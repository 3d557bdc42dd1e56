import type { WorldClock } from './clock.ts';
import type { Store } from './store.ts';

const SWEEP_MS = 200;
export type Timers = ReturnType<typeof createTimers>;

/** Alarms in world time, kept as rows so that they still ring after a restart; swept every 200 ms and at each advance. */
export function createTimers({ store, clock }: { store: Store; clock: WorldClock }) {
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
  const interval = setInterval(sweep, SWEEP_MS).unref();
  const forget = clock.onAdvance(sweep);

  return {
    /** What to do when an alarm of this kind rings; runs in the transaction that removes its row. */
    on: (kind: string, ring: (ref: string) => void) => void rings.set(kind, ring),
    set: (kind: string, ref: string, dueAt: number) => void insert.run(kind, ref, dueAt),
    clear: (kind: string, ref: string) => void remove.run(kind, ref),
    /** Called at every sweep, for work that keeps its due times elsewhere. */
    onSweep: (work: () => void) => void sweepers.push(work),
    sweep,
    stop() {
      clearInterval(interval);
      forget();
    },
  };
}
