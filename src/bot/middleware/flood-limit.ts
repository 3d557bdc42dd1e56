import type { MiddlewareFn } from 'grammy';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Ctx } from '../context.ts';

/** More than this many taps and messages in ten seconds is no traveller. */
const points = 25;

/** Ignores a flood after saying so once; money that arrived is never ignored. */
export function floodLimit(): MiddlewareFn<Ctx> {
  const limiter = new RateLimiterMemory({ points, duration: 10 });
  return async (ctx, next) => {
    if (ctx.message?.successful_payment ?? ctx.message?.refunded_payment) return next();
    try {
      await limiter.consume(ctx.customer.id);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      if (ctx.callbackQuery) ctx.toast = { text: ctx.speech.t('too-fast'), alert: false };
      else if (error.consumedPoints === points + 1) await ctx.reply(ctx.speech.t('too-fast'));
      return;
    }
    await next();
  };
}
