import type {
  ForceReply,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types';
import { z } from 'zod';
import { length } from './formatting.ts';
import { badRequest } from './refusal.ts';

const face = {
  text: z.string(),
  style: z.enum(['danger', 'success', 'primary']).optional(),
  icon_custom_emoji_id: z.string().optional(),
};
const button = z.looseObject({
  ...face,
  url: z.string().optional(),
  callback_data: z.string().optional(),
  copy_text: z.object({ text: z.string() }).optional(),
  pay: z.boolean().optional(),
  web_app: z.object({ url: z.string() }).optional(),
  switch_inline_query: z.string().optional(),
  switch_inline_query_current_chat: z.string().optional(),
});
const OTHER_ACTIONS = ['login_url', 'disabled', 'switch_inline_query_chosen_chat', 'callback_game'];
const ACTIONS = [...Object.keys(button.shape).filter((key) => !(key in face)), ...OTHER_ACTIONS];
const rows = z.object({ inline_keyboard: z.array(z.array(z.unknown())) });
const otherMarkup = z.union([
  z.looseObject({
    keyboard: z.array(z.array(z.union([z.string().min(1), z.looseObject({ text: z.string().min(1) })]))),
  }),
  z.looseObject({ remove_keyboard: z.literal(true) }),
  z.looseObject({ force_reply: z.literal(true) }),
]);

/** Reads an inline keyboard; an empty one counts as none. */
function inlineKeyboard(value: unknown): InlineKeyboardMarkup | undefined {
  const raw = object(value);
  if (raw === undefined) return undefined;
  const parsed = rows.safeParse(raw);
  if (!parsed.success) throw badRequest('object expected as reply markup');
  const inline_keyboard = parsed.data.inline_keyboard
    .map((row) => row.map(readButton))
    .filter((row) => row.length > 0);
  if (inline_keyboard.flat().length > 100) throw badRequest('REPLY_MARKUP_TOO_LONG');
  const pay = inline_keyboard.flat().findIndex((b) => 'pay' in b);
  if (pay > 0) throw badRequest('BUTTON_POS_INVALID');
  return inline_keyboard.length > 0 ? { inline_keyboard } : undefined;
}

/** Reads any markup; only inline keyboards become part of the message, as in Telegram. */
function anyMarkup(
  value: unknown,
): InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply | undefined {
  const raw = object(value);
  if (raw === undefined || 'inline_keyboard' in raw) return inlineKeyboard(raw);
  if (!otherMarkup.safeParse(raw).success) throw badRequest("can't parse reply keyboard markup JSON object");
  return undefined;
}

/** For schemas: absent stays absent, anything else is read or refused. */
export const inlineMarkup = z.unknown().transform(inlineKeyboard).optional();
export const markup = z.unknown().transform(anyMarkup).optional();

function object(value: unknown): object | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  let raw = value;
  try {
    if (typeof value === 'string') raw = JSON.parse(value);
  } catch {
    throw badRequest("can't parse reply keyboard markup JSON object");
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw badRequest('object expected as reply markup');
  return raw;
}

function readButton(value: unknown): InlineKeyboardButton {
  const wrong = (problem: string) => badRequest(`can't parse inline keyboard button: ${problem}`);
  const parsed = button.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.');
    throw wrong(
      field
        ? `Field "${field}" must be of another type: ${issue?.message}`
        : 'Inline keyboard button must be an Object',
    );
  }
  const { text, style, icon_custom_emoji_id, url, callback_data, copy_text, pay, web_app } = parsed.data;
  if (text.trim() === '') throw badRequest('BUTTON_TEXT_INVALID');
  const actions = ACTIONS.filter((name) => parsed.data[name] !== undefined);
  if (actions.length === 0) throw wrong('Text buttons are unallowed in the inline keyboard');
  // Telegram takes one of them without a word; here it is a mistake.
  if (actions.length > 1) throw wrong(`exactly one action is allowed, found ${actions.join(' and ')}`);
  const shown = { text, ...(style && { style }), ...(icon_custom_emoji_id && { icon_custom_emoji_id }) };
  if (callback_data !== undefined) {
    if (callback_data === '' || Buffer.byteLength(callback_data) > 64)
      throw badRequest('BUTTON_DATA_INVALID');
    return { ...shown, callback_data };
  }
  if (url !== undefined) return { ...shown, url: buttonUrl(url) };
  if (copy_text) {
    const characters = length(copy_text.text);
    if (characters < 1 || characters > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
    return { ...shown, copy_text };
  }
  if (pay) return { ...shown, pay };
  if (web_app?.url.startsWith('https://')) return { ...shown, web_app };
  if (web_app)
    throw badRequest(
      `inline keyboard button Web App URL '${web_app.url}' is invalid: Only HTTPS links are allowed`,
    );
  const { switch_inline_query, switch_inline_query_current_chat } = parsed.data;
  if (switch_inline_query !== undefined) return { ...shown, switch_inline_query };
  if (switch_inline_query_current_chat !== undefined) return { ...shown, switch_inline_query_current_chat };
  throw wrong(`the box has no ${actions.join()} buttons`);
}

function buttonUrl(url: string): string {
  const invalid = (why: string) => badRequest(`inline keyboard button URL '${url}' is invalid: ${why}`);
  if (url.trim() === '') throw invalid('URL must be non-empty');
  if (/^tg:\/\/\w/.test(url)) return url;
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  if (!/^https?:/i.test(full)) throw invalid('Unsupported URL protocol');
  if (/\s/.test(url) || !URL.canParse(full) || !new URL(full).hostname.includes('.'))
    throw invalid('Wrong HTTP URL');
  return full;
}
