import { Composer } from 'grammy';
import type { NotOpen, RefundRequests } from '../services/refund-requests.ts';
import { action } from './actions.ts';
import type { Codes } from './codes.ts';
import type { Ctx } from './context.ts';
import type { ShowReceipt } from './orders.ts';
import { tappedText } from './screen.ts';
import type { Screens } from './screen.ts';
import { noRefundScreen, refundAskedScreen, refundQuestion } from './views/refund.ts';

/** Where customers ask for their money back. Only the second tap asks; what comes of it is told in the same bubble. */
export function createRefundDesk({
  refundRequests,
  codes,
  showReceipt,
  screens,
}: {
  refundRequests: Pick<RefundRequests, 'outlook' | 'ask'>;
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
    const outlook = await refundRequests.outlook(ctx.customer.id, ctx.match[1] ?? '');
    if (outlook.kind !== 'open') return notOpen(ctx, outlook);
    await screens.show(ctx, refundQuestion(ctx.speech, outlook));
  });
  desk.callbackQuery(action('refund'), async (ctx) => {
    const messageId = tappedText(ctx)?.messageId ?? null;
    const asked = await refundRequests.ask(ctx.customer.id, ctx.match[1] ?? '', messageId);
    if (asked.kind !== 'asked') return notOpen(ctx, asked);
    await screens.show(ctx, refundAskedScreen(ctx.speech, asked.order));
  });
  return desk;
}
