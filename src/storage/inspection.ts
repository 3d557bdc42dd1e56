import { existsSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { Kysely } from 'kysely';
import { migrations } from '../../db/migrations/index.ts';
import { opensDataKey } from './data-key.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { explainStorageError } from './storage-error.ts';
import type { Tables } from './tables.ts';
import type { Vault } from './vault.ts';

/** How a database stands, without a word of what is in it. */
export type Inspection =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'there';
      readonly bytes: number;
      /** Migrations that the next start makes. */
      readonly behind: number;
      /** It has seen migrations that this program does not have. */
      readonly newer: boolean;
      /** Whether the vault opens it; `none`: nothing was sealed yet. */
      readonly key: 'opens' | 'none' | 'wrong';
    };

/** Looks at a database that another process may be working with: reads, holds no lock, changes nothing. Throws StorageError. */
export async function inspectSqlite({ url, vault }: { url: string; vault: Vault }): Promise<Inspection> {
  const file = url.slice('sqlite:'.length);
  if (!existsSync(file)) return { kind: 'absent' };
  const explain = (error: unknown): unknown => explainStorageError(error, file);
  let sqlite: Sqlite.Database;
  try {
    sqlite = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 1000 });
  } catch (error) {
    throw explain(error);
  }
  const db = new Kysely<Tables>({ dialect: createSqliteDialect({ sqlite, onCommit: () => {}, explain }) });
  try {
    const tables = new Set((await db.introspection.getTables()).map(({ name }) => name));
    const rows = tables.has('migrations') ? await db.selectFrom('migrations').select('name').execute() : [];
    const done = new Set(rows.map(({ name }) => name));
    return {
      kind: 'there',
      bytes: statSync(file).size,
      behind: Object.keys(migrations).filter((name) => !done.has(name)).length,
      newer: [...done].some((name) => !(name in migrations)),
      key: tables.has('meta') ? await opensDataKey({ db, vault }) : 'none',
    };
  } finally {
    await db.destroy();
  }
}
