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

/** The code that an order paid for follows the money. Answers it as it is then, or undefined when it has none. */
export async function moveCode(
  tx: Repositories,
  orderId: OrderId,
  event: 'held' | 'released' | 'withdrawn',
  at: number,
): Promise<IssuedCode | undefined> {
  const code = await tx.activationCodes.ofOrder(orderId);
  if (!code || !nextCodeState(code.state, event)) return code;
  const moved = await tx.activationCodes.move(code, event, at);
  if (!moved) throw new Error(`${code.id} was moved meanwhile`);
  return moved;
}

/** What pays for an order that is fulfilled. */
export async function keptPayments(tx: Repositories, orderId: OrderId): Promise<readonly Payment[]> {
  return (await tx.payments.ofOrder(orderId)).filter(({ outcome }) => outcome === 'fulfilled');
}
