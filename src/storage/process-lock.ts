import Sqlite from 'better-sqlite3';
import { SqliteError } from 'better-sqlite3';
import { StorageError } from './storage-error.ts';

/**
 * Makes this process the only one on a database file, by a write lock on a tiny SQLite file beside it. The operating system drops the
 * lock with the process, however it ends, and gives it to exactly one of two that ask at once. Throws StorageError `in_use` after
 * `waitMs`, which lets a restart overlap with the end of its predecessor. Answers the function that releases it.
 */
export function lockForThisProcess(file: string, waitMs: number): () => void {
  const lock = new Sqlite(`${file}.lock`, { timeout: waitMs });
  try {
    lock.exec('begin immediate');
  } catch (cause) {
    lock.close();
    if (!(cause instanceof SqliteError && cause.code.startsWith('SQLITE_BUSY'))) throw cause;
    throw new StorageError(
      'in_use',
      `Another process is already running on ${file}. Stop it first, or give this one its own DATABASE_URL.`,
      { cause },
    );
  }
  return () => void lock.close();
}
