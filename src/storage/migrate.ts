import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import { columnKinds } from './columns.ts';
import type { ColumnKinds, DialectName } from './columns.ts';
import { StorageError } from './storage-error.ts';
import type { Tables } from './tables.ts';

/** Moves the schema one step. It sees no table types: those describe the newest schema only. */
export type Migration = (step: {
  db: Transaction<Pick<Tables, never>>;
  columns: ColumnKinds;
}) => Promise<void>;

/**
 * Brings the schema up to date in one transaction, so that a process killed in the middle leaves nothing behind. Two processes that
 * start together queue up: on SQLite by `begin immediate`, on PostgreSQL by an advisory lock. Throws StorageError `newer` when the
 * database has seen a migration that this program does not have.
 */
export async function migrate({
  db,
  dialect,
  migrations,
}: {
  db: Kysely<Tables>;
  dialect: DialectName;
  migrations: Readonly<Record<string, Migration>>;
}): Promise<void> {
  const columns = columnKinds[dialect];
  await db.transaction().execute(async (trx) => {
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(7246395)`.execute(trx);
    await columns
      .strict(
        trx.schema
          .createTable('migrations')
          .ifNotExists()
          .addColumn('name', columns.text, (name) => name.primaryKey()),
      )
      .execute();
    const rows = await trx.selectFrom('migrations').select('name').execute();
    const done = new Set(rows.map((row) => row.name));
    const unknown = [...done].find((name) => !(name in migrations));
    if (unknown !== undefined)
      throw new StorageError(
        'newer',
        `The database was written by a newer version (it has ${unknown}). Start that version, or restore a backup.`,
      );

    for (const [name, up] of Object.entries(migrations)) {
      if (done.has(name)) continue;
      await up({ db: trx.$pickTables<never>(), columns });
      await trx.insertInto('migrations').values({ name }).execute();
    }
  });
}
