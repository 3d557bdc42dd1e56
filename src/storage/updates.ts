import { sql } from 'kysely';
import type { Updates } from '../services/work-port.ts';
import type { Executor } from './tables.ts';

/** The inbox table as operators see it. Sealed texts stay where they are. */
export function createUpdates(db: Executor): Updates {
  const updates = db
    .selectFrom('inbox')
    .select(['event_id as number', 'chat_key as chat', 'state', 'received_at as receivedAt'])
    .where('source', '=', 'telegram');
  /** Written out, not bound: only so can the partial index be used. */
  const pending = sql.lit<'pending'>('pending');

  return {
    byNumber: (number) => updates.where('event_id', '=', number).executeTakeFirst(),
    stuck: ({ before, offset, limit }) =>
      updates
        .where('state', '=', pending)
        .where('received_at', '<', before)
        .orderBy('seq')
        .limit(limit)
        .offset(offset)
        .execute(),
    countStuck: (before) =>
      db
        .selectFrom('inbox')
        .select((eb) => [
          eb.fn.countAll<number>().as('updates'),
          eb.fn.count<number>('chat_key').distinct().as('chats'),
        ])
        .where('state', '=', pending)
        .where('received_at', '<', before)
        .executeTakeFirstOrThrow(),
    replay: async (number) => {
      const { numUpdatedRows } = await db
        .updateTable('inbox')
        .set({ state: 'pending', failures: 0 })
        .where('source', '=', 'telegram')
        .where('event_id', '=', number)
        .where('state', '=', 'review')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    release: async (number, from, at) => {
      const { numUpdatedRows } = await db
        .updateTable('inbox')
        .set({ state: 'done', done_at: at, raw: '' })
        .where('source', '=', 'telegram')
        .where('event_id', '=', number)
        .where('state', '=', from)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
