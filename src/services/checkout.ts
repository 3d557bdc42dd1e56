import type { Card } from '../domain/card.ts';
import type { AttemptId, CustomerId, NewId, OrderId, PaymentId } from '../domain/ids.ts';
import type { Money } from '../domain/money.ts';
import { nextOrderState } from '../domain/order.ts';
import type { Order, Payment, PaymentAttempt } from '../domain/order.ts';
import { previewRenewal } from '../domain/renewal.ts';
import type { Preview } from '../domain/renewal.ts';
import { hour, minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { isGone } from '../domain/usage.ts';
import type { CardService } from './cards.ts';
import type { Job, Logger, Offer, Repositories, Store } from './ports.ts';
import { requestRefund } from './refunds.ts';
import { patiently } from './patience.ts';
import type { RenewalService } from './renewals.ts';

/** How long a quoted price holds. */
const quoteLifetime = 35 * minute;
/** A quote is shown again instead of made anew while it holds at least this much longer. */
const goodFor = 10 * minute;

export type Quote =
  | { readonly kind: 'quoted'; readonly order: Order; readonly attempt: PaymentAttempt }
  /** The supplier does not offer this plan for this card now, or the card is not the customer's. */
  | { readonly kind: 'not_offered' }
  | { readonly kind: 'supplier_silent' };

/** Why a payment may not go on; each has its sentence in every language. */
export type PreCheckoutAnswer =
  | { readonly kind: 'ok' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not_yours' }
  | { readonly kind: 'expired'; readonly order: Order }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'already_paid' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'card_gone' }
  | { readonly kind: 'test_only' };

export interface Checkout {
  /** Freezes price and preview for 35 minutes and opens one payment attempt; earlier unpaid quotes for the same card end. */
  quote(request: {
    payerId: CustomerId;
    card: Card;
    planId: string;
    reviewMessageId: number | null;
  }): Promise<Quote>;
  /** Whether this payment may go on, from the database alone. "ok" is not a payment. */
  preCheckout(query: { payload: string; payerId: CustomerId; total: Money }): Promise<PreCheckoutAnswer>;
  /** Gives money in the ledger its order, or its way back, or a person; the job that asks for it ends in the same commit. May be repeated. */
  applyPayment(id: PaymentId, job?: Job): Promise<void>;
  /** An order if this customer paid or owns it. */
  orderOf(customerId: CustomerId, id: string): Promise<Order | undefined>;
}

/** From a chosen plan to a paid order. */
export function createCheckout({
  store,
  cards,
  renewals,
  clock,
  newId,
  mayPay,
  logger,
}: {
  store: Store;
  cards: CardService;
  renewals: RenewalService;
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
  }

  async function askSupplier(card: Card) {
    const { card: known, fresh } = await cards.refresh(card);
    const offers = await renewals.offers(known).catch((error: unknown) => {
      logger.warn({ card: card.id, error: String(error) }, 'The supplier did not tell what it offers');
      return null;
    });
    return { balance: known.balance, fresh, offers };
  }

  return {
    quote: async ({ payerId, card, planId, reviewMessageId }) => {
      const { balance, fresh, offers } = (await patiently(askSupplier(card))) ?? {};
      const now = clock();
      if (!offers || !balance || (!fresh && now - balance.asOf > hour)) return { kind: 'supplier_silent' };
      const offer = offers.find(({ plan }) => plan.id === planId);
      if (!offer) return { kind: 'not_offered' };

      const preview = previewRenewal({ plan: offer.plan, balance, now });
      const open = await store.orders.awaiting(payerId, card.id);
      const live = open.find(
        (order) => saysTheSame(order, offer, preview) && order.quoteExpiresAt - now > goodFor,
      );
      if (live) {
        const [attempt] = await store.attempts.ofOrder(live.id);
        if (reviewMessageId !== null) await store.orders.setReviewMessage(live.id, reviewMessageId);
        if (attempt) return { kind: 'quoted', order: live, attempt };
      }
      const order: Order = {
        id: newId('order'),
        version: 0,
        payerId,
        ownerId: card.ownerId,
        cardId: card.id,
        plan: offer.plan,
        preview,
        price: offer.price,
        state: 'awaiting_payment',
        quoteExpiresAt: now + quoteLifetime,
        reviewMessageId,
        statusMessageId: null,
        suppliedCardId: null,
        deliveredAt: null,
        createdAt: now,
        updatedAt: now,
      };
      const attempt: PaymentAttempt = {
        id: newId('attempt'),
        orderId: order.id,
        rail: 'stars',
        total: offer.stars,
        createdAt: now,
      };
      await store.transaction(async (tx) => {
        for (const earlier of await tx.orders.awaiting(payerId, card.id))
          await tx.orders.move(earlier, 'replaced', now);
        await tx.orders.insert(order);
        await tx.attempts.insert(attempt);
      });
      return { kind: 'quoted', order, attempt };
    },

    preCheckout: async ({ payload, payerId, total }) => {
      const attempt = await store.attempts.byId(payload as AttemptId);
      const order = attempt && (await store.orders.byId(attempt.orderId));
      if (!attempt || !order) return { kind: 'unknown' };
      if (order.payerId !== payerId) return { kind: 'not_yours' };
      if (!mayPay(payerId)) return { kind: 'test_only' };
      if (order.state === 'canceled') return { kind: 'replaced' };
      if (order.state !== 'awaiting_payment') return { kind: 'already_paid' };
      if (clock() >= order.quoteExpiresAt) return { kind: 'expired', order };
      if (!sameMoney(total, attempt.total)) return { kind: 'changed' };
      const card = await store.cards.byId(order.cardId);
      const gone = card?.balance && isGone(card.balance.profile);
      if (!card || (gone && order.preview.kind !== 'new_profile')) return { kind: 'card_gone' };
      return { kind: 'ok' };
    },

    applyPayment: (id, job) =>
      store.transaction(async (tx) => {
        if (job) await tx.jobs.finish(job);
        const payment = await tx.payments.byId(id);
        if (!payment || payment.orderId || payment.outcome) return;
        const attempt = await tx.attempts.byId(payment.payload as AttemptId);
        const order = attempt && (await tx.orders.byId(attempt.orderId));
        const toReview = (detail: string): Promise<void> => giveToPerson(tx, payment, detail);
        if (!attempt || !order) return toReview('no order for this payment');
        await tx.payments.assign(id, order.id);
        if (!sameMoney(payment.money, attempt.total)) return toReview('another amount');
        if (payment.payerId !== order.payerId) return toReview('another payer');

        if (await tx.orders.move(order, 'payment_confirmed', clock())) {
          await tx.jobs.send({ kind: 'order', key: order.id });
          return;
        }
        // Not taken for a second payment when somebody only moved the order meanwhile: then this is tried again.
        if (nextOrderState(order.state, 'payment_confirmed'))
          throw new Error(`${order.id} was moved meanwhile`);
        await requestRefund(tx, { payment, reason: 'duplicate', newId, clock });
      }),

    orderOf: async (customerId, id) => {
      const order = await store.orders.byId(id as OrderId);
      return order && (order.payerId === customerId || order.ownerId === customerId) ? order : undefined;
    },
  };
}

/** Shown again, it would read the same to the letter. */
function saysTheSame(order: Order, { plan, price }: Offer, preview: Preview): boolean {
  return (
    order.plan.id === plan.id &&
    sameMoney(order.price, price) &&
    JSON.stringify(order.preview) === JSON.stringify(preview)
  );
}

function sameMoney(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency;
}
