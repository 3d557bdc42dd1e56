import type { CaseAction, OurSide } from '../domain/case.ts';
import type { CustomerId, NewId } from '../domain/ids.ts';
import { plainMoney } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { Refund } from '../domain/payment.ts';
import type { ReviewOutcome } from '../domain/review.ts';
import type { Clock } from '../domain/time.ts';
import { jobOf, updateOf } from './case-books.ts';
import { openPayments, sendMoneyBack } from './order-money.ts';
import { requestRefund } from './refund-request.ts';
import type { RefundWishService } from './refund-wishes.ts';
import { decidesOrder } from './refunds.ts';
import { settleStanding } from './standing.ts';
import type { Repositories } from './storage-port.ts';
import type { JobKind } from './work-port.ts';

/** How a case ends by each action. */
export const outcomes: Readonly<Record<CaseAction, ReviewOutcome>> = {
  refund: 'refunded',
  grant: 'granted',
  refuse: 'refused',
  keep: 'kept',
  delivered: 'by_hand',
  code_back: 'not_supplied',
  retry: 'retried',
  by_hand: 'by_hand',
  run: 'run_again',
  replay: 'replayed',
  release: 'released',
  note: 'noted',
};

/** Somebody else changed what was decided about; nothing is left of the transaction. */
export class ChangedMeanwhileError extends Error {
  constructor(subject: string) {
    super(`${subject} was changed meanwhile`);
    this.name = 'ChangedMeanwhileError';
  }
}

/** Does what an operator decided, inside the transaction that closes the case. Throws ChangedMeanwhileError when a compare-and-swap loses. */
export async function carryOut(
  tx: Repositories,
  action: CaseAction,
  {
    ours,
    by,
    refundWishes,
    newId,
    clock,
  }: {
    ours: OurSide;
    by: CustomerId;
    refundWishes: Pick<RefundWishService, 'grantIn' | 'refuseIn'>;
    newId: NewId;
    clock: Clock;
  },
): Promise<void> {
  const { review, order, payment, refund, fulfilment } = ours;
  const must = <T>(value: T | undefined | false): T => {
    if (value === undefined || value === false) throw new ChangedMeanwhileError(review.subject);
    return value;
  };

  switch (action) {
    case 'refund':
      if (review.reason === 'payment_does_not_fit')
        return requestRefund(tx, { payment: must(payment), reason: 'misfit', newId, clock });
      must(await sendMoneyBack(tx, { order: must(order), fulfilment, newId, clock }));
      return;
    case 'keep':
      // Of a payment that fitted nothing there is no more to be said.
      if (review.reason !== 'disputed' || !order) return;
      must(await tx.orders.move(order, 'delivered_by_hand', clock()));
      for (const { id } of await openPayments(tx, order)) {
        await tx.payments.settle(id, 'fulfilled');
        await settleStanding(tx, id, clock());
      }
      return;
    case 'delivered': {
      const given = must(order);
      const paying = await openPayments(tx, given);
      must(await tx.orders.move(given, 'delivered_by_hand', clock()));
      const made = must(fulfilment);
      must(await tx.fulfilments.saveFrom(made.state, { ...made, state: 'by_hand' }));
      for (const { id } of paying) await tx.payments.settle(id, 'fulfilled');
      if (given.activationCodeId) await tx.jobs.send({ kind: 'code', key: given.activationCodeId });
      return tx.jobs.send({ kind: 'order', key: given.id });
    }
    case 'code_back': {
      // The order's job tells whoever used the code, and books it then.
      const made = must(fulfilment);
      must(await tx.fulfilments.saveFrom(made.state, { ...made, state: 'failed' }));
      return tx.jobs.send({ kind: 'order', key: must(order).id });
    }
    case 'grant':
      must((await refundWishes.grantIn(tx, must(order).id, by)).kind === 'granted');
      return;
    case 'refuse':
      must((await refundWishes.refuseIn(tx, must(order).id, by)).kind === 'refused');
      return;
    case 'retry':
    case 'by_hand': {
      const begun = must(
        await tx.refunds.restart(must(refund).id, { at: clock(), byHand: action === 'by_hand' }),
      );
      if (order && (await waitsForRefund(tx, begun, order)))
        must(await tx.orders.move(order, 'refund_requested', clock()));
      return tx.jobs.send({ kind: 'refund', key: begun.id });
    }
    case 'run': {
      const { kind, key } = jobOf(review);
      return tx.jobs.send({ kind: kind as JobKind, key });
    }
    case 'replay':
      must(await tx.updates.replay(updateOf(review)));
      return;
    case 'release':
      must(await tx.updates.release(updateOf(review), 'review', clock()));
      return;
    case 'note':
      // The money is back by other ways, which is what its payer wished.
      if (review.reason === 'refund_wanted' && ours.wishWaits)
        must((await refundWishes.grantIn(tx, must(order).id, by)).kind === 'granted');
      if (review.reason === 'session_unknown') await endWaiting(tx, ours, clock());
      return closeOrder(tx, ours, clock());
  }
}

/** Nothing will be heard any more of the page that an order waits for, and its payer is told; money that comes all the same is honoured. */
async function endWaiting(tx: Repositories, { order, attempt }: OurSide, at: number): Promise<void> {
  if (order?.state !== 'processing') return;
  const attempts = await tx.attempts.ofOrder(order.id);
  if (attempts.some(({ state }) => state === 'processing')) return;
  await tx.orders.move(order, 'payment_failed', at);
  if (attempt) await tx.jobs.send({ kind: 'case', key: attempt.id });
}

/** Whether the order ends with this refund; not while nobody knows whether the supplier delivered it. */
async function waitsForRefund(tx: Repositories, refund: Refund, order: Order): Promise<boolean> {
  if (order.state !== 'review') return false;
  if (refund.reason !== 'external') return decidesOrder(refund, order);
  return (await tx.reviews.openOf(order.id, 'supply_unknown')) === undefined;
}

/** An order whose money is back, and about which nothing else is to be decided, ends with its case. */
async function closeOrder(tx: Repositories, { review, order }: OurSide, at: number): Promise<void> {
  if (order?.state !== 'review' || order.activationCodeId !== null) return;
  const other = await tx.reviews.openOf(order.id, 'supply_unknown');
  const payments = await tx.payments.ofOrder(order.id);
  const isBack = payments.length > 0 && payments.every(({ outcome }) => outcome === 'refunded');
  if (isBack && (!other || other.id === review.id)) await tx.orders.move(order, 'money_gone', at);
}

/** What is written about a decision, beside who made it. */
export function auditDetail({ review, payment, customerId }: OurSide): string {
  const money = payment && `${plainMoney(payment.money)} by ${payment.rail}`;
  return [`${review.id}: ${review.reason}`, money, customerId && `of ${customerId}`]
    .filter(Boolean)
    .join(', ');
}
