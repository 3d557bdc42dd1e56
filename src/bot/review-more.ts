import type { Context } from 'grammy';
import type { Catalogue } from '../domain/plan.ts';
import type { CardService } from '../services/cards.ts';
import type { Facts } from './context.ts';
import type { ShowRenewal } from './renew.ts';
import { isGoneBubble, isNotModified } from './screen.ts';
import { reviewMoreButtons } from './views/review.ts';

/** What hides behind ⋯ at a review. */
export type ShowReviewMore = (
  ctx: Context & Facts,
  plan: { cardId: string | null; planId: string },
) => Promise<void>;

export function createReviewMore({
  cards,
  catalogue,
  showRenewal,
}: {
  cards: CardService;
  catalogue: Catalogue;
  showRenewal: ShowRenewal;
}): ShowReviewMore {
  return async (ctx, plan) => {
    // What the tap names ends up on buttons, so it has to be there.
    const { cardId, planId } = plan;
    const card = cardId === null || (await cards.mayRenew(ctx.customer.id, cardId));
    if (!card || !catalogue.plans.has(planId)) return showRenewal(ctx, plan);
    try {
      await ctx.editMessageReplyMarkup({ reply_markup: reviewMoreButtons(ctx.speech, plan) });
    } catch (error) {
      if (isNotModified(error)) return;
      if (!isGoneBubble(error)) throw error;
      await showRenewal(ctx, plan);
    }
  };
}
