import type { Store } from '../../src/services/storage-port.ts';
import type { Job, JobKind } from '../../src/services/work-port.ts';
import { createJobRunner } from '../../src/jobs/runner.ts';
import type { JobHandler } from '../../src/jobs/execution.ts';
import type { JobRunner } from '../../src/jobs/runner.ts';
import type { OpenDatabase } from '../../src/storage/sqlite.ts';
import { onTestFinished } from 'vitest';
import { newId, storeOver } from './database.ts';

export interface JobWorld {
  readonly store: Store;
  readonly runner: JobRunner;
  readonly dead: readonly Job[];
  now: number;
  /** What every job does; replaceable at any time. */
  handler: JobHandler;
  /** Runs everything due until the clock's hand stands at `at`. */
  advanceTo(at: number): Promise<void>;
  /** Leaves everything where it is, as a killed process would: what runs never ends here. */
  crash(): void;
}

/** A store and a runner of its jobs on a clock that is moved by hand; stopped when the test ends. */
export function createJobWorld(
  { db }: Pick<OpenDatabase, 'db'>,
  {
    concurrency = 4,
    soleProcess = true,
    atMost,
  }: { concurrency?: number; soleProcess?: boolean; atMost?: Partial<Record<JobKind, number>> } = {},
): JobWorld {
  const dead: Job[] = [];
  let crashed = false;
  const clock = (): number => world.now;
  const handler: JobHandler = (job) => world.handler(job);
  const handlers: Record<JobKind, JobHandler> = {
    attempt: handler,
    code: handler,
    payment: handler,
    order: handler,
    refund: handler,
    wish: handler,
    case: handler,
    dispute: handler,
    went_back: handler,
    mail: handler,
    claim: handler,
    collect: handler,
    card: handler,
    notice: handler,
    reconcile: handler,
    supplier_list: handler,
    sweep: handler,
  };
  const runner = createJobRunner({
    db,
    clock,
    newId,
    random: () => 0,
    handlers,
    onDead: async (job) => void dead.push(job),
    onError: () => {},
    concurrency,
    soleProcess,
    ...(atMost && { atMost }),
  });
  const world: JobWorld = {
    store: storeOver({ db }, { clock, onJobs: runner.take }),
    runner,
    dead,
    now: 1_000_000,
    handler: async () => {},
    advanceTo: async (at) => {
      world.now = at;
      await runner.idle();
    },
    crash: () => {
      crashed = true;
      void runner.stop();
    },
  };
  onTestFinished(() => (crashed ? undefined : runner.stop()));
  return world;
}
