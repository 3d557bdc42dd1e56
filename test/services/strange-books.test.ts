import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { Payment } from '../../src/domain/payment.ts';
import type { Reconciliation } from '../../src/domain/reconciliation.ts';
import { strangeBookOf } from '../../src/domain/strange-book.ts';
import { day, hour, minute } from '../../src/domain/time.ts';
import type { RailEntry } from '../../src/services/rail-port.ts';
import { openBackOffice, payer } from '../support/back-office.ts';
import type { BackOffice } from '../support/back-office.ts';
import { openCases } from '../support/cases.ts';
import { describeOnBoth } from '../support/database.ts';
import { aCustomer, anOrder, aPayment } from '../support/samples.ts';

const operator = customerIdOf(100_005);
const start = Date.UTC(2026, 5, 12, 10);
const money = { amount: 672, currency: 'XTR' } as const;
/** Just after three at night. */
const untilNight = 17 * hour + minute;

function lineOf({ chargeId, payload, payerId }: Payment): RailEntry & { kind: 'charge' } {
  return { kind: 'charge', chargeId, money, payload, payerId, isOurs: true, at: start + minute };
}

/** Payments of a day, settled and done with, as our books have them. */
async function sold({ store }: BackOffice, count: number): Promise<readonly Payment[]> {
  const all = Array.from({ length: count }, (_, n) =>
    aPayment({ chargeId: `stx_${n}`, money, outcome: 'fulfilled', receivedAt: start + minute + n }),
  );
  await store.transaction(async (tx) => {
    for (const payment of all) await tx.payments.record(payment);
  });
  return all;
}

async function runs({ store }: BackOffice): Promise<readonly Reconciliation[]> {
  return store.reconciliations.untold();
}

async function casesOf({ store }: BackOffice): Promise<readonly string[]> {
  return (await openCases(store)).map(({ reason, subject }) => `${reason} ${subject}`);
}

async function close(office: BackOffice): Promise<void> {
  await office.store.customers.see(aCustomer(operator));
  const [review] = await openCases(office.store);
  const id = review?.id ?? 'review_none';
  const stamp = (await office.desk.file(id))?.stamp ?? '';
  expect(await office.desk.decide(id, { action: 'note', stamp, by: operator })).toMatchObject({
    kind: 'done',
  });
}

describeOnBoth('A book that cannot be the right one', (open) => {
  test('that knows none of thousands of payments is one case, and one short report', async () => {
    const office = await openBackOffice([], { openDatabase: open });
    await sold(office, 2000);
    await office.pass(untilNight);
    expect(await casesOf(office)).toEqual(['book_strange stars']);
    const [review] = await openCases(office.store);
    expect(review && strangeBookOf(review)).toEqual({
      part: 'stars',
      kind: 'charge_unlisted',
      count: 2000,
      examples: ['stx_0', 'stx_1', 'stx_2'],
    });
    const [report, ...more] = await runs(office);
    expect(more).toEqual([]);
    expect(report?.findings).toEqual([]);
    expect(report?.parts.map(({ part, compared }) => `${part} ${compared}`)).toContain('stars strange');
    expect(JSON.stringify(report).length).toBeLessThan(3000);
    for (let n = 0; n < 2; n++) await office.pass(hour);
    expect(await runs(office), 'it is asked again every hour, and told of once a night').toHaveLength(1);
    await office.pass(day);
    expect(await runs(office)).toHaveLength(2);
    expect(await casesOf(office)).toEqual(['book_strange stars']);
  });

  test('is compared again once it is the right one: the case ends by itself, and ordinary differences are told one by one', async () => {
    const office = await openBackOffice([], { openDatabase: open });
    const payments = await sold(office, 30);
    await office.pass(untilNight);
    office.outside.starBook.push(...payments.slice(3).map(lineOf));
    await office.pass(hour);
    const lacking = payments.slice(0, 3).map(({ id }) => `books_differ ${id}`);
    expect((await casesOf(office)).toSorted()).toEqual(['book_strange stars', ...lacking].toSorted());
    office.outside.starBook.push(...payments.slice(0, 3).map(lineOf));
    await office.pass(day);
    expect((await casesOf(office)).toSorted(), 'nothing is doubtful any more').toEqual(lacking.toSorted());
  });
});

