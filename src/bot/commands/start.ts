import { Composer, InlineKeyboard } from 'grammy';
import type { CardService } from '../../services/cards.ts';
import type { Checkout } from '../../services/checkout.ts';
import type { PayStatus } from '../../services/checkout-sessions.ts';
import { actions } from '../actions.ts';
import type { Buying } from '../buy.ts';
import type { Claiming } from '../claim.ts';
import type { Codes } from '../codes.ts';
import type { Ctx } from '../context.ts';
import { readDeepLink } from '../deep-links.ts';
import type { ShowHome } from '../home.ts';
import type { ShowHelp } from '../menus/help.ts';
import type { ShowReceipt } from '../orders.ts';
import type { ShowRenewal } from '../renew.ts';
import type { Screens } from '../screen.ts';
import type { SharingScreens } from '../sharing.ts';
import { orderName } from '../views/plan-words.ts';
import { publishCommandsTo, twoLetterCode } from './publish.ts';

/** Opens what a link's payload asks for. */
export type OpenLink = (ctx: Ctx, payload: string) => Promise<void>;

/** Where links lead. */
export function createLinks({
  showHome,
  showRenewal,
  showHelp,
  showReceipt,
  buying,
  claiming,
  codes,
  sharingScreens,
  showCases,
  showStatus,
  paymentOf,
  checkout,
  cards,
  screens,
}: {
  showHome: ShowHome;
  showRenewal: ShowRenewal;
  showHelp: ShowHelp;
  showReceipt: ShowReceipt;
  buying: Buying;
  claiming: Claiming;
  codes: Codes;
  sharingScreens: SharingScreens;
  /** Answers false to whoever is no operator: to them the link leads nowhere. */
  showCases: (ctx: Ctx) => Promise<boolean>;
  showStatus: (ctx: Ctx) => Promise<boolean>;
  /** Asks the rail how a payment stands. */
  paymentOf: (attemptId: string) => Promise<PayStatus>;
  checkout: Pick<Checkout, 'orderOf'>;
  cards: CardService;
  screens: Screens;
}): OpenLink {
  return async (ctx, payload) => {
    await ctx.conversation.exitAll();
    const link = readDeepLink(payload);
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
      case 'claim':
        return claiming.ask(ctx);
      case 'cases':
        return (await showCases(ctx)) ? undefined : showHome(ctx);
      case 'status':
        return (await showStatus(ctx)) ? undefined : showHome(ctx);
      case 'card':
        if (!(await cards.mayRenew(ctx.customer.id, link.cardId)))
          await screens.show(ctx, { text: ctx.speech.t('not-yours') });
        return showHome(ctx, link.cardId);
      case 'code':
        return codes.show(ctx, link.text);
      case 'share':
      case 'give':
        return sharingScreens.offer(ctx, link.to, link.token);
      case 'payment': {
        const { kind, orderId } = await paymentOf(link.attemptId);
        const order = orderId && (await checkout.orderOf(ctx.customer.id, orderId));
        if (!order) {
          await screens.show(ctx, { text: ctx.speech.t('not-yours') });
          return showHome(ctx);
        }
        const unpaid = order.state === 'awaiting_payment' || order.state === 'canceled';
        if (!unpaid || kind === 'processing') return showReceipt(ctx, order.id);
        // The page says so already, and the order is about to follow; or another way to pay is not to be offered, since
        // they may have paid.
        if (kind === 'paid' || kind === 'checking') {
          const { t } = ctx.speech;
          const plan = orderName(ctx.speech, order);
          const keyboard = new InlineKeyboard();
          if (kind === 'checking') keyboard.text(t('button-person'), actions.person());
          keyboard.text(t('button-home'), actions.home(order.cardId ?? undefined));
          const text = kind === 'paid' ? t('review-paid', { plan }) : t('pay-checking', { plan });
          return void (await screens.show(ctx, { text, keyboard }));
        }
        return showRenewal(ctx, { cardId: order.cardId, planId: order.plan.id, delivery: order.delivery });
      }
    }
  };
}

/** /start, alone or with a deep link. */
export function startCommand({
  openLink,
  background,
}: {
  openLink: OpenLink;
  background: (work: Promise<unknown>) => void;
}): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.command('start', async (ctx) => {
    if (!twoLetterCode(ctx.speech)) background(publishCommandsTo(ctx.api, ctx.chat.id, ctx.speech));
    await openLink(ctx, ctx.match.trim());
  });
  return composer;
}
