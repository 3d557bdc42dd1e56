import { errorWords } from '../domain/error-words.ts';
import type { Clock } from '../domain/time.ts';
import type { Job, JobKind } from '../services/work-port.ts';
import type { ClaimedJob } from '../storage/claimed-job.ts';
import { backoff } from './backoff.ts';
import type { JobQueue } from './queue.ts';

/**
 * Does the work of one job; after a crash it is done again. Answers `again` to be asked once more at that time without counting as a
 * failure; throwing counts as one. May end its job itself by `jobs.finish` in its last transaction.
 */
export type JobHandler = (job: Job) => Promise<void | { readonly again: number }>;

type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly at: number }
  | { readonly kind: 'failed'; readonly error: unknown };

const maxFailures = 5;

/** The two halves of a run: `attempt` calls the handler and never throws, `conclude` writes down what comes next. */
export interface Execution {
  attempt(job: ClaimedJob): Promise<Outcome>;
  /** Answers whether the job was sent again meanwhile and is due. */
  conclude(job: ClaimedJob, outcome: Outcome): Promise<{ sentAgain: boolean }>;
}

export function createExecution({
  queue,
  clock,
  random,
  handlers,
  onDead,
  onError,
}: {
  queue: JobQueue;
  clock: Clock;
  random: () => number;
  handlers: Readonly<Record<JobKind, JobHandler>>;
  onDead: (job: Job, error: unknown) => Promise<void>;
  onError: (error: unknown, job?: Job) => void;
}): Execution {
  return {
    attempt: async (job) => {
      try {
        const answer = await handlers[job.kind](job);
        return answer ? { kind: 'again', at: answer.again } : { kind: 'done' };
      } catch (error) {
        return { kind: 'failed', error };
      }
    },
    conclude: async (job, outcome) => {
      switch (outcome.kind) {
        case 'done':
          return queue.finish(job);
        case 'again':
          return queue.postpone(job, { runAt: outcome.at, failures: 0 });
        case 'failed': {
          onError(outcome.error, job);
          const failures = job.failures + 1;
          if (failures < maxFailures)
            return queue.postpone(job, {
              runAt: clock() + backoff(failures, random),
              failures,
              error: errorWords(outcome.error),
            });
          await onDead(job, outcome.error);
          return queue.finish(job);
        }
      }
    },
  };
}
