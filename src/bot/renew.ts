import type { Context } from 'grammy';
import type { Card } from '../domain/card.ts';
import type { Delivery } from '../domain/order.ts';
import type { Rail } from '../domain/payment.ts';
import type { CardService } from '../services/cards.ts';
import type { RenewalService } from '../services/renewals.ts';
import type { Store } from '../services/storage-port.ts';
import type { Facts } from './context.ts';
import type { ShowHome } from './home.ts';
import type { SayNotYours } from './not-yours.ts';
import type { OpenReview } from './review.ts';
import { tappedText } from './screen.ts';
import type { Screens } from './screen.ts';

/** Opens the review: of this plan for this card, or of the suggestion for the card that needs it most. */
export type ShowRenewal = (ctx: Context & Facts, choice?: Choice) => Promise<void>;

/** A plan for a card (null: for a first one) or as an activation code, or a card as its owner names it: its last four digits, its name, or which one it is in their list. */
export type Choice =
  | {
      readonly cardId: string | null;
      readonly planId: string;
      readonly delivery?: Delivery;
      /** The way to pay that was chosen already. */
      readonly rail?: Rail;
    }
  | { readonly named: string };

/** The way to the review from outside the conversation: /renew, a link, a typed word, the ★ button, an old button. */
export function createRenew({
  cards,
  renewals,
  openReview,
  showHome,
  sayNotYours,
  screens,
  store,
}: {
  cards: CardService;
  renewals: RenewalService;
  openReview: OpenReview;
  showHome: ShowHome;
  sayNotYours: SayNotYours;
  screens: Screens;
  store: Pick<Store, 'orders'>;
}): ShowRenewal {
  return async (ctx, choice) => {
    const { customer, speech } = ctx;
    const mine = await cards.renewable(customer.id);
    const first = choice && 'planId' in choice && choice.cardId === null;
    const rail = choice && 'planId' in choice ? choice.rail : undefined;
    const delivery = (choice && 'planId' in choice && choice.delivery) || 'now';
    if (first) return show(ctx, null, { planId: choice.planId, delivery, rail });
    const card = choice ? mine.find((each, index) => isMeant(each, index, choice)) : mine[0];
    if (!card) {
      if (ctx.callbackQuery)
        await sayNotYours(ctx, choice && 'cardId' in choice ? (choice.cardId ?? '') : '');
      else if (choice) await screens.show(ctx, { text: speech.t('not-yours') });
      return showHome(ctx);
    }
    const planId = choice && 'planId' in choice ? choice.planId : renewals.suggestion(card)?.plan.id;
    if (!planId) return showHome(ctx, card.id);
    return show(ctx, card, { planId, delivery, rail });
  };

  async function show(
    ctx: Context & Facts,
    card: Card | null,
    { planId, delivery, rail }: { planId: string; delivery: Delivery; rail: Rail | undefined },
  ): Promise<void> {
    const { customer, speech } = ctx;
    const messageId = tappedText(ctx)?.messageId ?? null;
    const asked = { payerId: customer.id, speech, card, planId, delivery, messageId, ...(rail && { rail }) };
    const { screen, orderId } = await openReview(asked);
    const shownIn = await screens.show(ctx, screen);
    if (orderId && shownIn !== messageId)
      await store.orders.setReviewMessage({ id: orderId, payerId: customer.id }, shownIn);
  }
}

function isMeant(card: Card, index: number, choice: Choice): boolean {
  if ('cardId' in choice) return card.id === choice.cardId;
  const { named } = choice;
  return card.ref.iccid.slice(-4) === named || String(index + 1) === named || card.name === named;
}
