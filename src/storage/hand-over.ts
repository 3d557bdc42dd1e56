import type { Kysely, Transaction } from 'kysely';
import type { ClaimedJob } from './claimed-job.ts';
import type { Tables } from './tables.ts';

/** Hears of jobs after their commit: those this process now holds and has to run; an empty list says that some job became due. */
export type OnJobs = (jobs: readonly ClaimedJob[]) => void;

/** What the jobs table reports while statements run. */
export interface JobReceiver {
  take(job: ClaimedJob): void;
  /** Some job that nobody holds became due. */
  look(): void;
}

/** For statements that commit one by one. */
export function receiverAtOnce(onJobs: OnJobs | undefined): JobReceiver | undefined {
  return onJobs && { take: (job) => onJobs([job]), look: () => onJobs([]) };
}

/** Runs `work` in one transaction and hands the jobs it sent to the runner once they are committed; after a rollback there are none. */
export async function transactWithHandOver<T>({
  db,
  onJobs,
  work,
}: {
  db: Kysely<Tables>;
  onJobs: OnJobs | undefined;
  work: (trx: Transaction<Tables>, receiver: JobReceiver | undefined) => Promise<T>;
}): Promise<T> {
  const taken: ClaimedJob[] = [];
  let due = false;
  const receiver: JobReceiver | undefined = onJobs && {
    take: (job) => void taken.push(job),
    look: () => {
      due = true;
    },
  };
  const result = await db.transaction().execute((trx) => work(trx, receiver));
  if (taken.length > 0) onJobs?.(taken);
  if (due) onJobs?.([]);
  return result;
}
