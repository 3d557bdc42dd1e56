import { describe, expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import { day, hour, minute } from '../../src/domain/time.ts';
import type { PaymentAttempt } from '../../src/domain/payment.ts';
import { noTurnover } from '../../src/domain/reconciliation.ts';
import type { Turnover } from '../../src/domain/reconciliation.ts';
import type { RailEntry } from '../../src/services/rail-port.ts';
import { aPayment } from '../support/samples.ts';
import { openBackOffice, payer } from '../support/back-office.ts';
import type { BackOffice } from '../support/back-office.ts';
import { aCustomer } from '../support/samples.ts';
import { openCases } from '../support/cases.ts';
import { describeOnBoth } from '../support/database.ts';

const operator = customerIdOf(100_005);
const start = Date.UTC(2026, 5, 12, 10);
const money = { amount: 672, currency: 'XTR' } as const;

function charge(changes: Partial<RailEntry & { kind: 'charge' }> = {}): RailEntry & { kind: 'charge' } {
  return {
    kind: 'charge',
    chargeId: 'stx_1',
    money,
    payload: null,
    payerId: payer,
    isOurs: true,
    at: start + minute,
    ...changes,
  };
}

/** Stars were paid for this, and nobody told us. */
function paidUnheard({ outside }: BackOffice, { id }: PaymentAttempt, chargeId = 'stx_1'): void {
  outside.starBook.push(charge({ chargeId, payload: id }));
}

async function findings({ store }: BackOffice): Promise<string[]> {
  const all = await store.reconciliations.untold();
  return all.flatMap((each) => each.findings.map(({ kind, outcome }) => `${kind} ${outcome}`));
}

async function cases({ store }: BackOffice): Promise<string[]> {
  return (await openCases(store)).map(({ reason }) => reason);
}

describe('What Telegram’s book of Stars says and ours does not', () => {
  test('a payment nobody told us of is delivered, and a second look changes nothing', async () => {
    const office = await openBackOffice(['it-once']);
    const { order, attempt } = await office.open('it-once', 'queued');
    paidUnheard(office, attempt);
    await office.pass(2 * minute);
    expect(
      await office.store.payments.byCharge('stars', 'stx_1'),
      'it may still be on its way',
    ).toBeUndefined();
    for (let n = 0; n < 6; n++) await office.pass(10 * minute);
    expect((await office.store.orders.byId(order.id))?.state).toBe('fulfilled');
    expect(await office.supplied('it-once')).toBe(1);
    expect(await findings(office)).toEqual(['charge_missed repaired']);
    expect(await cases(office)).toEqual([]);
  });

  test('the second payment for the same thing goes back', async () => {
    const office = await openBackOffice(['it-once']);
    const { attempt } = await office.open('it-once', 'queued');
    paidUnheard(office, attempt);
    paidUnheard(office, attempt, 'stx_2');
    for (let n = 0; n < 6; n++) await office.pass(10 * minute);
    expect(office.outside.refunded).toHaveLength(1);
    expect(await office.supplied('it-once')).toBe(1);
    expect(await findings(office)).toEqual(['charge_missed repaired', 'charge_missed repaired']);
  });

  test('money that has gone back already buys nothing, and a person looks at it', async () => {
    const office = await openBackOffice(['it-once']);
    const { order, attempt } = await office.open('it-once', 'queued');
    paidUnheard(office, attempt);
    office.outside.starBook.push({
      kind: 'refund',
      chargeId: 'stx_1',
      money,
      state: 'done',
      at: start + 2 * minute,
    });
    for (let n = 0; n < 6; n++) await office.pass(10 * minute);
    expect(await office.supplied('it-once')).toBe(0);
    expect((await office.store.orders.byId(order.id))?.state).toBe('refunded');
    expect(await office.store.payments.byCharge('stars', 'stx_1')).toMatchObject({ outcome: 'refunded' });
    expect(await cases(office)).toEqual(['went_back_elsewhere']);
  });

  test('a history from before this database is not ours to judge, nor are gifts and withdrawals', async () => {
    const office = await openBackOffice([]);
    office.outside.starBook.push(
      { kind: 'other', at: start - hour },
      charge({ payload: 'of another program', at: start - hour }),
      { kind: 'other', at: start + minute },
    );
    await office.pass(20 * minute);
    expect(await office.store.payments.byCharge('stars', 'stx_1')).toBeUndefined();
    expect([await findings(office), await cases(office)]).toEqual([[], []]);
  });

  test('an amount that is not the one in our ledger is a person’s case, once', async () => {
    const office = await openBackOffice(['it-once']);
    const { attempt } = await office.open('it-once', 'queued');
    paidUnheard(office, attempt);
    await office.pass(20 * minute);
    office.outside.starBook.push(
      charge({ payload: attempt.id, money: { ...money, amount: 1 }, at: start + 20 * minute }),
    );
    for (let n = 0; n < 3; n++) await office.pass(10 * minute);
    expect(await cases(office)).toEqual(['books_differ']);
    expect(await findings(office)).toContain('amount_differs review');
  });
});

test('trap 15: a page that was asked for a day ago without an answer is looked for, never asked for again', async () => {
  const office = await openBackOffice(['it-once']);
  const { store, bank } = office;
  const [made, never] = [await office.open('it-once', 'queued'), await office.open('it-once', 'queued')];
  const request = JSON.stringify({ money: made.page.total, closesAt: start + hour });
  await bank.rail.open({ id: made.page.id, request });
  bank.act(made.page.id, 'pay');
  for (const { page } of [made, never])
    await store.attempts.move(page, 'opening', { request, openedAt: start });
  await office.pass(24 * hour);
  for (let n = 0; n < 3; n++) await office.pass(10 * minute);
  expect((await store.orders.byId(made.order.id))?.state).toBe('fulfilled');
  expect((await store.attempts.byId(never.page.id))?.state).toBe('expired');
  expect(bank.pages(never.page.id)).toBe(0);
  expect(await cases(office)).toEqual([]);
});

describe('A refund that the bank refused at first', () => {
  test('and a person made at the provider did not come back: the report says only that nobody else lists it', async () => {
    const office = await openBackOffice(['sbx-fail-stock']);
    const { store, bank, desk } = office;
    await store.customers.see(aCustomer(operator));
    const { page } = await office.open('sbx-fail-stock', 'queued');
    await office.follow(page);
    bank.nextRefund = 'failed';
    bank.act(page.id, 'pay');
    await office.hear(page, 'paid');
    for (let n = 0; n < 4; n++) await office.pass(2 * minute);
    const [review] = await openCases(store);
    const id = review?.id ?? 'review_none';
    const stamp = (await desk.file(id))?.stamp ?? '';
    expect((await desk.decide(id, { action: 'by_hand', stamp, by: operator })).kind).toBe('done');
    for (let n = 0; n < 10; n++) await office.pass(6 * hour);
    expect(await findings(office)).toEqual(['refund_unlisted review']);
  });

  test('after it had been made came back, which is one finding', async () => {
    const office = await openBackOffice(['sbx-fail-stock']);
    const { bank } = office;
    const { page } = await office.open('sbx-fail-stock', 'queued');
    await office.follow(page);
    bank.act(page.id, 'pay');
    await office.hear(page, 'paid');
    for (let n = 0; n < 4; n++) await office.pass(2 * minute);
    expect(bank.refunded).toHaveLength(1);
    bank.failLate(page.id);
    for (let n = 0; n < 10; n++) await office.pass(6 * hour);
    expect(await findings(office)).toEqual(['refund_came_back repaired']);
    expect(await cases(office)).toEqual(['refund_failed_later']);
  });
});

test('a refund that the bank never ends becomes a person’s case once it takes longer than its payer was told, once', async () => {
  const office = await openBackOffice(['sbx-fail-stock']);
  const { bank } = office;
  const { page } = await office.open('sbx-fail-stock', 'queued');
  await office.follow(page);
  bank.nextRefund = 'pending';
  bank.act(page.id, 'pay');
  await office.hear(page, 'paid');
  for (let n = 0; n < 4; n++) await office.pass(2 * minute);
  for (let n = 0; n < 4 * 9; n++) await office.pass(6 * hour);
  expect(await cases(office), 'up to ten days, they read').toEqual([]);
  for (let n = 0; n < 4 * 4; n++) await office.pass(6 * hour);
  expect(await cases(office)).toEqual(['books_differ']);
  expect(await findings(office)).toEqual(['without_end review']);
});

test.each([1, 5])('a refund that takes the bank %i days is in the sums of both books, once', async (days) => {
  const office = await openBackOffice(['sbx-fail-stock']);
  const { store, bank } = office;
  const { page } = await office.open('sbx-fail-stock', 'queued');
  await office.follow(page);
  bank.nextRefund = 'pending';
  bank.act(page.id, 'pay');
  await office.hear(page, 'paid');
  for (let n = 0; n < 4; n++) await office.pass(2 * minute);
  for (let n = 0; n < 4 * days; n++) await office.pass(6 * hour);
  bank.endRefunds(page.id, 'succeeded');
  for (let n = 0; n < 12; n++) await office.pass(6 * hour);
  const parts = (await store.reconciliations.untold()).flatMap((each) => each.parts);
  const ofBank = parts.filter(({ part }) => part === 'stripe');
  const sums = { ...noTurnover('EUR'), charges: 1, charged: 1120 };
  const back = { ...noTurnover('EUR'), refunds: 1, refunded: 1120 };
  expect(ofBank.flatMap(({ theirs }) => theirs)).toEqual([sums, back]);
  expect(ofBank.flatMap(({ ours }) => ours)).toEqual([sums, back]);
  expect(await findings(office)).toEqual([]);
});

describeOnBoth('A dispute that is lost weeks after the payment', (open) => {
  const euros = noTurnover('EUR');

  /** A payment by card, delivered, and the sums of each night so far, with those nights on which the books agreed. */
  async function paid() {
    const office = await openBackOffice(['it-once'], { openDatabase: open });
    const { store, bank } = office;
    const { page } = await office.open('it-once', 'queued');
    await office.follow(page);
    bank.act(page.id, 'pay');
    await office.hear(page, 'paid');
    const night = async (): Promise<void> => {
      for (let n = 0; n < 4; n++) await office.pass(6 * hour);
    };
    const sums = async (): Promise<Record<'theirs' | 'ours', readonly Turnover[]>[]> => {
      const parts = (await store.reconciliations.untold()).flatMap((each) => each.parts);
      const moved = parts.filter(({ part, ours }) => part === 'stripe' && ours.length > 0);
      return moved.map(({ theirs, ours }) => ({ theirs, ours }));
    };
    for (let n = 0; n < 7; n++) await night();
    return Object.assign(office, { page, night, sums, [Symbol.asyncDispose]: office.leave });
  }

  const both = (changes: Partial<Turnover>): Record<'theirs' | 'ours', readonly Turnover[]> => {
    const sums = [{ ...euros, ...changes }];
    return { theirs: sums, ours: sums };
  };
  const sale = both({ charges: 1, charged: 1120 });

  test.each([
    ['whole', 1120],
    ['half', 560],
  ] as const)(
    'is in the sums of the night after that, once, with what the bank took: %s',
    async (how, lost) => {
      await using office = await paid();
      const { bank, page, night, sums } = office;
      bank.dispute(page.id, how);
      await office.hear(page, 'disputed', 'charge');
      await night();
      expect(await sums(), 'nothing is lost yet').toEqual([sale]);
      bank.decide(page.id, 'lost');
      for (const event of ['closed', 'closed again']) await office.hear(page, event, 'charge');
      for (let n = 0; n < 3; n++) await night();
      expect(await sums()).toEqual([sale, both({ losses: 1, lost })]);
      expect(await findings(office)).toEqual([]);
    },
  );

  test('and won after an appeal comes back into the sums of that night', async () => {
    await using office = await paid();
    const { bank, page, night, sums } = office;
    bank.dispute(page.id, 'whole');
    bank.decide(page.id, 'lost');
    await office.hear(page, 'lost', 'charge');
    for (let n = 0; n < 2; n++) await night();
    bank.appeal(page.id);
    bank.decide(page.id, 'won');
    await office.hear(page, 'won', 'charge');
    for (let n = 0; n < 2; n++) await night();
    const won = both({ regains: 1, regained: 1120 });
    expect(await sums()).toEqual([sale, both({ losses: 1, lost: 1120 }), won]);
  });

  test('and decided otherwise while nobody told us differs for one night, and is booked', async () => {
    await using office = await paid();
    const { bank, page, night, sums } = office;
    bank.dispute(page.id, 'whole');
    await office.hear(page, 'disputed', 'charge');
    // Longer than the lists go back.
    for (let n = 0; n < 4; n++) await night();
    bank.decide(page.id, 'lost');
    await office.hear(page, 'lost', 'charge');
    await office.pass(minute);
    bank.appeal(page.id);
    bank.decide(page.id, 'won');
    for (let n = 0; n < 3; n++) await night();
    const [loss, regain] = [both({ losses: 1, lost: 1120 }), both({ regains: 1, regained: 1120 })];
    expect(await sums()).toEqual([sale, { ...loss, theirs: [] }, regain]);
  });
});

test('after a clock that was days ahead the nights are compared all the same, from the next start on', async () => {
  const office = await openBackOffice(['it-once']);
  await office.pass(10 * day);
  await office.pass(-10 * day);
  const { order, attempt } = await office.open('it-once', 'queued');
  paidUnheard(office, attempt);
  await office.pass(day);
  await office.store.jobs.send({ kind: 'reconcile', key: 'everything' });
  await office.pass(minute);
  expect((await office.store.orders.byId(order.id))?.state).toBe('fulfilled');
  expect(await findings(office)).toEqual(['charge_missed repaired']);
});

test('wherever a run is cut short, the next one finds the rest: nothing is lost, nothing doubled', async () => {
  let calls = 0;
  for (let died = true; died;) {
    calls++;
    const office = await openBackOffice(['it-once']);
    const { order, attempt } = await office.open('it-once', 'queued');
    paidUnheard(office, attempt);
    paidUnheard(office, attempt, 'stx_2');
    office.outside.starBook.push({ kind: 'other', at: start + minute });
    await office.pass(5 * minute);
    office.fate.callsLeft = calls;
    const { fate } = office;
    for (let n = 0; n < 4; n++) await office.pass(10 * minute);
    const found = {
      state: (await office.store.orders.byId(order.id))?.state,
      supplied: await office.supplied('it-once'),
      refunded: office.outside.refunded.length,
      findings: await findings(office),
      cases: await cases(office),
    };
    expect(found, `killed at call ${calls}`).toEqual({
      state: 'fulfilled',
      supplied: 1,
      refunded: 1,
      findings: ['charge_missed repaired', 'charge_missed repaired'],
      cases: [],
    });
    died = fate.dead;
  }
  expect(calls).toBeGreaterThan(20);
});

test('wherever the night is cut short, each part is compared and each difference is told once', async () => {
  let calls = 1;
  for (let died = true; died; calls += 6) {
    const office = await openBackOffice(['it-once']);
    const { store, outside } = office;
    const { order, attempt } = await office.open('it-once', 'queued');
    const invented = aPayment({
      payerId: payer,
      chargeId: 'stx_invented',
      money,
      outcome: 'review',
      receivedAt: start,
    });
    await store.payments.record(invented);
    await office.pass(5 * minute);
    paidUnheard(office, attempt);
    // Recent things and the night are due at once.
    office.fate.callsLeft = calls;
    const { fate } = office;
    await office.pass(17 * hour);
    for (let n = 0; n < 3; n++) await office.pass(hour);

    const runs = await store.reconciliations.untold();
    const parts = runs.flatMap((each) => each.parts.map(({ part, compared }) => `${part} ${compared}`));
    const found = {
      state: (await store.orders.byId(order.id))?.state,
      supplied: await office.supplied('it-once'),
      findings: (await findings(office)).toSorted((a, b) => a.localeCompare(b)),
      parts,
      cases: await cases(office),
      refunded: outside.refunded,
    };
    expect(found, `killed at call ${calls}`).toEqual({
      state: 'fulfilled',
      supplied: 1,
      findings: ['charge_missed repaired', 'charge_unlisted review'],
      parts: ['stars yes', 'stripe yes', 'supplier yes', 'ledger yes'],
      cases: ['books_differ'],
      refunded: [],
    });
    died = fate.dead;
  }
  expect(calls).toBeGreaterThan(60);
});
