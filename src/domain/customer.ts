import type { CustomerId } from './ids.ts';

export const locales = ['zh-CN', 'zh-TW', 'en', 'it'] as const;
export type Locale = (typeof locales)[number];

/** A Telegram user who has written to the bot. */
export interface Customer {
  readonly id: CustomerId;
  /** What they chose with /language; null follows their Telegram language. */
  readonly chosenLocale: Locale | null;
  readonly languageCode: string | null;
  readonly createdAt: number;
}

/** Telegram's language code → our locale: zh-hant, zh-tw, zh-hk, zh-mo are Traditional, other zh Simplified, it Italian, all else English. */
export function localeOf(languageCode: string | null | undefined): Locale {
  const code = (languageCode ?? '').toLowerCase();
  if (/^zh-(hant|tw|hk|mo)/.test(code)) return 'zh-TW';
  if (/^zh(-|$)/.test(code)) return 'zh-CN';
  if (/^it(-|$)/.test(code)) return 'it';
  return 'en';
}

/** The language to speak to this customer. */
export function customerLocale(customer: Pick<Customer, 'chosenLocale' | 'languageCode'>): Locale {
  return customer.chosenLocale ?? localeOf(customer.languageCode);
}
