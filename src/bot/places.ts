import type { Catalogue } from '../domain/plan.ts';
import type { Speeches } from '../i18n/speech.ts';
import { coverageName } from './views/plan-words.ts';

/** Where somebody goes: the smallest coverage that is enough; or none is, and what each of the places has for itself. */
export type Destination =
  | {
      readonly kind: 'coverage';
      readonly coverage: string;
      /** The countries that were named; a region by its own name is none. */
      readonly countries: readonly string[];
    }
  /** `missing`: countries that no coverage has; empty when each is sold, but not all in one. */
  | { readonly kind: 'none'; readonly missing: readonly string[] };

/** Longer messages are talk, not a trip. */
const longest = 80;

/** Reads a country or a trip, in any of the languages, from a message that is nothing else: `Italy`, `日韩7天`, `comprare una eSIM per il Giappone`. */
export function createPlaces({
  catalogue,
  sold,
  speeches,
}: {
  catalogue: Catalogue;
  /** The coverages in which a new card can be bought. */
  sold: readonly string[];
  speeches: Speeches;
}): (text: string) => Destination | undefined {
  let names: ReturnType<typeof namesOf> | undefined;
  const fillers = speeches.all
    .flatMap(({ t }) => `${t('words-trip')}|${t('words-buy')}`.split('|').map(plain))
    .toSorted((a, b) => b.length - a.length);
  const coverages = sold
    .map((id) => ({ id, countries: new Set(catalogue.coverages.get(id)?.countries ?? []) }))
    .toSorted((a, b) => a.countries.size - b.countries.size);

  return (text) => {
    if (text.length > longest) return undefined;
    const places = new Set<string>();
    let rest = ` ${plain(text)} `;
    names ??= namesOf(sold, speeches);
    for (const { name, meant } of names) {
      const without = take(rest, name);
      if (without !== rest) for (const place of meant) places.add(place);
      rest = without;
    }
    for (const filler of fillers) rest = take(rest, filler);
    // A number is how many days, which the plans show.
    if (places.size === 0 || /\p{L}/u.test(rest)) return undefined;

    const whole = coverages.find(({ id, countries }) =>
      [...places].every((place) => place === id || countries.has(place)),
    );
    if (whole) {
      const named = [...places].filter((place) => whole.countries.has(place));
      return { kind: 'coverage', coverage: whole.id, countries: named };
    }
    const known = (place: string): boolean =>
      coverages.some(({ id, countries }) => id === place || countries.has(place));
    return { kind: 'none', missing: [...places].filter((place) => !known(place)) };
  };
}

/** Every name of every country and coverage, the longest first, so that none is taken for a part of another. Takes milliseconds. */
function namesOf(
  sold: readonly string[],
  speeches: Speeches,
): readonly { name: string; meant: readonly string[] }[] {
  // Unions and the like are no countries.
  const countries = countryCodes(speeches)
    .filter((code) => !unions.has(code))
    .map((code) => ({ code, current: currentCode(code) }));
  const names = new Map<string, readonly string[]>();
  for (const speech of speeches.all) {
    for (const { code, current } of countries)
      for (const name of [speech.country(code), speech.countryInFull(code)])
        if (name !== code) names.set(plain(name), [current]);
    for (const coverage of sold) names.set(plain(coverageName(speech, coverage)), [coverage]);
  }
  // What people say goes before the names of atlases: who goes to the Vatican needs Italy.
  for (const speech of speeches.all) {
    for (const alias of speech.t('words-places').split('|')) {
      const [places = '', name = ''] = alias.split('=');
      names.set(plain(name), places.split('+'));
    }
  }
  return [...names]
    .map(([name, meant]) => ({ name, meant }))
    .toSorted((a, b) => b.name.length - a.name.length);
}

/** Every two letters that are the code of a country, now or once: what has no name is answered by its code. */
export function countryCodes(speeches: Speeches): readonly string[] {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
  const { countryInFull } = speeches('en');
  return letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => countryInFull(code) !== code);
}

/** `FX` and `UK` are old names of `FR` and `GB`. */
function currentCode(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? code;
}

const unions = new Set(['EU', 'EZ', 'UN', 'ZZ', 'XA', 'XB', 'QO']);

/** Lower case, without accents and punctuation. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Without this name: whole words in Latin letters, anywhere in Chinese, which has no spaces between words. */
function take(text: string, name: string): string {
  if (name === '') return text;
  return /\p{Script=Han}/u.test(name) ? text.replaceAll(name, ' ') : text.replaceAll(` ${name} `, '  ');
}
