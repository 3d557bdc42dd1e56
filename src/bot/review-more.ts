import type { Context } from 'grammy';
import type { Facts } from './context.ts';
import type { ShowRenewal } from './renew.ts';
import { isGoneBubble, isNotModified } from './screen.ts';
import { reviewMoreButtons } from './views/review.ts';

/** What hides behind ⋯ at a review. */
export type ShowReviewMore = (
  ctx: Context & Facts,
  plan: { cardId: string | null; planId: string },
) => Promise<void>;

export function createReviewMore({ showRenewal }: { showRenewal: ShowRenewal }): ShowReviewMore {
  return async (ctx, plan) => {
    try {
      await ctx.editMessageReplyMarkup({ reply_markup: reviewMoreButtons(ctx.speech, plan) });
    } catch (error) {
      if (isNotModified(error)) return;
      if (!isGoneBubble(error)) throw error;
      await showRenewal(ctx, plan);
    }
  };
}
