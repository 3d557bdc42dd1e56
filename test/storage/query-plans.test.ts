import Sqlite from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '../../db/migrations/index.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import { createJobQueue } from '../../src/jobs/queue.ts';
import { createConversationStorage } from '../../src/storage/conversations.ts';
import { createInbox } from '../../src/storage/inbox.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { createSqliteDialect } from '../../src/storage/sqlite-dialect.ts';
import type { Tables } from '../../src/storage/tables.ts';
import type { IssuedCode } from '../../src/domain/issued-code.ts';
import { newId, storeOver, testVault } from '../support/database.ts';
import { anAttempt, aCustomer, aPayment, aShare, balance, placeOrder } from '../support/samples.ts';

const clock = (): number => 1_000_000;

test('no question about a card, an order or money reads through a whole table, however many there are', async () => {
  const sqlite = new Sqlite(':memory:');
  const queries: CompiledQuery[] = [];
  const dialect = createSqliteDialect({ sqlite, onCommit: () => {}, explain: (error) => error });
  const db = new Kysely<Tables>({ dialect, log: ({ query }) => void queries.push(query) });
  await migrate({ db, dialect: 'sqlite', migrations });
  queries.length = 0;
  await askEverything(db);

  const plans = queries.map(({ sql, parameters }) => ({
    sql,
    details: sqlite
      .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
      .all(...parameters)
      .map(({ detail }) => detail),
  }));
  expect(
    plans.filter(({ sql, details }) => details.some(readsWholeTable) && !isForeignKeyCheck(sql)),
  ).toEqual([]);
  // Fulfilled orders are nearly all orders: only their own index keeps this question short.
  expect(
    plans
      .filter(({ sql }) => sql.includes('"delivered_at" is null') && sql.includes('updated_at'))
      .map(({ details }) => details),
  ).toEqual([
    [
      'SEARCH orders USING INDEX orders_undelivered (state=? AND updated_at<?)',
      'CORRELATED SCALAR SUBQUERY 1',
      'SEARCH jobs USING COVERING INDEX sqlite_autoindex_jobs_2 (kind=? AND key=?)',
    ],
  ]);
  expect(new Set(queries.map(({ sql }) => sql)).size).toBeGreaterThan(50);
  await db.destroy();
});

/** An index of open cases or pending updates is meant to be read whole. */
function readsWholeTable(detail: string): boolean {
  return /^SCAN [a-z_]+( |$)/.test(detail) && !/ USING INDEX [a-z_]+_(open|pending)$/.test(detail);
}

/** For an insert SQLite also plans to look for rows that waited for this one, and steps over it while no foreign key is broken. */
function isForeignKeyCheck(sql: string): boolean {
  return /^insert into "(customers|cards|disputes)"/.test(sql);
}

