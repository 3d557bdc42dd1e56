import { randomBytes } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrations } from '../../db/migrations/index.ts';
import { migrate } from '../../src/storage/migrate.ts';
import type { Migration } from '../../src/storage/migrate.ts';
import type { OpenDatabase } from '../../src/storage/sqlite.ts';
import type { Tables } from '../../src/storage/tables.ts';

const int8 = 20;
const numeric = 1700;

/** Connects to a schema of its own on the test run's PostgreSQL. */
function connectPostgres(url: string, schema: string): Kysely<Tables> {
  const getTypeParser = ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary' && oid === int8) return toSafeNumber;
    if (format !== 'binary' && oid === numeric) return Number;
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser;
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    options: `-c search_path=${schema}`,
    types: { getTypeParser },
  });
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** A fresh, migrated database. */
export async function openPostgres(
  url: string,
  steps: Readonly<Record<string, Migration>> = migrations,
): Promise<OpenDatabase> {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  const db = connectPostgres(url, schema);
  await sql`create schema ${sql.id(schema)}`.execute(db);
  await migrate({ db, dialect: 'postgres', migrations: steps });
  return { db, close: () => db.destroy() };
}

/** Empties every table but the list of migrations. */
export async function emptyPostgres(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema() and tablename <> 'migrations'
  `.execute(db);
  await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(name)))} cascade`.execute(db);
}

function toSafeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a whole number`);
  return value;
}
