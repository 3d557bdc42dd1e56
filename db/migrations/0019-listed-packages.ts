import type { Migration } from '../../src/storage/migrate.ts';

/** Which package of the supplier's a listing was told of: our file may name another one for the same plan since. */
export const up: Migration = async ({ db, columns: { text } }) => {
  await db.schema.alterTable('listings').addColumn('bought_as', text).execute();
};
