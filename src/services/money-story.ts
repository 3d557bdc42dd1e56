import type { Dispute } from '../domain/dispute.ts';
import type { MoneyStory } from '../domain/money-whereabouts.ts';
import type { Order } from '../domain/order.ts';
import type { Payment, Refund } from '../domain/payment.ts';
import type { Store } from './storage-port.ts';

export type MoneyShelf = Pick<Store, 'payments' | 'refunds' | 'disputes' | 'reviews'>;

/** Why a payment lies with a person; a refund of it has a case of its own. */
const reasons = ['payment_does_not_fit', 'partly_refunded_elsewhere', 'disputed'] as const;

/** What was paid for an order and what became of it, as the books have it now. */
export async function readMoneyStory(store: MoneyShelf, { id }: Pick<Order, 'id'>): Promise<MoneyStory> {
  const payments = await store.payments.ofOrder(id);
  const refunds: Refund[] = [];
  const disputes: Dispute[] = [];
  let isHeld = false;
  let isPartBack = false;
  for (const payment of payments) {
    const refund = await store.refunds.ofPayment(payment.id);
    if (refund) refunds.push(refund);
    const doubts = await store.disputes.ofPayment(payment.id);
    disputes.push(...doubts);
    // It stays so after the case is closed: what was settled with the payer is with nobody any more.
    if (payment.outcome !== 'review') continue;
    isHeld ||= refund?.state === 'review' || (await hasOpenCase(store, payment));
    isPartBack ||=
      doubts.some(({ state }) => state === 'lost') ||
      (await store.reviews.wasOpened([payment.id], 'partly_refunded_elsewhere'));
  }
  return { payments, refunds, disputes, isHeld, isPartBack };
}

async function hasOpenCase({ reviews }: Pick<Store, 'reviews'>, { id }: Payment): Promise<boolean> {
  for (const reason of reasons) if (await reviews.openOf(id, reason)) return true;
  return false;
}
