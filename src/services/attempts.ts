import type { OrderId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { hasEnded } from '../domain/payment.ts';
import type { PaymentAttempt } from '../domain/payment.ts';
import type { Repositories } from './storage-port.ts';

/** An attempt of which nothing was asked yet. */
export function freshAttempt({
  id,
  orderId,
  rail,
  total,
  createdAt,
}: Pick<PaymentAttempt, 'id' | 'orderId' | 'rail' | 'total' | 'createdAt'>): PaymentAttempt {
  return {
    id,
    orderId,
    rail,
    total,
    state: 'waiting',
    request: null,
    sessionId: null,
    url: null,
    openedAt: null,
    createdAt,
  };
}

/** Nothing has come of it yet, and something still can. */
export function isPayable(attempt: PaymentAttempt): boolean {
  return !hasEnded(attempt) && attempt.state !== 'closing';
}

/** The rail has a page for it that can be paid, or may have. */
export function hasPage({ state }: PaymentAttempt): boolean {
  return state === 'opening' || state === 'open';
}

/** Sends pages of an order away that are not to be paid any more: all of them, or those that `which` names. */
export async function closePages(
  tx: Repositories,
  orderId: OrderId,
  which: (attempt: PaymentAttempt) => boolean = () => true,
): Promise<void> {
  for (const attempt of await tx.attempts.ofOrder(orderId)) {
    if (!hasPage(attempt) || !which(attempt)) continue;
    await tx.attempts.move(attempt, 'closing');
    await tx.jobs.send({ kind: 'attempt', key: attempt.id });
  }
}

/** Ends the payer's open quotes for the same card, or for a first one, or for an activation code. */
export async function replaceQuotes(
  tx: Repositories,
  { payerId, cardId, delivery }: Pick<Order, 'payerId' | 'cardId' | 'delivery'>,
  at: number,
): Promise<void> {
  for (const other of await tx.orders.awaiting(payerId, cardId, delivery)) {
    await tx.orders.move(other, 'replaced', at);
    await closePages(tx, other.id);
  }
}
