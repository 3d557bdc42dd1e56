import type { ActivationCode } from '../domain/activation-code.ts';
import type { NewId, OrderId } from '../domain/ids.ts';
import { codeLifetime, nextCodeState } from '../domain/issued-code.ts';
import type { IssuedCode } from '../domain/issued-code.ts';
import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { Clock } from '../domain/time.ts';
import type { Repositories } from './storage-port.ts';
import { requestRefund } from './refund-request.ts';

/*
 * What becomes of an activation code, its order and its money, each inside the caller's transaction. The code's row is always touched
 * before its order's, so that no two of these wait for each other; what throws is tried again from the start.
 */

/** The order is fulfilled by a code, made here. Answers the order as it is then, or undefined when somebody moved it first. */
export async function issueCode(
  tx: Repositories,
  { order, secret, newId, clock }: { order: Order; secret: ActivationCode; newId: NewId; clock: Clock },
): Promise<Order | undefined> {
  const now = clock();
  const moved = await tx.orders.move(order, 'code_made', now);
  if (!moved) return undefined;
  const code: IssuedCode = {
    id: newId('code'),
    orderId: order.id,
    payerId: order.payerId,
    plan: order.plan,
    state: 'active',
    redeemedBy: null,
    redemptionOrderId: null,
    createdAt: now,
    expiresAt: now + codeLifetime,
  };
  await tx.activationCodes.insert(code, secret);
  return moved;
}

/** Ends a code that nobody has used, and sends its money back. Answers false when somebody used or ended it first. */
export async function endCode(
  tx: Repositories,
  {
    code,
    event,
    newId,
    clock,
  }: { code: IssuedCode; event: 'voided' | 'expired'; newId: NewId; clock: Clock },
): Promise<boolean> {
  if (!(await tx.activationCodes.move(code, event, clock()))) return false;
  const order = await tx.orders.byId(code.orderId);
  const ending = order && (await tx.orders.move(order, 'refund_requested', clock()));
  if (!ending) throw new Error(`${code.orderId} was moved meanwhile`);
  const kept = await keptPayments(tx, ending.id);
  const reason = event === 'voided' ? 'code_void' : 'code_expired';
  for (const payment of kept) await requestRefund(tx, { payment, reason, newId, clock });
  // A test deployment may have given it back already.
  if (kept.length === 0) await tx.orders.move(ending, 'refund_succeeded', clock());
  return true;
}

/** The money that paid for a code is disputed or went back: whoever has not used it cannot any more. */
export async function withdrawCode(tx: Repositories, orderId: OrderId, at: number): Promise<void> {
  const code = await tx.activationCodes.ofOrder(orderId);
  if (!code || !nextCodeState(code.state, 'withdrawn')) return;
  const moved = await tx.activationCodes.move(code, 'withdrawn', at);
  if (!moved) throw new Error(`${code.id} was moved meanwhile`);
  if (moved.state === 'void') await closePurchase(tx, orderId, at);
}

/** The order that redeemed a code certainly brought nothing. Answers whether the code is good again. */
export async function returnCode(tx: Repositories, order: Order, at: number): Promise<boolean> {
  const code = order.activationCodeId && (await tx.activationCodes.byId(order.activationCodeId));
  const moved =
    code && code.redemptionOrderId === order.id
      ? await tx.activationCodes.move(code, 'returned', at)
      : undefined;
  if (!moved) throw new Error(`The code of ${order.id} was moved meanwhile`);
  if (moved.state === 'void') await closePurchase(tx, moved.orderId, at);
  return moved.state === 'active';
}

/** The goods are withdrawn: the order ends with its money, or waits for a person with it. */
async function closePurchase(tx: Repositories, orderId: OrderId, at: number): Promise<void> {
  const order = await tx.orders.byId(orderId);
  // An operator gave the money back before: that is all there was to close.
  if (order?.state === 'refund_pending' || order?.state === 'refunded') return;
  const kept = await keptPayments(tx, orderId);
  for (const { id } of kept) await tx.payments.settle(id, 'review');
  const closed =
    order &&
    (kept.length > 0
      ? await tx.orders.move(order, 'withdrawn', at)
      : await tx.orders.move(order, 'refund_requested', at));
  if (!closed) throw new Error(`${orderId} was moved meanwhile`);
  if (closed.state === 'refund_pending') await tx.orders.move(closed, 'refund_succeeded', at);
}

/** What pays for an order that is fulfilled. */
export async function keptPayments(tx: Repositories, orderId: OrderId): Promise<readonly Payment[]> {
  return (await tx.payments.ofOrder(orderId)).filter(({ outcome }) => outcome === 'fulfilled');
}
