import { GrammyError, InlineKeyboard } from 'grammy';
import type { MiddlewareFn } from 'grammy';
import type { Ctx } from '../context.ts';
import { deepLink } from '../deep-links.ts';
import type { Screens } from '../screen.ts';

/** Cards are shown in private chats alone: in a group our commands get the way there, a tap a hint, anything else nothing. */
export function privateOnly({
  botUsername,
  commands,
  screens,
}: {
  botUsername: string;
  commands: readonly string[];
  screens: Screens;
}): MiddlewareFn<Ctx> {
  /** `/help`, or `/help@us`; what is meant for another bot of the group is none of our business. */
  function isForUs(text: string): boolean {
    const [, command = '', addressee] = /^\/(\w+)(?:@(\w+))?(?:\s|$)/.exec(text) ?? [];
    if (addressee) return addressee.toLowerCase() === botUsername.toLowerCase();
    return commands.includes(command.toLowerCase());
  }

  return async (ctx, next) => {
    if (ctx.chat?.type === 'private') return next();
    if (ctx.callbackQuery) {
      ctx.toast = { text: ctx.speech.t('group-private'), alert: true };
      return;
    }
    if (!isForUs(ctx.message?.text ?? '')) return;
    const keyboard = new InlineKeyboard().url(
      ctx.speech.t('button-open-private'),
      deepLink(botUsername, 'renew'),
    );
    try {
      await screens.show(ctx, { text: ctx.speech.t('group-private'), keyboard });
    } catch (error) {
      // A group where we may not write is no concern of ours.
      if (!(error instanceof GrammyError && [400, 403].includes(error.error_code))) throw error;
    }
  };
}
