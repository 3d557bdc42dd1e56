import type { Kysely } from 'kysely';
import { errorWords } from '../domain/error-words.ts';
import type { NewId } from '../domain/ids.ts';
import type { Payment } from '../domain/payment.ts';
import type { Clock } from '../domain/time.ts';
import { hour } from '../domain/time.ts';
import type { NewJob } from '../services/work-port.ts';
import { transactWithHandOver } from './hand-over.ts';
import type { OnJobs } from './hand-over.ts';
import { createJobs } from './jobs.ts';
import { createPayments } from './payments.ts';
import { createReviews } from './reviews.ts';
import {
  backlogOf,
  countFailure,
  insertEvent,
  insertUpdates,
  markDone,
  markForReview,
  pendingUpdates,
} from './inbox-rows.ts';
import type { EventRef, InboxUpdate } from './inbox-rows.ts';
import type { Tables } from './tables.ts';
import type { Vault } from './vault.ts';

/** An update that brings money: its payment enters the ledger with it. */
export interface IncomingUpdate extends InboxUpdate {
  readonly payment?: Payment;
}

export interface Inbox {
  /**
   * Commits a whole batch at once: the raw updates, their payments in the ledger with a job for each new one, and what was done since
   * the last time. Answers, in order, the updates that were not there before. When it throws, nothing was stored.
   */
  store(updates: readonly IncomingUpdate[]): Promise<readonly InboxUpdate[]>;
  /** Commits that an event came, with the jobs that it causes; the same event again causes none. Answers whether it was new. */
  receive(event: { source: 'stripe'; eventId: string }, jobs: readonly NewJob[]): Promise<boolean>;
  /** Remembers that an update was handled; the next `store` or `flush` writes it down. After a crash before that it comes again. */
  done(update: EventRef): void;
  /** Counts a failure; the fifth one, or the `last`, gives the update to a person and answers `review`. */
  failed(update: EventRef, error: unknown, how?: { last: boolean }): Promise<'again' | 'review'>;
  flush(): Promise<void>;
  /** What was stored and not done, in the order of arrival: for the start. */
  pending(): Promise<readonly InboxUpdate[]>;
  /** How much waits to be handled, and since when. */
  backlog(): Promise<{ waiting: number; oldestAt: number | null }>;
  /** One of them. */
  waiting(number: string): Promise<InboxUpdate | undefined>;
  /** Forgets updates done more than 48 hours ago; until then they are known by number only, without their text. */
  prune(): Promise<void>;
}

const maxFailures = 5;
const remembered = 48 * hour;

/** The inbox table: an update counts as received when it is committed here, and only then may its sender forget it. */
export function createInbox({
  db,
  vault,
  clock,
  newId,
  onJobs,
}: {
  db: Kysely<Tables>;
  vault: Vault;
  clock: Clock;
  newId: NewId;
  onJobs?: OnJobs;
}): Inbox {
  const handled = new Map<string, EventRef>();

  function forget(refs: readonly EventRef[]): void {
    for (const { eventId } of refs) handled.delete(eventId);
  }

  async function flush(): Promise<void> {
    const refs = [...handled.values()];
    await markDone(db, refs, clock());
    forget(refs);
  }

  return {
    store: async (updates) => {
      const refs = [...handled.values()];
      const fresh = await transactWithHandOver({
        db,
        onJobs,
        work: async (trx, receiver) => {
          await markDone(trx, refs, clock());
          const stored = new Set(await insertUpdates(trx, vault, updates, clock()));
          const payments = createPayments(trx);
          const jobs = createJobs({ db: trx, clock, newId, receiver });
          // Money is judged by its charge id alone: Telegram may give a number it used before to another update.
          for (const { payment } of updates) {
            if (!payment) continue;
            const { recorded } = await payments.record(payment);
            if (recorded) await jobs.send({ kind: 'payment', key: payment.id });
          }
          return updates.filter((update) => stored.delete(update.eventId));
        },
      });
      forget(refs);
      return fresh;
    },
    receive: (event, jobs) =>
      transactWithHandOver({
        db,
        onJobs,
        work: async (trx, receiver) => {
          const isNew = await insertEvent(trx, event, clock());
          const queue = createJobs({ db: trx, clock, newId, receiver });
          if (isNew) for (const job of jobs) await queue.send(job);
          return isNew;
        },
      }),
    done: ({ source, eventId }) => void handled.set(eventId, { source, eventId }),
    failed: (update, error, { last } = { last: false }) =>
      db.transaction().execute(async (trx) => {
        const failures = await countFailure(trx, update);
        if (failures === undefined) return 'review';
        if (failures < maxFailures && !last) return 'again';
        await markForReview(trx, update);
        await createReviews(trx, newId).open({
          subject: `${update.source}:${update.eventId}`,
          reason: 'update_failed',
          detail: errorWords(error),
          at: clock(),
        });
        return 'review';
      }),
    flush,
    pending: () => pendingUpdates(db, vault),
    backlog: async () => {
      // What was handled and is not written down yet does not wait.
      await flush();
      return backlogOf(db);
    },
    waiting: async (number) => {
      const [waiting] = await pendingUpdates(db, vault, number);
      // What was handled and is not written down yet does not wait.
      return handled.has(number) ? undefined : waiting;
    },
    prune: async () => {
      await db
        .deleteFrom('inbox')
        .where('done_at', '<', clock() - remembered)
        .execute();
    },
  };
}
