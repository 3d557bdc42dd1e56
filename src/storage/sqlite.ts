import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely } from 'kysely';
import { migrations as allMigrations } from '../../db/migrations/index.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrate.ts';
import { lockForThisProcess } from './process-lock.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { explainStorageError } from './storage-error.ts';
import type { Tables } from './tables.ts';

export interface OpenDatabase {
  readonly db: Kysely<Tables>;
  /** Closes the connection and lets another process in. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens `sqlite:PATH` (or `sqlite::memory:`) for this process alone and brings its schema up to date. Every commit is on the disk when
 * it returns; `onCommit` counts those that wrote. Throws StorageError with a sentence for people.
 */
export async function openSqlite({
  url,
  migrations = allMigrations,
  waitMs = 1000,
  onCommit = () => {},
}: {
  url: string;
  migrations?: Readonly<Record<string, Migration>>;
  /** How long to wait for another program to let go of the file. */
  waitMs?: number;
  onCommit?: () => void;
}): Promise<OpenDatabase> {
  const file = url.slice('sqlite:'.length);
  const explain = (error: unknown): unknown => explainStorageError(error, file);
  let unlock = (): void => {};
  let sqlite: Sqlite.Database | undefined;
  try {
    const path = file === ':memory:' ? file : preparePath(file);
    if (path !== ':memory:') unlock = lockForThisProcess(path, waitMs);
    sqlite = connect(path, waitMs);
    const db = new Kysely<Tables>({ dialect: createSqliteDialect({ sqlite, onCommit, explain }) });
    await migrate({ db, dialect: 'sqlite', migrations });
    return {
      db,
      close: async () => {
        await db.destroy();
        unlock();
      },
    };
  } catch (error) {
    sqlite?.close();
    unlock();
    throw explain(error);
  }
}

/** Makes the folder and resolves links, so that two names of one file meet the same lock. */
function preparePath(file: string): string {
  const path = resolve(file);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

function connect(path: string, waitMs: number): Sqlite.Database {
  const sqlite = new Sqlite(path, { timeout: waitMs });
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    // Kilobytes of its own; what is asked for often stays in the system's cache anyway.
    sqlite.pragma('cache_size = -4000');
    // What is deleted is gone from the file too: raw updates may hold what nobody else should read.
    sqlite.pragma('secure_delete = ON');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
