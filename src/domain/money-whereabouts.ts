import type { Dispute } from './dispute.ts';
import type { Order } from './order.ts';
import type { Payment, Refund } from './payment.ts';
import type { RefundWish } from './refund-wish.ts';

/** Where the money for an order is, as its payer sees it. `disputed`: their bank decides. `part_back`: some of it is theirs again. */
export type Whereabouts =
  'confirming' | 'paid' | 'on_its_way' | 'back' | 'part_back' | 'disputed' | 'with_person';

/** Payments of an order, and what became of them. */
export interface MoneyStory {
  readonly payments: readonly Payment[];
  readonly refunds: readonly Refund[];
  readonly disputes: readonly Dispute[];
  /** A case about one of the payments waits for a person. */
  readonly isHeld: boolean;
  /** Some of a payment went back by other ways than ours, and the rest is here. */
  readonly isPartBack: boolean;
}

/** A second payment that went back says nothing while the first one stands. */
export function whereabouts({
  order,
  payments,
  refunds,
  disputes,
  isHeld,
  isPartBack,
  wish,
}: {
  order: Pick<Order, 'state'>;
  payments: readonly Pick<Payment, 'id' | 'outcome'>[];
  refunds: readonly Pick<Refund, 'state'>[];
  disputes: readonly Pick<Dispute, 'paymentId' | 'state'>[];
  wish: Pick<RefundWish, 'state'> | undefined;
} & Pick<MoneyStory, 'isHeld' | 'isPartBack'>): Whereabouts {
  const standing = payments.filter(({ outcome }) => outcome !== 'refunded');
  const atBank = disputes.some(
    ({ paymentId, state }) =>
      (state === 'open' || state === 'inquiry') && standing.some(({ id }) => id === paymentId),
  );
  if (atBank && order.state !== 'refunded') return 'disputed';
  if (isHeld || order.state === 'review') return 'with_person';
  if (order.state === 'processing') return 'confirming';
  if (order.state === 'refunded') return 'back';
  if (order.state === 'refund_pending' || refunds.some(({ state }) => state !== 'succeeded'))
    return 'on_its_way';
  if (wish?.state === 'with_person') return 'with_person';
  return isPartBack ? 'part_back' : 'paid';
}
