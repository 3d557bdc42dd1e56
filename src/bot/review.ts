import { InlineKeyboard } from 'grammy';
import type { Card } from '../domain/card.ts';
import type { CustomerId, OrderId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { PaymentAttempt, PaymentMethod } from '../domain/payment.ts';
import type { Catalogue } from '../domain/plan.ts';
import type { Speech } from '../i18n/speech.ts';
import type { DescribeOrder } from '../services/checkout-sessions.ts';
import type { Quotes } from '../services/quotes.ts';
import { actions } from './actions.ts';
import type { Screen } from './screen.ts';
import type { PayWay } from './views/payment.ts';
import { reviewScreen } from './views/review.ts';

/** How an attempt is paid. */
export interface PayLinks {
  /**
   * Opens the rail's sheet or page; null where one more tap must ask for it. `tapped`: this is that tap, so it is asked for now, and
   * null means that the rail gave none.
   */
  linkOf(
    attempt: PaymentAttempt,
    words: { title: string; description: string },
    tapped: boolean,
  ): Promise<string | null>;
  /** What the rail's page can be paid with. */
  methods(): readonly PaymentMethod[];
}

/** Plain JSON, so that a conversation can remember it. `orderId` is null when there is nothing to pay. */
export interface Review {
  readonly screen: Screen;
  readonly orderId: OrderId | null;
}

export type OpenReview = (request: {
  payerId: CustomerId;
  speech: Speech;
  /** null for a first card. */
  card: Card | null;
  planId: string;
  /** The bubble that will show it, when it is known already. */
  messageId: number | null;
  /** Why this plan, when we chose it. */
  reason?: string;
}) => Promise<Review>;

/** The payment screen of an order; undefined when the rail that was tapped gave no page. */
export type ShowPayment = (request: {
  speech: Speech;
  order: Order;
  /** The chosen one first. */
  attempts: readonly PaymentAttempt[];
  card: Card | null;
  tapped: boolean;
  reason?: string;
  warning?: string;
}) => Promise<Screen | undefined>;

/** Quotes a plan and makes the payment screen; or says why it cannot, with the next step. */
export function createReview({
  quotes,
  payLinks,
  describe,
  catalogue,
}: {
  quotes: Quotes;
  payLinks: PayLinks;
  describe: DescribeOrder;
  catalogue: Catalogue;
}): { openReview: OpenReview; showPayment: ShowPayment } {
  const showPayment: ShowPayment = async ({ order, attempts, tapped, ...shown }) => {
    const words = await describe(order);
    const ways: PayWay[] = [];
    for (const [index, attempt] of attempts.entries()) {
      // Only the chosen way is worth a call to its rail; the others are one tap away.
      const known = index === 0 || attempt.rail === 'stripe';
      const link = known ? await payLinks.linkOf(attempt, words, tapped && index === 0) : null;
      ways.push({ attempt, link });
    }
    if (tapped && !ways[0]?.link) return undefined;
    const methods = payLinks.methods();
    return reviewScreen({ order, ways, methods, catalogue, ...shown });
  };

  return {
    showPayment,
    openReview: async ({ payerId, speech, card, planId, messageId, reason }) => {
      const quote = await quotes.quote({ payerId, card, planId, reviewMessageId: messageId });
      if (quote.kind !== 'quoted')
        return { screen: nothingToPay(speech, card, planId, quote.kind), orderId: null };
      const { order, attempts } = quote;
      const warning = quote.confirming ? speech.t('review-confirming') : undefined;
      const why = { ...(reason && { reason }), ...(warning && { warning }) };
      const screen = await showPayment({ speech, order, attempts, card, tapped: false, ...why });
      if (!screen) throw new Error(`${order.id} has no way to be paid`);
      return { screen, orderId: order.id };
    },
  };
}

function nothingToPay(
  speech: Speech,
  card: Card | null,
  planId: string,
  why: 'supplier_silent' | 'not_offered',
): Screen {
  const keyboard = new InlineKeyboard();
  if (why === 'supplier_silent')
    keyboard.text(speech.t('button-retry'), card ? actions.plan(card.id, planId) : actions.buyPlan(planId));
  else if (card) keyboard.text(speech.t('button-other-plan'), actions.plans(card.id, 'month'));
  keyboard.text(speech.t('button-back'), actions.home(card?.id));
  return {
    text: speech.t(why === 'supplier_silent' ? 'renewal-silent' : 'renewal-not-offered'),
    keyboard,
  };
}
