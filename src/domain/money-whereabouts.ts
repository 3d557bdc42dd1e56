import type { Order } from './order.ts';
import type { Payment, Refund } from './payment.ts';
import type { RefundWish } from './refund-wish.ts';

/** Where the money for an order is, as its payer sees it. */
export type Whereabouts = 'confirming' | 'paid' | 'on_its_way' | 'back' | 'with_person';

/** `payments` and `refunds` are those of the order. A second payment that went back says nothing while the first one stands. */
export function whereabouts({
  order,
  payments,
  refunds,
  wish,
}: {
  order: Pick<Order, 'state'>;
  payments: readonly Pick<Payment, 'outcome'>[];
  refunds: readonly Pick<Refund, 'state'>[];
  wish: Pick<RefundWish, 'state'> | undefined;
}): Whereabouts {
  const held = payments.some(({ outcome }) => outcome === 'review');
  if (held || order.state === 'review') return 'with_person';
  if (order.state === 'processing') return 'confirming';
  if (order.state === 'refunded') return 'back';
  if (order.state === 'refund_pending' || refunds.some(({ state }) => state !== 'succeeded'))
    return 'on_its_way';
  return wish?.state === 'with_person' ? 'with_person' : 'paid';
}
