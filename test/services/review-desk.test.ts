import { expect, test } from 'vitest';
import type { CaseAction } from '../../src/domain/case.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { OrderId, ReviewId } from '../../src/domain/ids.ts';
import type { Fulfilment, Order } from '../../src/domain/order.ts';
import type { ReviewReason } from '../../src/domain/review.ts';
import { minute, second } from '../../src/domain/time.ts';
import type { Decided } from '../../src/services/review-desk.ts';
import { openBackOffice, payer } from '../support/back-office.ts';
import type { BackOffice } from '../support/back-office.ts';
import { describeOnBoth, newId } from '../support/database.ts';
import type { Open } from '../support/database.ts';
import { aCustomer, aPayment } from '../support/samples.ts';
import { openCases } from '../support/cases.ts';

const anna = customerIdOf(100_005);
const ben = customerIdOf(100_006);
const plans = ['it-once'];

async function openOffice(open: Open): Promise<BackOffice & AsyncDisposable> {
  const office = await openBackOffice(plans, { openDatabase: open });
  return Object.assign(office, { [Symbol.asyncDispose]: office.leave });
}

/** Money of another amount than was asked: a case. */
async function misfit({ store, ...office }: BackOffice) {
  const { attempt } = await office.open('it-once', 'queued');
  const payment = aPayment({ payload: attempt.id, payerId: payer, money: { amount: 1, currency: 'XTR' } });
  await office.report([{ eventId: newId('event'), payment }]);
  await office.pass(0);
  const [review] = await openCases(store);
  return { payment, id: review?.id ?? 'review_none' };
}

/** An order of a new eSIM that a person looks after, since the supplier said nothing of it; in truth it was never ordered. */
async function unknownSupply(office: BackOffice, state: Fulfilment['state']) {
  const { store } = office;
  const { order, attempt } = await office.open('it-once', 'new_profile');
  const at = office.now();
  const payment = aPayment({ payload: attempt.id, payerId: payer, money: attempt.total, orderId: order.id });
  await store.transaction(async (tx) => {
    await tx.payments.record(payment);
    let now = order;
    for (const event of ['payment_confirmed', 'supply_started', 'undecided'] as const)
      now = (await tx.orders.move(now, event, at)) ?? now;
    await tx.fulfilments.start({
      orderId: order.id,
      key: newId('supply'),
      provider: 'sandbox',
      state,
      sends: 1,
      notFoundAt: null,
      lastError: null,
      startedAt: at,
      slowToldAt: at,
    });
    await tx.payments.settle(payment.id, 'review');
    await tx.reviews.open({ subject: order.id, reason: 'supply_unknown', detail: 'no answer', at });
  });
  const review = await store.reviews.openOf(order.id, 'supply_unknown');
  return { order, payment, id: review?.id ?? 'review_none' };
}

async function decide(
  { desk }: BackOffice,
  id: ReviewId,
  action: CaseAction,
  by = anna,
): Promise<Decided['kind']> {
  const file = await desk.file(id);
  return (await desk.decide(id, { action, stamp: file?.stamp ?? '', by })).kind;
}

async function stateOf({ store }: BackOffice, id: OrderId): Promise<string | undefined> {
  return (await store.orders.byId(id))?.state;
}