/** Payments to somebody else, as another bot’s book has them. */
function ofAnother(count: number): readonly (RailEntry & { kind: 'charge' })[] {
  return Array.from({ length: count }, (_, n) =>
    lineOf(aPayment({ chargeId: `other_${n}`, payload: 'of another bot', payerId: payer })),
  );
}

test('by a book full of strangers nothing is delivered and nothing booked, until it is the right one', async () => {
  const office = await openBackOffice(['it-once']);
  const { store, outside } = office;
  const { order, attempt } = await office.open('it-once', 'queued');
  outside.starBook.push(
    lineOf(aPayment({ chargeId: 'stx_ours', payload: attempt.id, payerId: payer })),
    ...ofAnother(11),
  );
  for (let n = 0; n < 3; n++) await office.pass(10 * minute);
  expect(await casesOf(office)).toEqual(['book_strange stars']);
  // Few at a time, while a person has yet to look.
  outside.starBook.push(
    lineOf(aPayment({ chargeId: 'other_late', payload: 'of another bot', payerId: payer })),
  );
  await office.pass(untilNight);
  expect(await casesOf(office)).toEqual(['book_strange stars']);
  expect(await office.supplied('it-once')).toBe(0);
  expect(await store.payments.byCharge('stars', 'stx_ours')).toBeUndefined();
  expect(await store.payments.byCharge('stars', 'other_0')).toBeUndefined();
  expect(await store.payments.byCharge('stars', 'other_late')).toBeUndefined();

  outside.starBook.splice(1);
  for (let n = 0; n < 3; n++) await office.pass(hour);
  expect((await store.orders.byId(order.id))?.state).toBe('fulfilled');
  expect(await casesOf(office)).toEqual([]);
});

test('a few strangers among the payments are booked, and are a case each, as they were', async () => {
  const office = await openBackOffice([]);
  office.outside.starBook.push(...ofAnother(3));
  for (let n = 0; n < 3; n++) await office.pass(10 * minute);
  const reasons = (await openCases(office.store)).map(({ reason }) => reason);
  expect(reasons).toEqual(Array(3).fill('payment_does_not_fit'));
});

test('whoever closes the case says that the account is right: strangers’ money is booked then, and what we have alone is known', async () => {
  const office = await openBackOffice([]);
  await sold(office, 20);
  office.outside.starBook.push(...ofAnother(12));
  for (let n = 0; n < 3; n++) await office.pass(10 * minute);
  await office.pass(untilNight);
  await close(office);
  for (let n = 0; n < 3; n++) await office.pass(hour);
  const reasons = (await openCases(office.store)).map(({ reason }) => reason);
  expect(reasons).toEqual(Array(12).fill('payment_does_not_fit'));
  await office.pass(2 * day);
  expect(await openCases(office.store)).toHaveLength(12);

  for (let n = 0; n < 11; n++)
    await office.store.payments.record(
      aPayment({ chargeId: `late_${n}`, money, outcome: 'fulfilled', receivedAt: office.now() }),
    );
  await office.pass(day);
  expect(await casesOf(office), 'their word counted for one comparison').toContain('book_strange stars');
});

test('a supplier that knows none of what was delivered is asked for a hundred orders, not for all', async () => {
  const office = await openBackOffice([]);
  const card = await office.cardOf(payer);
  await office.store.transaction(async (tx) => {
    for (let n = 0; n < 250; n++) {
      const order = anOrder(card, { state: 'fulfilled', deliveredAt: start, updatedAt: start + minute + n });
      await tx.orders.insert(order);
      const begun = {
        provider: 'sandbox',
        sends: 1,
        notFoundAt: null,
        lastError: null,
        startedAt: start,
        slowToldAt: null,
      };
      await tx.fulfilments.start({ ...begun, orderId: order.id, key: `key_${n}`, state: 'submitting' });
      await tx.fulfilments.save({ ...begun, orderId: order.id, key: `key_${n}`, state: 'supplied' });
    }
  });
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  await office.pass(untilNight);
  clearInterval(timer);
  expect(turns, 'and others have their turn meanwhile').toBeGreaterThan(0);
  const cases = (await openCases(office.store)).map((review) => strangeBookOf(review));
  expect(cases.toSorted((a, b) => a.count - b.count)).toMatchObject([
    {
      part: 'supplier',
      kind: 'supply_missing',
      count: 100,
      examples: ['sandbox:key_0', 'sandbox:key_1', 'sandbox:key_2'],
    },
    { part: 'ledger', kind: 'unbalanced', count: 250 },
  ]);
});
