import { standingOf } from '../domain/dispute.ts';
import type { PaymentId } from '../domain/ids.ts';
import { nextOrderState } from '../domain/order.ts';
import type { Order, OrderEvent } from '../domain/order.ts';
import type { Payment, Refund } from '../domain/payment.ts';
import { moveCode } from './code-books.ts';
import { endWish, missWish } from './order-money.ts';
import type { Repositories } from './storage-port.ts';

/*
 * What a payment's money allows, inside the caller's transaction: the ledger entry, the order and its activation code are brought in line
 * with the refund and the disputes in the books. Counted anew each time, so that what happened decides, not when we heard of it.
 */

/** May be repeated. Throws when somebody moved something meanwhile; then all of it is to be tried again. */
export async function settleStanding(tx: Repositories, id: PaymentId, at: number): Promise<void> {
  const payment = await tx.payments.byId(id);
  if (!payment) return;
  const [refund, disputes] = await Promise.all([tx.refunds.ofPayment(id), tx.disputes.ofPayment(id)]);
  const standing = standingOf({
    money: payment.money,
    refunded: refund?.state === 'succeeded',
    incomplete: payment.outcome === 'review',
    disputes,
  });
  if (standing === 'gone') await tx.payments.settle(id, 'refunded');
  const cameBack = payment.outcome === 'refunded' && (standing === 'sound' || standing === 'part');
  if (standing === 'part' || cameBack) await tx.payments.settle(id, 'review');
  if (refund && cameBack) await askForRefund(tx, refund, at);
  const order = payment.orderId ? await tx.orders.byId(payment.orderId) : undefined;
  // Neither says anything about what was sold.
  if (refund?.reason === 'duplicate' || refund?.reason === 'test_deployment') return;
  if (!order || (await isPaidByAnother(tx, order, payment))) return;
  // It counted as gone, so what it paid for has ended: what is to become of it now is a person's to decide.
  if (cameBack) {
    await move(tx, order, 'undecided', at);
    return refund ? undefined : askForGoods(tx, order, at);
  }
  // The money is to go back: the order goes with its refund, and nobody uses a code any more.
  if (refund && standing !== 'gone') {
    await moveCode(tx, order.id, 'withdrawn', at);
    return;
  }

  switch (standing) {
    case 'gone':
      return lose(tx, order, at);
    case 'part': {
      const code = await moveCode(tx, order.id, 'withdrawn', at);
      if (code?.state === 'void' && order.state === 'fulfilled') await move(tx, order, 'withdrawn', at);
      return;
    }
    case 'contested':
      await moveCode(tx, order.id, 'held', at);
      return;
    case 'sound':
      await moveCode(tx, order.id, 'released', at);
  }
}

/** The order that redeemed a code certainly brought nothing. Answers whether the code is good again. */
export async function returnCode(tx: Repositories, order: Order, at: number): Promise<boolean> {
  const code = order.activationCodeId && (await tx.activationCodes.byId(order.activationCodeId));
  const moved =
    code && code.redemptionOrderId === order.id
      ? await tx.activationCodes.move(code, 'returned', at)
      : undefined;
  if (!moved) throw new Error(`The code of ${order.id} was moved meanwhile`);
  if (moved.state === 'active') return true;
  for (const { id } of await tx.payments.ofOrder(moved.orderId)) await settleStanding(tx, id, at);
  return (await tx.activationCodes.byId(moved.id))?.state === 'active';
}

/** Nothing pays for the order any more. */
async function lose(tx: Repositories, order: Order, at: number): Promise<void> {
  const code = await moveCode(tx, order.id, 'withdrawn', at);
  switch (order.state) {
    case 'paid':
      await endWish(tx, order, at);
      return move(tx, order, 'money_gone', at);
    case 'fulfilled':
      return move(tx, order, 'money_gone', at);
    // Whether the supplier has made it is a person's to find out, also for whoever had cancelled it.
    case 'fulfilling':
      await missWish(tx, order, at);
      return move(tx, order, 'undecided', at);
    case 'review':
      return code?.state === 'void' ? move(tx, order, 'money_gone', at) : undefined;
    default:
  }
}

/** Its case may have been closed while a bank had the money: there was nothing left to decide. */
async function askForRefund(tx: Repositories, { id, state, reason }: Refund, at: number): Promise<void> {
  if (state !== 'review') return;
  if (await tx.reviews.openOf(id, 'refund_refused')) return;
  if (await tx.reviews.openOf(id, 'refund_failed_later')) return;
  const detail = 'its money was with a bank, and came back';
  const of = reason === 'external' ? 'refund_failed_later' : 'refund_refused';
  await tx.reviews.open({ subject: id, reason: of, detail, at });
}

/** What the money paid for may never have been made: then a person has to be able to send it back once that is proved. */
async function askForGoods(tx: Repositories, { id, deliveredAt }: Order, at: number): Promise<void> {
  const state = deliveredAt === null ? (await tx.fulfilments.byOrder(id))?.state : undefined;
  if (state === undefined || state === 'supplied' || state === 'by_hand' || state === 'failed') return;
  const detail = 'its money was lost and came back, and nothing was delivered for it';
  await tx.reviews.open({ subject: id, reason: 'supply_unknown', detail, at });
}

async function move(tx: Repositories, order: Order, event: OrderEvent, at: number): Promise<void> {
  if (!nextOrderState(order.state, event)) return;
  if (!(await tx.orders.move(order, event, at))) throw new Error(`${order.id} was moved meanwhile`);
}

async function isPaidByAnother(tx: Repositories, { id }: Order, payment: Payment): Promise<boolean> {
  for (const other of await tx.payments.ofOrder(id)) {
    if (other.id === payment.id) continue;
    if (other.outcome === 'fulfilled') return true;
    if (other.outcome === null && !(await tx.refunds.ofPayment(other.id))) return true;
  }
  return false;
}
