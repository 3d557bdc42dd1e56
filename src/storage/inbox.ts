import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { NewId } from '../domain/ids.ts';
import type { Payment } from '../domain/order.ts';
import type { Clock } from '../domain/time.ts';
import { hour } from '../domain/time.ts';
import { transactWithHandOver } from './hand-over.ts';
import type { OnJobs } from './hand-over.ts';
import { createJobs } from './jobs.ts';
import { createPayments } from './payments.ts';
import { createReviews } from './reviews.ts';
import type { Executor, Tables } from './tables.ts';

/** A raw update as it came. `eventId` is the sender's own number for it, unique per source for 48 hours. */
export interface InboxUpdate {
  readonly source: 'telegram';
  readonly eventId: string;
  /** Updates with the same key are handled in order. */
  readonly chatKey: string;
  readonly raw: string;
}

/** An update that brings money: its payment enters the ledger with it. */
export interface IncomingUpdate extends InboxUpdate {
  readonly payment?: Payment;
}

type EventRef = Pick<InboxUpdate, 'source' | 'eventId'>;

export interface Inbox {
  /**
   * Commits a whole batch at once: the raw updates, their payments in the ledger with a job for each new one, and what was done since
   * the last time. Answers, in order, the updates that were not there before. When it throws, nothing was stored.
   */
  store(updates: readonly IncomingUpdate[]): Promise<readonly InboxUpdate[]>;
  /** Remembers that an update was handled; the next `store` or `flush` writes it down. After a crash before that it comes again. */
  done(update: EventRef): void;
  /** Counts a failure; the fifth one gives the update to a person and answers `review`. */
  failed(update: EventRef, error: unknown): Promise<'again' | 'review'>;
  flush(): Promise<void>;
  /** What was stored and not done, in the order of arrival: for the start. */
  pending(): Promise<readonly InboxUpdate[]>;
  /** Forgets updates done more than 48 hours ago; until then they are known by number only, without their text. */
  prune(): Promise<void>;
}

const maxFailures = 5;
const remembered = 48 * hour;

/** The inbox table: an update counts as received when it is committed here, and only then may its sender forget it. */
export function createInbox({
  db,
  clock,
  newId,
  onJobs,
}: {
  db: Kysely<Tables>;
  clock: Clock;
  newId: NewId;
  onJobs?: OnJobs;
}): Inbox {
  const handled = new Map<string, EventRef>();

  async function writeDown(executor: Executor, refs: readonly EventRef[]): Promise<void> {
    if (refs.length === 0) return;
    await executor
      .updateTable('inbox')
      .set({ state: 'done', done_at: clock(), raw: '' })
      .where('source', '=', 'telegram')
      .where(
        'event_id',
        'in',
        refs.map((ref) => ref.eventId),
      )
      .execute();
  }

  function forget(refs: readonly EventRef[]): void {
    for (const { eventId } of refs) handled.delete(eventId);
  }

  return {
    store: async (updates) => {
      const refs = [...handled.values()];
      const fresh = await transactWithHandOver({
        db,
        onJobs,
        work: async (trx, receiver) => {
          await writeDown(trx, refs);
          const stored = new Set(await insert(trx, updates, clock()));
          const payments = createPayments(trx);
          const jobs = createJobs({ db: trx, clock, newId, receiver });
          for (const { payment, eventId } of updates) {
            if (!payment || !stored.has(eventId)) continue;
            const { recorded } = await payments.record(payment);
            if (recorded) await jobs.send({ kind: 'payment', key: payment.id });
          }
          return updates.filter((update) => stored.delete(update.eventId));
        },
      });
      forget(refs);
      return fresh;
    },
    done: ({ source, eventId }) => void handled.set(eventId, { source, eventId }),
    failed: ({ source, eventId }, error) =>
      db.transaction().execute(async (trx) => {
        const row = await trx
          .updateTable('inbox')
          .set((eb) => ({ failures: eb('failures', '+', 1) }))
          .where('source', '=', source)
          .where('event_id', '=', eventId)
          .where('state', '=', 'pending')
          .returning('failures')
          .executeTakeFirst();
        if (row && row.failures < maxFailures) return 'again';
        await trx
          .updateTable('inbox')
          .set({ state: 'review' })
          .where('source', '=', source)
          .where('event_id', '=', eventId)
          .execute();
        await createReviews(trx, newId).open({
          subject: `${source}:${eventId}`,
          reason: 'update_failed',
          detail: String(error),
          at: clock(),
        });
        return 'review';
      }),
    flush: async () => {
      const refs = [...handled.values()];
      await writeDown(db, refs);
      forget(refs);
    },
    pending: () =>
      db
        .selectFrom('inbox')
        .select(['source', 'event_id as eventId', 'chat_key as chatKey', 'raw'])
        // Written out, not bound: only so can the partial index be used.
        .where('state', '=', sql.lit<'pending'>('pending'))
        .orderBy('seq')
        .execute(),
    prune: async () => {
      await db
        .deleteFrom('inbox')
        .where('done_at', '<', clock() - remembered)
        .execute();
    },
  };
}

async function insert(
  executor: Executor,
  updates: readonly InboxUpdate[],
  now: number,
): Promise<readonly string[]> {
  if (updates.length === 0) return [];
  const rows = await executor
    .insertInto('inbox')
    .values(
      updates.map(({ source, eventId, chatKey, raw }) => ({
        source,
        event_id: eventId,
        chat_key: chatKey,
        raw,
        state: 'pending' as const,
        failures: 0,
        received_at: now,
      })),
    )
    .onConflict((same) => same.columns(['source', 'event_id']).doNothing())
    .returning('event_id')
    .execute();
  return rows.map((row) => row.event_id);
}