/** Every question that is asked while the bot works; the start may look at the tables that stay small. */
async function askEverything(db: Kysely<Tables>): Promise<void> {
  const store = storeOver({ db }, { clock, onJobs: () => {} });
  const { card, order } = await placeOrder(store);
  await store.customers.see({ ...aCustomer(), languageCode: 'en' });
  await store.customers.chooseLocale(card.ownerId, 'it');
  await store.cards.add(card);
  await store.cards.byId(card.id);
  await store.cards.ofOwner(card.ownerId);
  await store.cards.saveBalance(card.id, balance(1), 1);
  await store.cards.saveInstallationCode(card.id, 'LPA:1$x$y');
  await store.cards.installationCode(card.id);

  await store.customers.see(aCustomer(customerIdOf(2)));
  await store.customers.chooseHomeZone(card.ownerId, 'Europe/Rome');
  await store.customers.chooseQuiet(card.ownerId, true);
  const share = aShare(card, customerIdOf(2));
  await store.shares.begin(share);
  await store.shares.begin(share);
  await store.shares.ofCard(card.id);
  await store.shares.byId(share.id);
  await store.shares.between(card.id, share.companionId);
  await store.cards.ofCompanion(share.companionId);
  await store.shares.end(share.id, 1);
  await store.shares.exportOf(card.ownerId);
  const notice = { kind: 'came', readerId: card.ownerId, cardId: card.id, shareId: share.id } as const;
  const noticeId = newId('notice');
  await store.cardNotices.add({ ...notice, id: noticeId });
  await store.cardNotices.byId(noticeId);
  await store.cardNotices.of(card.ownerId, 'came');
  await store.cardNotices.exportOf(card.ownerId);
  await store.cardNotices.told([noticeId]);
  await store.cardNotices.eraseOf(card.ownerId);
  await store.shares.eraseOf(customerIdOf(3));
  const link = {
    cardId: card.id,
    purpose: 'give',
    ownerId: card.ownerId,
    createdAt: 1,
    expiresAt: 9,
    usedBy: null,
  } as const;
  await store.cardLinks.put(link, 'token');
  await store.cardLinks.put(link, 'another');
  await store.cardLinks.find('give', 'another');
  await store.cardLinks.ofCard(card.id, 'give', 1);
  await store.cardLinks.use('give', 'another', card.ownerId, 1);
  await store.cards.hold(card.id, card.ownerId);
  await store.cardLinks.drop(card.id, 'give');
  await store.cardLinks.prune(9);
  await store.cards.rename(card.id, card.ownerId, 'Anna');
  for (const table of [store.customers, store.cards, store.shares, store.cardLinks] as const)
    await table.exportOf(card.ownerId);
  await store.orders.exportOf(card.ownerId);
  await store.payments.exportOf(card.ownerId);
  await store.orders.allAwaiting(card.ownerId);
  await store.orders.areUnderWay(card.ownerId);
  await store.refunds.areUnderWay(card.ownerId);
  await store.shares.eraseOf(card.ownerId);
  await store.cardLinks.eraseOf(card.ownerId);
  await store.soldCards.eraseOf(card.ownerId);
  await store.cards.remove(card.id, card.ownerId, 1);
  await store.cards.take({ ...card, removedAt: 1 }, card.ownerId, 1);
  await store.cards.eraseOf(customerIdOf(2), 1);
  await store.customers.eraseOf(customerIdOf(2));

  await store.orders.move(order, 'payment_confirmed', 5);
  await store.orders.byId(order.id);
  await store.orders.of(order.payerId, 5);
  await store.orders.paidBy(order.payerId, 5);
  await store.orders.awaiting(order.payerId, card.id, 'now');
  await store.orders.isConfirming(order.payerId, card.id, 'now');
  await store.orders.isConfirming(order.payerId, null, 'now');
  await store.orders.isUnderWay(card.id);
  await store.orders.forgetUnpaid(9, 5);
  await store.orders.stalled(['paid', 'fulfilling'], 9, 5);
  await store.orders.late(9);
  await store.orders.undelivered(9, 5);
  await store.orders.extendQuote(order.id, 9);
  await store.orders.setReviewMessage(order, 1);
  await store.orders.setStatusMessage(order.id, 1);
  await store.orders.setDelivered(order.id, 1);

  const attempt = anAttempt(order);
  await store.attempts.insert(attempt);
  await store.attempts.byId(attempt.id);
  await store.attempts.ofOrder(order.id);
  await store.attempts.move(attempt, 'opening', { openedAt: 1 });
  await store.attempts.unsettled(9, 5);
  await store.orders.awaiting(order.payerId, null, 'now');
  await store.customers.paidBy(card.ownerId, 'stripe');
  await store.customers.phoneChecked(card.ownerId, 1);
  await store.customers.emailAsked(card.ownerId, 1);

  const proved = { customerId: card.ownerId, address: 'a@example.com', verifiedAt: 1 };
  await store.addresses.save(proved);
  await store.addresses.setReceipts(card.ownerId, false);
  await store.addresses.refused(card.ownerId, 'a@example.com', 2);
  await store.addresses.exportOf(card.ownerId);
  const otc = { ...proved, id: newId('otc'), purpose: 'receipts', subject: null, expiresAt: 9 } as const;
  await store.oneTimeCodes.open(otc, '123456');
  await store.oneTimeCodes.try(card.ownerId, '123456', 5);
  await store.oneTimeCodes.byId(otc.id);
  await store.oneTimeCodes.exportOf(card.ownerId);
  await store.oneTimeCodes.prune(1);
  const mail = { id: newId('mail'), kind: 'one_time_code', subject: otc.id, state: 'waiting' } as const;
  await store.mails.insert({ ...mail, customerId: card.ownerId, createdAt: 1 }, '123456');
  await store.mails.byId(mail.id);
  await store.mails.secretOf(mail.id);
  await store.mails.isWaiting(mail);
  await store.mails.waiting(9, 5);
  await store.mails.exportOf(card.ownerId);
  await store.mails.end(mail.id, 'sent', 2);
  await store.mails.prune(1);
  for (const personal of [store.mails, store.oneTimeCodes, store.addresses])
    await personal.eraseOf(card.ownerId);

  const { payment } = await store.payments.record(aPayment());
  await store.payments.record(payment);
  await store.payments.byId(payment.id);
  await store.payments.assign(payment.id, order.id);
  await store.payments.ofOrder(order.id);
  await store.payments.settle(payment.id, 'fulfilled');
  await store.payments.unassigned(9, 5);

  const refund = {
    id: newId('refund'),
    paymentId: payment.id,
    reason: 'duplicate',
    state: 'requested',
    requestedAt: 1,
  } as const;
  await store.refunds.request(refund);
  await store.refunds.request(refund);
  await store.refunds.byId(refund.id);
  await store.refunds.open(9, 5);
  await store.refunds.endless(9, 5);
  await store.refunds.pend(refund.id);
  await store.refunds.finish(refund.id, 'succeeded', 9);
  await store.refunds.restart(refund.id, { at: 9, byHand: false });

  const said = { paymentId: payment.id, railId: 'dp_1', money: payment.money } as const;
  const { dispute } = await store.disputes.record({ ...said, state: 'open' }, 1);
  await store.disputes.record({ ...said, state: 'lost' }, 2);
  await store.disputes.byId(dispute.id);
  await store.disputes.ofPayment(payment.id);
  await store.disputes.undecided(5);
  await store.disputes.setHeard(dispute.id, 'open');
  await store.disputes.endTold(dispute.id, 'lost');
  await store.disputes.exportOf(card.ownerId);

  const code: IssuedCode = {
    id: newId('code'),
    orderId: order.id,
    payerId: order.payerId,
    plan: order.plan,
    state: 'active',
    redeemedBy: null,
    redemptionOrderId: null,
    createdAt: 1,
    expiresAt: 9,
  };
  const { activationCodes } = store;
  await activationCodes.insert(code, 'YY-0');
  await activationCodes.byId(code.id);
  await activationCodes.ofOrder(order.id);
  await activationCodes.ofOrders([order.id, code.orderId]);
  await activationCodes.addHolder(code.id, order.payerId, 1);
  await activationCodes.shown('YY-0', order.payerId, 1);
  await activationCodes.knownTo(order.payerId, code.id);
  await activationCodes.secretOf(code.id);
  await activationCodes.ending(9, 5);
  await activationCodes.unreminded(9, 5);
  await activationCodes.markReminded(code.id, 1);
  await activationCodes.wasTold(code.id);
  await activationCodes.markTold(code.id, 1);
  await activationCodes.activeOf(order.payerId);
  await activationCodes.exportOf(order.payerId);
  await activationCodes.eraseOf(order.payerId);
  await activationCodes.move(code, 'redeemed', 5, { by: order.payerId, orderId: order.id });

  const fulfilment = {
    orderId: order.id,
    key: 'key',
    provider: 'sandbox',
    state: 'submitting',
    sends: 0,
    notFoundAt: null,
    lastError: null,
    startedAt: 1,
    slowToldAt: null,
  } as const;
  await store.fulfilments.start(fulfilment);
  await store.fulfilments.start(fulfilment);
  await store.fulfilments.save(fulfilment);
  await store.fulfilments.byKey('sandbox', 'key');
  await store.fulfilments.slowTold(order.id, 1);

  const wish = {
    orderId: order.id,
    customerId: order.payerId,
    state: 'asked',
    messageId: 1,
    askedAt: 1,
  } as const;
  const asked = await store.refundWishes.open(wish);
  await store.refundWishes.ofOrder(order.id);
  await store.refundWishes.ofOrders([order.id, order.id]);
  if (asked) await store.refundWishes.move(asked, 'taking_back', { cardId: card.id });
  await store.refundWishes.send(order.id, 1);
  await store.refundWishes.told({ orderId: order.id, state: 'taking_back' }, 1);
  await store.refundWishes.holdsCard(card.id);
  await store.refundWishes.areOpen(order.payerId);
  await store.refundWishes.untold(9, 5);
  await store.refundWishes.exportOf(order.payerId);
  await store.orders.suppliedTo(card.id);
  await store.orders.isAddedTo(card.id, order.id);
  await store.fulfilments.saveFrom('unknown', fulfilment);

  const claim = { customerId: card.ownerId, way: 'code', proof: 'x', end: 'asked', cardId: card.id } as const;
  await store.claims.record({ ...claim, id: newId('claim'), at: 1 });
  await store.claims.exportOf(card.ownerId);
  const request = {
    id: newId('request'),
    cardId: card.id,
    ownerId: card.ownerId,
    claimantId: card.ownerId,
    way: 'code',
    state: 'open',
    askedAt: 1,
    expiresAt: 9,
    toldAt: null,
  } as const;
  await store.claimRequests.open(request);
  await store.claimRequests.byId(request.id);
  await store.claimRequests.move(request.id, 'open', 'kept');
  await store.claimRequests.told(request.id, 'kept', 2);
  await store.claimRequests.exportOf(card.ownerId);
  await store.claimRequests.eraseOf(card.ownerId);
  await store.claims.prune(1);
  const sold = { id: newId('import'), operatorId: card.ownerId, messageId: 1, createdAt: 1 };
  await store.soldCards.draft(sold, [{ iccid: '89', email: 'a@b.cd', order: '' }]);
  await store.soldCards.decide(sold.id, card.ownerId, 'imported', { at: 1, since: 0 });
  await store.soldCards.pruneDrafts(1);
  await store.soldCards.addressOf('89');
  for (const iccid of [null, '89'])
    await store.soldCards.grant({ customerId: card.ownerId, address: 'a@b.cd', iccid, at: 1 });
  await store.soldCards.grantedTo(card.ownerId, 5);
  await store.soldCards.settle('89', card.ownerId);
  await store.soldCards.exportOf(card.ownerId);
  await store.soldCards.eraseOf(card.ownerId);
  await store.claims.eraseOf(card.ownerId);

  const review = { subject: order.id, reason: 'disputed', detail: 'that', at: 1 } as const;
  await store.reviews.open(review);
  await store.reviews.untold();
  await store.reviews.told([newId('review')], 2);
  const page = { offset: 0, limit: 5 };
  await store.reviews.page(page);
  await store.reviews.page({ ...page, reason: 'update_failed' });
  await store.reviews.count();
  await store.reviews.count('update_failed');
  await store.reviews.byId('review_x');
  await store.reviews.openOf(order.id, 'disputed');
  await store.reviews.close('review_x', { at: 1, by: card.ownerId, outcome: 'noted' });
  await store.reviews.settle(review, { at: 1, outcome: 'noted' });
  const done = { at: 1, operatorId: card.ownerId, action: 'list_imported', detail: '' } as const;
  await store.audit.record({ ...done, subject: order.id });
  await store.audit.of(order.id);
  await store.salePauses.begin({ reason: 'operator', since: 1 });
  await store.salePauses.begin({ reason: 'operator', since: 1 });
  await store.salePauses.list();
  await store.salePauses.end('operator');
  await store.reviews.wasOpened([order.id, payment.id]);
  await store.reviews.wasOpened([order.id], 'books_differ');
  await store.reviews.lastWord('stripe', 'book_strange');
  const span = { since: 0, until: 9, limit: 5 };
  await store.payments.received('stars', { ...span, after: null });
  await store.payments.received('stars', { ...span, after: payment });
  await store.payments.withoutEnd(9, 5);
  await store.orders.abandoned(9, 5);
  await store.refunds.succeeded('stars', { ...span, after: null });
  const loss = {
    id: newId('loss'),
    kind: 'loss',
    chargeId: 'x',
    railId: 'x',
    money: payment.money,
    at: 1,
  } as const;
  await store.disputes.losses('stripe', { ...span, after: null });
  await store.disputes.losses('stripe', { ...span, after: loss });
  await store.orders.settled(['fulfilled', 'refunded'], { ...span, after: null });
  await store.orders.settled(['fulfilled', 'refunded'], { ...span, after: order });
  const run = {
    id: newId('reconciliation'),
    kind: 'recent',
    parts: [],
    findings: [],
    beyond: [],
    startedAt: 1,
  } as const;
  await store.reconciliations.save({ ...run, finishedAt: null });
  await store.reconciliations.unfinished('recent');
  await store.reconciliations.untold();
  await store.reconciliations.told(run.id, 2);
  await store.reconciliations.setMark('place', '1');
  await store.reconciliations.mark('place');
  const cost = { amount: 1, currency: 'USD' } as const;
  const listing = { provider: 'sandbox', planId: 'a', boughtAs: null, cost, acceptedCost: null, least: {} };
  await store.listings.save({ ...listing, missingSince: null });
  await store.listings.save({ ...listing, missingSince: 1 });
  await store.listings.of('sandbox');
  await store.listings.byPlan('sandbox', 'a');
  await store.listings.accept('sandbox', 'a', cost);
  const list = { provider: 'sandbox', lookedAt: 1, takenAt: 1, refused: null, acceptedPlans: null };
  await store.listings.saveList(list);
  await store.listings.saveList(list);
  await store.listings.list('sandbox');
  await store.listings.acceptList('sandbox', 1);
  const trouble = { key: 'disk', freePercent: 1 } as const;
  await store.alerts.begin(trouble, 1);
  await store.alerts.begin(trouble, 1);
  await store.alerts.list();
  await store.alerts.told('disk', 2);
  await store.alerts.setWell('disk', 3);
  await store.alerts.end('disk');
  const limit = { name: 'guess', subject: 'x', most: 3, span: 5, at: 1 };
  await store.limits.take(limit);
  await store.limits.left(limit);
  await store.limits.giveBack(limit);
  await store.limits.prune(9);

  const queue = createJobQueue({ db, clock, newId });
  await store.jobs.send({ kind: 'order', key: order.id, runAt: 1 });
  await store.jobs.send({ kind: 'order', key: order.id, runAt: 1 });
  await store.jobs.send({ kind: 'refund', key: refund.id, runAt: clock() + 1 });
  const [job] = await queue.claim(5, []);
  await store.jobs.failing(page);
  await store.jobs.countFailing();
  await store.jobs.failingById('job_x');
  await store.jobs.hurry('job_x', 1);
  await db.updateTable('jobs').set({ due_at: 1 }).where('kind', '=', 'order').execute();
  const claimed = await queue.claim(5, ['attempt']);
  for (const held of [job, ...claimed]) {
    if (!held) continue;
    await queue.postpone(held, { runAt: 1, failures: 1 });
    await queue.finish(held);
    await store.jobs.finish(held);
  }

  const inbox = createInbox({ db, vault: testVault, clock, newId });
  const update = { source: 'telegram', eventId: '1', chatKey: '1', raw: '{}' } as const;
  await inbox.store([update]);
  await inbox.failed(update, 'no');
  await inbox.waiting('1');
  await store.updates.byNumber('1');
  await store.updates.stuck({ before: 9, offset: 0, limit: 5 });
  await store.updates.countStuck(9);
  await store.updates.replay('1');
  await store.updates.release('1', 'review', 9);
  inbox.done(update);
  await inbox.flush();
  await inbox.pending();
  await inbox.backlog();
  await inbox.receive({ source: 'stripe', eventId: 'evt_1' }, [{ kind: 'attempt', key: attempt.id }]);
  await inbox.prune();

  const conversations = createConversationStorage<object>({ db, vault: testVault });
  await conversations.write('1', {});
  await conversations.read('1');
  await conversations.delete('1');
}
