import type { AttemptId } from '../domain/ids.ts';
import { remainder } from '../domain/ledger.ts';
import type { LedgerLine } from '../domain/ledger.ts';
import type { Order } from '../domain/order.ts';
import type { Reconciliation } from '../domain/reconciliation.ts';
import { day, hour } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Doubt, Doubts } from './reconciliation-doubts.ts';
import { chunk, emptyPart, pagesOf } from './reconciliation-run.ts';
import type { Checked, Span } from './reconciliation-run.ts';
import type { Repositories, Store } from './storage-port.ts';

/** By then everything has given up by itself, a supplier that says nothing last of all. */
const endsWithin = day + 2 * hour;
/** Payers are told that a refund can take their bank up to ten days. */
const refundsEndWithin = 10 * day;

export interface LedgerCheck {
  /** Holds our own books against themselves: each order that ended in this span, and whatever has no end yet. May be repeated. */
  check(run: Reconciliation, span: Span, doubts: Doubts): Promise<Checked>;
}

/** Every ledger row comes to an end, and what stays with us is the price of what was delivered, or nothing. */
export function createLedgerCheck({ store, clock }: { store: Store; clock: Clock }): LedgerCheck {
  async function lines(tx: Repositories, order: Order): Promise<readonly LedgerLine[]> {
    const all: LedgerLine[] = [];
    for (const payment of await tx.payments.ofOrder(order.id)) {
      const attempt = await tx.attempts.byId(payment.payload as AttemptId);
      const refund = (await tx.refunds.ofPayment(payment.id)) ?? null;
      const lost = (await tx.disputes.ofPayment(payment.id)).some(({ state }) => state === 'lost');
      all.push({ payment, refund, lost, price: attempt?.total ?? null });
    }
    return all;
  }

  async function balance(tx: Repositories, order: Order): Promise<readonly Doubt[]> {
    const all = await lines(tx, order);
    const wrong = remainder(order, all);
    if (wrong === null) return [];
    // A person has it already, or had it and found it right.
    const subjects = all.flatMap(({ payment, refund }) => [payment.id, ...(refund ? [refund.id] : [])]);
    if (await tx.reviews.wasOpened([order.id, ...subjects])) return [];
    const { id } = order;
    return [{ kind: 'unbalanced', subject: id, money: null, name: id, detail: wrong }];
  }

  async function withoutEnd(doubts: Doubts): Promise<void> {
    const before = clock() - endsWithin;
    for (const { id } of await store.orders.abandoned(before, chunk)) {
      const detail = 'it is left to a person, and no case about it is open';
      await doubts.add({ kind: 'without_end', subject: id, money: null, name: id, detail });
    }
    for (const { id, money, orderId } of await store.payments.withoutEnd(before, chunk)) {
      const detail = `nobody has ended it, for ${orderId ?? 'no order'}`;
      await doubts.add({ kind: 'without_end', subject: id, money, name: id, detail });
    }
    for (const { id, paymentId, state } of await store.refunds.endless(clock() - refundsEndWithin, chunk)) {
      const payment = await store.payments.byId(paymentId);
      const detail = `it is ${state} for more than ten days, of ${payment?.chargeId ?? 'no charge'}`;
      await doubts.add({ kind: 'without_end', subject: id, money: payment?.money ?? null, name: id, detail });
    }
  }

  return {
    check: async (run, span, doubts) => {
      await withoutEnd(doubts);
      let checked = 0;
      const ended = ['fulfilled', 'refunded'] as const;
      for await (const page of pagesOf<Order>(span, (part) => store.orders.settled(ended, part))) {
        const wrong = await store.transaction(async (tx) => {
          const some: Doubt[] = [];
          for (const order of page) some.push(...(await balance(tx, order)));
          return some;
        });
        for (const doubt of wrong) await doubts.add(doubt);
        checked += page.length;
      }
      return { run, part: { ...emptyPart('ledger', span), checked } };
    },
  };
}
