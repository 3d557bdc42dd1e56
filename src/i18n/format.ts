import type { Locale } from '../domain/customer.ts';
import { minorDigits } from '../domain/money.ts';
import type { Money } from '../domain/money.ts';
import { day, hour, minute } from '../domain/time.ts';

const gigabyte = 2 ** 30;
const megabyte = 2 ** 20;

/** How one language writes numbers. All times are epoch milliseconds, told in the given IANA zone. */
export interface Format {
  /** `€11.20`, `11,20 €`; Stars as `⭐672`. */
  money(money: Money): string;
  /** `0.8 GB`, `310 MB` of 2^30 and 2^20 bytes; rounded to what matters, down so that it never promises more. */
  data(bytes: number): string;
  /** `14 June`. */
  date(at: number, zone: string): string;
  /** `14 Jun`: for buttons. */
  shortDate(at: number, zone: string): string;
  /** `14 June, 23:59`. */
  dateTime(at: number, zone: string): string;
  /** `23:59`. */
  time(at: number, zone: string): string;
  /** `14 June 2026, 23:59`. */
  fullDateTime(at: number, zone: string): string;
  /** `3 min ago`, `2 h ago`, `yesterday`. */
  ago(at: number, now: number): string;
  number(value: number): string;
  /** `Italy`, `意大利`. */
  country(code: string): string;
  /** `United Kingdom` where `country` says `UK`. */
  countryInFull(code: string): string;
  /** `Italy, France and Spain`. */
  list(items: readonly string[]): string;
}

/** The formats of one language. */
export function createFormat(locale: Locale): Format {
  const language = locale === 'en' ? 'en-GB' : locale;
  const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const regions = new Intl.DisplayNames(locale, { type: 'region', style: 'short' });
  const regionsInFull = new Intl.DisplayNames(locale, { type: 'region' });
  const lists = new Intl.ListFormat(language);
  const moneyFormats = new Map<string, Intl.NumberFormat>();
  const dateFormats = new Map<string, Intl.DateTimeFormat>();
  const timeFormats = new Map<string, Intl.DateTimeFormat>();

  const dateFormat = (timeZone: string, month: 'long' | 'short'): Intl.DateTimeFormat =>
    remember(
      dateFormats,
      `${timeZone} ${month}`,
      () => new Intl.DateTimeFormat(language, { timeZone, day: 'numeric', month }),
    );
  const timeFormat = (timeZone: string): Intl.DateTimeFormat =>
    remember(
      timeFormats,
      timeZone,
      () =>
        new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    );
  const comma = locale.startsWith('zh') ? ' ' : ', ';

  return {
    money: ({ amount, currency }) => {
      if (currency === 'XTR') return `⭐${decimals.format(amount)}`;
      // A rail may report money that we never asked for: then nobody here knows its digits.
      if (!(currency in minorDigits)) return `${amount} ${String(currency)}`;
      const format = remember(
        moneyFormats,
        currency,
        () => new Intl.NumberFormat(locale, { style: 'currency', currency }),
      );
      return format.format(amount / 10 ** minorDigits[currency]);
    },
    data: (bytes) => {
      if (bytes >= gigabyte / 2) return `${decimals.format(floor(bytes / gigabyte, 1))} GB`;
      return `${decimals.format(Math.floor(bytes / megabyte))} MB`;
    },
    date: (at, zone) => dateFormat(zone, 'long').format(at),
    shortDate: (at, zone) => dateFormat(zone, 'short').format(at),
    dateTime: (at, zone) => `${dateFormat(zone, 'long').format(at)}${comma}${timeFormat(zone).format(at)}`,
    time: (at, zone) => timeFormat(zone).format(at),
    fullDateTime: (at, zone) => {
      const full = { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' } as const;
      return `${new Intl.DateTimeFormat(language, full).format(at)}${comma}${timeFormat(zone).format(at)}`;
    },
    ago: (at, now) => {
      const passed = Math.max(0, now - at);
      if (passed < hour) return relative.format(-Math.floor(passed / minute), 'minute');
      if (passed < day) return relative.format(-Math.floor(passed / hour), 'hour');
      return relative.format(-Math.floor(passed / day), 'day');
    },
    number: (value) => decimals.format(value),
    country: (code) => regions.of(code) ?? code,
    countryInFull: (code) => regionsInFull.of(code) ?? code,
    list: (items) => lists.format(items),
  };
}

/** One decimal downwards; the epsilon keeps 0.8 GB, stored in whole bytes, from reading 0.7. */
function floor(value: number, digits: number): number {
  return Math.floor(value * 10 ** digits + 1e-6) / 10 ** digits;
}

function remember<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
