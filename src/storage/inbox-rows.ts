import { sql } from 'kysely';
import { openText, sealText, textPlace } from './sealed-text.ts';
import type { Executor } from './tables.ts';
import type { Vault } from './vault.ts';

/** A raw update as it came. `eventId` is the sender's own number for it, unique per source for 48 hours. */
export interface InboxUpdate {
  readonly source: 'telegram';
  readonly eventId: string;
  /** Updates with the same key are handled in order. */
  readonly chatKey: string;
  readonly raw: string;
}

export type EventRef = Pick<InboxUpdate, 'source' | 'eventId'>;

/** Inserts the updates that are not there yet and answers their numbers. What they say is sealed: it may be a code or an address. */
export async function insertUpdates(
  executor: Executor,
  vault: Vault,
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
        raw: sealText(vault, raw, textPlace('inbox', eventId)),
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

/** Marks updates as done and forgets their text: what remains is the number, against repetition. */
export async function markDone(executor: Executor, refs: readonly EventRef[], now: number): Promise<void> {
  if (refs.length === 0) return;
  const numbers = refs.map((ref) => ref.eventId);
  await executor
    .updateTable('inbox')
    .set({ state: 'done', done_at: now, raw: '' })
    .where('source', '=', 'telegram')
    .where('event_id', 'in', numbers)
    .execute();
}

/** How often a pending update has failed now; undefined when it is not pending. */
export async function countFailure(executor: Executor, ref: EventRef): Promise<number | undefined> {
  const row = await executor
    .updateTable('inbox')
    .set((eb) => ({ failures: eb('failures', '+', 1) }))
    .where('source', '=', ref.source)
    .where('event_id', '=', ref.eventId)
    .where('state', '=', 'pending')
    .returning('failures')
    .executeTakeFirst();
  return row?.failures;
}

/** Inserts that an event came which needs no text of its own; answers whether it is new. */
export async function insertEvent(
  executor: Executor,
  { source, eventId }: { source: 'stripe'; eventId: string },
  now: number,
): Promise<boolean> {
  const row = await executor
    .insertInto('inbox')
    .values({
      source,
      event_id: eventId,
      chat_key: '',
      raw: '',
      state: 'done',
      failures: 0,
      received_at: now,
      done_at: now,
    })
    .onConflict((same) => same.columns(['source', 'event_id']).doNothing())
    .returning('seq')
    .executeTakeFirst();
  return row !== undefined;
}

export async function markForReview(executor: Executor, ref: EventRef): Promise<void> {
  await executor
    .updateTable('inbox')
    .set({ state: 'review' })
    .where('source', '=', ref.source)
    .where('event_id', '=', ref.eventId)
    .execute();
}

/** How many updates wait, and since when the oldest does. */
export async function backlogOf(executor: Executor): Promise<{ waiting: number; oldestAt: number | null }> {
  return executor
    .selectFrom('inbox')
    .select(({ fn }) => [
      fn.countAll<number>().as('waiting'),
      fn.min<number | null>('received_at').as('oldestAt'),
    ])
    .where('state', '=', sql.lit<'pending'>('pending'))
    .executeTakeFirstOrThrow();
}

/** In the order of arrival; all, or the one with this number. */
export async function pendingUpdates(
  executor: Executor,
  vault: Vault,
  number?: string,
): Promise<readonly InboxUpdate[]> {
  const rows = await executor
    .selectFrom('inbox')
    .select(['event_id as eventId', 'chat_key as chatKey', 'raw'])
    // Written out, not bound: only so can the partial index be used.
    .where('state', '=', sql.lit<'pending'>('pending'))
    .where('source', '=', 'telegram')
    .$if(number !== undefined, (query) => query.where('event_id', '=', number ?? ''))
    .orderBy('seq')
    .execute();
  return rows.map(({ raw, ...row }) => ({
    source: 'telegram',
    ...row,
    raw: openText(vault, raw, textPlace('inbox', row.eventId)),
  }));
}
