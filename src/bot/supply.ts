import { priceOf } from '../domain/plan.ts';
import type { SellingCurrency } from '../domain/money.ts';
import type { SupplyDesk } from '../services/supply-desk.ts';
import type { Ctx } from './context.ts';
import type { Screens } from './screen.ts';
import { shortListScreen, supplyScreen, withheldScreen } from './views/supply.ts';

/** With the rows below, what fits a keyboard. */
const onePage = 4;

/** What is not sold and why, for whoever was found to be an operator; each decision is asked first. */
export interface SupplyScreens {
  show(ctx: Ctx, page?: number): Promise<void>;
  showPlan(ctx: Ctx, provider: string, planId: string): Promise<void>;
  acceptCost(ctx: Ctx, provider: string, planId: string, cost: string): Promise<void>;
  askShortList(ctx: Ctx, provider: string, plans: number): Promise<void>;
  acceptShortList(ctx: Ctx, provider: string, plans: number): Promise<void>;
}

export function createSupplyScreens({
  supplyDesk,
  currency,
  screens,
}: {
  supplyDesk: SupplyDesk;
  /** In which the shop sells. */
  currency: SellingCurrency;
  screens: Screens;
}): SupplyScreens {
  async function show(ctx: Ctx, page = 0): Promise<void> {
    const { lists, withheld } = await supplyDesk.overview();
    const items = withheld.slice(page * onePage, (page + 1) * onePage);
    const more = withheld.length > (page + 1) * onePage;
    await screens.show(ctx, supplyScreen(ctx.speech, lists, { items, page, more }));
  }

  /** Whoever was faster, an operator reads how it stands now. */
  async function showPlan(ctx: Ctx, provider: string, planId: string): Promise<void> {
    const withheld = await supplyDesk.withheld(provider, planId);
    if (!withheld) return show(ctx);
    await screens.show(ctx, withheldScreen(ctx.speech, withheld, priceOf(withheld.plan, currency)));
  }

  return {
    show,
    showPlan,
    acceptCost: async (ctx, provider, planId, cost) => {
      const plan = { provider, planId, amount: Number.parseInt(cost, 36) };
      const done = await supplyDesk.acceptCost(ctx.customer.id, plan);
      ctx.toast = { text: ctx.speech.t(done ? 'cost-accepted' : 'supply-changed'), alert: !done };
      await showPlan(ctx, provider, planId);
    },
    askShortList: async (ctx, provider, plans) => {
      const { lists } = await supplyDesk.overview();
      const isShort = lists.some(({ list }) => list.provider === provider && list.refused?.plans === plans);
      if (!isShort) return show(ctx);
      await screens.show(ctx, shortListScreen(ctx.speech, provider, plans));
    },
    acceptShortList: async (ctx, provider, plans) => {
      const done = await supplyDesk.acceptList(ctx.customer.id, provider, plans);
      ctx.toast = { text: ctx.speech.t(done ? 'short-list-accepted' : 'supply-changed'), alert: !done };
      await show(ctx);
    },
  };
}
