import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { claimedJobOf, finishJob, leaseMs } from '../storage/jobs.ts';
import type { ClaimedJob } from '../storage/claimed-job.ts';
import type { NewId } from '../domain/ids.ts';
import type { Clock } from '../domain/time.ts';
import type { JobKind } from '../services/work-port.ts';
import type { Tables } from '../storage/tables.ts';

/** The runner's side of the jobs table. */
export interface JobQueue {
  /** Claims what is due, the longest due first: waiting jobs, and those whose holder let the lease run out; none of the kinds named. */
  claim(limit: number, but: readonly JobKind[]): Promise<readonly ClaimedJob[]>;
  finish(job: ClaimedJob): Promise<{ sentAgain: boolean }>;
  /** Gives a job back for a run at `runAt`, or earlier if it was sent again meanwhile. */
  postpone(
    job: ClaimedJob,
    next: { runAt: number; failures: number; error?: string },
  ): Promise<{ sentAgain: boolean }>;
  /** Makes every claimed job due at once: for a start, when all holders are known to be dead. */
  releaseAll(): Promise<void>;
  /** Makes the waiting jobs that are due after `after` due at once: nobody knows by which clock their time was set. */
  bringForward(after: number): Promise<void>;
}

export function createJobQueue({
  db,
  clock,
  newId,
}: {
  db: Kysely<Tables>;
  clock: Clock;
  newId: NewId;
}): JobQueue {
  return {
    claim: async (limit, but) => {
      const now = clock();
      const claim = newId('claim');
      // The outer condition is the compare-and-swap: of two processes that chose the same row, the second finds it no longer due.
      const rows = await db
        .updateTable('jobs')
        .set({ claim, due_at: now + leaseMs })
        .where('due_at', '<=', now)
        .where('id', 'in', (due) =>
          due
            .selectFrom('jobs')
            .select('id')
            .where('due_at', '<=', now)
            .$if(but.length > 0, (query) => query.where('kind', 'not in', but))
            .orderBy('due_at')
            .limit(limit),
        )
        .returningAll()
        .execute();
      return rows.map((row) => claimedJobOf(row, claim));
    },
    finish: async (job) => ({ sentAgain: await finishJob({ db, job, newId, claim: job.claim }) }),
    postpone: async (job, { runAt, failures, error = null }) => {
      const next = sql<number>`case when again_at < ${runAt} then again_at else ${runAt} end`;
      const row = await db
        .updateTable('jobs')
        .set({ claim: null, again_at: null, run_at: next, due_at: next, failures, last_error: error })
        .where('id', '=', job.id)
        .where('claim', '=', job.claim)
        .returning('run_at')
        .executeTakeFirst();
      return { sentAgain: row !== undefined && row.run_at !== runAt };
    },
    releaseAll: async () => {
      await db
        .updateTable('jobs')
        .set({ claim: null, again_at: null, due_at: sql`run_at` })
        .where('claim', 'is not', null)
        .execute();
    },
    bringForward: async (after) => {
      const now = clock();
      await db
        .updateTable('jobs')
        .set({ run_at: now, due_at: now })
        .where('due_at', '>', after)
        .where('claim', 'is', null)
        .execute();
    },
  };
}
