import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import { draftLasts } from '../../src/domain/sold-card.ts';
import type { SoldCard } from '../../src/domain/sold-card.ts';
import { createSoldCardImport } from '../../src/services/sold-cards.ts';
import { readSoldCards } from '../../src/storage/sold-cards-file.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import type { Open } from '../support/database.ts';
import { aCustomer } from '../support/samples.ts';
import { silent } from '../support/silent.ts';

const operator = customerIdOf(100_005);
const other = customerIdOf(100_006);

function list(rows: readonly Partial<SoldCard>[]): Buffer {
  const lines = rows.map(
    ({ iccid = '', email = 'a@example.com', order = 'W1' }) => `${iccid},${email},${order}`,
  );
  return Buffer.from(['iccid,email,order', ...lines, ''].join('\n'));
}

const number = (index: number): string => `89390000000000${String(index).padStart(5, '0')}`;

async function openImport(open: Open) {
  const database = await open();
  let now = 1_000_000;
  const clock = (): number => now;
  const store = storeOver(database, { clock });
  for (const id of [operator, other]) await store.customers.see(aCustomer(id));
  const service = createSoldCardImport({ store, readList: readSoldCards, clock, newId, logger: silent });
  const sold = () => database.db.selectFrom('sold_cards').selectAll().orderBy('iccid').execute();
  const send = async (bytes: Buffer, by = operator) => {
    const answer = await service.dryRun(by, bytes, 7);
    if (answer.kind !== 'draft') throw new Error(JSON.stringify(answer));
    return answer;
  };
  return { ...database, store, service, sold, send, advance: (by: number) => void (now += by) };
}

describeOnBoth('A list of sold cards', (open) => {
  test('is imported after a dry run; the same list again changes nothing, another address is noticed', async () => {
    const { store, service, send, sold } = await openImport(open);
    const first = [1, 2, 3].map((index) => ({ iccid: number(index) }));
    const draft = await send(list(first));
    expect(draft.counts).toEqual({ fresh: 3, known: 0, changed: 0 });
    expect(await sold(), 'the dry run imports nothing').toEqual([]);
    expect(await service.decide(operator, draft.id, 'imported')).toEqual({
      counts: draft.counts,
      messageId: 7,
    });
    const before = await sold();
    expect(before).toHaveLength(3);
    expect(await service.decide(operator, draft.id, 'imported'), 'a second tap').toBeUndefined();
    expect(await store.audit.of(draft.id)).toMatchObject([{ operatorId: operator, action: 'list_imported' }]);

    const again = await send(list(first));
    expect(again.counts).toEqual({ fresh: 0, known: 3, changed: 0 });
    await service.decide(operator, again.id, 'imported');
    expect(await sold()).toEqual(before);

    const third = await send(
      list([...first.slice(1), { iccid: number(1), email: 'B@example.com' }, { iccid: number(9) }]),
    );
    expect(third.counts).toEqual({ fresh: 1, known: 2, changed: 1 });
    await service.decide(operator, third.id, 'imported');
    const after = await sold();
    expect(after).toHaveLength(4);
    expect(after.filter((row) => before.some((old) => old.id === row.id))).toHaveLength(2);
  });

  test('is imported once, by whoever sent it, within an hour', async () => {
    const { service, send, sold, advance, db } = await openImport(open);
    const { id } = await send(list([{ iccid: number(1) }]));
    expect(await service.decide(other, id, 'imported'), 'another operator').toBeUndefined();
    expect(await service.decide(operator, 'import_x', 'imported')).toBeUndefined();
    const taps = await Promise.all([1, 2, 3].map(() => service.decide(operator, id, 'imported')));
    expect(taps.filter((tap) => tap !== undefined)).toHaveLength(1);
    expect(await service.decide(operator, id, 'cancelled')).toBeUndefined();
    expect(await sold()).toHaveLength(1);

    const dropped = await send(list([{ iccid: number(2) }]));
    await service.decide(operator, dropped.id, 'cancelled');
    expect(await service.decide(operator, dropped.id, 'imported')).toBeUndefined();
    const late = await send(list([{ iccid: number(3) }]));
    advance(draftLasts);
    expect(await service.decide(operator, late.id, 'imported')).toBeUndefined();
    await service.prune();
    expect(await sold()).toHaveLength(1);
    expect(await db.selectFrom('sold_card_drafts').selectAll().execute(), 'nothing is left of lists').toEqual(
      [],
    );
  });

  test('keeps no address that could be read in the database', async () => {
    const { service, send, db } = await openImport(open);
    const { id } = await send(list([{ iccid: number(1), email: 'Anna.Rossi@example.com' }]));
    const drafts = await db.selectFrom('sold_card_drafts').selectAll().execute();
    await service.decide(operator, id, 'imported');
    const rows = await db.selectFrom('sold_cards').selectAll().execute();
    for (const { email, ...row } of [...drafts, ...rows]) {
      expect(JSON.stringify(row).toLowerCase()).not.toContain('rossi');
      expect(
        Buffer.from(email ?? [])
          .toString('latin1')
          .toLowerCase(),
      ).not.toContain('rossi');
    }
  });

  test('of twenty thousand cards is imported whole', async () => {
    const { send, service, sold } = await openImport(open);
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ iccid: number(index) }));
    const draft = await send(list(rows));
    expect(draft.counts.fresh).toBe(20_000);
    await service.decide(operator, draft.id, 'imported');
    expect(await sold()).toHaveLength(20_000);
  });
});