describeOnBoth('The review desk', (open) => {
  test('sends money that bought nothing back once, however many operators say so at once', async () => {
    await using office = await openOffice(open);
    const { store, outside, desk } = office;
    const { payment, id } = await misfit(office);
    const { stamp = '' } = (await desk.file(id)) ?? {};
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        desk.decide(id, {
          action: n % 3 === 0 ? 'keep' : 'refund',
          stamp,
          by: n % 2 === 0 ? anna : ben,
        }),
      ),
    );
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'unknown')).toEqual([]);
    for (let n = 0; n < 3; n++) await office.pass(minute);
    const review = await store.reviews.byId(id);
    const lines = await store.audit.of(payment.id);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.operatorId).toBe(review?.closedBy);
    expect(lines[0]?.detail).toContain('1 XTR');
    expect(outside.refunded).toEqual(review?.outcome === 'refunded' ? [payment.chargeId] : []);
    expect(await decide(office, id, 'refund'), 'closed is closed').toBe('closed');
  });

  test('says of a refund that is wished for which money would go back, also where a second payment went back already', async () => {
    await using office = await openOffice(open);
    const { store, desk, outside } = office;
    await store.customers.see(aCustomer(anna));
    const { order, attempt } = await office.open('it-once', 'new_profile');
    const pay = async () => {
      const about = { payload: attempt.id, payerId: payer, money: attempt.total, receivedAt: office.now() };
      const payment = aPayment(about);
      await office.report([{ eventId: newId('event'), payment }]);
      for (let n = 0; n < 2; n++) await office.pass(minute);
      return payment;
    };
    const [first, second] = [await pay(), await pay()];
    expect(outside.refunded).toEqual([second.chargeId]);
    const asked = { orderId: order.id, customerId: payer, messageId: null, askedAt: office.now() };
    const wish = await store.refundWishes.open({ ...asked, state: 'asked' });
    if (wish) await store.refundWishes.move(wish, 'with_person');
    const about = { subject: order.id, reason: 'refund_wanted', detail: '', at: office.now() } as const;
    await store.reviews.open(about);
    const id = (await store.reviews.openOf(order.id, 'refund_wanted'))?.id ?? 'review_none';
    expect((await desk.file(id))?.ours.payment?.id).toBe(first.id);
    expect(await decide(office, id, 'grant')).toBe('done');
    for (let n = 0; n < 2; n++) await office.pass(minute);
    expect(outside.refunded).toEqual([second.chargeId, first.chargeId]);
  });

  test('does only what is offered, and only while it is as it was', async () => {
    await using office = await openOffice(open);
    const { store, desk, outside } = office;
    const { payment, id } = await misfit(office);
    for (const action of ['delivered', 'by_hand', 'note', 'nonsense'] as const)
      expect(await decide(office, id, action as CaseAction)).toBe('changed');
    expect((await desk.decide(id, { action: 'refund', stamp: 'old', by: anna })).kind).toBe('changed');
    expect((await desk.decide('review_x', { action: 'refund', stamp: '', by: anna })).kind).toBe('unknown');
    expect(await store.audit.of(payment.id)).toEqual([]);
    expect(await openCases(store)).toHaveLength(1);
    expect(outside.refunded).toEqual([]);
  });

  test('an order that the supplier says it never got is refunded by itself once it says so twice, two minutes apart', async () => {
    await using office = await openOffice(open);
    const { store, desk, outside } = office;
    const { order, payment, id } = await unknownSupply(office, 'unknown');
    expect(await decide(office, id, 'refund'), 'not on one word').toBe('changed');
    const asked = await desk.ask(id, anna);
    expect(asked?.outside.supplier.order).toBe('not_found');
    expect(asked?.actions).not.toContain('refund');
    await office.pass(minute);
    expect(await stateOf(office, order.id)).toBe('review');
    await office.pass(minute + second);
    expect(await stateOf(office, order.id)).toBe('refunded');
    expect(outside.refunded).toEqual([payment.chargeId]);
    expect(await store.reviews.byId(id)).toMatchObject({ outcome: 'not_supplied', closedBy: null });
    expect((await store.audit.of(order.id)).map(({ action }) => action)).toEqual(['case_asked']);
  });

  test('of one that it had accepted a person decides, once that is proved', async () => {
    await using office = await openOffice(open);
    const { desk, outside } = office;
    const { order, payment, id } = await unknownSupply(office, 'placed');
    for (let n = 0; n < 2; n++) {
      expect((await desk.ask(id, anna))?.actions).toEqual(['delivered']);
      await office.pass(minute);
    }
    await office.pass(second);
    expect(await stateOf(office, order.id), 'not by itself').toBe('review');
    expect((await desk.file(id))?.actions).toEqual(['refund', 'delivered']);
    expect(await decide(office, id, 'refund')).toBe('done');
    await office.pass(minute);
    expect(await stateOf(office, order.id)).toBe('refunded');
    expect(outside.refunded).toEqual([payment.chargeId]);
  });

  test('what a person delivered is earned, and told', async () => {
    await using office = await openOffice(open);
    const { store, outside } = office;
    const { order, payment, id } = await unknownSupply(office, 'unknown');
    expect(await decide(office, id, 'delivered')).toBe('done');
    for (let n = 0; n < 5; n++) await office.pass(minute);
    expect(await stateOf(office, order.id)).toBe('fulfilled');
    expect((await store.payments.byId(payment.id))?.outcome).toBe('fulfilled');
    expect((await store.orders.byId(order.id))?.deliveredAt).not.toBeNull();
    expect(outside.told).toEqual([`delivered by hand ${order.id}`]);
    expect(outside.refunded).toEqual([]);
    expect(await openCases(store)).toEqual([]);
  });

  test('money that somebody else had sent back, and that came back, is sent once more, and the order ends with it', async () => {
    await using office = await openOffice(open);
    const { store, outside } = office;
    const { order, attempt } = await office.open('it-once', 'queued');
    const at = office.now();
    const payment = aPayment({
      payload: attempt.id,
      payerId: payer,
      money: attempt.total,
      orderId: order.id,
      outcome: 'review',
    });
    const refund = { id: newId('refund'), paymentId: payment.id, reason: 'external' } as const;
    await store.transaction(async (tx) => {
      await tx.payments.record(payment);
      let now = order;
      for (const event of ['payment_confirmed', 'undecided'] as const)
        now = (await tx.orders.move(now, event, at)) ?? now;
      await tx.refunds.request({ ...refund, state: 'requested', requestedAt: at });
      await tx.refunds.finish(refund.id, 'review', at);
      await tx.reviews.open({ subject: refund.id, reason: 'refund_failed_later', detail: 'x', at });
    });
    const { id = 'review_none' } = (await store.reviews.openOf(refund.id, 'refund_failed_later')) ?? {};
    expect(await decide(office, id, 'retry')).toBe('done');
    await office.pass(minute);
    expect(await stateOf(office, order.id)).toBe('refunded');
    expect((await store.payments.byId(payment.id))?.outcome).toBe('refunded');
    expect(outside.refunded).toEqual([payment.chargeId]);
  });

  test('nothing is sent while a bank decides about the money', async () => {
    await using office = await openOffice(open);
    const { store, desk } = office;
    const { payment, id } = await misfit(office);
    const said = { paymentId: payment.id, railId: 'dp_1', money: payment.money } as const;
    await store.transaction((tx) => tx.disputes.record({ ...said, state: 'open' }, 1));
    expect((await desk.file(id))?.actions).toEqual([]);
    expect(await decide(office, id, 'refund')).toBe('changed');
    await store.transaction((tx) => tx.disputes.record({ ...said, state: 'won' }, 2));
    expect((await desk.file(id))?.actions).toEqual(['refund', 'keep']);
  });

  test.each<ReviewReason>(['disputed', 'books_differ', 'job_failed', 'session_unknown'])(
    'every case can be closed, also one of which nothing is known any more: %s',
    async (reason) => {
      await using office = await openOffice(open);
      const { store } = office;
      await store.reviews.open({ subject: 'payment_gone', reason, detail: 'x', at: 1 });
      const [review] = await openCases(store);
      expect(await decide(office, review?.id ?? 'review_none', 'note')).toBe('done');
      expect(await store.reviews.byId(review?.id ?? 'review_none')).toMatchObject({
        outcome: 'noted',
        closedBy: anna,
        closedAt: office.now(),
      });
      await store.reviews.open({ subject: 'payment_gone', reason, detail: 'again', at: 2 });
      expect(await openCases(store), 'and opened by the same event later').toHaveLength(1);
    },
  );
});

