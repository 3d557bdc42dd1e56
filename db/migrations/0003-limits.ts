import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** What may not be done too often, counted so that a restart forgets nothing. */
export const up: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('limits')
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('subject', text, (c) => c.notNull())
      .addColumn('used', int, (c) => c.notNull().check(sql`used >= 0`))
      .addColumn('resets_at', int, (c) => c.notNull())
      .addPrimaryKeyConstraint('limits_key', ['name', 'subject']),
  ).execute();
  await db.schema.createIndex('limits_over').on('limits').column('resets_at').execute();
};
