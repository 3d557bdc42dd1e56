import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FluentResource } from '@fluent/bundle';
import type { Locale } from '../../src/domain/customer.ts';
import type { WireEntry } from '../../src/sandbox/wire.ts';
import type { Bubble } from './person.ts';
import type { World } from './world.ts';

/** Watches what goes over the wire between bot and Telegram, from its making on. */
export interface Witness {
  /** Taps that were not answered exactly once, as `query: answers`. */
  unanswered(): string[];
  /**
   * Calls of the bot that Telegram refused, but for an edit that changed nothing, a poll that a restart cut short, and reports to an
   * operator who has not come yet.
   */
  refused(): string[];
  /** Calls by which the bot spoke in this chat. */
  said(chat: number): WireEntry[];
  /** Watches the box of a restarted app too. */
  watch(): void;
}

/** The operator of the sandbox, until they start the bot. */
const absentOperator = 100_005;

export function createWitness(world: Pick<World, 'box'>): Witness {
  const entries: WireEntry[] = [];
  const param = ({ params }: WireEntry, name: string): unknown =>
    typeof params === 'object' && params !== null
      ? Object.entries(params).find(([key]) => key === name)?.[1]
      : null;
  const calls = (): WireEntry[] => entries.filter(({ direction }) => direction === 'to_telegram');
  const watch = (): void =>
    void world.box.events.subscribe(({ event, data }) => {
      if (event === 'wire') entries.push(data.entry);
    });
  watch();
  return {
    watch,
    unanswered: () => {
      const answers = new Map<string, number>();
      for (const entry of entries) {
        const tap = param(entry, 'callback_query');
        if (typeof tap === 'object' && tap !== null && 'id' in tap) answers.set(String(tap.id), 0);
      }
      for (const call of calls().filter(({ method }) => method === 'answerCallbackQuery')) {
        const id = String(param(call, 'callback_query_id'));
        answers.set(id, (answers.get(id) ?? 0) + 1);
      }
      return [...answers].filter(([, times]) => times !== 1).map(([id, times]) => `${id}: ${times} answers`);
    },
    refused: () =>
      calls()
        .filter(({ method, status }) => method !== 'getUpdates' && status >= 400)
        .filter(({ description }) => !description?.includes('is not modified'))
        .filter((call) => param(call, 'chat_id') !== absentOperator || call.status !== 403)
        .map(({ method, status, description }) => `${method}: ${status} ${description ?? ''}`),
    said: (chat) => calls().filter((call) => String(param(call, 'chat_id')) === String(chat)),
  };
}

const folder = path.join(import.meta.dirname, '../../locales');
const messageIds = new Set(
  new FluentResource(readFileSync(path.join(folder, 'en.ftl'), 'utf8')).body
    .map(({ id }) => id)
    .filter((id) => id.includes('-')),
);

/** Words of Latin letters that stand in every language: addresses, units, names of techniques and of ours, and what is to be typed. */
const everywhere =
  /[\w.+…-]+@[\w.-]+|\/[a-z]+|\b(?:GB|MB|kbps|Mbps|SM-DP|LPA|APN|eSIM|iPhone|Android|iOS|UTC|SMS|Telegram|QR( Code)?|Wi-Fi|TEST|PDF|internet|Stars?|PayPal|EID|SIM|ICCID|Yuanyou|Esempio)\b/g;
const english =
  /\b(?:the|your|you|with|is|are|not|left|until|days?|this|again|pay|help|back|orders?|please|card|from|used|more|nothing|receipt|which)\b/i;

/** Whose language it is, and the shop's own words, which are not ours to judge. */
interface Reader {
  readonly locale: Locale;
  readonly own?: readonly string[];
}

/** What no traveller should read: raw message ids, placeholders, values that are none, and words of another language. */
export function nonsense(text: string, { locale, own = [] }: Reader): string[] {
  const ours = own.reduce((rest, word) => rest.replaceAll(word, ''), text);
  const found = ours.match(/undefined|\bnull\b|\bNaN\b|\[object|\{|\}|&(?:amp|lt|gt);|<\/?[a-z]/g) ?? [];
  const ids = (ours.match(/[a-z]+(?:-[a-z]+)+/g) ?? []).filter((word) => messageIds.has(word));
  // Full-width punctuation brings its own room.
  const gaps = locale.startsWith('zh') ? (text.match(/[，。！？；：、] /g) ?? []) : [];
  return [...found, ...ids, ...gaps, ...foreignWords(ours, locale)].map((word) => `${word} in: ${text}`);
}

function foreignWords(text: string, locale: Locale): readonly string[] {
  const receiptNumber = /\b[A-Z0-9]{8}\b/g;
  const activationCode = /\bYY(?:-[0-9A-Z]{4}){3}\b/g;
  const rest = text.replaceAll(everywhere, '').replaceAll(receiptNumber, '').replaceAll(activationCode, '');
  if (locale.startsWith('zh')) return rest.match(/[A-Za-z]{3,}/g) ?? [];
  const chinese = rest.match(/\p{Script=Han}+/gu) ?? [];
  return locale === 'it' ? [...chinese, ...(rest.match(english) ?? [])] : chinese;
}

/** The same of all that bubbles show. The list of languages gives each its own name. */
export function nonsenseIn(bubbles: readonly Bubble[], reader: Reader): string[] {
  const own = [...(reader.own ?? []), 'English', 'Italiano', '简体中文', '繁體中文'];
  return bubbles
    .flatMap(({ text, buttons }) => [text, ...buttons.flat().map((button) => button.text)])
    .flatMap((text) => nonsense(text, { ...reader, own }));
}