test('an activation code that its order used up for nothing is good again once that is proved, and no money moves', async () => {
  const office = await openBackOffice(plans);
  const { store, outside, desk } = office;
  const { order: purchase, attempt } = await office.open('it-once', 'code');
  const payment = aPayment({ payload: attempt.id, payerId: payer, money: attempt.total });
  await office.report([{ eventId: 'paid', payment }]);
  await office.pass(0);
  const code = await store.activationCodes.ofOrder(purchase.id);
  if (!code) throw new Error('There is no code');
  const { order } = await office.open('it-once', 'new_profile');
  const redemption: Order = { ...order, id: newId('order'), activationCodeId: code.id };
  await store.orders.insert(redemption);
  await store.activationCodes.move(code, 'redeemed', office.now(), { by: payer, orderId: redemption.id });
  let now = redemption;
  for (const event of ['payment_confirmed', 'supply_started', 'undecided'] as const)
    now = (await store.orders.move(now, event, office.now())) ?? now;
  await store.fulfilments.start({
    orderId: redemption.id,
    key: 'never-ordered',
    provider: 'sandbox',
    state: 'placed',
    sends: 1,
    notFoundAt: null,
    lastError: null,
    startedAt: office.now(),
    slowToldAt: null,
  });
  const about = { subject: redemption.id, reason: 'supply_unknown' } as const;
  await store.reviews.open({ ...about, detail: 'x', at: office.now() });
  const { id = 'review_none' } = (await store.reviews.openOf(about.subject, about.reason)) ?? {};
  expect(await decide(office, id, 'code_back')).toBe('changed');
  await desk.ask(id, anna);
  await office.pass(2 * minute + second);
  expect(await decide(office, id, 'refund'), 'never money').toBe('changed');
  expect(await decide(office, id, 'code_back')).toBe('done');
  await office.pass(second);
  expect((await store.activationCodes.byId(code.id))?.state).toBe('active');
  expect(await stateOf(office, redemption.id)).toBe('refunded');
  expect(outside.told.filter((line) => line.startsWith('returned'))).toEqual([`returned ${redemption.id}`]);
  expect(outside.refunded).toEqual([]);
});

