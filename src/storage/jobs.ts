import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Clock } from '../domain/time.ts';
import { minute } from '../domain/time.ts';
import type { NewId } from '../domain/ids.ts';
import type { FailingJob, Job, JobKind, Jobs } from '../services/work-port.ts';
import type { ClaimedJob } from './claimed-job.ts';
import type { JobReceiver } from './hand-over.ts';
import type { Executor, Row } from './tables.ts';

/** How long a claimed job is left alone. No handler may take longer; it only matters when another process is to take over. */
export const leaseMs = 10 * minute;

/**
 * The sending side of the jobs table. With a receiver, a job that is due at once is inserted claimed and handed over, which saves the
 * commit of claiming it.
 */
export function createJobs({
  db,
  clock,
  newId,
  receiver,
}: {
  db: Executor;
  clock: Clock;
  newId: NewId;
  receiver: JobReceiver | undefined;
}): Jobs {
  const born = new Set<string>();
  // Written out, not bound: only so can the partial index be used.
  const failing = db.selectFrom('jobs').where('failures', '>', sql.lit(0));
  return {
    send: async ({ kind, key, runAt = clock() }) => {
      const subject = `${kind} ${key}`;
      if (born.has(subject)) return;
      const now = clock();
      const claim = receiver && runAt <= now ? newId('claim') : null;
      // One statement, because between two the running job could end and the wake-up be lost. A waiting row takes the earlier time or
      // the claim; a claimed row notes that it has to run once more.
      const row = await db
        .insertInto('jobs')
        .values({
          id: newId('job'),
          kind,
          key,
          run_at: runAt,
          due_at: claim ? now + leaseMs : runAt,
          failures: 0,
          claim,
        })
        .onConflict((same) =>
          same
            .columns(['kind', 'key'])
            .doUpdateSet({
              claim: sql`coalesce(jobs.claim, excluded.claim)`,
              run_at: sql`case when jobs.claim is null then excluded.run_at else jobs.run_at end`,
              due_at: sql`case when jobs.claim is null then excluded.due_at else jobs.due_at end`,
              again_at: sql`case when jobs.claim is null then null else excluded.run_at end`,
            })
            .where(
              sql<boolean>`case when jobs.claim is null then excluded.claim is not null or excluded.run_at < jobs.run_at
                else jobs.again_at is null or excluded.run_at < jobs.again_at end`,
            ),
        )
        .returningAll()
        .executeTakeFirst();
      if (!row || claim === null || row.claim !== claim) return;
      if (db.isTransaction) born.add(subject);
      receiver?.take(claimedJobOf(row, claim));
    },
    finish: async (job) => {
      if (await finishJob({ db, job, newId })) receiver?.look();
    },
    failing: async ({ offset, limit }) => {
      const rows = await failing
        .selectAll()
        .orderBy('run_at')
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map(failingJobOf);
    },
    countFailing: async () => {
      const { count } = await failing
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
    failingById: async (id) => {
      const row = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
      return row && row.failures > 0 ? failingJobOf(row) : undefined;
    },
    hurry: async (id, at) => {
      const { numUpdatedRows } = await db
        .updateTable('jobs')
        .set({ run_at: at, due_at: at })
        .where('id', '=', id)
        .where('failures', '>', 0)
        .where('claim', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      receiver?.look();
      return true;
    },
  };
}

/**
 * Ends a job: its row goes. If it was sent again meanwhile the row becomes that new job, under a new id, and the answer is true. With a
 * claim, only its holder ends anything.
 */
export async function finishJob({
  db,
  job,
  newId,
  claim,
}: {
  db: Executor;
  job: Pick<Job, 'id'>;
  newId: NewId;
  claim?: string;
}): Promise<boolean> {
  const ended = await db
    .deleteFrom('jobs')
    .where('id', '=', job.id)
    .where('again_at', 'is', null)
    .$if(claim !== undefined, (query) => query.where('claim', '=', claim ?? ''))
    .executeTakeFirst();
  if (ended.numDeletedRows > 0n) return false;
  const renewed = await db
    .updateTable('jobs')
    .set({
      id: newId('job'),
      claim: null,
      run_at: sql`again_at`,
      due_at: sql`again_at`,
      again_at: null,
      failures: 0,
      last_error: null,
    })
    .where('id', '=', job.id)
    .where('again_at', 'is not', null)
    .$if(claim !== undefined, (query) => query.where('claim', '=', claim ?? ''))
    .executeTakeFirst();
  return renewed.numUpdatedRows > 0n;
}

function failingJobOf(row: Row<'jobs'>): FailingJob {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    failures: row.failures,
    nextAt: row.run_at,
    lastError: row.last_error,
  };
}

export function claimedJobOf(row: Row<'jobs'>, claim: string): ClaimedJob {
  return { id: row.id, kind: row.kind, key: row.key, runAt: row.run_at, failures: row.failures, claim };
}

/** A condition: no job waits for the row with this id (`orders.id`), so nothing will take it further by itself. */
export function withoutJob(
  kind: JobKind,
  id:
    | 'orders.id'
    | 'payments.id'
    | 'refunds.id'
    | 'payment_attempts.id'
    | 'mails.id'
    | 'payments.order_id'
    | 'refund_wishes.order_id',
): RawBuilder<boolean> {
  return sql<boolean>`not exists (select 1 from jobs where kind = ${kind} and key = ${sql.ref(id)})`;
}
