import type { Migration } from '../../src/storage/migrate.ts';

/** Why sales rest, and what operators were told is wrong. */
export const up: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('sale_pauses')
      .addColumn('reason', text, (c) => c.notNull().primaryKey())
      .addColumn('since', int, (c) => c.notNull()),
  ).execute();
  await strict(
    db.schema
      .createTable('alerts')
      .addColumn('key', text, (c) => c.notNull().primaryKey())
      .addColumn('since', int, (c) => c.notNull())
      .addColumn('facts', text, (c) => c.notNull())
      .addColumn('told_at', int)
      .addColumn('well_since', int),
  ).execute();
};
