import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** What its customer heard last of a dispute, apart from what operators heard. Before, an end was noted once both had heard of it. */
export const up: Migration = async ({ db, columns: { text } }) => {
  await db.schema.alterTable('disputes').addColumn('heard', text).execute();
  await sql`
    update disputes set heard = case when end_told is not null then end_told else 'open' end
    where end_told = 'lost' or told_at is not null
  `.execute(db);
  await db.schema.alterTable('disputes').dropColumn('told_at').execute();
};
