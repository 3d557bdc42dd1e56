import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { locales } from '../domain/customer.ts';
import type { Locale } from '../domain/customer.ts';
import { createFormat } from './format.ts';
import type { Format } from './format.ts';
import type { Messages } from './messages.ts';

type Args<Key extends keyof Messages> = [Messages[Key]] extends [never] ? [] : [args: Messages[Key]];

/** One language: its sentences (`t`) and its way of writing numbers, money, sizes and dates. Needs no Telegram context. */
export interface Speech extends Format {
  readonly locale: Locale;
  readonly t: <Key extends keyof Messages>(key: Key, ...args: Args<Key>) => string;
}

/** Reads `locales/*.ftl` once; a message or a variable that is missing throws, since `npm run check` proves that none is. */
export function createSpeeches(folder: string): (locale: Locale) => Speech {
  const speeches = new Map(locales.map((locale) => [locale, createSpeech(folder, locale)]));
  return (locale) => {
    const speech = speeches.get(locale);
    if (!speech) throw new Error(`No language ${locale}`);
    return speech;
  };
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
  return { locale, t, ...createFormat(locale) };
}

function load(folder: string, locale: Locale): { bundle: FluentBundle; ids: readonly string[] } {
  const bundle = new FluentBundle(locale, { useIsolating: false });
  const resource = new FluentResource(readFileSync(path.join(folder, `${locale}.ftl`), 'utf8'));
  const errors = bundle.addResource(resource);
  if (errors.length > 0) throw new AggregateError(errors, `locales/${locale}.ftl does not parse`);
  return { bundle, ids: resource.body.map((message) => message.id) };
}
