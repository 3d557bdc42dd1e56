import { expect, onTestFinished, test } from 'vitest';
import { shortNumber } from '../../src/domain/card.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { CustomerId, MailId } from '../../src/domain/ids.ts';
import { day, minute } from '../../src/domain/time.ts';
import { createSmtp } from '../../src/mail/smtp.ts';
import { createAddresses } from '../../src/services/addresses.ts';
import { createMailWriter } from '../../src/services/mail-writer.ts';
import { createMailing } from '../../src/services/mailing.ts';
import type { Mailing } from '../../src/services/mailing.ts';
import type { Store } from '../../src/services/storage-port.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { newId, storeOver } from '../support/database.ts';
import { plainLetters } from '../support/letters.ts';
import { openMailServer } from '../support/mail-server.ts';
import type { MailServer } from '../support/mail-server.ts';
import { aCard, aCustomer, anOrder, plan } from '../support/samples.ts';

const jane = 'jane@example.com';

interface Office {
  readonly store: Store;
  readonly mailing: Mailing;
  readonly log: string[];
  /** Customers who were told that their address takes no mail. */
  readonly told: string[];
  now: number;
  /** Asks for a code to Jane's address; answers the mail's id. */
  ask(customer?: number): Promise<MailId>;
  /** Runs a mail until it ended, or is to be tried again; answers when. */
  run(id: MailId): Promise<number | 'done'>;
  stateOf(id: MailId): Promise<string | undefined>;
}

/** The office that sends mails, over a real mail server. */
async function openOffice(url: string, timeoutMs = 2000): Promise<Office> {
  const { db, close } = await openSqlite({ url: 'sqlite::memory:' });
  onTestFinished(() => close());
  const clock = (): number => office.now;
  const store = storeOver({ db }, { clock });
  const log: string[] = [];
  const told: string[] = [];
  const note = (facts: object, message: string): void => void log.push(`${message} ${JSON.stringify(facts)}`);
  const transport = createSmtp({ url, from: { name: 'Shop', address: 'shop@yuanyou.example' }, timeoutMs });
  onTestFinished(transport.close);
  const addresses = createAddresses({ store, isOn: true, random: () => 123_456, clock, newId });
  const mailing = createMailing({
    store,
    transport,
    write: createMailWriter({ store, letters: plainLetters, clock }),
    notifier: { mailRefused: async (customerId) => void told.push(customerId) },
    clock,
    logger: { info: note, warn: note, error: note },
  });
  const office: Office = {
    store,
    mailing,
    log,
    told,
    now: 1_000_000,
    ask: async (customer = 1) => {
      const customerId = customerIdOf(customer);
      await store.customers.see(aCustomer(customerId));
      await addresses.begin({ customerId, address: jane, purpose: 'receipts', subject: null });
      const rows = await db.selectFrom('mails').select('id').where('customer_id', '=', customerId).execute();
      return rows.at(-1)?.id ?? 'mail_';
    },
    run: async (id) => {
      const advance = await mailing.run(id);
      return advance.kind === 'again' ? advance.at : 'done';
    },
    stateOf: async (id) => (await store.mails.byId(id))?.state,
  };
  return office;
}

/** A server at the same place as one that is gone. */
function reopen({ port }: MailServer): Promise<MailServer> {
  return openMailServer({ port });
}

test('a mail waits while the server is down, arrives when it is back, and keeps no secret', async () => {
  const down = await openMailServer();
  await down.stop();
  const office = await openOffice(down.url);
  const mail = await office.ask();
  expect(await office.store.mails.secretOf(mail)).toBe('123456');
  const next = await office.run(mail);
  expect(next).toBeGreaterThan(office.now);
  expect(await office.stateOf(mail)).toBe('waiting');
  const up = await reopen(down);
  office.now += minute;
  expect(await office.run(mail)).toBe('done');
  expect(up.received.map(({ to }) => to)).toEqual([jane]);
  expect(up.received[0]?.part('text/plain')).toContain('123456');
  expect(await office.store.mails.secretOf(mail)).toBeNull();
  // The job may run again, after a crash for example.
  expect(await office.run(mail)).toBe('done');
  expect(up.received).toHaveLength(1);
});

