import type { OurSide } from '../domain/case.ts';
import type { AttemptId, CustomerId, OrderId, PaymentId, RefundId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { Review } from '../domain/review.ts';
import { openPayments } from './order-money.ts';
import type { Repositories } from './storage-port.ts';

/** The kind and the key of the job that a case is about. */
export function jobOf({ subject }: Review): { kind: string; key: string } {
  const [kind = '', key = ''] = subject.split(' ', 2);
  return { kind, key };
}

/** The number of the update that a case is about. */
export function updateOf({ subject }: Review): string {
  return subject.slice('telegram:'.length);
}

/** What our books say about a case now. */
export async function readOurSide(tx: Repositories, review: Review): Promise<OurSide> {
  const subject = review.reason === 'job_failed' ? jobOf(review).key : review.subject;
  const refund = subject.startsWith('refund_') ? await tx.refunds.byId(subject as RefundId) : undefined;
  const named = refund?.paymentId ?? (subject.startsWith('payment_') ? (subject as PaymentId) : undefined);
  const ofSubject = named && (await tx.payments.byId(named));
  const attemptId = subject.startsWith('attempt_') ? subject : ofSubject?.payload;
  const ofPage = attemptId && (await tx.attempts.byId(attemptId as AttemptId));
  const orderId = subject.startsWith('order_') ? subject : (ofSubject?.orderId ?? (ofPage && ofPage.orderId));
  const order = orderId ? await tx.orders.byId(orderId as OrderId) : undefined;
  const paying = order ? await openPayments(tx, order) : [];
  const payment = ofSubject ?? (order && (await paymentOf(tx, order, ofPage ? ofPage.id : null, paying)));
  const update = review.reason === 'update_failed' ? await tx.updates.byNumber(updateOf(review)) : undefined;
  return {
    review,
    customerId: payment?.payerId ?? order?.payerId ?? customerIn(subject, update?.chat),
    order,
    attempt:
      (ofPage ? ofPage : undefined) ?? (payment && (await tx.attempts.byId(payment.payload as AttemptId))),
    payment,
    refund: refund ?? (payment && (await tx.refunds.ofPayment(payment.id))),
    fulfilment: order && (await tx.fulfilments.byOrder(order.id)),
    isPaid: order !== undefined && (order.activationCodeId !== null || paying.length > 0),
    isCodeVoid: order !== undefined && (await tx.activationCodes.ofOrder(order.id))?.state === 'void',
    updateWaits: update?.state === 'review',
    wishWaits: order !== undefined && (await tx.refundWishes.ofOrder(order.id))?.state === 'with_person',
    dispute: payment ? await disputeOf(tx, payment) : 'none',
  };
}

async function disputeOf(tx: Repositories, { id }: Payment): Promise<OurSide['dispute']> {
  const states = (await tx.disputes.ofPayment(id)).map(({ state }) => state);
  if (states.includes('lost')) return 'lost';
  return states.some((state) => state !== 'won') ? 'open' : 'none';
}

async function paymentOf(
  tx: Repositories,
  order: Order,
  attemptId: AttemptId | null,
  paying: readonly Payment[],
): Promise<Payment | undefined> {
  const all = await tx.payments.ofOrder(order.id);
  if (attemptId) return all.find(({ payload }) => payload === attemptId);
  return paying[0] ?? all.find(({ outcome }) => outcome === 'fulfilled') ?? all.at(-1);
}

function customerIn(subject: string, chat: string | undefined): CustomerId | null {
  if (subject.startsWith('customer_')) return subject as CustomerId;
  // A private chat has its person's number, a group a negative one.
  return chat !== undefined && /^[1-9]\d*$/.test(chat) ? (`customer_${chat}` as CustomerId) : null;
}
