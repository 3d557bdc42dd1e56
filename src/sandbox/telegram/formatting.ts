import type { MessageEntity } from 'grammy/types';
import { type Formatted, parseHtml } from './html.ts';
import { badRequest } from './refusal.ts';

const FOUND: readonly [MessageEntity.CommonMessageEntity['type'], RegExp][] = [
  ['bot_command', /(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\p{L}\p{N}_/<>])/gu],
  ['url', /https?:\/\/[^\s<>"'，。]+[^\s<>"'.,，。!?)]/g],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['mention', /(?<![\w@.])@[A-Za-z]\w{3,31}(?![\w@])/g],
  ['hashtag', /(?<![\p{L}\d_])#[\p{L}\d_]*[\p{L}_][\p{L}\d_]*/gu],
];

/** Text as a message keeps it: parsed, trimmed, with the links and commands that Telegram finds by itself. */
export function format(
  raw: string,
  { parseMode, entities }: { parseMode?: string | undefined; entities?: MessageEntity[] | undefined },
): Formatted {
  if (parseMode !== undefined && parseMode !== 'HTML')
    throw badRequest(`the box reads HTML only, not ${parseMode}`);
  return tidy(parseMode === 'HTML' ? parseHtml(raw) : { text: raw, entities: entities ?? [] });
}

function tidy({ text, entities }: Formatted): Formatted {
  const start = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const kept: MessageEntity[] = [];
  for (const entity of entities) {
    const from = Math.max(entity.offset - start, 0);
    const to = Math.min(entity.offset - start + entity.length, trimmed.length);
    if (to > from) kept.push({ ...entity, offset: from, length: to - from });
  }
  for (const [type, pattern] of FOUND) {
    for (const { index, 0: match } of trimmed.matchAll(pattern)) {
      const taken = kept.some(
        (e) => index < e.offset + e.length && e.offset < index + match.length && (isLiteral(e) || isFound(e)),
      );
      if (!taken) kept.push({ type, offset: index, length: match.length });
    }
  }
  // Outer entities come before the ones they hold.
  return { text: trimmed, entities: kept.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

const isLiteral = ({ type }: MessageEntity) => ['code', 'pre', 'text_link', 'date_time'].includes(type);
const isFound = ({ type }: MessageEntity) => FOUND.some(([found]) => found === type);

/** Characters as Telegram counts them against its limits. */
export const length = (text: string) => Array.from(text).length;

/** `{text, entities}` of a message text of 1 to 4096 characters after parsing. */
export function messageText(raw: string, options: Parameters<typeof format>[1]) {
  const { text, entities } = format(raw, options);
  if (text === '') throw badRequest('message text is empty');
  if (length(text) > 4096) throw badRequest('message is too long');
  return { text, ...(entities.length > 0 && { entities }) };
}

/** `{caption, caption_entities}` of up to 1024 characters after parsing; nothing for an empty one. */
export function caption(raw: string | undefined, options: Parameters<typeof format>[1]) {
  const { text, entities } = format(raw ?? '', options);
  if (length(text) > 1024) throw badRequest('message caption is too long');
  if (text === '') return {};
  return { caption: text, ...(entities.length > 0 && { caption_entities: entities }) };
}
