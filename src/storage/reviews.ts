import type { NewId } from '../domain/ids.ts';
import type { Reviews } from '../services/storage-port.ts';
import type { Executor } from './tables.ts';

/** The reviews table: at most one open case per subject and reason. */
export function createReviews(db: Executor, newId: NewId): Reviews {
  const open = () =>
    db
      .selectFrom('reviews')
      .select(['id', 'subject', 'reason', 'detail', 'opened_at as openedAt'])
      .where('closed_at', 'is', null)
      .orderBy('opened_at')
      .orderBy('id');

  return {
    open: async ({ subject, reason, detail, at }) => {
      await db
        .insertInto('reviews')
        .values({ id: newId('review'), subject, reason, detail, opened_at: at })
        .onConflict((known) =>
          known.columns(['subject', 'reason']).where('closed_at', 'is', null).doNothing(),
        )
        .execute();
    },
    list: () => open().execute(),
    untold: () => open().where('told_at', 'is', null).execute(),
    told: async (ids, at) => {
      await db.updateTable('reviews').set({ told_at: at }).where('id', 'in', ids).execute();
    },
    wasOpened: async (subjects, reason) => {
      const row = await db
        .selectFrom('reviews')
        .select('id')
        .where('subject', 'in', subjects)
        .$if(reason !== undefined, (query) => query.where('reason', '=', reason ?? 'books_differ'))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
