import type { Migration } from '../../src/storage/migrate.ts';

/** Operators hear of each case once. */
export const up: Migration = async ({ db, columns: { int } }) => {
  await db.schema.alterTable('reviews').addColumn('told_at', int).execute();
};
