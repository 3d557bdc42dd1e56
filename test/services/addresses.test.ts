import { describe, expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { OneTimeCodeId } from '../../src/domain/ids.ts';
import { day, hour, minute } from '../../src/domain/time.ts';
import { createAddresses } from '../../src/services/addresses.ts';
import type { AddressService } from '../../src/services/addresses.ts';
import type { Store } from '../../src/services/storage-port.ts';
import type { OpenDatabase } from '../../src/storage/sqlite.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import type { Open } from '../support/database.ts';
import { aCustomer } from '../support/samples.ts';

const jane = customerIdOf(1);
const john = customerIdOf(2);
const right = '000042';

interface Desk {
  readonly addresses: AddressService;
  readonly store: Store;
  readonly database: OpenDatabase;
  /** Mails in the queue that have somewhere to go. */
  mails(): Promise<number>;
  now: number;
}

async function openDesk(open: Open, customers = 2): Promise<Desk> {
  const database = await open();
  const clock = (): number => desk.now;
  const store = storeOver(database, { clock });
  for (let id = 1; id <= customers; id++) await store.customers.see(aCustomer(customerIdOf(id)));
  const desk: Desk = {
    database,
    store,
    addresses: createAddresses({ store, isOn: true, random: () => 42, clock, newId }),
    mails: async () => {
      let going = 0;
      const rows = await database.db.selectFrom('mails').select('subject').execute();
      for (const { subject } of rows) {
        const code = await store.oneTimeCodes.byId(subject as OneTimeCodeId);
        if (code?.address) going++;
      }
      return going;
    },
    now: 1_000_000,
  };
  return desk;
}

const ask = { address: 'jane@example.com', purpose: 'receipts', subject: 'order_1' } as const;

describeOnBoth('An address', (open) => {
  test('becomes the customer’s with the right code, in any way of writing, and nobody else’s', async () => {
    const { addresses } = await openDesk(open);
    expect(await addresses.begin({ ...ask, customerId: jane })).toEqual({ kind: 'sent' });
    expect(await addresses.of(jane)).toBeUndefined();
    expect(await addresses.confirm(john, right)).toEqual({ kind: 'none', because: 'never', purpose: null });
    expect(await addresses.confirm(jane, '123456')).toEqual({
      kind: 'wrong',
      triesLeft: 4,
      purpose: 'receipts',
    });
    expect(await addresses.confirm(jane, right)).toEqual({
      kind: 'verified',
      address: 'jane@example.com',
      purpose: 'receipts',
      subject: 'order_1',
    });
    expect(await addresses.of(jane)).toMatchObject({ address: 'jane@example.com', wantsReceipts: true });
    expect(await addresses.confirm(jane, right)).toMatchObject({ kind: 'none', because: 'used' });
    expect(await addresses.of(john)).toBeUndefined();
  });

  test('of many tries at once no more than five count', async () => {
    const { addresses } = await openDesk(open);
    await addresses.begin({ ...ask, customerId: jane });
    const guesses = Array.from({ length: 12 }, (_, n) => addresses.confirm(jane, String(100_000 + n)));
    const answers = await Promise.all(guesses);
    expect(answers.filter(({ kind }) => kind === 'wrong')).toHaveLength(5);
    expect(answers.filter((answer) => answer.kind === 'none' && answer.because === 'used_up')).toHaveLength(
      7,
    );
    expect(await addresses.confirm(jane, right)).toMatchObject({ kind: 'none', because: 'used_up' });
    expect(await addresses.of(jane)).toBeUndefined();
  });

  test('of many right codes at once one is right, and what it is for is done once', async () => {
    const { addresses } = await openDesk(open);
    await addresses.begin({ ...ask, customerId: jane });
    let done = 0;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => addresses.confirm(jane, right, async () => void done++)),
    );
    expect(answers.filter(({ kind }) => kind === 'verified')).toHaveLength(1);
    expect(done).toBe(1);
  });

  test('a code is good for ten minutes, and a newer one replaces it', async () => {
    const desk = await openDesk(open);
    const { addresses } = desk;
    await addresses.begin({ ...ask, customerId: jane });
    desk.now += 10 * minute;
    expect(await addresses.confirm(jane, right)).toMatchObject({ kind: 'none', because: 'expired' });
    expect(await addresses.pending(jane)).toBeUndefined();
    await addresses.begin({ ...ask, customerId: jane });
    await addresses.begin({ ...ask, address: 'doe@example.com', customerId: jane });
    expect(await addresses.confirm(jane, right)).toMatchObject({ address: 'doe@example.com' });
    expect(await addresses.confirm(jane, right)).toMatchObject({ kind: 'none', because: 'used' });
  });

  test('a double tap sends one code, another wish or a tried code brings a new one', async () => {
    const desk = await openDesk(open);
    const { addresses } = desk;
    // One after another: a chat's taps are handled in order.
    for (let tap = 0; tap < 3; tap++) await addresses.begin({ ...ask, customerId: jane });
    expect(await desk.mails()).toBe(1);
    await addresses.confirm(jane, '123456');
    expect(await addresses.begin({ ...ask, customerId: jane })).toEqual({ kind: 'sent' });
    await addresses.begin({ ...ask, subject: 'order_2', customerId: jane });
    expect((await addresses.last(jane))?.subject).toBe('order_2');
    desk.now += minute;
    const before = (await addresses.last(jane))?.id;
    await addresses.begin({ ...ask, subject: 'order_2', address: 'b@example.com', customerId: jane });
    expect((await addresses.last(jane))?.id).not.toBe(before);
  });

  test('nothing of a failed purpose remains, and the code can be tried again', async () => {
    const { addresses } = await openDesk(open);
    await addresses.begin({ ...ask, customerId: jane });
    await expect(addresses.confirm(jane, right, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await addresses.of(jane)).toBeUndefined();
    expect(await addresses.confirm(jane, right)).toMatchObject({ kind: 'verified' });
  });

  test('a claim subscribes nobody to receipts; its address is theirs when they say so, within a day, once', async () => {
    const desk = await openDesk(open);
    const { addresses } = desk;
    const claim = { address: 'old@example.com', subject: 'card_1' };
    await addresses.beginQuietly({ ...claim, customerId: jane });
    expect(await addresses.adoptProved(jane), 'not proved yet').toBeUndefined();
    expect(await addresses.confirm(jane, right)).toMatchObject({ purpose: 'claim', subject: 'card_1' });
    expect(await addresses.of(jane)).toBeUndefined();
    expect(await addresses.provedByClaim(jane)).toBe('old@example.com');
    expect(await addresses.adoptProved(john)).toBeUndefined();
    expect(await addresses.adoptProved(jane)).toBe('old@example.com');
    expect(await addresses.of(jane)).toMatchObject({ address: 'old@example.com', wantsReceipts: true });
    await addresses.beginQuietly({ ...claim, address: 'other@example.com', customerId: jane });
    expect(await addresses.confirm(jane, right)).toMatchObject({ kind: 'verified' });
    expect(await addresses.provedByClaim(jane), 'they have one').toBeUndefined();
    expect(await addresses.adoptProved(jane)).toBeUndefined();
    expect(await addresses.of(jane)).toMatchObject({ address: 'old@example.com' });
  });

  test('a changed address keeps the wish about receipts; a forgotten one leaves nothing', async () => {
    const { addresses, store } = await openDesk(open);
    for (const address of ['a@example.com', 'b@example.com']) {
      await addresses.begin({ ...ask, address, customerId: jane });
      await addresses.confirm(jane, right);
      await addresses.wantReceipts(jane, false);
    }
    expect(await addresses.of(jane)).toMatchObject({ address: 'b@example.com', wantsReceipts: false });
    expect(await store.addresses.exportOf(jane)).toMatchObject([{ address: 'b@example.com' }]);
    await addresses.forget(jane);
    expect(await addresses.of(jane)).toBeUndefined();
    expect(await store.oneTimeCodes.of(jane)).toBeUndefined();
  });

  test('neither addresses nor codes can be read in the database', async () => {
    const { addresses, database } = await openDesk(open);
    await addresses.begin({ ...ask, customerId: jane });
    await addresses.confirm(jane, right);
    const { db } = database;
    const rows = await Promise.all([
      db.selectFrom('addresses').selectAll().execute(),
      db.selectFrom('one_time_codes').selectAll().execute(),
      db.selectFrom('mails').selectAll().execute(),
      db.selectFrom('limits').selectAll().execute(),
    ]);
    const text = JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Object && 'data' in value
        ? Buffer.from(value.data as number[]).toString('latin1')
        : value,
    );
    expect(text.length).toBeGreaterThan(500);
    expect(text).not.toContain('jane');
    expect(text).not.toContain(right);
  });
});

