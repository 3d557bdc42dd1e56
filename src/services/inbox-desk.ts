import type { CustomerId, JobId } from '../domain/ids.ts';
import type { Clock } from '../domain/time.ts';
import { minute } from '../domain/time.ts';
import type { Store } from './storage-port.ts';
import type { FailingJob, KeptUpdate } from './work-port.ts';

/** An update that is not handled after this long is stuck. */
const stuckAfter = minute;

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** What is not handled, and what fails, for operators. */
export interface InboxDesk {
  overview(): Promise<{
    readonly stuck: { readonly updates: number; readonly chats: number; readonly oldestAt: number | null };
    /** Updates that failed five times. */
    readonly failed: number;
    readonly failingJobs: number;
  }>;
  /** Updates that are stuck, the oldest first. */
  stuck(page: Page): Promise<readonly KeptUpdate[]>;
  /** One that waits to be handled. */
  waiting(number: string): Promise<KeptUpdate | undefined>;
  /** Jobs that failed and are tried again, the next first. */
  failing(page: Page): Promise<readonly FailingJob[]>;
  job(id: string): Promise<FailingJob | undefined>;
  /** Gives an update up that is not handled: its chat goes on. Answers false when it was handled, or given up, first. */
  release(number: string, by: CustomerId): Promise<boolean>;
  /** Runs a failing job now. Answers false when it runs already, or is done. */
  hurry(id: string, by: CustomerId): Promise<boolean>;
}

export function createInboxDesk({ store, clock }: { store: Store; clock: Clock }): InboxDesk {
  return {
    overview: async () => {
      const before = clock() - stuckAfter;
      const [oldest] = await store.updates.stuck({ before, offset: 0, limit: 1 });
      return {
        stuck: { ...(await store.updates.countStuck(before)), oldestAt: oldest?.receivedAt ?? null },
        failed: await store.reviews.count('update_failed'),
        failingJobs: await store.jobs.countFailing(),
      };
    },
    stuck: (page) => store.updates.stuck({ ...page, before: clock() - stuckAfter }),
    waiting: async (number) => {
      const update = await store.updates.byNumber(number);
      return update?.state === 'pending' ? update : undefined;
    },
    failing: (page) => store.jobs.failing(page),
    job: (id) => store.jobs.failingById(id as JobId),
    release: (number, by) =>
      store.transaction(async (tx) => {
        const at = clock();
        const update = await tx.updates.byNumber(number);
        if (!update || !(await tx.updates.release(number, 'pending', at))) return false;
        const subject = `telegram:${number}`;
        const detail = `of chat ${update.chat}, received ${new Date(update.receivedAt).toISOString()}`;
        await tx.audit.record({ at, operatorId: by, action: 'update_released', subject, detail });
        return true;
      }),
    hurry: (id, by) =>
      store.transaction(async (tx) => {
        const at = clock();
        const job = await tx.jobs.failingById(id as JobId);
        if (!job || !(await tx.jobs.hurry(job.id, at))) return false;
        const detail = `after ${job.failures} failures: ${job.lastError ?? 'unknown'}`;
        const subject = `${job.kind} ${job.key}`;
        await tx.audit.record({ at, operatorId: by, action: 'job_hurried', subject, detail });
        return true;
      }),
  };
}