test('columns come in any order, with quotes, a byte order mark, semicolons and lines of any system', () => {
  const files = [
    'iccid,email,order\r\n8939000000000000001,a@example.com,W1\r\n',
    '\uFEFF"Order";"E-Mail";"ICCID"\r\n"W1";"a@example.com";"8939000000000000001"',
    'email , order , iccid\n a@example.com , W1 , 8939000000000000001 \n\n',
    'iccid,note,email,order\n8939000000000000001,"a, b\nc",a@example.com,W1\n',
  ];
  const rows = [{ iccid: '8939000000000000001', email: 'a@example.com', order: 'W1' }];
  for (const file of files)
    expect(readSoldCards(Buffer.from(file)), `${file}:`).toEqual({ kind: 'rows', rows });
});

test('a list with mistakes is refused whole, with the line of every one', () => {
  const file = [
    'iccid,email,order',
    '8939000000000000001,a@example.com,W1',
    '8.939E+18,a@example.com,W2',
    '8939000000000000002,nobody,W3',
    '8939000000000000001,b@example.com,W4',
    '8939000000000000003,a@example.com',
    '',
    `8939000000000000004,a@example.com,${'W'.repeat(65)}`,
    '1234567890123456789,a@example.com,W5',
  ].join('\n');
  expect(readSoldCards(Buffer.from(file))).toEqual({
    kind: 'mistakes',
    mistakes: [
      { kind: 'iccid', line: 3 },
      { kind: 'email', line: 4 },
      { kind: 'twice', line: 5 },
      { kind: 'fields', line: 6 },
      { kind: 'order', line: 8 },
      { kind: 'iccid', line: 9 },
    ],
  });
  const kinds = (text: string): unknown => {
    const answer = readSoldCards(Buffer.from(text));
    return answer.kind === 'mistakes' && answer.mistakes.map(({ kind }) => kind);
  };
  expect(kinds('iccid;email\n1;2')).toEqual(['no_column']);
  expect(kinds('')).toEqual(['not_a_table']);
  expect(kinds('PK\0\0zip')).toEqual(['not_a_table']);
  expect(kinds('iccid,email,order\n"89')).toEqual(['not_a_table']);
  expect(kinds('iccid,email,order\n')).toEqual(['empty']);
  expect(kinds(`iccid,email,order\n${'8939000000000000001,a@example.com,W\n'.repeat(20_001)}`)).toEqual([
    'too_many_rows',
  ]);
});
