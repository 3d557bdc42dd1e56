import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { createConversationStorage } from '../../src/storage/conversations.ts';
import { checkDataKey } from '../../src/storage/data-key.ts';
import { createInbox } from '../../src/storage/inbox.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { createVault } from '../../src/storage/vault.ts';
import type { Vault } from '../../src/storage/vault.ts';
import { describeOnBoth, newId } from '../support/database.ts';

const vaultOf = (...fills: readonly number[]): Vault =>
  createVault({ keys: fills.map((fill) => Buffer.alloc(32, fill)) });

test('after a rotation every column of bytes that the schema has opens with the new key alone', async () => {
  const { db, close } = await openSqlite({ url: 'sqlite::memory:' });
  onTestFinished(close);
  await checkDataKey({ db, vault: vaultOf(1) });
  // Rows of any table, without those that they would belong to.
  await sql`pragma foreign_keys = off`.execute(db);
  await sql`pragma ignore_check_constraints = on`.execute(db);
  const isBytes = ({ dataType }: { dataType: string }): boolean => dataType.toLowerCase() === 'blob';
  const tables = (await db.introspection.getTables()).filter(({ columns }) => columns.some(isBytes));
  expect(tables.length).toBeGreaterThan(7);
  for (const { name, columns } of tables) {
    const values = columns.map((column) => {
      if (isBytes(column)) return vaultOf(1).seal(column.name, `row of ${name}`);
      if (column.name === 'id') return `row of ${name}`;
      return column.dataType.toLowerCase() === 'integer' ? 1 : 'x';
    });
    const names = sql.join(columns.map((column) => sql.ref(column.name)));
    await sql`insert into ${sql.table(name)} (${names}) values (${sql.join(values)})`.execute(db);
  }

  await checkDataKey({ db, vault: vaultOf(2, 1) });
  for (const { name, columns } of tables)
    for (const column of columns.filter(isBytes)) {
      const { rows } = await sql<{ sealed: Uint8Array }>`select ${sql.ref(column.name)} as sealed
        from ${sql.table(name)}`.execute(db);
      const opened = rows.map(({ sealed }) => vaultOf(2).open(sealed, `row of ${name}`));
      expect(opened, `${name}.${column.name}`).toEqual([column.name]);
    }
});

describeOnBoth('After a rotation', (open) => {
  test('updates that wait or went to a person, and conversations, open with the new key alone', async () => {
    const { db } = await open();
    await checkDataKey({ db, vault: vaultOf(1) });
    const inboxWith = (vault: Vault) => createInbox({ db, vault, clock: () => 1, newId });
    const update = (eventId: string) =>
      ({ source: 'telegram', eventId, chatKey: 'chat', raw: `raw ${eventId}` }) as const;
    const old = inboxWith(vaultOf(1));
    const updates = Array.from({ length: 1100 }, (_, index) => update(String(index)));
    await old.store(updates);
    for (let times = 0; times < 5; times++) await old.failed(update('0'), 'no');
    old.done(update('1'));
    await old.flush();
    const conversations = (vault: Vault) => createConversationStorage<string>({ db, vault });
    await conversations(vaultOf(1)).write('chat', 'typed');
    await conversations(vaultOf(1)).write('older', 'typed');
    await db.updateTable('conversations').set({ value: '"plain"' }).where('key', '=', 'older').execute();

    await checkDataKey({ db, vault: vaultOf(2, 1) });
    // As if a person had looked into the first one.
    await db.updateTable('inbox').set({ state: 'pending' }).where('state', '=', 'review').execute();
    const pending = await inboxWith(vaultOf(2)).pending();
    expect(pending).toEqual(updates.filter(({ eventId }) => eventId !== '1'));
    expect(await conversations(vaultOf(2)).read('chat')).toBe('typed');
    expect(await conversations(vaultOf(2)).read('older')).toBe('plain');
    const kept = await db.selectFrom('conversations').select('value').where('key', '=', 'older').execute();
    expect(JSON.stringify(kept), 'sealed with that').not.toContain('plain');
  });
});
