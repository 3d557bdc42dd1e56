import type { Kysely } from 'kysely';
import type { JobId, NewId } from '../domain/ids.ts';
import type { Clock } from '../domain/time.ts';
import { hour, minute, second } from '../domain/time.ts';
import type { Job, JobKind } from '../services/work-port.ts';
import type { ClaimedJob } from '../storage/claimed-job.ts';
import type { Tables } from '../storage/tables.ts';
import { createExecution } from './execution.ts';
import type { JobHandler } from './execution.ts';
import { createJobQueue } from './queue.ts';

export interface JobRunner {
  start(): Promise<void>;
  /** Takes no more work; resolves when what is running has ended. What was waiting here stays in the table. */
  stop(): Promise<void>;
  /** For `onJobs` of the store: runs what this process holds already; looks for due jobs when the list is empty. */
  take(jobs: readonly ClaimedJob[]): void;
  /** Looks for due jobs now, not only at the next sweep: after the clock jumped. */
  wake(): void;
  /** Resolves when nothing is due or running. */
  idle(): Promise<void>;
}

const sweepEveryMs = second;
/** No job is ever put off for longer. */
const longestWait = 25 * hour;

/**
 * Runs the jobs table: what this process sent right after its commit, all else when a sweep finds it due. Jobs of one kind and key never
 * run at the same time. After five failures in a row `onDead` is told, and the job is gone once it returned.
 */
export function createJobRunner({
  db,
  clock,
  newId,
  random,
  handlers,
  onDead,
  onError,
  concurrency = 32,
  atMost = {},
  soleProcess = true,
}: {
  db: Kysely<Tables>;
  clock: Clock;
  newId: NewId;
  random: () => number;
  handlers: Readonly<Record<JobKind, JobHandler>>;
  onDead: (job: Job, error: unknown) => Promise<void>;
  onError: (error: unknown, job?: Job) => void;
  concurrency?: number;
  /** Kinds that may not take every place: those that wait for somebody who may hang. */
  atMost?: Readonly<Partial<Record<JobKind, number>>>;
  /** No other process runs jobs of this database, so at start every claim is a dead one. */
  soleProcess?: boolean;
}): JobRunner {
  const queue = createJobQueue({ db, clock, newId });
  const execution = createExecution({ queue, clock, random, handlers, onDead, onError });
  /** What waits here or whose handler runs, with its latest claim. */
  const held = new Map<JobId, ClaimedJob>();
  const waiting = new Set<JobId>();
  const running = new Map<string, Promise<void>>();
  let state: 'stopped' | 'starting' | 'started' = 'stopped';
  let timer: NodeJS.Timeout | undefined;
  let lastLook: Promise<number> = Promise.resolve(0);
  let lookQueued = false;
  /** More was due than there was room for. */
  let backlog = false;
  let lastSeen = -Infinity;

  function hold(job: ClaimedJob): void {
    if (state === 'stopped') return;
    // Held already: a sweep claimed it anew when its lease was over. Only the claim changes.
    if (!held.has(job.id)) waiting.add(job.id);
    held.set(job.id, job);
  }

  function pump(): void {
    if (state !== 'started') return;
    for (const id of waiting) {
      if (running.size >= concurrency) return;
      const job = held.get(id);
      if (!job || running.has(subjectOf(job)) || isFull(job.kind)) continue;
      waiting.delete(id);
      running.set(subjectOf(job), run(job));
    }
  }

  function isFull(kind: JobKind): boolean {
    const most = atMost[kind];
    if (most === undefined) return false;
    let count = 0;
    for (const subject of running.keys()) if (subject.startsWith(`${kind} `)) count++;
    return count >= most;
  }

  /** How many wait here of a kind that may not take every place; of all others when none is named. */
  function waits(wanted?: JobKind): number {
    let count = 0;
    for (const id of waiting) {
      const kind = held.get(id)?.kind;
      if (wanted ? kind === wanted : !kind || atMost[kind] === undefined) count++;
    }
    return count;
  }

  /** Enough of these wait here already. */
  function crowded(): JobKind[] {
    const kinds = Object.keys(atMost) as JobKind[];
    return kinds.filter((kind) => waits(kind) >= (atMost[kind] ?? concurrency));
  }

  async function run(job: ClaimedJob): Promise<void> {
    const outcome = await execution.attempt(job);
    const latest = held.get(job.id) ?? job;
    // Let go before the row is: a sweep that finds the row again must take it for a new run.
    held.delete(job.id);
    try {
      const { sentAgain } = await execution.conclude(latest, outcome);
      if (sentAgain) wake();
      else if (outcome.kind === 'again') wakeAt(outcome.at);
    } catch (error) {
      // The claim stays: the job runs again when its lease is over, or at the next start.
      onError(error, job);
    }
    running.delete(subjectOf(job));
    pump();
    if (backlog) wake();
  }

  /** A clock that was ahead and was set right leaves jobs that would wait until that time comes. */
  async function mindTheClock(): Promise<void> {
    const now = clock();
    const setBack = now < lastSeen - minute;
    lastSeen = now;
    if (setBack) await queue.bringForward(now);
  }

  async function sweep(): Promise<number> {
    await mindTheClock();
    let found = 0;
    while (state !== 'stopped') {
      // Twice what can run, so that a long backlog is not claimed job by job.
      const room = 2 * concurrency - waits() - running.size;
      const left = crowded();
      backlog = room <= concurrency || left.length > 0;
      if (room <= concurrency) break;
      const jobs = await queue.claim(room, left);
      for (const job of jobs) hold(job);
      pump();
      found += jobs.length;
      if (jobs.length < room) break;
    }
    return found;
  }

  /** One sweep at a time, and one that starts after this call for everybody who asks meanwhile. Answers how many jobs it found. */
  function look(): Promise<number> {
    if (lookQueued) return lastLook;
    lookQueued = true;
    lastLook = lastLook
      .then(() => {
        lookQueued = false;
        return sweep();
      })
      .catch((error: unknown) => {
        onError(error);
        return 0;
      });
    return lastLook;
  }

  function wake(): void {
    if (state === 'started') void look();
  }

  /** What comes sooner than the next sweep does not wait for it. */
  function wakeAt(moment: number): void {
    const wait = moment - clock();
    if (wait < sweepEveryMs) setTimeout(wake, Math.max(0, wait) + 1).unref();
  }

  return {
    start: async () => {
      if (state !== 'stopped') return;
      // From here on sent jobs are held, but none runs before the claims of the former process are released.
      state = 'starting';
      if (soleProcess) await queue.releaseAll();
      await queue.bringForward(clock() + longestWait);
      await look();
      if (state !== 'starting') return;
      state = 'started';
      timer = setInterval(wake, sweepEveryMs);
      pump();
    },
    stop: async () => {
      state = 'stopped';
      clearInterval(timer);
      await lastLook;
      for (const id of waiting) held.delete(id);
      waiting.clear();
      await Promise.all(running.values());
    },
    take: (jobs) => {
      for (const job of jobs) hold(job);
      pump();
      if (jobs.length === 0) wake();
    },
    wake,
    idle: async () => {
      while (state === 'started') {
        const mine = look();
        const found = await mine;
        // A job that ended meanwhile, and was sent again, is to be found by a later look.
        const isLatest = lastLook === mine;
        if (isLatest && found === 0 && !backlog && waiting.size === 0 && running.size === 0) return;
        if (running.size > 0) await Promise.race(running.values());
      }
    },
  };
}

function subjectOf({ kind, key }: Job): string {
  return `${kind} ${key}`;
}
