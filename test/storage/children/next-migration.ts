import { sql } from 'kysely';
import type { Migration } from '../../../src/storage/migrate.ts';

/** A migration of a future version: a new table, and a change to what is stored. */
export const nextMigration: readonly [name: string, up: Migration] = [
  '9999-trips',
  async ({ db, columns }) => {
    await columns
      .strict(db.schema.createTable('trips').addColumn('id', columns.text, (id) => id.primaryKey()))
      .execute();
    await sql`insert into meta (key, value) values ('trips', 'yes')`.execute(db);
  },
];
