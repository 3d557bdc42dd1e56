import type { Conversation } from '@grammyjs/conversations';
import { InlineKeyboard } from 'grammy';
import type { Context } from 'grammy';
import type { Card } from '../../domain/card.ts';
import type { Locale } from '../../domain/customer.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Rail } from '../../domain/payment.ts';
import type { PlanGroup } from '../../domain/plan.ts';
import { bestFit } from '../../domain/renewal.ts';
import type { Clock } from '../../domain/time.ts';
import type { Speeches } from '../../i18n/speech.ts';
import type { CardService } from '../../services/cards.ts';
import { patiently } from '../../services/patience.ts';
import type { Store } from '../../services/storage-port.ts';
import type { Offer, RenewalService } from '../../services/renewals.ts';
import { areSalesPaused } from '../../services/sales.ts';
import { action, actions } from '../actions.ts';
import type { Ctx } from '../context.ts';
import type { OpenReview } from '../review.ts';
import { tappedText } from '../screen.ts';
import type { Screens } from '../screen.ts';
import { salesRestScreen } from '../views/sales.ts';
import { adviceScreen, adviceText, plansScreen } from '../views/plans.ts';

/** Plain JSON: it is stored with the conversation. */
interface RenewalStart {
  readonly customerId: CustomerId;
  readonly locale: Locale;
  readonly homeZone: string | null;
  readonly lastRail: Rail | null;
  readonly cardId: string;
  /** Which plans to show first; `advise` asks how many more days and chooses. */
  readonly open: PlanGroup | 'advise';
}

/** Ends whatever waited, and begins with this card. */
export async function enterRenewal(ctx: Ctx, cardId: string, open: RenewalStart['open']): Promise<void> {
  await ctx.conversation.exitAll();
  const { id: customerId, lastRail, homeZone } = ctx.customer;
  const { locale } = ctx.speech;
  const start: RenewalStart = { customerId, locale, homeZone, lastRail, cardId, open };
  await ctx.conversation.enter('renewal', start);
}

type Found =
  | { kind: 'offers'; card: Card; offers: readonly Offer[] }
  | { kind: 'none' }
  | { kind: 'silent' }
  /** Nothing is sold now. */
  | { kind: 'paused' };

/**
 * From a group of plans to the review, where it ends: the payment is not part of it. Every button carries its own ids, so a
 * conversation that was lost (a new version, a restart) loses nothing: the same tap then opens the review directly.
 */
export function createRenewalConversation({
  cards,
  renewals,
  openReview,
  speeches,
  screens,
  store,
  clock,
}: {
  cards: CardService;
  renewals: RenewalService;
  openReview: OpenReview;
  speeches: Speeches;
  screens: Screens;
  store: Pick<Store, 'orders' | 'salePauses'>;
  clock: Clock;
}) {
  async function find({ customerId, cardId }: RenewalStart): Promise<Found> {
    const card = await cards.mayRenew(customerId, cardId);
    if (!card) return { kind: 'none' };
    if (await areSalesPaused(store)) return { kind: 'paused' };
    const offers = await patiently(renewals.offers(card)).catch(() => undefined);
    return offers ? { kind: 'offers', card, offers } : { kind: 'silent' };
  }

  return async function renewal(
    conversation: Conversation<Ctx, Context>,
    ctx: Context,
    start: RenewalStart,
  ): Promise<void> {
    const { locale: chosenLocale, homeZone } = start;
    const speech = speeches.forCustomer({ chosenLocale, languageCode: null, homeZone });
    const found = await conversation.external(() => find(start));
    if (found.kind === 'paused') {
      const again = ctx.callbackQuery?.data;
      await screens.show(ctx, salesRestScreen(speech, { ...(again && { again }), cardId: start.cardId }));
      return;
    }
    if (found.kind !== 'offers') {
      const silent = found.kind === 'silent';
      const keyboard = new InlineKeyboard();
      const tapped = ctx.callbackQuery?.data;
      if (silent && tapped) keyboard.text(speech.t('button-retry'), tapped);
      keyboard.text(speech.t('button-home'), actions.home(silent ? start.cardId : undefined));
      await screens.show(ctx, { text: speech.t(silent ? 'renewal-silent' : 'not-yours'), keyboard });
      return;
    }
    const { card, offers } = found;
    const review = async (tap: Context, planId: string, reason?: string): Promise<void> => {
      const messageId = tappedText(tap)?.messageId ?? null;
      const { screen, orderId } = await conversation.external(() =>
        openReview({
          payerId: start.customerId,
          speech,
          card,
          planId,
          delivery: 'now',
          messageId,
          ...(reason && { reason }),
        }),
      );
      const shownIn = await screens.show(tap, screen);
      if (orderId && shownIn !== messageId)
        await conversation.external(() =>
          store.orders.setReviewMessage({ id: orderId, payerId: start.customerId }, shownIn),
        );
    };

    if (start.open !== 'advise') {
      await screens.show(
        ctx,
        plansScreen({ speech, card, offers, group: start.open, lastRail: start.lastRail }),
      );
      const tap = await conversation.waitUntil((next) => choiceIn(next, card.id) !== undefined, {
        next: true,
      });
      const choice = choiceIn(tap, card.id);
      if (choice?.planId) return review(tap, choice.planId);
      ctx = tap;
    }
    // The answer is there already when it comes from a button whose conversation is gone.
    let days = daysIn(ctx);
    if (days === undefined) {
      await screens.show(ctx, adviceScreen({ speech, card }));
      ctx = await conversation.waitUntil((next) => daysIn(next) !== undefined, { next: true });
      days = daysIn(ctx) ?? 7;
    }
    const plans = offers.map(({ plan }) => plan);
    const now = await conversation.external(clock);
    const best = bestFit({ offers: plans, balance: card.balance, days, now });
    if (best) return review(ctx, best.plan.id, adviceText(speech, best, days));
    await screens.show(ctx, plansScreen({ speech, card, offers, group: 'month', lastRail: start.lastRail }));
  };
}

/** A plan for this card, or the wish for advice; taps on another card's buttons are not meant for this conversation. */
function choiceIn(ctx: Context, cardId: string): { planId?: string } | undefined {
  const data = ctx.callbackQuery?.data ?? '';
  const plan = action('plan').exec(data);
  if (plan?.[1] === cardId && plan[2]) return { planId: plan[2] };
  return action('advise').exec(data)?.[1] === cardId ? {} : undefined;
}

/** A number of days, tapped or typed: 1 to 365. */
function daysIn(ctx: Context): number | undefined {
  const tapped = action('days').exec(ctx.callbackQuery?.data ?? '')?.[2];
  const typed = /^\s*(\d{1,3})\s*\p{L}*\s*$/u.exec(ctx.message?.text?.slice(0, 40) ?? '')?.[1];
  const days = Number(tapped ?? typed);
  return days >= 1 && days <= 365 ? days : undefined;
}
