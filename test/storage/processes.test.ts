import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../db/migrations/index.ts';
import { createPayments } from '../../src/storage/payments.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { startChild } from '../support/child.ts';
import { ownFolder } from '../support/folder.ts';
import { nextMigration } from './children/next-migration.ts';

const script = (name: string): URL => new URL(`children/${name}.ts`, import.meta.url);
const newDatabase = (): string => `sqlite:${join(ownFolder(), 'data', 'yuanyou.db')}`;

test('of two processes started at once on a new database, one serves and the other says why it cannot', async () => {
  const start = async (): Promise<readonly string[]> => {
    const url = newDatabase();
    const children = [startChild(script('hold'), url), startChild(script('hold'), url)];
    const said = await Promise.all(children.map((child) => child.line()));
    await Promise.all(children.map((child) => child.kill()));
    return said.toSorted();
  };
  const rounds = await Promise.all(Array.from({ length: 10 }, start));
  for (const said of rounds)
    expect(said).toEqual([
      expect.stringMatching(/^in_use: Another process is already running on .*\. Stop it first/),
      'open',
    ]);
}, 60_000);

test('a killed process leaves nothing that keeps the next one out', async () => {
  const url = newDatabase();
  for (let round = 0; round < 3; round++) {
    const child = startChild(script('hold'), url);
    expect(await child.line()).toBe('open');
    await child.kill();
  }
  const { close } = await openSqlite({ url });
  await close();
});

test('a second start in the same process is refused too', async () => {
  const url = newDatabase();
  const first = await openSqlite({ url });
  await expect(openSqlite({ url, waitMs: 0 })).rejects.toMatchObject({ kind: 'in_use' });
  await first.close();
  const second = await openSqlite({ url, waitMs: 0 });
  await second.close();
});

test('kill -9 in the middle of the very first migration: the next start begins from nothing', async () => {
  const url = newDatabase();
  const child = startChild(script('migrate-halfway'), url, '0');
  expect(await child.line()).toBe('halfway');
  await child.kill();
  const { db, close } = await openSqlite({ url });
  expect(await db.selectFrom('migrations').selectAll().execute()).toHaveLength(
    Object.keys(migrations).length,
  );
  expect(await db.selectFrom('orders').selectAll().execute()).toEqual([]);
  await close();
});

test('kill -9 in the middle of an update: the old version still runs, and the new one completes it', async () => {
  const url = newDatabase();
  const before = await openSqlite({ url });
  await before.db.insertInto('meta').values({ key: 'kept', value: 'yes' }).execute();
  await before.close();

  const child = startChild(script('migrate-halfway'), url, String(Object.keys(migrations).length));
  expect(await child.line()).toBe('halfway');
  await child.kill();

  const old = await openSqlite({ url });
  const meta = (): Promise<unknown> => old.db.selectFrom('meta').selectAll().execute();
  expect(await meta()).toEqual([{ key: 'kept', value: 'yes' }]);
  await old.close();

  const updated = await openSqlite({
    url,
    migrations: { ...migrations, [nextMigration[0]]: nextMigration[1] },
  });
  expect(await updated.db.selectFrom('meta').selectAll().orderBy('key').execute()).toEqual([
    { key: 'kept', value: 'yes' },
    { key: 'trips', value: 'yes' },
  ]);
  await updated.close();
});

test('kill -9 at any instant loses no payment that was recorded', async () => {
  const url = newDatabase();
  const child = startChild(script('record-payments'), url);
  const recorded: string[] = [];
  while (recorded.length < 50) recorded.push(await child.line());
  await child.kill();
  const { db, close } = await openSqlite({ url });
  for (const charge of recorded)
    expect(await createPayments(db).byCharge('stars', charge)).toMatchObject({ chargeId: charge });
  await close();
});
