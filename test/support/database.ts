import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterAll, describe, inject, onTestFinished } from 'vitest';
import type { NewId } from '../../src/domain/ids.ts';
import type { Clock } from '../../src/domain/time.ts';
import type { Store } from '../../src/services/storage-port.ts';
import { createDigest } from '../../src/storage/digest.ts';
import type { OnJobs } from '../../src/storage/hand-over.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { OpenDatabase } from '../../src/storage/sqlite.ts';
import { createStore } from '../../src/storage/store.ts';
import { createVault } from '../../src/storage/vault.ts';
import { ownFolder } from './folder.ts';
import { putMigrated } from './migrated.ts';
import { emptyPostgres, openPostgres } from './postgres.ts';

type DatabaseName = 'SQLite' | 'PostgreSQL';

/** Opens an empty database; on PostgreSQL it is the one of the test before, emptied. Closed when the tests are over. */
export type Open = () => Promise<OpenDatabase>;

/** Runs the same tests on SQLite and on PostgreSQL. */
export function describeOnBoth(title: string, tests: (open: Open, name: DatabaseName) => void): void {
  describe(`${title} (SQLite)`, () => {
    tests(async () => {
      const file = path.join(ownFolder(), 'yuanyou.db');
      await putMigrated(file);
      const database = await openSqlite({ url: `sqlite:${file}` });
      onTestFinished(() => database.close());
      return database;
    }, 'SQLite');
  });
  describe(`${title} (PostgreSQL)`, () => {
    let shared: OpenDatabase | undefined;
    afterAll(() => shared?.close());
    tests(async () => {
      if (shared) await emptyPostgres(shared.db);
      else shared = await openPostgres(inject('postgresUrl'));
      return shared;
    }, 'PostgreSQL');
  });
}

const testDigest = createDigest(Buffer.alloc(32, 7));
/** What the tests' databases are sealed with. */
export const testVault = createVault({ keys: [Buffer.alloc(32, 7)] });

export const newId: NewId = (prefix) => `${prefix}_${randomBytes(16).toString('base64url')}`;

/** A store over this database, with a clock that stands still unless given. */
export function storeOver(
  { db }: Pick<OpenDatabase, 'db'>,
  { clock = () => 1_000_000, onJobs }: { clock?: Clock; onJobs?: OnJobs } = {},
): Store {
  return createStore({ db, vault: testVault, digest: testDigest, clock, newId, ...(onJobs && { onJobs }) });
}