test('a case of a page that nobody knew ends by itself when the rail knows it after all', async () => {
  const office = await openBackOffice(plans);
  const { store, desk, bank } = office;
  const { order, page } = await office.open('it-once', 'queued');
  await office.follow(page);
  bank.act(page.id, 'pay');
  const given = await store.attempts.byId(page.id);
  if (given) await store.attempts.move(given, 'failed');
  await store.reviews.open({ subject: page.id, reason: 'session_unknown', detail: 'x', at: office.now() });
  const { id = 'review_none' } = (await store.reviews.openOf(page.id, 'session_unknown')) ?? {};
  const asked = await desk.ask(id, anna);
  expect(asked?.ours.review).toMatchObject({ outcome: 'answered' });
  for (let n = 0; n < 3; n++) await office.pass(minute);
  expect(await stateOf(office, order.id)).toBe('fulfilled');
  expect(await office.supplied('it-once')).toBe(1);
});

test('a case of a silent supplier ends by itself once nothing is left of what was proved', async () => {
  const office = await openBackOffice(plans);
  const { store, desk } = office;
  await store.customers.see(aCustomer(anna));
  const list = { id: newId('import'), operatorId: anna, messageId: 1, createdAt: 1 };
  await store.transaction(async (tx) => {
    await tx.soldCards.draft(list, [{ iccid: '8901000000000000009', email: 'me@box.invalid', order: '' }]);
    await tx.soldCards.decide(list.id, anna, 'imported', { at: 1, since: 0 });
    await tx.soldCards.grant({ customerId: payer, address: 'me@box.invalid', iccid: null, at: 1 });
    await tx.reviews.open({ subject: payer, reason: 'claim_silent', detail: 'x', at: 1 });
  });
  const { id = 'review_none' } = (await store.reviews.openOf(payer, 'claim_silent')) ?? {};
  expect((await desk.ask(id, anna))?.ours.review.closedAt, 'still silent').toBeNull();
  await store.soldCards.settle('8901000000000000009', payer);
  expect((await desk.ask(id, anna))?.ours.review).toMatchObject({ outcome: 'answered', closedBy: null });
});

test('an order that waits for a page which the rail does not know ends with its case, and late money is honoured', async () => {
  const office = await openBackOffice(plans);
  const { store, bank } = office;
  await store.customers.see(aCustomer(anna));
  const { order, page } = await office.open('it-once', 'queued');
  await office.follow(page);
  bank.act(page.id, 'pend');
  await office.hear(page, 'pending');
  await office.pass(0);
  const waiting = await store.attempts.byId(page.id);
  if (waiting) await store.attempts.move(waiting, 'processing', { sessionId: 'cs_of_another_account' });
  await office.pass(10 * minute);
  expect(await stateOf(office, order.id)).toBe('processing');
  const { id = 'review_none' } = (await store.reviews.openOf(page.id, 'session_unknown')) ?? {};
  expect(await decide(office, id, 'note')).toBe('done');
  expect(await stateOf(office, order.id)).toBe('awaiting_payment');
  await office.pass(0);
  const told = office.outside.told.filter((words) => words.startsWith('page '));
  expect(told, 'they were told not to pay again').toEqual([
    `page lost ${order.id}`,
    `page unpaid ${order.id}`,
  ]);
  const given = await store.attempts.byId(page.id);
  if (given) await store.attempts.move(given, 'failed', { sessionId: waiting?.sessionId ?? '' });
  bank.act(page.id, 'confirm');
  await office.hear(page, 'confirmed');
  for (let n = 0; n < 3; n++) await office.pass(minute);
  expect(await stateOf(office, order.id)).toBe('fulfilled');
});

