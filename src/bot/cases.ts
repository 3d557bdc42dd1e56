import type { CaseAction } from '../domain/case.ts';
import type { Clock } from '../domain/time.ts';
import type { ReviewDesk } from '../services/review-desk.ts';
import type { Ctx } from './context.ts';
import type { Screens } from './screen.ts';
import { caseScreen, closedScreen, queueScreen, weighScreen } from './views/case.ts';

/** With the row below it, what fits a keyboard. */
const onePage = 5;

/** Cases that need a person, for whoever was found to be an operator. */
export interface CaseScreens {
  showQueue(ctx: Ctx, page?: number): Promise<void>;
  show(ctx: Ctx, id: string): Promise<void>;
  /** Asks whoever was silent once more. */
  ask(ctx: Ctx, id: string): Promise<void>;
  /** Says what an action would do, if it may still be done. */
  weigh(ctx: Ctx, id: string, action: string, stamp: string): Promise<void>;
  decide(ctx: Ctx, id: string, action: string, stamp: string): Promise<void>;
}

export function createCaseScreens({
  reviewDesk,
  screens,
  clock,
}: {
  reviewDesk: ReviewDesk;
  screens: Screens;
  clock: Clock;
}): CaseScreens {
  async function showQueue(ctx: Ctx, page = 0): Promise<void> {
    const found = await reviewDesk.queue({ offset: page * onePage, limit: onePage + 1 });
    // The last case of a page was closed: what is left is on the pages before.
    if (found.length === 0 && page > 0) return showQueue(ctx);
    const cases = found.slice(0, onePage);
    const count = await reviewDesk.count();
    const more = found.length > onePage;
    await screens.show(ctx, queueScreen({ speech: ctx.speech, cases, count, page, more, now: clock() }));
  }

  async function show(ctx: Ctx, id: string): Promise<void> {
    const file = await reviewDesk.file(id);
    if (!file) return showQueue(ctx);
    await screens.show(ctx, caseScreen(ctx.speech, file));
  }

  return {
    showQueue,
    show,
    ask: async (ctx, id) => {
      const file = await reviewDesk.ask(id, ctx.customer.id);
      if (!file) return showQueue(ctx);
      await screens.show(ctx, caseScreen(ctx.speech, file));
    },
    weigh: async (ctx, id, action, stamp) => {
      const file = await reviewDesk.file(id);
      if (!file) return showQueue(ctx);
      const { review } = file.ours;
      if (review.closedAt !== null)
        return void (await screens.show(ctx, closedScreen(ctx.speech, review, { mine: false })));
      const wanted = file.actions.find((each) => each === action);
      if (wanted && file.stamp === stamp)
        return void (await screens.show(ctx, weighScreen(ctx.speech, file, wanted)));
      ctx.toast = { text: ctx.speech.t('case-changed'), alert: true };
      await screens.show(ctx, caseScreen(ctx.speech, file));
    },
    decide: async (ctx, id, action, stamp) => {
      const by = ctx.customer.id;
      const decided = await reviewDesk.decide(id, { action: action as CaseAction, stamp, by });
      switch (decided.kind) {
        case 'done':
          return void (await screens.show(ctx, closedScreen(ctx.speech, decided.review, { mine: true })));
        case 'closed': {
          // Their own second tap is no news.
          const mine = decided.review.closedBy === by;
          return void (await screens.show(ctx, closedScreen(ctx.speech, decided.review, { mine })));
        }
        case 'changed':
          ctx.toast = { text: ctx.speech.t('case-changed'), alert: true };
          return show(ctx, id);
        case 'unknown':
          return showQueue(ctx);
      }
    },
  };
}
