import { InlineKeyboard } from 'grammy';
import type { MiddlewareFn } from 'grammy';
import type { Ctx } from '../context.ts';
import { deepLink } from '../deep-links.ts';

/** Cards are shown in private chats alone: in a group a command gets the way there, a tap a hint, anything else nothing. */
export function privateOnly({ botUsername }: { botUsername: string }): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    if (ctx.chat?.type === 'private') return next();
    if (ctx.callbackQuery) {
      ctx.toast = { text: ctx.speech.t('group-private'), alert: true };
      return;
    }
    if (!ctx.message?.text?.startsWith('/')) return;
    await ctx.reply(ctx.speech.t('group-private'), {
      reply_markup: new InlineKeyboard().url(
        ctx.speech.t('button-open-private'),
        deepLink(botUsername, 'renew'),
      ),
    });
  };
}
