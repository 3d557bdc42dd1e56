import type { RefundId } from '../domain/ids.ts';
import type { Payment, Refund } from '../domain/order.ts';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Advance } from './fulfilment.ts';
import type { Logger, Notifier, RefundRail, Store } from './ports.ts';

export interface RefundService {
  /** Sends a requested refund on its way and follows it to its end. May be repeated: the rail refunds a charge once. */
  run(id: RefundId): Promise<Advance>;
  /** The rail itself says that this charge went back. */
  confirm(chargeId: string): Promise<void>;
}

/** Money going back to where it came from, once. */
export function createRefunds({
  store,
  rail,
  notifier,
  clock,
  logger,
}: {
  store: Store;
  rail: RefundRail;
  notifier: Notifier;
  clock: Clock;
  logger: Logger;
}): RefundService {
  /** The customer is told before the books are closed: after a crash between the two they hear it again, never not at all. */
  async function succeeded(refund: Refund, payment: Payment): Promise<void> {
    const order = payment.orderId ? await store.orders.byId(payment.orderId) : undefined;
    await notifier.refunded(order, payment, refund);
    await store.transaction(async (tx) => {
      if (!(await tx.refunds.finish(refund.id, 'succeeded', clock()))) return;
      await tx.payments.settle(payment.id, 'refunded');
      const now = order && (await tx.orders.byId(order.id));
      if (now && decidesOrder(refund)) await tx.orders.move(now, 'refund_succeeded', clock());
    });
  }

  return {
    run: async (id) => {
      const refund = await store.refunds.byId(id);
      const payment = refund && (await store.payments.byId(refund.paymentId));
      if (!refund || !payment || refund.state !== 'requested') return { kind: 'done' };
      try {
        const result = await rail.refund(payment);
        if (result.kind === 'refunded') await succeeded(refund, payment);
        else await toReview(refund, payment, result.reason);
        return { kind: 'done' };
      } catch (error) {
        logger.warn(
          { refund: id, error: String(error) },
          'The refund or its message got no answer; again later',
        );
        const waited = clock() - refund.requestedAt;
        return { kind: 'again', at: clock() + Math.min(Math.max(minute / 30, waited), 15 * minute) };
      }
    },
    confirm: async (chargeId) => {
      const payment = await store.payments.byCharge('stars', chargeId);
      const refund = payment && (await store.refunds.ofPayment(payment.id));
      if (refund?.state === 'requested') await store.jobs.send({ kind: 'refund', key: refund.id });
    },
  };

  async function toReview(refund: Refund, payment: Payment, detail: string): Promise<void> {
    const order = payment.orderId ? await store.orders.byId(payment.orderId) : undefined;
    await store.transaction(async (tx) => {
      if (!(await tx.refunds.finish(refund.id, 'review', clock()))) return;
      await tx.payments.settle(payment.id, 'review');
      if (order && decidesOrder(refund)) await tx.orders.move(order, 'undecided', clock());
      await tx.reviews.open({ subject: refund.id, reason: 'refund_refused', detail, at: clock() });
    });
  }
}

/** An extra payment that goes back says nothing about the order that the first one pays. */
function decidesOrder({ reason }: Refund): boolean {
  return reason === 'undeliverable';
}
