import type { NewId } from '../domain/ids.ts';
import type { Reviews } from '../services/operators-port.ts';
import type { Executor } from './tables.ts';

/** The reviews table: at most one open case per subject and reason. `onOpen` hears of each new one, inside its transaction. */
export function createReviews(
  db: Executor,
  newId: NewId,
  onOpen: () => Promise<void> = async () => {},
): Reviews {
  const reviews = db
    .selectFrom('reviews')
    .select([
      ...(['id', 'subject', 'reason', 'detail', 'outcome'] as const),
      'opened_at as openedAt',
      'closed_at as closedAt',
      'closed_by as closedBy',
    ]);
  const open = reviews.where('closed_at', 'is', null);
  const queue = open.orderBy('opened_at').orderBy('id');
  const closing = db.updateTable('reviews').where('closed_at', 'is', null);

  return {
    open: async ({ subject, reason, detail, at }) => {
      const row = await db
        .insertInto('reviews')
        .values({ id: newId('review'), subject, reason, detail, opened_at: at })
        .onConflict((known) =>
          known.columns(['subject', 'reason']).where('closed_at', 'is', null).doNothing(),
        )
        .returning('id')
        .executeTakeFirst();
      if (row) await onOpen();
    },
    byId: (id) => reviews.where('id', '=', id).executeTakeFirst(),
    openOf: (subject, reason) =>
      open.where('subject', '=', subject).where('reason', '=', reason).executeTakeFirst(),
    page: ({ offset, limit, reason }) => {
      const cases = reason === undefined ? queue : queue.where('reason', '=', reason);
      return cases.limit(limit).offset(offset).execute();
    },
    count: async (reason) => {
      const all = db
        .selectFrom('reviews')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('closed_at', 'is', null);
      const cases = reason === undefined ? all : all.where('reason', '=', reason);
      return (await cases.executeTakeFirstOrThrow()).count;
    },
    close: async (id, { at, by, outcome }) => {
      const { numUpdatedRows } = await closing
        .set({ closed_at: at, closed_by: by, outcome })
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    settle: async ({ subject, reason }, { at, outcome }) => {
      await closing
        .set({ closed_at: at, outcome })
        .where('subject', '=', subject)
        .where('reason', '=', reason)
        .execute();
    },
    untold: () => queue.where('told_at', 'is', null).execute(),
    told: async (ids, at) => {
      await db.updateTable('reviews').set({ told_at: at }).where('id', 'in', ids).execute();
    },
    lastWord: async (subject, reason) => {
      const { at } = await db
        .selectFrom('reviews')
        .select(({ fn }) => fn.max('closed_at').as('at'))
        .where('subject', '=', subject)
        .where('reason', '=', reason)
        .where('closed_by', 'is not', null)
        .executeTakeFirstOrThrow();
      return at ?? undefined;
    },
    wasOpened: async (subjects, reason) => {
      const all = db.selectFrom('reviews').select('id').where('subject', 'in', subjects);
      const cases = reason === undefined ? all : all.where('reason', '=', reason);
      return (await cases.limit(1).executeTakeFirst()) !== undefined;
    },
  };
}
