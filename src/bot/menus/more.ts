import { Menu } from '@grammyjs/menu';
import type { CardService } from '../../services/cards.ts';
import type { Ctx } from '../context.ts';
import type { Claiming } from '../claim.ts';
import type { Buying } from '../buy.ts';
import type { ShowHome } from '../home.ts';
import type { SayNotYours } from '../not-yours.ts';
import type { ShowHelp } from './help.ts';
import type { ShowOrders } from '../orders.ts';
import { isGoneBubble, isNotModified } from '../screen.ts';

export type ShowMore = (ctx: Ctx, cardId: string) => Promise<void>;

/** What hides behind ⋯ on home: the card stays on the screen, only the buttons change. */
export function createMore({
  cards,
  sayNotYours,
  showHome,
  showOrders,
  showSettings,
  showHelp,
  buying,
  claiming,
}: {
  cards: CardService;
  sayNotYours: SayNotYours;
  showHome: ShowHome;
  showOrders: ShowOrders;
  showSettings: (ctx: Ctx) => Promise<void>;
  showHelp: ShowHelp;
  buying: Buying;
  claiming: Claiming;
}): { menu: Menu<Ctx>; showMore: ShowMore } {
  const menu: Menu<Ctx> = new Menu<Ctx>('more', {
    autoAnswer: false,
    onMenuOutdated: (ctx) => showHome(ctx),
  });
  menu
    .text(
      (ctx) => ctx.speech.t('button-orders'),
      (ctx) => showOrders(ctx),
    )
    .text(
      (ctx) => ctx.speech.t('button-settings'),
      (ctx) => showSettings(ctx),
    )
    .row()
    .text(
      (ctx) => ctx.speech.t('button-buy'),
      (ctx) => buying.ask(ctx),
    )
    .text(
      (ctx) => ctx.speech.t('button-claim'),
      (ctx) => claiming.ask(ctx),
    )
    .row()
    .text(
      (ctx) => ctx.speech.t('button-help'),
      (ctx) => showHelp(ctx),
    )
    .text(
      // The card on the screen travels in the payload, from the action that opened this menu to the tap on Back.
      { text: (ctx) => ctx.speech.t('button-back'), payload: (ctx) => cardAtHand(ctx) },
      (ctx) => showHome(ctx, cardAtHand(ctx)),
    );

  async function showMore(ctx: Ctx, cardId: string): Promise<void> {
    // What the tap names ends up on a button, so it has to be there.
    if (!(await cards.mayRenew(ctx.customer.id, cardId))) {
      await sayNotYours(ctx, cardId);
      return showHome(ctx);
    }
    try {
      await ctx.editMessageReplyMarkup({ reply_markup: menu });
    } catch (error) {
      if (isNotModified(error)) return;
      if (!isGoneBubble(error)) throw error;
      await showHome(ctx, cardId);
    }
  }

  return { menu, showMore };
}

function cardAtHand(ctx: Ctx): string {
  return typeof ctx.match === 'string' ? ctx.match : (ctx.match?.[1] ?? '');
}
