import { Composer } from 'grammy';
import type { CardService } from '../../services/cards.ts';
import type { Buying } from '../buy.ts';
import type { Ctx } from '../context.ts';
import { readDeepLink } from '../deep-links.ts';
import type { ShowHome } from '../home.ts';
import type { ShowHelp } from '../menus/help.ts';
import type { ShowReceipt } from '../orders.ts';
import type { ShowRenewal } from '../renew.ts';
import type { Screens } from '../screen.ts';
import { publishCommandsTo, twoLetterCode } from './publish.ts';

/** /start, alone or with a deep link. */
export function startCommand({
  showHome,
  showRenewal,
  showHelp,
  showReceipt,
  buying,
  paymentOf,
  cards,
  screens,
  background,
}: {
  showHome: ShowHome;
  showRenewal: ShowRenewal;
  showHelp: ShowHelp;
  showReceipt: ShowReceipt;
  buying: Buying;
  /** Asks the rail how a payment stands; answers whose order it is for, if there is one. */
  paymentOf: (attemptId: string) => Promise<string | undefined>;
  cards: CardService;
  screens: Screens;
  background: (work: Promise<unknown>) => void;
}): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.command('start', async (ctx) => {
    await ctx.conversation.exitAll();
    if (!twoLetterCode(ctx.speech)) background(publishCommandsTo(ctx.api, ctx.chat.id, ctx.speech));
    const link = readDeepLink(ctx.match.trim());
    switch (link.to) {
      case 'home':
      case 'unknown':
        return showHome(ctx);
      case 'renew':
        return showRenewal(ctx);
      case 'help':
        return showHelp(ctx);
      case 'buy':
        return link.coverage ? buying.showPlans(ctx, link.coverage) : buying.ask(ctx);
      case 'card':
        if (!(await cards.mine(ctx.customer.id, link.cardId)))
          await screens.send(ctx.api, ctx.chat.id, { text: ctx.speech.t('not-yours') });
        return showHome(ctx, link.cardId);
      case 'payment': {
        const orderId = await paymentOf(link.attemptId);
        return orderId ? showReceipt(ctx, orderId) : showHome(ctx);
      }
    }
  });
  return composer;
}
