import type { MessageEntity } from 'grammy/types';
import { badRequest } from './refusal.ts';

export interface Formatted {
  text: string;
  entities: MessageEntity[];
}
interface OpenTag {
  tag: string;
  attributes: Map<string, string>;
  offset: number;
}

const SIMPLE: Readonly<Record<string, MessageEntity.CommonMessageEntity['type']>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  'tg-spoiler': 'spoiler',
};
const TAGS = new Set([...Object.keys(SIMPLE), 'a', 'pre', 'span', 'blockquote', 'tg-emoji', 'tg-time']);
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const TIME_FORMAT = /^(r|w?[dD]?[tT]?)$/;

/** Reads Telegram's HTML style; refuses what Telegram refuses, with the byte offset it names. */
export function parseHtml(html: string): Formatted {
  const at = (index: number) => Buffer.byteLength(html.slice(0, index));
  const fail = (problem: string) => badRequest(`can't parse entities: ${problem}`);
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  let i = 0;
  while (i < html.length) {
    const c = html.charAt(i);
    if (c === '&') {
      const named = /^&(?:(lt|gt|amp|quot)|#(\d+)|#x([0-9a-f]+));?/i.exec(html.slice(i, i + 12));
      text += named ? (NAMED[named[1] ?? ''] ?? decoded(named)) : '&';
      i += named ? named[0].length : 1;
    } else if (c !== '<') {
      text += c;
      i += 1;
    } else if (html[i + 1] === '/') {
      const end = /^<\/([^\s>]*)\s*>/.exec(html.slice(i));
      const last = open.pop();
      if (!last) throw fail(`Unexpected end tag at byte offset ${at(i)}`);
      if (!end) throw fail(`Unclosed end tag at byte offset ${at(i)}`);
      const name = (end[1] ?? '').toLowerCase();
      if (name !== '' && name !== last.tag)
        throw fail(
          `Unmatched end tag at byte offset ${at(i)}, expected "</${last.tag}>", found "</${name}>"`,
        );
      const entity = entityOf(last, text.slice(last.offset), open.at(-1));
      if (entity && text.length > last.offset)
        entities.push({ ...entity, offset: last.offset, length: text.length - last.offset });
      i += end[0].length;
    } else {
      const name = (/^<([^\s>]*)/.exec(html.slice(i))?.[1] ?? '').toLowerCase();
      if (html.indexOf('>', i) < 0) throw fail(`Unclosed start tag at byte offset ${at(i)}`);
      if (!TAGS.has(name)) throw fail(`Unsupported start tag "${name}" at byte offset ${at(i)}`);
      const tag = readAttributes(html, i + 1 + name.length);
      if (!tag) throw fail(`Unclosed start tag "${name}" at byte offset ${at(i)}`);
      if (name === 'span' && tag.attributes.get('class') !== 'tg-spoiler')
        throw fail(`Tag "span" must have class "tg-spoiler" at byte offset ${at(i)}`);
      if (name === 'tg-time' && !validTime(tag.attributes))
        throw fail(`Invalid date-time entity at byte offset ${at(i)}`);
      open.push({ tag: name, attributes: tag.attributes, offset: text.length });
      i = tag.end;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw fail(`Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  return { text, entities };
}

function decoded([, , decimal, hex]: RegExpExecArray): string {
  const point = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

const unescaped = (value: string) =>
  value.replace(/&(lt|gt|amp|quot);/g, (_, name: string) => NAMED[name] ?? '');

function readAttributes(
  html: string,
  from: number,
): { attributes: Map<string, string>; end: number } | undefined {
  const attributes = new Map<string, string>();
  const pattern = /\s*(?:(>)|([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?)/y;
  pattern.lastIndex = from;
  for (let match = pattern.exec(html); match; match = pattern.exec(html)) {
    if (match[1] !== undefined) return { attributes, end: pattern.lastIndex };
    attributes.set((match[2] ?? '').toLowerCase(), unescaped(match[3] ?? match[4] ?? match[5] ?? ''));
  }
  return undefined;
}

const validTime = (attributes: Map<string, string>) =>
  /^\d{1,10}$/.test(attributes.get('unix') ?? '') && TIME_FORMAT.test(attributes.get('format') ?? '');

type Unplaced<T = MessageEntity> = T extends MessageEntity ? Omit<T, 'offset' | 'length'> : never;

function entityOf(
  { tag, attributes, offset }: OpenTag,
  inner: string,
  around?: OpenTag,
): Unplaced | undefined {
  const of = (name: string) => attributes.get(name) ?? '';
  if (tag === 'span') return { type: 'spoiler' };
  if (tag === 'blockquote')
    return { type: attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote' };
  if (tag === 'tg-emoji') return { type: 'custom_emoji', custom_emoji_id: of('emoji-id') };
  if (tag === 'tg-time') {
    const date_time_format = of('format') as MessageEntity.DateTimeMessageEntity['date_time_format'];
    return { type: 'date_time', unix_time: Number(of('unix')), date_time_format };
  }
  if (tag === 'a') {
    const url = attributes.get('href') ?? inner;
    return URL.canParse(url) ? { type: 'text_link', url } : undefined;
  }
  if (tag === 'pre') return { type: 'pre', ...(attributes.has('language') && { language: of('language') }) };
  // <pre><code class="language-x"> is one entity: the code names the language of the pre around it.
  if (
    tag === 'code' &&
    around?.tag === 'pre' &&
    around.offset === offset &&
    of('class').startsWith('language-')
  ) {
    around.attributes.set('language', of('class').slice('language-'.length));
    return undefined;
  }
  const type = SIMPLE[tag];
  return type && { type };
}
