import type { Speech, Speeches } from '../i18n/speech.ts';
import { countryCodes, plain } from './places.ts';

export interface HomeZones {
  /** The zones of a city or country typed in any of the languages; several where a country has several times, none when unknown. */
  find(text: string, now: number): readonly string[];
  /** What a zone is called: its first city. */
  nameOf(speech: Speech, zone: string): string;
  /** Whether there is such a zone. */
  has(zone: string): boolean;
}

/** Longer messages are no place. */
const longest = 60;

/** Home as travellers name it. Cities come from our own lists and the names of the zones themselves, countries from `Intl`. */
export function createHomeZones(speeches: Speeches): HomeZones {
  const zones = new Set(Intl.supportedValuesOf('timeZone'));
  const cities = new Map(speeches.all.map((speech) => [speech.locale, citiesOf(speech)]));
  const listed = new Set([...cities.values()].flat().map(({ zone }) => zone));
  let names: ReadonlyMap<string, readonly string[]> | undefined;

  /** Built when the first person asks. */
  function namesNow(): ReadonlyMap<string, readonly string[]> {
    const all = new Map<string, readonly string[]>();
    for (const zone of zones) {
      all.set(plain(zone), [zone]);
      all.set(plain(lastPart(zone)), [zone]);
    }
    for (const [code, own] of countries(speeches)) {
      const known = own.filter((zone) => listed.has(zone));
      for (const speech of speeches.all)
        for (const name of [speech.country(code), speech.countryInFull(code)])
          if (name !== code) all.set(plain(name), known.length > 0 ? known : own);
    }
    for (const speech of speeches.all)
      for (const alias of speech.t('words-places').split('|')) {
        const [code = '', name = ''] = alias.split('=');
        const same = all.get(plain(/^[A-Z]{2}$/.test(code) ? speech.country(code) : ''));
        if (same && !all.has(plain(name))) all.set(plain(name), same);
      }
    for (const { zone, name } of [...cities.values()].flat()) all.set(plain(name), [zone]);
    return all;
  }

  return {
    has: (zone) => zones.has(zone),
    nameOf: ({ locale }, zone) =>
      cities.get(locale)?.find((city) => city.zone === zone)?.name ?? lastPart(zone),
    find: (text, now) => {
      if (text.length > longest) return [];
      names ??= namesNow();
      const found = names.get(plain(text)) ?? [];
      const byTime = new Map(found.toReversed().map((zone) => [timeIn(zone, now), zone]));
      return found.filter((zone) => byTime.get(timeIn(zone, now)) === zone);
    },
  };
}

function citiesOf({ t }: Speech): readonly { zone: string; name: string }[] {
  return t('words-cities')
    .split('|')
    .map((entry) => entry.split('='))
    .map(([zone = '', name = '']) => ({ zone, name }));
}

function lastPart(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** Every country that has zones, with them. */
function countries(speeches: Speeches): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const code of countryCodes(speeches)) {
    const own = new Intl.Locale(`und-${code}`).getTimeZones() ?? [];
    if (own.length > 0) found.set(code, own);
  }
  return found;
}

function timeIn(timeZone: string, now: number): string {
  return new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(now);
}
