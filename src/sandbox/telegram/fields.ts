import type { LanguageCode, MessageEntity, ParseMode, ReplyParameters } from 'grammy/types';
import { z } from 'zod';
import type { Upload } from './method.ts';

/** Forms send everything as text, JSON bodies do not: each field accepts both, as Telegram does. */
const fromText = (read: (text: string) => unknown) => (value: unknown) =>
  typeof value === 'string' ? read(value) : value;

const asNumber = fromText((text) => (/^-?\d{1,16}$/.test(text.trim()) ? Number(text) : text));
const asBoolean = fromText((text) => {
  const word = text.trim().toLowerCase();
  if (['true', '1', 'yes', 't', 'y'].includes(word)) return true;
  return ['false', '0', 'no', 'f', 'n', ''].includes(word) ? false : text;
});
const asJson = fromText((text) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
});
const asText = (value: unknown) =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

/** A field that a form carries as JSON text. */
export const json = <T extends z.ZodType>(schema: T) => z.preprocess(asJson, schema);
export const text = z.preprocess(asText, z.string());
export const int = z.preprocess(asNumber, z.int());
export const bool = z.preprocess(asBoolean, z.boolean());
export const chatId = z.preprocess(asNumber, z.union([z.int(), z.string().min(1)]));

export const parseMode: z.ZodType<ParseMode> = z.enum(['HTML', 'Markdown', 'MarkdownV2']);
export const language: z.ZodType<LanguageCode> = z.custom<LanguageCode>(
  (value) => typeof value === 'string' && /^([a-z]{2})?$/.test(value),
  'invalid language code specified',
);
/** Entities sent instead of a parse mode: shape only, positions are clipped to the text later. */
export const entities = json(
  z.array(
    z.custom<MessageEntity>(
      (e) =>
        z.looseObject({ type: z.string(), offset: z.int().min(0), length: z.int().min(1) }).safeParse(e)
          .success,
    ),
  ),
);
export const linkPreview = json(z.object({ is_disabled: z.boolean().default(false) }));
export const upload = z.custom<Upload>(
  (value) => typeof value === 'object' && value !== null && 'bytes' in value,
);
export const fileOrId = z.union([upload, z.string().min(1)]);
export const replyTo = json(
  z.custom<ReplyParameters>(
    (value) => z.looseObject({ message_id: z.int().optional() }).safeParse(value).success,
  ),
);
/** The parameters of everything that has a caption. */
export const captioned = {
  caption: text.optional(),
  parse_mode: parseMode.optional(),
  caption_entities: entities.optional(),
};