test('money that a bank took from an order which was never delivered, and gave back after all, does not stay with us', async () => {
  const office = await openBackOffice(['sbx-fail-maintenance']);
  const { store, bank, desk } = office;
  await store.customers.see(aCustomer(anna));
  const { order, page } = await office.open('sbx-fail-maintenance', 'queued');
  await office.follow(page);
  bank.act(page.id, 'pay');
  await office.hear(page, 'paid');
  await office.pass(0);
  expect(await stateOf(office, order.id)).toBe('fulfilling');
  bank.dispute(page.id, 'whole');
  bank.decide(page.id, 'lost');
  await office.hear(page, 'lost', 'charge');
  await office.pass(0);
  const [lost] = await openCases(store);
  expect(await decide(office, lost?.id ?? 'review_none', 'note')).toBe('done');
  expect(await stateOf(office, order.id)).toBe('refunded');
  bank.appeal(page.id);
  bank.decide(page.id, 'won');
  await office.hear(page, 'won', 'charge');
  await office.pass(0);
  expect(await stateOf(office, order.id)).toBe('review');
  const { id = 'review_none' } = (await store.reviews.openOf(order.id, 'supply_unknown')) ?? {};
  await desk.ask(id, anna);
  await office.pass(3 * minute);
  await desk.ask(id, anna);
  for (let n = 0; n < 3; n++) await office.pass(minute);
  expect(await stateOf(office, order.id)).toBe('refunded');
  expect(bank.kept(page.id)).toBe(0);
});

test('whoever wished for a refund that came by other ways is not told no, and nothing of it is left open', async () => {
  const office = await openBackOffice(plans);
  const { store, outside, desk } = office;
  await store.customers.see(aCustomer(anna));
  const { order, attempt } = await office.open('it-once', 'queued');
  const payment = aPayment({ payload: attempt.id, payerId: payer, money: attempt.total });
  await office.report([{ eventId: 'paid', payment }]);
  await office.pass(0);
  const asked = { orderId: order.id, customerId: payer, state: 'asked', messageId: null } as const;
  const wish = await store.refundWishes.open({ ...asked, askedAt: office.now() });
  if (wish) await store.refundWishes.move(wish, 'with_person');
  await store.reviews.open({ subject: order.id, reason: 'refund_wanted', detail: 'x', at: office.now() });
  await office.chargeBack(payment.chargeId);
  await office.pass(minute);
  const { id = 'review_none' } = (await store.reviews.openOf(order.id, 'refund_wanted')) ?? {};
  expect((await desk.file(id))?.actions).toEqual(['note']);
  expect(await decide(office, id, 'note')).toBe('done');
  await office.pass(minute);
  expect(await store.refundWishes.areOpen(payer)).toBe(false);
  expect(outside.told.filter((line) => line.startsWith('refused'))).toEqual([]);
  expect(outside.refunded).toEqual([]);
});

test('a refund that a person had in hand is over when the bank gives the money back', async () => {
  const office = await openBackOffice(['sbx-fail-stock']);
  const { store, bank } = office;
  await store.customers.see(aCustomer(anna));
  const { order, page } = await office.open('sbx-fail-stock', 'queued');
  await office.follow(page);
  bank.act(page.id, 'pay');
  bank.dispute(page.id, 'whole');
  for (const how of ['paid', 'lost'] as const) {
    if (how === 'lost') bank.decide(page.id, 'lost');
    await office.hear(page, how);
    for (let n = 0; n < 6; n++) await office.pass(minute);
  }
  for (const { id } of await openCases(store)) expect(await decide(office, id, 'note')).toBe('done');
  expect(await stateOf(office, order.id)).toBe('refunded');
  expect(await store.refunds.areUnderWay(payer), 'nothing keeps them from leaving').toBe(false);
});

