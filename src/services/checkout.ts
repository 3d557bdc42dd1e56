import type { AttemptId, CustomerId, NewId, OrderId, PaymentId } from '../domain/ids.ts';
import { sameMoney } from '../domain/money.ts';
import type { Money } from '../domain/money.ts';
import { nextOrderState } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { Clock } from '../domain/time.ts';
import { isCardGone, isStillTheirs } from './access.ts';
import { closePages, replaceQuotes } from './attempts.ts';
import type { Logger } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';
import type { Job } from './work-port.ts';
import { requestRefund } from './refund-request.ts';
import { areSalesPaused } from './sales.ts';

/** Why a payment may not go on; each has its sentence in every language. */
export type PreCheckoutAnswer =
  | { readonly kind: 'ok' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not_yours' }
  | { readonly kind: 'expired'; readonly order: Order }
  | { readonly kind: 'replaced' }
  /** The bank is still confirming an earlier try. */
  | { readonly kind: 'processing' }
  | { readonly kind: 'already_paid' }
  /** Nothing is sold now. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'card_gone' }
  /** The card is another's by now, or no longer shared with the payer. */
  | { readonly kind: 'not_shared' }
  | { readonly kind: 'test_only' };

export interface Checkout {
  /** Whether this payment may go on, from the database alone. "ok" is not a payment. */
  preCheckout(query: { payload: string; payerId: CustomerId; total: Money }): Promise<PreCheckoutAnswer>;
  /** Gives money in the ledger its order, or its way back, or a person; the job that asks for it ends in the same commit. May be repeated. */
  applyPayment(id: PaymentId, job?: Job): Promise<void>;
  /** The same inside the caller's transaction. */
  applyIn(tx: Repositories, id: PaymentId): Promise<void>;
  /** An order if this customer paid it, or once it brought their card something. */
  orderOf(customerId: CustomerId, id: string): Promise<Order | undefined>;
}

/** From money to a paid order. */
export function createCheckout({
  store,
  clock,
  newId,
  mayPay,
  logger,
}: {
  store: Store;
  clock: Clock;
  newId: NewId;
  /** In a test deployment only operators pay. */
  mayPay: (payerId: CustomerId) => boolean;
  logger: Logger;
}): Checkout {
  async function giveToPerson(tx: Repositories, payment: Payment, detail: string): Promise<void> {
    logger.error({ payment: payment.id, detail }, 'A payment needs a person');
    await tx.payments.settle(payment.id, 'review');
    await tx.reviews.open({ subject: payment.id, reason: 'payment_does_not_fit', detail, at: clock() });
    await tx.jobs.send({ kind: 'case', key: payment.id });
  }

  /** Gives money in the ledger its order, or its way back, or a person. */
  async function applyIn(tx: Repositories, id: PaymentId): Promise<void> {
    const payment = await tx.payments.byId(id);
    if (!payment || payment.orderId || payment.outcome) return;
    const attempt = await tx.attempts.byId(payment.payload as AttemptId);
    const order = attempt && (await tx.orders.byId(attempt.orderId));
    const toReview = (detail: string): Promise<void> => giveToPerson(tx, payment, detail);
    if (!attempt || !order) return toReview('no order for this payment');
    await tx.payments.assign(id, order.id);
    if (!sameMoney(payment.money, attempt.total)) return toReview('another amount');
    if (payment.payerId !== order.payerId) return toReview('another payer');

    // They paid before the bank confirmed it: then it is kept to.
    if (order.state !== 'processing' && !(await isStillTheirs(tx, order))) {
      if (await tx.orders.move(order, 'payment_unwanted', clock())) {
        await closePages(tx, order.id, ({ id: other }) => other !== attempt.id);
        return requestRefund(tx, { payment, reason: 'undeliverable', newId, clock });
      }
    } else if (await tx.orders.move(order, 'payment_confirmed', clock())) {
      await tx.jobs.send({ kind: 'order', key: order.id });
      await tx.customers.paidBy(order.payerId, payment.rail);
      await closePages(tx, order.id, ({ id: other }) => other !== attempt.id);
      // What other reviews say of this card is not true any more once this one is delivered.
      await replaceQuotes(tx, order, clock());
      return;
    }
    // Not taken for a second payment when somebody only moved the order meanwhile: then this is tried again.
    if (nextOrderState(order.state, 'payment_confirmed')) throw new Error(`${order.id} was moved meanwhile`);
    await requestRefund(tx, { payment, reason: 'duplicate', newId, clock });
  }

  return {
    preCheckout: async ({ payload, payerId, total }) => {
      const attempt = await store.attempts.byId(payload as AttemptId);
      const order = attempt && (await store.orders.byId(attempt.orderId));
      if (!attempt || !order) return { kind: 'unknown' };
      if (order.payerId !== payerId) return { kind: 'not_yours' };
      if (!mayPay(payerId)) return { kind: 'test_only' };
      if (order.state === 'canceled') {
        const newer = await store.orders.awaiting(payerId, order.cardId, order.delivery);
        return newer.length > 0 ? { kind: 'replaced' } : { kind: 'expired', order };
      }
      if (order.state === 'processing') return { kind: 'processing' };
      if (order.state !== 'awaiting_payment') return { kind: 'already_paid' };
      if (await areSalesPaused(store)) return { kind: 'paused' };
      if (clock() >= order.quoteExpiresAt) return { kind: 'expired', order };
      if (!sameMoney(total, attempt.total)) return { kind: 'changed' };
      if (!(await isStillTheirs(store, order))) return { kind: 'not_shared' };
      if (await isCardGone(store, order, clock())) return { kind: 'card_gone' };
      return { kind: 'ok' };
    },

    applyIn,
    applyPayment: (id, job) =>
      store.transaction(async (tx) => {
        if (job) await tx.jobs.finish(job);
        await applyIn(tx, id);
      }),

    orderOf: async (customerId, id) => {
      const order = await store.orders.byId(id as OrderId);
      if (order?.payerId === customerId) return order;
      return order?.ownerId === customerId && order.suppliedCardId !== null ? order : undefined;
    },
  };
}
