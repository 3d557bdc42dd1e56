import { sameMoney } from '../domain/money.ts';
import type { AttemptId, NewId } from '../domain/ids.ts';
import type { Fulfilment, Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { Clock } from '../domain/time.ts';
import { requestRefund } from './refund-request.ts';
import type { Repositories } from './storage-port.ts';

/**
 * What pays this order and is not settled: not what is on its way back. An order that a person looks after has its money lying there
 * too, but for money that never fitted it.
 */
export async function openPayments(tx: Repositories, order: Order): Promise<readonly Payment[]> {
  const open: Payment[] = [];
  for (const payment of await tx.payments.ofOrder(order.id)) {
    const isOpen =
      payment.outcome === null ||
      (order.state === 'review' && payment.outcome === 'review' && (await fits(tx, payment, order)));
    if (isOpen && !(await tx.refunds.ofPayment(payment.id))) open.push(payment);
  }
  return open;
}

/**
 * What can go back for this order: what pays for it, also where a part went back by other ways already, since a rail sends back what is
 * left. Not what is on its way back, nor money that never fitted it.
 */
export async function refundablePayments(tx: Repositories, order: Order): Promise<readonly Payment[]> {
  const refundable: Payment[] = [];
  for (const payment of await tx.payments.ofOrder(order.id)) {
    const { outcome } = payment;
    if (outcome === 'refunded' || (outcome === 'review' && !(await fits(tx, payment, order)))) continue;
    if (!(await tx.refunds.ofPayment(payment.id))) refundable.push(payment);
  }
  return refundable;
}

/**
 * The goods of this order were certainly not made, or an operator took its activation code for that: its money goes back. `fulfilment`: of
 * what the supplier was asked for. Answers false when somebody moved it first.
 */
export async function sendMoneyBack(
  tx: Repositories,
  {
    order,
    fulfilment,
    newId,
    clock,
  }: { order: Order; fulfilment: Fulfilment | undefined; newId: NewId; clock: Clock },
): Promise<boolean> {
  const payments = await refundablePayments(tx, order);
  const moved = await tx.orders.move(order, 'supply_impossible', clock());
  if (!moved) return false;
  if (fulfilment) await tx.fulfilments.save({ ...fulfilment, state: 'failed' });
  const reason = (await endWish(tx, order, clock())) ? 'cancelled' : 'undeliverable';
  for (const payment of payments) await requestRefund(tx, { payment, reason, newId, clock });
  // It went back already, without us.
  if (payments.length === 0) await tx.orders.move(moved, 'refund_succeeded', clock());
  return true;
}

/** Nothing was made, or it was taken back: answers whether the payer had wished so. */
export async function endWish(tx: Repositories, order: Order, at: number): Promise<boolean> {
  const wish = await tx.refundWishes.ofOrder(order.id);
  if (!wish) return false;
  return (await tx.refundWishes.move(wish, 'returned', { decidedAt: at, toldAt: at })) !== undefined;
}

/** It was delivered all the same, or a person finds out whether it was: whatever comes of it says so. */
export async function missWish(tx: Repositories, order: Order, at: number): Promise<void> {
  const wish = await tx.refundWishes.ofOrder(order.id);
  if (wish) await tx.refundWishes.move(wish, 'late', { toldAt: at });
}

async function fits(tx: Repositories, { payload, money, payerId }: Payment, order: Order): Promise<boolean> {
  const attempt = await tx.attempts.byId(payload as AttemptId);
  return attempt !== undefined && sameMoney(money, attempt.total) && payerId === order.payerId;
}
