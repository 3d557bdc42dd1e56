import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '../../db/migrations/index.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { newId, storeOver } from '../support/database.ts';
import { ownFolder } from '../support/folder.ts';
import { aPayment } from '../support/samples.ts';
import { nextMigration } from './children/next-migration.ts';

test('a database of a newer version is refused by name and left alone', async () => {
  const url = `sqlite:${join(ownFolder(), 'shop.db')}`;
  const newer = { ...migrations, [nextMigration[0]]: nextMigration[1] };
  await (await openSqlite({ url, migrations: newer })).close();
  await expect(openSqlite({ url })).rejects.toMatchObject({
    kind: 'newer',
    message: expect.stringContaining('9999-trips'),
  });
  await (await openSqlite({ url, migrations: newer })).close();
});

test('a migration that fails changes nothing', async () => {
  const url = `sqlite:${join(ownFolder(), 'shop.db')}`;
  await (await openSqlite({ url })).close();
  const [name, up] = nextMigration;
  const broken = openSqlite({
    url,
    migrations: {
      ...migrations,
      [name]: async (step) => {
        await up(step);
        throw new Error('a mistake in the migration');
      },
    },
  });
  await expect(broken).rejects.toThrow('a mistake in the migration');
  const { db, close } = await openSqlite({ url });
  expect(await db.selectFrom('meta').selectAll().execute()).toEqual([]);
  await close();
});

test('a file that is no database, a folder in its place, a file in place of the folder: each is told in a sentence', async () => {
  const folder = ownFolder();
  writeFileSync(join(folder, 'letter.txt'), 'Dear reader, this is a letter and not a database. '.repeat(30));
  mkdirSync(join(folder, 'folder.db'));
  await expect(openSqlite({ url: `sqlite:${join(folder, 'letter.txt')}` })).rejects.toMatchObject({
    kind: 'not_a_database',
    message: expect.stringMatching(/letter\.txt is not a database\. Move it away/),
  });
  for (const name of ['folder.db', 'letter.txt/shop.db'])
    await expect(openSqlite({ url: `sqlite:${join(folder, name)}` })).rejects.toMatchObject({
      kind: 'not_writable',
      message: expect.stringContaining('cannot be written'),
    });
});

test('another program that holds the file: the start says so', async () => {
  const file = join(ownFolder(), 'shop.db');
  await (await openSqlite({ url: `sqlite:${file}` })).close();
  const other = new Sqlite(file);
  other.exec('begin immediate');
  await expect(openSqlite({ url: `sqlite:${file}`, waitMs: 50 })).rejects.toMatchObject({ kind: 'locked' });
  other.exec('rollback');
  other.close();
  await (await openSqlite({ url: `sqlite:${file}` })).close();
});

test('two names of one file cannot be opened side by side', async () => {
  const folder = ownFolder();
  const first = await openSqlite({ url: `sqlite:${join(folder, 'shop.db')}` });
  symlinkSync(join(folder, 'shop.db'), join(folder, 'alias.db'));
  await expect(openSqlite({ url: `sqlite:${join(folder, 'alias.db')}`, waitMs: 0 })).rejects.toMatchObject({
    kind: 'in_use',
  });
  await first.close();
});

test('a full disk: nothing is half-written, and work goes on once there is room', async () => {
  const { db, close } = await openSqlite({ url: `sqlite:${join(ownFolder(), 'shop.db')}` });
  const store = storeOver({ db });
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 2)}`.execute(db);
  const payment = aPayment();
  const filling = store.transaction(async (tx) => {
    await tx.payments.record(payment);
    for (let n = 0; n < 50; n++)
      await tx.payments.record(aPayment({ id: newId('payment'), payload: 'x'.repeat(1000) }));
  });
  await expect(filling).rejects.toMatchObject({
    kind: 'full',
    message: expect.stringMatching(/no room left .* Free some disk space/),
  });
  expect(await store.payments.byId(payment.id)).toBeUndefined();
  await sql`pragma max_page_count = 100000`.execute(db);
  expect(await store.payments.record(payment)).toMatchObject({ recorded: true });
  await close();
});

test('the folder of a new database is made, for this user only', async () => {
  const folder = join(ownFolder(), 'a', 'b');
  const database = await openSqlite({ url: `sqlite:${join(folder, 'shop.db')}` });
  await database.close();
  await database.close();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});
