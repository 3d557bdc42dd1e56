import { Composer } from 'grammy';
import { awaitingDelivery } from '../domain/order.ts';
import type { Checkout } from '../services/checkout.ts';
import type { NotOpen, RefundWishService } from '../services/refund-wishes.ts';
import { action } from './actions.ts';
import type { Codes } from './codes.ts';
import type { Ctx } from './context.ts';
import type { ShowReceipt } from './orders.ts';
import { tappedText } from './screen.ts';
import type { Screens } from './screen.ts';
import { noRefundScreen, refundQuestion, waitingScreen } from './views/refund.ts';

/** Where customers ask for their money back. Only the second tap asks; what comes of it is told in the same bubble. */
export function createRefundDesk({
  refundWishes,
  checkout,
  codes,
  showReceipt,
  screens,
}: {
  refundWishes: Pick<RefundWishService, 'outlook' | 'ask' | 'stop'>;
  checkout: Pick<Checkout, 'orderOf'>;
  codes: Pick<Codes, 'askCancel'>;
  showReceipt: ShowReceipt;
  screens: Screens;
}): Composer<Ctx> {
  const desk = new Composer<Ctx>();

  /** Whoever cannot ask sees how the order stands, or why. */
  async function notOpen(ctx: Ctx, why: NotOpen): Promise<void> {
    switch (why.kind) {
      case 'known':
      case 'settled':
        return showReceipt(ctx, why.order.id);
      case 'unused_code':
        return codes.askCancel(ctx, why.code.id);
      case 'not_yet':
      case 'too_old':
        await screens.show(ctx, noRefundScreen(ctx.speech, why.order, why.kind));
        return;
      case 'unknown':
        ctx.toast = { text: ctx.speech.t('not-yours'), alert: true };
    }
  }

  desk.callbackQuery(action('askRefund'), async (ctx) => {
    const outlook = await refundWishes.outlook(ctx.customer.id, ctx.match[1] ?? '');
    if (outlook.kind !== 'open') return notOpen(ctx, outlook);
    await screens.show(ctx, refundQuestion(ctx.speech, outlook));
  });
  desk.callbackQuery(action('refund'), async (ctx) => {
    const messageId = tappedText(ctx)?.messageId ?? null;
    const asked = await refundWishes.ask(ctx.customer.id, ctx.match[1] ?? '', messageId);
    if (asked.kind !== 'asked') return notOpen(ctx, asked);
    // What comes of it is told in the bubble by whoever finds it out.
    ctx.toast = { text: ctx.speech.t('refund-asked-toast'), alert: false };
  });
  desk.callbackQuery(action('stop'), async (ctx) => {
    const stopped = await refundWishes.stop(ctx.customer.id, ctx.match[1] ?? '');
    if (stopped.kind === 'over') return showReceipt(ctx, stopped.order.id);
    // The order's own bubble, which is this one, says how it goes on.
    const { t } = ctx.speech;
    const unknown = stopped.kind === 'unknown';
    ctx.toast = { text: t(unknown ? 'not-yours' : 'stopping-toast'), alert: unknown };
  });
  desk.callbackQuery(action('wait'), async (ctx) => {
    const orderId = ctx.match[1] ?? '';
    const order = await checkout.orderOf(ctx.customer.id, orderId);
    if (order?.payerId !== ctx.customer.id || !awaitingDelivery.includes(order.state))
      return showReceipt(ctx, orderId);
    await screens.show(ctx, waitingScreen(ctx.speech, order));
  });
  return desk;
}
