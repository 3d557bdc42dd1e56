import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Customer, Locale } from '../domain/customer.ts';
import { minute } from '../domain/time.ts';
import { createFormat } from './format.ts';
import type { Format } from './format.ts';
import type { Messages } from './messages.ts';

type Args<Key extends keyof Messages> = [Messages[Key]] extends [never] ? [] : [args: Messages[Key]];

/** One language: its sentences (`t`) and its way of writing numbers, money, sizes and dates. Needs no Telegram context. */
export interface Speech extends Format {
  readonly locale: Locale;
  /** Where the reader is at home, if they want its time beside the destination's. */
  readonly homeZone: string | null;
  readonly t: <Key extends keyof Messages>(key: Key, ...args: Args<Key>) => string;
}

/** Whom to speak to; without a home zone, or one that is null, no home time is told. */
export type Reader = Pick<Customer, 'chosenLocale' | 'languageCode'> & Partial<Pick<Customer, 'homeZone'>>;

/** Every language there is a file for. */
export interface Speeches {
  /** This language, or English where there is no such file (any more). */
  (locale: Locale): Speech;
  readonly all: readonly Speech[];
  /** The language for Telegram's code: the longest match in the files' `language-codes`, else English. */
  forCode(languageCode: string | null | undefined): Speech;
  /** What the customer chose, else their Telegram's language; with their home time. */
  forCustomer(customer: Reader): Speech;
}

/** Reads `locales/*.ftl` once; a message or a variable that is missing throws, since `npm run check` proves that none is. */
export function createSpeeches(folder: string): Speeches {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ftl'));
  const all = files.map((name) => createSpeech(folder, path.basename(name, '.ftl')));
  const byLocale = new Map(all.map((speech) => [speech.locale, speech]));
  const english = byLocale.get('en');
  if (!english) throw new Error(`${folder} has no en.ftl`);

  const codes = all
    .flatMap((speech) => telegramCodes(speech).map((code) => ({ code, speech })))
    .toSorted((a, b) => b.code.length - a.code.length);
  const of = (locale: Locale): Speech => byLocale.get(locale) ?? english;
  const forCode: Speeches['forCode'] = (languageCode) => {
    const wanted = `${languageCode ?? ''}-`.toLowerCase();
    return codes.find(({ code }) => wanted.startsWith(`${code}-`))?.speech ?? english;
  };
  const forCustomer: Speeches['forCustomer'] = ({ chosenLocale, languageCode, homeZone }) => {
    const speech = chosenLocale ? of(chosenLocale) : forCode(languageCode);
    return homeZone ? { ...speech, homeZone } : speech;
  };
  return Object.assign(of, { all, forCode, forCustomer });
}

/** The codes by which Telegram calls this language, lower case: `zh-hant`, `zh-tw`. */
export function telegramCodes({ t }: Speech): readonly string[] {
  return t('language-codes').split('|');
}

/** All messages of one language whose id starts with `prefix`; variables stay as `{name}` for the reader to fill. */
export function wordsOf(folder: string, locale: Locale, prefix: string): Record<string, string> {
  const { bundle, ids } = load(folder, locale);
  const placeholders = new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name) => `{${String(name)}}`,
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
    },
  );
  const words: Record<string, string> = {};
  for (const id of ids.filter((each) => each.startsWith(prefix))) {
    const pattern = bundle.getMessage(id)?.value;
    if (pattern) words[id] = bundle.formatPattern(pattern, placeholders);
  }
  return words;
}

function createSpeech(folder: string, locale: Locale): Speech {
  const { bundle } = load(folder, locale);
  const t: Speech['t'] = (key, ...[args]) => {
    const pattern = bundle.getMessage(key)?.value;
    if (!pattern) throw new Error(`locales/${locale}.ftl has no message ${key}`);
    return bundle.formatPattern(pattern, args ?? null);
  };
  const format = createFormat(locale);
  // "This minute", as Intl has it, nobody says.
  const ago: Speech['ago'] = (at, now) => (now - at < minute ? t('just-now') : format.ago(at, now));
  return { ...format, locale, homeZone: null, t, ago };
}

interface Loaded {
  readonly bundle: FluentBundle;
  readonly ids: readonly string[];
}

/** Read once in a process: parsing takes longer than all else that is done with a file. */
const loaded = new Map<string, Loaded>();

function load(folder: string, locale: Locale): Loaded {
  const file = path.join(folder, `${locale}.ftl`);
  const known = loaded.get(file);
  if (known) return known;
  const bundle = new FluentBundle(locale, { useIsolating: false });
  const resource = new FluentResource(readFileSync(file, 'utf8'));
  const errors = bundle.addResource(resource);
  if (errors.length > 0) throw new AggregateError(errors, `locales/${locale}.ftl does not parse`);
  const fresh = { bundle, ids: resource.body.map((message) => message.id) };
  loaded.set(file, fresh);
  return fresh;
}