describeOnBoth('Mail bombing', (open) => {
  test('many accounts get three mails a day to one address, whatever tags they add', async () => {
    const desk = await openDesk(open, 20);
    const asked = Array.from({ length: 20 }, (_, n) =>
      desk.addresses.begin({ ...ask, address: `Jane+${n}@example.com`, customerId: customerIdOf(n + 1) }),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter(({ kind }) => kind === 'sent')).toHaveLength(3);
    expect(answers.filter(({ kind }) => kind === 'too_often')).toHaveLength(17);
    expect(await desk.mails()).toBe(3);
    desk.now += day;
    expect(await desk.addresses.begin({ ...ask, customerId: jane })).toEqual({ kind: 'sent' });
  });

  test('one account reaches six addresses a day', async () => {
    const desk = await openDesk(open);
    const asked = Array.from({ length: 20 }, (_, n) =>
      desk.addresses.begin({ ...ask, address: `someone${n}@example.com`, customerId: jane }),
    );
    expect((await Promise.all(asked)).filter(({ kind }) => kind === 'sent')).toHaveLength(6);
  });

  test('many accounts and many addresses together stop at the cap of an hour', async () => {
    const desk = await openDesk(open, 310);
    let sent = 0;
    for (let n = 1; n <= 310; n++) {
      const address = `someone${n}@example.com`;
      const { kind } = await desk.addresses.begin({ ...ask, address, customerId: customerIdOf(n) });
      if (kind === 'sent') sent++;
    }
    expect(sent).toBe(300);
    desk.now += hour;
    expect(await desk.addresses.begin({ ...ask, customerId: jane })).toEqual({ kind: 'sent' });
  });

  test('at the cap of an hour nobody’s own mails of the day are used up', async () => {
    const desk = await openDesk(open, 103);
    for (let n = 3; n <= 102; n++)
      for (const other of ['a', 'b', 'c'])
        await desk.addresses.begin({
          ...ask,
          address: `${other}${n}@example.com`,
          customerId: customerIdOf(n),
        });
    for (let n = 0; n < 7; n++)
      expect(await desk.addresses.begin({ ...ask, customerId: jane })).toEqual({ kind: 'too_often' });
    desk.now += hour;
    expect(await desk.addresses.begin({ ...ask, customerId: jane })).toEqual({ kind: 'sent' });
    expect(await desk.addresses.begin({ ...ask, subject: 'order_2', customerId: jane })).toEqual({
      kind: 'sent',
    });
  });

  test('who is over their own limit uses up nobody’s mailbox', async () => {
    const { addresses } = await openDesk(open);
    for (let n = 0; n < 6; n++)
      await addresses.begin({ ...ask, address: `someone${n}@example.com`, customerId: jane });
    for (let n = 0; n < 5; n++)
      expect(await addresses.begin({ ...ask, customerId: jane })).toEqual({ kind: 'too_often' });
    expect(await addresses.begin({ ...ask, customerId: john })).toEqual({ kind: 'sent' });
  });
});

