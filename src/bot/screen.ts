import { GrammyError } from 'grammy';
import type { Api, Context } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';

/** One bubble: HTML text and the buttons below it. */
export interface Screen {
  readonly text: string;
  readonly keyboard?: InlineKeyboardMarkup;
}

export interface Screens {
  /** Turns the tapped bubble into this screen, or sends it as a new one; answers the id of the message that shows it. */
  show(ctx: Context, screen: Screen): Promise<number>;
  /** Edits a bubble; answers false when it is not there any more or cannot be edited. Unchanged counts as edited. */
  edit(api: Api, chatId: number, messageId: number, screen: Screen): Promise<boolean>;
  /** `silent`: without a sound. */
  send(api: Api, chatId: number, screen: Screen, how?: { silent: boolean }): Promise<number>;
  /** The text as every bubble of this deployment shows it. */
  mark(text: string): string;
}

/** The one place through which screens go out, so that a test deployment marks every one of them. */
export function createScreens({ testMark }: { testMark: string | null }): Screens {
  const mark = (text: string): string => (testMark ? `${testMark}\n${text}` : text);
  const options = ({ keyboard }: Screen) => ({
    parse_mode: 'HTML' as const,
    link_preview_options: { is_disabled: true },
    ...(keyboard && { reply_markup: keyboard }),
  });

  async function edit(api: Api, chatId: number, messageId: number, screen: Screen): Promise<boolean> {
    try {
      await api.editMessageText(chatId, messageId, mark(screen.text), options(screen));
      return true;
    } catch (error) {
      if (isNotModified(error)) return true;
      if (isGoneBubble(error)) return false;
      throw error;
    }
  }

  async function send(
    api: Api,
    chatId: number,
    screen: Screen,
    { silent } = { silent: false },
  ): Promise<number> {
    const message = await api.sendMessage(chatId, mark(screen.text), {
      ...options(screen),
      ...(silent && { disable_notification: true }),
    });
    return message.message_id;
  }

  return {
    mark,
    edit,
    send,
    show: async (ctx, screen) => {
      const tapped = tappedText(ctx);
      if (tapped && (await edit(ctx.api, tapped.chatId, tapped.messageId, screen))) return tapped.messageId;
      if (!ctx.chat) throw new Error('A screen needs a chat');
      return send(ctx.api, ctx.chat.id, screen);
    },
  };
}

/** The bubble that a tap came from, if it is one whose text can be edited (a picture cannot become text again). */
export function tappedText(ctx: Context): { chatId: number; messageId: number } | undefined {
  const message = ctx.callbackQuery?.message;
  if (!message || message.date === 0 || !('text' in message)) return undefined;
  return { chatId: message.chat.id, messageId: message.message_id };
}

/** The bubble is not there any more, or cannot be edited (400): what it was to show goes into a new one. */
export function isGoneBubble(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 400 && !isNotModified(error);
}

/** Telegram has no code of its own for "nothing changed": it is a 400 that only its text tells apart. */
export function isNotModified(error: unknown): boolean {
  return (
    error instanceof GrammyError && error.error_code === 400 && error.description.includes('not modified')
  );
}

/** Blocked, never started (403), or gone (400): nothing can be sent until they come back. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  return (
    error.error_code === 403 || (error.error_code === 400 && error.description.includes('chat not found'))
  );
}
