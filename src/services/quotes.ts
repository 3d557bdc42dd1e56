import type { Card } from '../domain/card.ts';
import type { AttemptId, CustomerId, NewId } from '../domain/ids.ts';
import { sameMoney } from '../domain/money.ts';
import type { Delivery, Order } from '../domain/order.ts';
import { offeredRails, rails } from '../domain/payment.ts';
import type { PaymentAttempt, Totals } from '../domain/payment.ts';
import type { Catalogue } from '../domain/plan.ts';
import type { Preview } from '../domain/renewal.ts';
import { hour, minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { closePages, freshAttempt, hasPage, isPayable, replaceQuotes } from './attempts.ts';
import type { CardService } from './cards.ts';
import { patiently } from './patience.ts';
import type { Logger } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';
import type { Assortment } from './assortment.ts';
import type { Offer, RenewalService } from './renewals.ts';
import { areSalesPaused } from './sales.ts';

/** How long a quoted price holds. */
const quoteLifetime = 35 * minute;
/** A quote is shown again instead of made anew while it holds at least this much longer. */
const goodFor = 10 * minute;

export type Quote =
  /** One attempt for each rail that can take the price, the one used last first. */
  | {
      readonly kind: 'quoted';
      readonly order: Order;
      readonly attempts: readonly PaymentAttempt[];
      /** An earlier payment for the same is still being confirmed: this would be a second one. */
      readonly confirming: boolean;
    }
  /** The supplier does not offer this plan for this card now, or as a new one. */
  | { readonly kind: 'not_offered' }
  | { readonly kind: 'supplier_silent' }
  /** Nothing is sold now. */
  | { readonly kind: 'paused' };

/** An order at the moment of choosing how to pay it; `payable` is false once it is paid, being confirmed, replaced or expired, and while sales rest. */
export interface Chosen {
  readonly order: Order;
  readonly attempts: readonly PaymentAttempt[];
  readonly payable: boolean;
}

export interface Quotes {
  /** Freezes price and preview for 35 minutes; earlier unpaid quotes for the same card end. Without a card: a first one, or an activation code. */
  quote(request: {
    payerId: CustomerId;
    /** null for an activation code: it may go onto any card of the coverage. */
    card: Card | null;
    planId: string;
    delivery: Delivery;
    reviewMessageId: number | null;
  }): Promise<Quote>;
  /** The traveller pays this attempt: pages of other rails for the same order close. Answers undefined for what is not theirs. */
  choose(payerId: CustomerId, attemptId: string): Promise<Chosen | undefined>;
}

/** From a chosen plan to a price that holds, and the ways to pay it. */
export function createQuotes({
  store,
  cards,
  renewals,
  assortment,
  catalogue,
  clock,
  newId,
  logger,
}: {
  store: Store;
  cards: CardService;
  renewals: RenewalService;
  assortment: Pick<Assortment, 'preview'>;
  /** Every plan of every supplier: what else a tap names is made up. */
  catalogue: Catalogue;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): Quotes {
  /** What the supplier offers of this plan now, and what it would do; undefined when it does not say. */
  async function askSupplier(card: Card | null, planId: string): Promise<Asked | undefined> {
    if (!card) {
      const coverage = catalogue.plans.get(planId)?.coverage ?? '';
      const offer = await offerIn(renewals.firstOffers(coverage), planId);
      return offer && { offer, preview: { kind: 'new_profile', wastedBytes: null, wastedUntil: null } };
    }
    const {
      card: { balance },
      card: known,
      fresh,
    } = await cards.refresh(card);
    const now = clock();
    if (!balance || (!fresh && now - balance.asOf > hour)) return undefined;
    const offer = await offerIn(renewals.offers(known), planId);
    const preview = offer && offer !== 'none' && assortment.preview(offer.plan, known);
    return offer && { offer, preview: preview || null };
  }

  async function offerIn(
    offers: Promise<readonly Offer[]>,
    planId: string,
  ): Promise<Offer | 'none' | undefined> {
    try {
      return (await offers).find(({ plan }) => plan.id === planId) ?? 'none';
    } catch (error) {
      logger.warn({ plan: planId, error: String(error) }, 'The supplier did not tell what it offers');
      return undefined;
    }
  }

  /** Those there are, and a fresh one for each rail that has none that can still be paid. */
  async function attemptsFor(tx: Repositories, order: Order, totals: Totals): Promise<void> {
    const there = await tx.attempts.ofOrder(order.id);
    for (const rail of rails) {
      const total = totals[rail];
      if (total && !there.some((attempt) => attempt.rail === rail && isPayable(attempt)))
        await tx.attempts.insert(
          freshAttempt({ id: newId('attempt'), orderId: order.id, rail, total, createdAt: clock() }),
        );
    }
  }

  async function payableAttempts(order: Order): Promise<readonly PaymentAttempt[]> {
    const [attempts, payer] = await Promise.all([
      store.attempts.ofOrder(order.id),
      store.customers.byId(order.payerId),
    ]);
    const byRail = new Map(attempts.filter(isPayable).map((attempt) => [attempt.rail, attempt]));
    return offeredRails(totalsOf(attempts), payer?.lastRail ?? null).flatMap(
      (rail) => byRail.get(rail) ?? [],
    );
  }

  return {
    quote: async ({ payerId, card, planId, delivery, reviewMessageId }) => {
      if (!catalogue.plans.has(planId)) return { kind: 'not_offered' };
      if (await areSalesPaused(store)) return { kind: 'paused' };
      const asked = await patiently(askSupplier(card, planId));
      if (!asked) return { kind: 'supplier_silent' };
      const { offer, preview } = asked;
      if (offer === 'none' || !preview) return { kind: 'not_offered' };

      const now = clock();
      const [open, confirming] = await Promise.all([
        store.orders.awaiting(payerId, card?.id ?? null, delivery),
        store.orders.isConfirming(payerId, card?.id ?? null, delivery),
      ]);
      const live = open.find(
        (order) => saysTheSame(order, offer, preview) && order.quoteExpiresAt - now > goodFor,
      );
      if (live) {
        await store.transaction(async (tx) => {
          if (reviewMessageId !== null) await tx.orders.setReviewMessage(live, reviewMessageId);
          await attemptsFor(tx, live, offer.totals);
        });
        return { kind: 'quoted', order: live, attempts: await payableAttempts(live), confirming };
      }
      const order: Order = {
        id: newId('order'),
        version: 0,
        payerId,
        ownerId: card?.ownerId ?? payerId,
        cardId: card?.id ?? null,
        delivery,
        activationCodeId: null,
        plan: offer.plan,
        preview,
        price: offer.price,
        state: 'awaiting_payment',
        quoteExpiresAt: now + quoteLifetime,
        reviewMessageId: null,
        statusMessageId: null,
        suppliedCardId: null,
        deliveredAt: null,
        createdAt: now,
        updatedAt: now,
      };
      await store.transaction(async (tx) => {
        await replaceQuotes(tx, order, now);
        await tx.orders.insert(order);
        if (reviewMessageId !== null) await tx.orders.setReviewMessage(order, reviewMessageId);
        await attemptsFor(tx, order, offer.totals);
      });
      return { kind: 'quoted', order, attempts: await payableAttempts(order), confirming };
    },

    choose: async (payerId, attemptId) => {
      const attempt = await store.attempts.byId(attemptId as AttemptId);
      const order = attempt && (await store.orders.byId(attempt.orderId));
      if (!attempt || order?.payerId !== payerId) return undefined;
      const payable =
        order.state === 'awaiting_payment' &&
        clock() < order.quoteExpiresAt &&
        !(await areSalesPaused(store));
      const there = await store.attempts.ofOrder(order.id);
      const other = (each: PaymentAttempt): boolean => each.rail !== attempt.rail;
      const settled = isPayable(attempt) && !there.some((each) => other(each) && hasPage(each));
      if (payable && !settled)
        await store.transaction(async (tx) => {
          await closePages(tx, order.id, other);
          await attemptsFor(tx, order, totalsOf(there));
        });
      const attempts = await payableAttempts(order);
      return { order, attempts: attempts.toSorted((a, b) => Number(other(a)) - Number(other(b))), payable };
    },
  };
}

/** What the supplier offers, and what it does to the card; `preview` is null when it offers nothing. */
interface Asked {
  readonly offer: Offer | 'none';
  readonly preview: Preview | null;
}

function totalsOf(attempts: readonly PaymentAttempt[]): Totals {
  return Object.fromEntries(attempts.map(({ rail, total }) => [rail, total]));
}

/** Shown again, it would read the same to the letter. */
function saysTheSame(order: Order, { plan, price }: Offer, preview: Preview): boolean {
  return (
    order.plan.id === plan.id &&
    sameMoney(order.price, price) &&
    JSON.stringify(order.preview) === JSON.stringify(preview)
  );
}