describeOnBoth('A code to an address that the customer does not know', (open) => {
  const cases = [
    ['a known card', 'jane@example.com'],
    ['no such card', null],
    ['an address that is none', 'not an address'],
  ] as const;

  test('asked for a card that exists or not, the answers and what is stored are the same', async () => {
    const traces = [];
    for (const [, address] of cases) {
      const { addresses, database } = await openDesk(open);
      const answers: unknown[] = [];
      for (let n = 0; n < 7; n++) {
        answers.push(await addresses.beginQuietly({ customerId: john, address, subject: 'card' }));
        answers.push(await addresses.confirm(john, '999999'));
      }
      const { db } = database;
      const rows = {
        mails: (await db.selectFrom('mails').select(['kind', 'state']).execute()).length,
        jobs: (await db.selectFrom('jobs').select('kind').execute()).length,
        limits: (await db.selectFrom('limits').select(['name', 'used']).execute()).length,
      };
      traces.push({ answers, rows, pending: (await addresses.pending(john))?.tries });
    }
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[2]).toEqual(traces[0]);
    expect(traces[0]?.answers.slice(0, 2)).toEqual([
      { kind: 'begun' },
      { kind: 'wrong', triesLeft: 4, purpose: 'claim' },
    ]);
    expect(traces[0]?.answers.at(-2)).toEqual({ kind: 'too_often' });
  });

  test('mails go to the known address alone, three a day, and no digits fit where none went', async () => {
    const desk = await openDesk(open, 9);
    const { addresses } = desk;
    for (let n = 1; n <= 8; n++)
      expect(await addresses.beginQuietly({ ...ask, customerId: customerIdOf(n), subject: 'card' })).toEqual({
        kind: 'begun',
      });
    expect(await desk.mails()).toBe(3);
    await addresses.beginQuietly({ customerId: customerIdOf(9), address: null, subject: 'card' });
    for (const customer of [customerIdOf(8), customerIdOf(9)])
      expect(await addresses.confirm(customer, right)).toEqual({
        kind: 'wrong',
        triesLeft: 4,
        purpose: 'claim',
      });
    expect(await addresses.confirm(customerIdOf(3), right)).toMatchObject({ kind: 'verified' });
  });

  test('however often a number was tried, an address that is typed then is answered as any other', async () => {
    const answers = [];
    for (const onFile of ['jane@example.com', 'somebody@example.com', null]) {
      const { addresses } = await openDesk(open, 5);
      for (let n = 2; n <= 5; n++)
        await addresses.beginQuietly({ customerId: customerIdOf(n), address: onFile, subject: 'card' });
      const typed = await addresses.begin({ ...ask, customerId: john, purpose: 'claim' });
      const typedAgain = [];
      for (let n = 3; n <= 5; n++)
        typedAgain.push(await addresses.begin({ ...ask, customerId: customerIdOf(n), purpose: 'claim' }));
      answers.push([typed, ...typedAgain]);
    }
    expect(answers[0]).toEqual([
      ...Array.from({ length: 3 }, () => ({ kind: 'sent' })),
      { kind: 'too_often' },
    ]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test('numbers that nobody knows use up nobody’s mails', async () => {
    const desk = await openDesk(open, 310);
    for (let n = 2; n <= 310; n++)
      await desk.addresses.beginQuietly({ customerId: customerIdOf(n), address: null, subject: 'card' });
    await desk.addresses.beginQuietly({ customerId: jane, address: 'jane@example.com', subject: 'card' });
    expect(await desk.mails()).toBe(1);
  });

  test('nor do mails to addresses that were typed, however many, keep one away from the address on file', async () => {
    const desk = await openDesk(open, 310);
    for (let n = 2; n <= 310; n++)
      await desk.addresses.begin({ ...ask, address: `a${n}@example.com`, customerId: customerIdOf(n) });
    const before = await desk.mails();
    await desk.addresses.beginQuietly({ customerId: jane, address: 'jane@example.com', subject: 'card' });
    expect(await desk.mails()).toBe(before + 1);
  });

  test('what the customer may read of themselves does not tell it either', async () => {
    const { addresses, store } = await openDesk(open);
    await addresses.beginQuietly({ customerId: john, address: 'jane@example.com', subject: 'card' });
    expect(await store.oneTimeCodes.exportOf(john)).toEqual([]);
    expect(await store.mails.exportOf(john)).toEqual([]);
  });
});

describe('Without a mail server', () => {
  test('nothing is begun', async () => {
    const off = createAddresses({
      store: {} as Store,
      isOn: false,
      random: () => 1,
      clock: () => 0,
      newId,
    });
    expect(await off.begin({ ...ask, customerId: jane })).toEqual({ kind: 'off' });
    expect(await off.beginQuietly({ ...ask, customerId: jane })).toEqual({ kind: 'off' });
  });
});
