import type { AttemptId, PaymentId, RefundId } from '../domain/ids.ts';
import type { Notifier } from './ports.ts';
import type { Store } from './storage-port.ts';

export interface CaseNews {
  /** Whoever paid hears that their money is in a person's hands, and why. May be repeated; throws when it did not get through. */
  tell(subject: PaymentId | RefundId | AttemptId): Promise<void>;
}

/** Nobody whose money waits for a person hears nothing. */
export function createCaseNews({
  store,
  notifier,
}: {
  store: Pick<Store, 'orders' | 'attempts' | 'payments' | 'refunds' | 'reviews' | 'activationCodes'>;
  notifier: Pick<Notifier, 'refunding' | 'cameBack' | 'misfit' | 'partBack' | 'pageLost' | 'pageUnpaid'>;
}): CaseNews {
  async function tellPayment(id: PaymentId): Promise<void> {
    const payment = await store.payments.byId(id);
    if (payment?.outcome !== 'review') return;
    // Also once a person has closed the case: it is told late then, but truly.
    const isPart = await store.reviews.wasOpened([id], 'partly_refunded_elsewhere');
    const order = isPart && payment.orderId ? await store.orders.byId(payment.orderId) : undefined;
    if (!order) return notifier.misfit(payment);
    const code = await store.activationCodes.ofOrder(order.id);
    await notifier.partBack(order, payment, { codeEnded: code?.state === 'void' });
  }

  async function tellRefund(id: RefundId): Promise<void> {
    const refund = await store.refunds.byId(id);
    const payment = refund && (await store.payments.byId(refund.paymentId));
    if (!payment || refund.state !== 'review') return;
    const order = payment.orderId ? await store.orders.byId(payment.orderId) : undefined;
    // They have read that it is back.
    if (await store.reviews.openOf(id, 'refund_failed_later')) return notifier.cameBack(order, payment);
    await notifier.refunding(order, payment, refund, 'person');
  }

  async function tellPage(id: AttemptId): Promise<void> {
    const attempt = await store.attempts.byId(id);
    const order = attempt && (await store.orders.byId(attempt.orderId));
    if (attempt && order?.state === 'processing') return notifier.pageLost(order, attempt);
    // The person who was to find out has closed the case.
    if (attempt?.state !== 'failed' || order?.state !== 'awaiting_payment') return;
    if (await store.reviews.lastWord(id, 'session_unknown')) await notifier.pageUnpaid(order, attempt);
  }

  return {
    tell: (subject) => {
      if (isPayment(subject)) return tellPayment(subject);
      return isRefund(subject) ? tellRefund(subject) : tellPage(subject);
    },
  };
}

function isPayment(id: string): id is PaymentId {
  return id.startsWith('payment_');
}

function isRefund(id: string): id is RefundId {
  return id.startsWith('refund_');
}
