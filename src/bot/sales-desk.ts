import type { Sales } from '../services/sales.ts';
import type { ShopStatus } from '../services/shop-status.ts';
import type { Ctx } from './context.ts';
import type { Screens } from './screen.ts';
import { askPauseScreen, askResumeScreen, salesScreen } from './views/sales.ts';
import { statusScreen } from './views/status.ts';

/** Operators see how the shop is, stop selling and go on: that is asked first, and done by the second tap. */
export interface SalesDesk {
  askPause(ctx: Ctx): Promise<void>;
  pause(ctx: Ctx): Promise<void>;
  askResume(ctx: Ctx): Promise<void>;
  resume(ctx: Ctx): Promise<void>;
  showStatus(ctx: Ctx): Promise<void>;
}

export function createSalesDesk({
  sales,
  status,
  screens,
}: {
  sales: Sales;
  status: () => Promise<ShopStatus>;
  screens: Screens;
}): SalesDesk {
  /** Whoever was faster, an operator reads how it stands now. */
  async function show(ctx: Ctx): Promise<void> {
    await screens.show(ctx, salesScreen(ctx.speech, await sales.pauses()));
  }
  const isPaused = async (): Promise<boolean> =>
    (await sales.pauses()).some(({ reason }) => reason === 'operator');

  return {
    askPause: async (ctx) => {
      if (await isPaused()) return show(ctx);
      await screens.show(ctx, askPauseScreen(ctx.speech));
    },
    pause: async (ctx) => {
      await sales.pause(ctx.customer.id);
      await show(ctx);
    },
    askResume: async (ctx) => {
      if (!(await isPaused())) return show(ctx);
      await screens.show(ctx, askResumeScreen(ctx.speech));
    },
    showStatus: async (ctx) => {
      await screens.show(ctx, statusScreen(ctx.speech, await status()));
    },
    resume: async (ctx) => {
      await sales.resume(ctx.customer.id);
      await show(ctx);
    },
  };
}