test('a top-up that the supplier took back, and never said so, is not booked as delivered: its money goes back', async () => {
  const office = await openBackOffice(plans);
  const { store, outside, desk, refundWishes } = office;
  const { order, attempt } = await office.open('it-once', 'queued');
  const payment = aPayment({ payload: attempt.id, payerId: payer, money: attempt.total });
  outside.supplierAnswer = 'lost after';
  await office.report([{ eventId: 'paid', payment }]);
  await office.pass(0);
  outside.supplierAnswer = 'silent';
  for (let n = 0; n < 16; n++) await office.pass(minute);
  outside.supplierAnswer = 'given';
  outside.cancelAnswer = 'lost after';
  expect(await refundWishes.stop(payer, order.id)).toMatchObject({ kind: 'stopping' });
  for (let n = 0; n < 27; n++) await office.pass(60 * minute);
  expect(await office.alive(order), 'it is taken back').toBe(0);
  expect(await stateOf(office, order.id)).toBe('review');
  const { id = 'review_none' } = (await store.reviews.openOf(order.id, 'supply_unknown')) ?? {};
  await desk.ask(id, anna);
  for (let n = 0; n < 3; n++) await office.pass(minute);
  expect(await stateOf(office, order.id)).toBe('refunded');
  expect(outside.refunded).toEqual([payment.chargeId]);
  expect(outside.told.filter((line) => line.startsWith('delivered'))).toEqual([]);
  for (let n = 0; n < 5; n++) await office.pass(6 * 60 * minute);
  expect(await openCases(store), 'and the night finds that right').toEqual([]);
});

test('an activation code that was paid for and never made is a case that ends', async () => {
  const office = await openBackOffice(plans);
  const { store, outside, desk } = office;
  await store.customers.see(aCustomer(anna));
  const { order, attempt } = await office.open('it-once', 'code');
  const payment = aPayment({ payload: attempt.id, payerId: payer, money: attempt.total, orderId: order.id });
  await store.payments.record({ ...payment, outcome: 'review' });
  await store.orders.move(order, 'payment_confirmed', office.now());
  await store.jobs.send({ kind: 'order', key: order.id });
  await office.pass(0);
  const { id = 'review_none' } = (await store.reviews.openOf(order.id, 'supply_unknown')) ?? {};
  expect((await desk.file(id))?.actions).toEqual(['refund']);
  expect(await decide(office, id, 'refund')).toBe('done');
  await office.pass(minute);
  expect(await stateOf(office, order.id)).toBe('refunded');
  expect(outside.refunded).toEqual([payment.chargeId]);
});

test('what was delivered, disputed, lost and won after all is paid for again, and its order ends', async () => {
  const office = await openBackOffice(plans);
  const { store, bank, outside, desk } = office;
  await store.customers.see(aCustomer(anna));
  const { order, page } = await office.open('it-once', 'queued');
  await office.follow(page);
  bank.act(page.id, 'pay');
  for (const what of ['paid', 'disputed', 'lost', 'appealed', 'won'] as const) {
    if (what === 'disputed') bank.dispute(page.id, 'whole');
    if (what === 'appealed') bank.appeal(page.id);
    if (what === 'lost' || what === 'won') bank.decide(page.id, what);
    await office.hear(page, what);
    for (let n = 0; n < 3; n++) await office.pass(minute);
  }
  expect(await stateOf(office, order.id)).toBe('review');
  const [review] = await openCases(store);
  const id = review?.id ?? 'review_none';
  expect((await desk.file(id))?.actions).toEqual(['keep']);
  expect(await decide(office, id, 'keep')).toBe('done');
  for (let n = 0; n < 5; n++) await office.pass(6 * 60 * minute);
  expect(await stateOf(office, order.id)).toBe('fulfilled');
  expect((await store.payments.ofOrder(order.id)).map(({ outcome }) => outcome)).toEqual(['fulfilled']);
  expect(await openCases(store)).toEqual([]);
  expect(outside.told.filter((line) => line.startsWith('delivered'))).toHaveLength(1);
});

