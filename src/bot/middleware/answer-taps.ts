import type { MiddlewareFn } from 'grammy';
import type { Ctx } from '../context.ts';

/** Telegram shows a spinner on the button until the tap is answered. */
const answerWithinMs = 2000;

/** Answers every tap exactly once: after its handler, with the toast the handler left, or at 2 s while it still works. */
export function answerTaps(): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    if (!ctx.callbackQuery) return next();
    let answered: Promise<unknown> | undefined;
    const answer = (): Promise<unknown> => {
      const toast = ctx.toast && { text: ctx.toast.text, show_alert: ctx.toast.alert };
      // A late answer to an old tap is refused by Telegram and matters to nobody.
      answered ??= ctx.answerCallbackQuery(toast).catch(() => undefined);
      return answered;
    };
    const timer = setTimeout(() => void answer(), answerWithinMs);
    try {
      await next();
    } finally {
      clearTimeout(timer);
      await answer();
    }
  };
}
