import type { Card } from '../domain/card.ts';
import { shortNumber } from '../domain/card.ts';
import type { CustomerId, OrderId } from '../domain/ids.ts';
import type { PaymentAttempt } from '../domain/order.ts';
import type { Catalogue } from '../domain/plan.ts';
import { InlineKeyboard } from 'grammy';
import type { Speech } from '../i18n/speech.ts';
import type { Checkout } from '../services/checkout.ts';
import { actions } from './actions.ts';
import type { Screen } from './screen.ts';
import { coverageName, planName } from './views/plan-words.ts';
import { reviewScreen } from './views/review.ts';

/** Opens the rail's pay sheet for an attempt. */
export type InvoiceLink = (invoice: {
  attempt: PaymentAttempt;
  title: string;
  description: string;
}) => Promise<string>;

/** Plain JSON, so that a conversation can remember it. `orderId` is null when there is nothing to pay. */
export interface Review {
  readonly screen: Screen;
  readonly orderId: OrderId | null;
}

export type OpenReview = (request: {
  payerId: CustomerId;
  speech: Speech;
  card: Card;
  planId: string;
  /** The bubble that will show it, when it is known already. */
  messageId: number | null;
  /** Why this plan, when we chose it. */
  reason?: string;
}) => Promise<Review>;

/** Quotes a plan for a card and makes the payment screen; or says why it cannot, with the next step. */
export function createReview({
  checkout,
  invoiceLink,
  catalogue,
}: {
  checkout: Checkout;
  invoiceLink: InvoiceLink;
  catalogue: Catalogue;
}): OpenReview {
  return async ({ payerId, speech, card, planId, messageId, reason }) => {
    const quote = await checkout.quote({ payerId, card, planId, reviewMessageId: messageId });
    if (quote.kind !== 'quoted') {
      const silent = quote.kind === 'supplier_silent';
      const keyboard = new InlineKeyboard();
      if (silent) keyboard.text(speech.t('button-retry'), actions.plan(card.id, planId));
      else keyboard.text(speech.t('button-other-plan'), actions.plans(card.id, 'month'));
      keyboard.text(speech.t('button-back'), actions.home(card.id));
      return {
        screen: { text: speech.t(silent ? 'renewal-silent' : 'renewal-not-offered'), keyboard },
        orderId: null,
      };
    }
    const { order, attempt } = quote;
    const name = `${coverageName(speech, order.plan.coverage)} ${planName(speech, order.plan)}`;
    const link = await invoiceLink({
      attempt,
      title: name,
      description: speech.t('invoice-description', { plan: name, card: shortNumber(card) }),
    });
    return {
      screen: reviewScreen({
        speech,
        order,
        attempt,
        card,
        catalogue,
        invoiceLink: link,
        ...(reason && { reason }),
      }),
      orderId: order.id,
    };
  };
}