test('what somebody refunded at the rail, came back and was then sent by hand stays sent, whatever the rail says of it', async () => {
  const office = await openBackOffice(plans);
  const { store, bank, outside, desk } = office;
  await store.customers.see(aCustomer(anna));
  const { order, page } = await office.open('it-once', 'queued');
  await office.follow(page);
  bank.act(page.id, 'pay');
  for (const what of ['paid', 'refunded', 'back again'] as const) {
    if (what === 'refunded') bank.refundElsewhere(page.id, 'rest');
    if (what === 'back again') bank.failLate(page.id);
    await office.hear(page, what);
    for (let n = 0; n < 3; n++) await office.pass(minute);
  }
  const review = (await openCases(store)).find(({ reason }) => reason === 'refund_failed_later');
  const id = review?.id ?? 'review_none';
  expect(review?.detail).toContain('was sent back elsewhere, and came back');
  expect((await desk.file(id))?.actions).toContain('by_hand');
  expect(await decide(office, id, 'by_hand')).toBe('done');
  for (const again of ['once', 'twice']) {
    await office.hear(page, again);
    await office.pass(6 * 60 * minute);
  }
  expect(await stateOf(office, order.id)).toBe('refunded');
  expect((await openCases(store)).map(({ reason }) => reason)).toEqual(['went_back_elsewhere']);
  expect(outside.told.filter((line) => line.startsWith('came back'))).toHaveLength(1);
});

test('a refund that came back while the bank decides is a case again once the money is ours, though its case was closed', async () => {
  const office = await openBackOffice(plans);
  const { store, bank, desk } = office;
  await store.customers.see(aCustomer(anna));
  const { order, page } = await office.open('it-once', 'queued');
  await office.follow(page);
  bank.act(page.id, 'pay');
  for (const what of ['paid', 'refunded', 'disputed', 'back again'] as const) {
    if (what === 'refunded') bank.refundElsewhere(page.id, 'rest');
    if (what === 'disputed') bank.dispute(page.id, 'whole');
    if (what === 'back again') bank.failLate(page.id);
    await office.hear(page, what, 'both');
    for (let n = 0; n < 3; n++) await office.pass(minute);
  }
  for (const { id } of await openCases(store)) expect(await decide(office, id, 'note')).toBe('done');
  bank.decide(page.id, 'won');
  await office.hear(page, 'won');
  await office.pass(minute);
  const [review] = await openCases(store);
  const id = review?.id ?? 'review_none';
  expect((await desk.file(id))?.actions).toEqual(['retry', 'by_hand']);
  expect(await decide(office, id, 'retry')).toBe('done');
  for (let n = 0; n < 3; n++) await office.pass(minute);
  expect(await stateOf(office, order.id)).toBe('refunded');
  expect(bank.kept(page.id)).toBe(0);
});

const crashes: readonly (readonly [CaseAction, (office: BackOffice) => Promise<{ id: ReviewId }>])[] = [
  ['refund', misfit],
  ['keep', misfit],
  ['delivered', (office) => unknownSupply(office, 'unknown')],
];

/** How many edges of calls a decision has, when nobody dies; the last four are the transaction's and those of the look at what came of it. */
async function edgesOf(action: CaseAction, prepare: (typeof crashes)[number][1]): Promise<number> {
  const office = await openBackOffice(plans);
  const { id } = await prepare(office);
  const { stamp = '' } = (await office.desk.file(id)) ?? {};
  office.fate.callsLeft = 1000;
  await office.desk.decide(id, { action, stamp, by: anna });
  return 1000 - office.fate.callsLeft;
}

test.each(crashes)(
  'wherever the process dies around a decision (%s), it is made once, and carried out once',
  async (action, prepare) => {
    const edges = await edgesOf(action, prepare);
    for (let calls = edges - 4; calls < edges + 6; calls++) {
      const office = await openBackOffice(plans);
      const { store, outside } = office;
      const { id } = await prepare(office);
      const { stamp = '' } = (await office.desk.file(id)) ?? {};
      const known = await store.reviews.byId(id);
      office.fate.callsLeft = calls;
      const deciding = office.desk.decide(id, { action, stamp, by: anna }).catch(() => undefined);
      await Promise.race([deciding, office.fate.death]);
      await office.pass(0);
      office.fate.callsLeft = Infinity;
      // Whoever got no answer taps again.
      const again = await office.desk.decide(id, { action, stamp, by: anna });
      expect(['done', 'closed']).toContain(again.kind);
      for (let n = 0; n < 4; n++) await office.pass(minute);
      const lines = await store.audit.of(known?.subject ?? '');
      expect(lines.map((line) => line.action)).toEqual([`case_${action}`]);
      expect(await openCases(store)).toEqual([]);
      expect(outside.refunded).toHaveLength(action === 'refund' ? 1 : 0);
      const told = outside.told.some((line) => line.startsWith('delivered by hand'));
      expect(told).toBe(action === 'delivered');
    }
  },
);
