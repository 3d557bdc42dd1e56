import type { NewId } from '../domain/ids.ts';
import type { Reviews } from '../services/storage-port.ts';
import type { Executor } from './tables.ts';

/** The reviews table: at most one open case per subject and reason. */
export function createReviews(db: Executor, newId: NewId): Reviews {
  return {
    open: async ({ subject, reason, detail, at }) => {
      await db
        .insertInto('reviews')
        .values({ id: newId('review'), subject, reason, detail, opened_at: at })
        .onConflict((open) => open.columns(['subject', 'reason']).where('closed_at', 'is', null).doNothing())
        .execute();
    },
    list: () =>
      db
        .selectFrom('reviews')
        .select(['subject', 'reason', 'detail', 'opened_at as at'])
        .where('closed_at', 'is', null)
        .orderBy('opened_at')
        .orderBy('id')
        .execute(),
  };
}
