export const sellingCurrencies = ['EUR', 'USD', 'CNY'] as const;
export type SellingCurrency = (typeof sellingCurrencies)[number];

/** `XTR` is Telegram Stars, which have no fraction. */
export type Currency = SellingCurrency | 'XTR';

/** Whole minor units (cents, fen; whole Stars) with their currency. */
export interface Money {
  readonly amount: number;
  readonly currency: Currency;
}

/** Digits after the decimal point in which our selling prices are kept. */
export const minorDigits: Readonly<Record<Currency, number>> = { EUR: 2, USD: 2, CNY: 2, XTR: 0 };

/** Stars for a price, rounded up, at `starsPerUnit` Stars (two decimals count) for one major unit. Reckoned in whole hundredths of a Star. */
export function starsFor(price: Money, starsPerUnit: number): Money {
  const hundredths = price.amount * Math.round(starsPerUnit * 100);
  return { amount: Math.ceil(hundredths / (100 * 10 ** minorDigits[price.currency])), currency: 'XTR' };
}

/** In minor units, for logs and for whoever decides a case; what customers read is made in `i18n/format.ts`. */
export function plainMoney({ amount, currency }: Money): string {
  return `${amount} ${currency}`;
}

export function sameMoney(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency;
}
