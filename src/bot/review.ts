import { InlineKeyboard } from 'grammy';
import type { Card } from '../domain/card.ts';
import type { CustomerId, OrderId } from '../domain/ids.ts';
import type { Delivery, Order } from '../domain/order.ts';
import type { PaymentAttempt, PaymentMethod, Rail } from '../domain/payment.ts';
import type { Catalogue } from '../domain/plan.ts';
import type { Speech } from '../i18n/speech.ts';
import type { DescribeOrder, PayLink } from '../services/checkout-sessions.ts';
import type { Quotes } from '../services/quotes.ts';
import { actions } from './actions.ts';
import type { Screen } from './screen.ts';
import type { PayWay } from './views/payment.ts';
import { reviewScreen } from './views/review.ts';
import { salesRestScreen } from './views/sales.ts';

/** How an attempt is paid. */
export interface PayLinks {
  /** Opens the rail's sheet or page. `tapped`: somebody waits for it, so a page is asked for now. Throws when Telegram does not answer. */
  linkOf(
    attempt: PaymentAttempt,
    words: { title: string; description: string },
    tapped: boolean,
  ): Promise<PayLink>;
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
  /** null for a first card; for an activation code, where it leads back to. */
  card: Card | null;
  planId: string;
  /** An activation code instead of now. */
  delivery: Delivery;
  /** The bubble that will show it, when it is known already. */
  messageId: number | null;
  /** The way to pay that was chosen already, if it was. */
  rail?: Rail;
  /** Why this plan, when we chose it. */
  reason?: string;
}) => Promise<Review>;

/** The payment screen of an order; or why the rail that was tapped gave no page. */
export type ShowPayment = (request: {
  speech: Speech;
  order: Order;
  /** The chosen one first. */
  attempts: readonly PaymentAttempt[];
  card: Card | null;
  tapped: boolean;
  reason?: string;
  warning?: string;
}) => Promise<Screen | (PayLink & { kind: 'none' })>;

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
    const methods = payLinks.methods();
    const ways: PayWay[] = [];
    for (const [index, attempt] of attempts.entries()) {
      // Every method of its page has been switched off.
      if (attempt.rail === 'stripe' && methods.length === 0) continue;
      // Only the chosen way is worth a call to its rail; the others are one tap away.
      const known = ways.length === 0 || attempt.rail === 'stripe';
      const link = known
        ? await payLinks.linkOf(attempt, words, tapped && index === 0)
        : ({ kind: 'on_tap' } as const);
      if (link.kind === 'none' && tapped && index === 0) return link;
      // A way that is out of order must not take the others with it.
      if (link.kind !== 'none') ways.push({ attempt, link: link.kind === 'link' ? link.url : null });
    }
    if (ways.length === 0) return { kind: 'none', why: 'silent' };
    return reviewScreen({ order, ways, methods, catalogue, ...shown });
  };

  return {
    showPayment,
    openReview: async ({ payerId, speech, card, planId, delivery, messageId, rail, reason }) => {
      const quote = await quotes.quote({
        payerId,
        card: delivery === 'code' ? null : card,
        planId,
        delivery,
        reviewMessageId: messageId,
      });
      if (quote.kind !== 'quoted')
        return { screen: nothingToPay(speech, { card, planId, delivery }, quote.kind), orderId: null };
      const { order } = quote;
      const other = (attempt: PaymentAttempt): number => Number(attempt.rail !== rail);
      const attempts = rail ? quote.attempts.toSorted((a, b) => other(a) - other(b)) : quote.attempts;
      const warning = quote.confirming ? speech.t('review-confirming') : undefined;
      const why = { ...(reason && { reason }), ...(warning && { warning }) };
      const screen = await showPayment({ speech, order, attempts, card, tapped: false, ...why });
      if ('kind' in screen) throw new Error(`${order.id} has no way to be paid`);
      return { screen, orderId: order.id };
    },
  };
}

function nothingToPay(
  speech: Speech,
  { card, planId, delivery }: { card: Card | null; planId: string; delivery: Delivery },
  why: 'supplier_silent' | 'not_offered' | 'paused',
): Screen {
  if (why === 'paused')
    return salesRestScreen(speech, { again: again(card, planId, delivery), cardId: card?.id });
  const keyboard = new InlineKeyboard();
  if (why === 'supplier_silent') keyboard.text(speech.t('button-retry'), again(card, planId, delivery));
  else if (card) keyboard.text(speech.t('button-other-plan'), actions.plans(card.id, 'month'));
  keyboard.text(speech.t('button-back'), actions.home(card?.id));
  return {
    text: speech.t(why === 'supplier_silent' ? 'renewal-silent' : 'renewal-not-offered'),
    keyboard,
  };
}

function again(card: Card | null, planId: string, delivery: Delivery): string {
  if (delivery === 'code') return actions.giveAway(card?.id ?? null, planId);
  return card ? actions.plan(card.id, planId) : actions.buyPlan(planId);
}
