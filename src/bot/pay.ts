import type { Context } from 'grammy';
import type { AttemptId } from '../domain/ids.ts';
import type { CardService } from '../services/cards.ts';
import type { PayLink } from '../services/checkout-sessions.ts';
import type { Chosen, Quotes } from '../services/quotes.ts';
import type { Store } from '../services/storage-port.ts';
import type { Facts } from './context.ts';
import type { SayNotYours } from './not-yours.ts';
import type { ShowRenewal } from './renew.ts';
import type { ShowPayment } from './review.ts';
import { tappedText } from './screen.ts';
import type { Screens } from './screen.ts';

type NoPage = (PayLink & { kind: 'none' })['why'];

/** Turns the review to another way to pay, or asks the rail for its page: the quote stays. */
export type ChooseWay = (ctx: Context & Facts, attemptId: string) => Promise<void>;

export function createPay({
  cards,
  quotes,
  showPayment,
  showRenewal,
  sayNotYours,
  screens,
  store,
}: {
  cards: CardService;
  quotes: Quotes;
  showPayment: ShowPayment;
  showRenewal: ShowRenewal;
  sayNotYours: SayNotYours;
  screens: Screens;
  store: Pick<Store, 'orders' | 'attempts'>;
}): ChooseWay {
  return async (ctx, attemptId) => {
    const { customer, speech } = ctx;
    const chosen = await quotes.choose(customer.id, attemptId);
    if (!chosen) {
      ctx.toast = { text: speech.t('not-yours'), alert: true };
      return;
    }
    const { order, attempts, payable } = chosen;
    if (!payable) return notPayable(ctx, chosen, attemptId);
    const card = order.cardId ? await cards.mayRenew(customer.id, order.cardId) : null;
    if (card === undefined) return sayNotYours(ctx, order.cardId ?? '');
    const screen = await showPayment({ speech, order, attempts, card, tapped: true });
    if ('kind' in screen) return noPage(ctx, { chosen, attemptId, why: screen.why });
    const shownIn = await screens.show(ctx, screen);
    if (shownIn !== tappedText(ctx)?.messageId) await store.orders.setReviewMessage(order, shownIn);
  };

  async function noPage(
    ctx: Context & Facts,
    { chosen, attemptId, why }: { chosen: Chosen; attemptId: string; why: NoPage },
  ): Promise<void> {
    const { t } = ctx.speech;
    switch (why) {
      case 'expired':
      case 'replaced':
      case 'paid':
      case 'processing':
        return notPayable(ctx, chosen, attemptId);
      case 'card_gone':
        ctx.toast = { text: t('refused-card-gone'), alert: true };
        return;
      case 'paused':
        ctx.toast = { text: t('refused-paused'), alert: true };
        return;
      case 'not_shared':
        ctx.toast = { text: t('refused-not-shared'), alert: true };
        return;
      case 'test_only':
        ctx.toast = { text: t('refused-test-only'), alert: true };
        return;
      case 'unknown':
      case 'refused':
      case 'silent':
        ctx.toast = { text: t('pay-page-silent'), alert: true };
    }
  }

  /** Paid, or being confirmed: said so. Expired or replaced: quoted again in place. */
  async function notPayable(ctx: Context & Facts, { order }: Chosen, attemptId: string): Promise<void> {
    const { t } = ctx.speech;
    if (order.state === 'awaiting_payment' || order.state === 'canceled') {
      const rail = (await store.attempts.byId(attemptId as AttemptId))?.rail;
      return showRenewal(ctx, {
        cardId: order.cardId,
        planId: order.plan.id,
        delivery: order.delivery,
        ...(rail && { rail }),
      });
    }
    const text = order.state === 'processing' ? t('refused-processing') : t('refused-already-paid');
    ctx.toast = { text, alert: true };
  }
}