test('it is tried less and less often, and after a day given up with one line in the log', async () => {
  const down = await openMailServer();
  await down.stop();
  const office = await openOffice(down.url);
  const { store } = office;
  const customerId = customerIdOf(1);
  await store.customers.see(aCustomer(customerId));
  await store.addresses.save({ customerId, address: jane, verifiedAt: 1 });
  const card = await store.cards.add(aCard({ ownerId: customerId }));
  const order = anOrder(card, { state: 'fulfilled', plan: { ...plan, coverage: 'IT' } });
  await store.orders.insert(order);
  const id = newId('mail');
  const receipt = { id, kind: 'receipt', customerId, subject: order.id, createdAt: office.now } as const;
  await store.mails.insert({ ...receipt, state: 'waiting' }, null);
  const waits: number[] = [];
  for (let next = await office.run(id); next !== 'done'; next = await office.run(id)) {
    waits.push(next - office.now);
    office.now = next;
  }
  expect(waits.length).toBeGreaterThan(20);
  expect(waits.length).toBeLessThan(45);
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThanOrEqual(day);
  expect(await office.stateOf(id)).toBe('given_up');
  expect(office.log).toHaveLength(1);
  expect(office.log[0]).not.toContain('jane');
});

test('a refused address stops the mail, is noted, and is told to whoever waits for it', async () => {
  const server = await openMailServer();
  const office = await openOffice(server.url);
  await office.store.customers.see(aCustomer(customerIdOf(1)));
  await office.store.addresses.save({ customerId: customerIdOf(1), address: jane, verifiedAt: 1 });
  server.plan.push({ at: 'rcpt', answer: 550, words: '5.1.1 <jane@example.com> unknown' });
  const mail = await office.ask();
  expect(await office.run(mail)).toBe('done');
  expect(await office.stateOf(mail)).toBe('refused');
  expect((await office.store.addresses.of(customerIdOf(1)))?.refusedAt).toBe(office.now);
  expect(office.told).toEqual(['customer_1']);
  expect(office.log).toHaveLength(1);
  expect(office.log[0]).not.toContain('jane');
  expect(await office.run(mail)).toBe('done');
  expect(server.received).toEqual([]);
});

test('a code that expired before its mail could go out is not sent at all', async () => {
  const down = await openMailServer();
  await down.stop();
  const office = await openOffice(down.url);
  const mail = await office.ask();
  await office.run(mail);
  const up = await reopen(down);
  office.now += 10 * minute;
  expect(await office.run(mail)).toBe('done');
  expect(await office.stateOf(mail)).toBe('void');
  expect(up.received).toEqual([]);
});

test('a server that keeps silent holds eight mails, and nothing else', async () => {
  const server = await openMailServer();
  const office = await openOffice(server.url, 400);
  for (let n = 0; n < 8; n++) server.plan.push({ at: 'rcpt', answer: 'silence' });
  const mails: MailId[] = [];
  for (const customer of [1, 2, 3]) mails.push(await office.ask(customer));
  // The rest are the same three again, as if many waited.
  const stuck = Array.from({ length: 8 }, (_, n) => office.run(mails[n % 3] ?? 'mail_'));
  const rest = await Promise.all(mails.map((id) => office.run(id)));
  expect(rest).toEqual(mails.map(() => office.now + 2000));
  const answers = await Promise.all(stuck);
  expect(answers.every((next) => next !== 'done')).toBe(true);
  office.now += minute;
  for (const id of mails) expect(await office.run(id)).toBe('done');
  expect(server.received.length).toBeGreaterThanOrEqual(3);
});

test('what installing takes goes to the owner of a card alone: the receipt of a companion who paid has none of it', async () => {
  const { db, close } = await openSqlite({ url: 'sqlite::memory:' });
  onTestFinished(() => close());
  const clock = (): number => 1_000_000;
  const store = storeOver({ db }, { clock });
  const [ownerId, companionId] = [customerIdOf(1), customerIdOf(2)];
  for (const customerId of [ownerId, companionId]) {
    await store.customers.see(aCustomer(customerId));
    await store.addresses.save({ customerId, address: jane, verifiedAt: 1 });
  }
  const card = await store.cards.add(aCard({ ownerId }));
  await store.cards.saveInstallationCode(card.id, 'LPA:1$smdp.example.com$MATCHING-1');
  const write = createMailWriter({ store, letters: plainLetters, clock });
  const receiptFor = async (payerId: CustomerId): Promise<string> => {
    const order = anOrder(card, {
      state: 'fulfilled',
      plan: { ...plan, coverage: 'IT' },
      preview: { kind: 'new_profile', wastedBytes: null, wastedUntil: null },
      suppliedCardId: card.id,
      payerId,
    });
    await store.orders.insert(order);
    const mail = { kind: 'receipt', customerId: payerId, subject: order.id, state: 'waiting' } as const;
    const written = await write({ ...mail, id: newId('mail'), createdAt: 1 });
    return JSON.stringify(written?.letter ?? '');
  };
  expect(await receiptFor(ownerId)).toContain('MATCHING-1');
  const theirs = await receiptFor(companionId);
  expect(theirs).toContain(shortNumber(card));
  expect(theirs).not.toMatch(/MATCHING|LPA|smdp|cid:qr/i);
});
