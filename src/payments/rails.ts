import type { Api } from 'grammy';
import type { SellingCurrency } from '../domain/money.ts';
import type { AttemptId } from '../domain/ids.ts';
import type { Rail } from '../domain/payment.ts';
import type { Logger } from '../services/ports.ts';
import type { RailBook, RefundRail } from '../services/rail-port.ts';
import type { Tariff } from '../services/renewals.ts';
import type { InvoiceLink } from './invoice-link.ts';
import { createStarsBook } from './stars-book.ts';
import { createStarsRail, starsTotal } from './stars.ts';
import { createInvoiceRail, invoiceTotal } from './telegram-invoice.ts';
import { explainMatrix } from './stripe-methods.ts';
import { stripeTotal } from './stripe-request.ts';
import type { StripeRail } from './stripe.ts';

/** The ways to pay that are switched on. */
export interface Rails {
  readonly tariffs: Readonly<Partial<Record<Rail, Tariff>>>;
  readonly refunds: Readonly<Partial<Record<Rail, RefundRail>>>;
  /** By the rails whose sheet is Telegram's. */
  readonly invoiceLinks: Readonly<Partial<Record<Rail, InvoiceLink>>>;
  readonly stripe: StripeRail | undefined;
  /** What the rails themselves tell of the past. */
  readonly books: Readonly<Partial<Record<Rail, RailBook>>>;
}

/** Switches on what is wanted. Stripe's package is loaded only then. */
export async function openRails({
  wanted,
  api,
  botId,
  currency,
  starsPerUnit,
  providerToken,
  stripe,
  counted,
  logger,
}: {
  wanted: ReadonlySet<Rail>;
  api: Api;
  /** Telegram's id of the bot, whose Stars they are. */
  botId: number;
  currency: SellingCurrency;
  starsPerUnit: number;
  providerToken: string | undefined;
  stripe: {
    secretKey: string | undefined;
    apiUrl: string;
    backUrl: (id: AttemptId) => string;
    onDate: (date: string | undefined) => void;
  };
  /** The same object, with its calls to this side counted. */
  counted: <Port extends object>(side: 'stripe' | 'telegram', port: Port) => Port;
  logger: Logger;
}): Promise<Rails> {
  const tariffs: Partial<Record<Rail, Tariff>> = {};
  // Money that came by a rail which is switched off now still goes back by it.
  const stars = counted('telegram', createStarsRail({ api }));
  const invoice = counted('telegram', createInvoiceRail({ api, providerToken: providerToken ?? '' }));
  const refunds: Partial<Record<Rail, RefundRail>> = { stars, invoice };
  // An account has a history even where Stars are switched off now.
  const starsBook = counted('telegram', createStarsBook({ api, account: String(botId) }));
  const books: Partial<Record<Rail, RailBook>> = { stars: starsBook };
  const invoiceLinks: Partial<Record<Rail, InvoiceLink>> = {};

  if (wanted.has('stars')) {
    tariffs.stars = (price) => starsTotal(price, starsPerUnit);
    invoiceLinks.stars = stars.invoiceLink;
  }
  if (wanted.has('invoice') && providerToken) {
    tariffs.invoice = invoiceTotal;
    invoiceLinks.invoice = invoice.invoiceLink;
  }
  if (!stripe.secretKey) return { tariffs, refunds, invoiceLinks, stripe: undefined, books };

  const { createStripeRail } = await import('./stripe.ts');
  const { secretKey } = stripe;
  const page = counted(
    'stripe',
    createStripeRail({ ...stripe, secretKey, currency, shop: String(botId), logger }),
  );
  refunds.stripe = page;
  books.stripe = counted('stripe', page.book);
  if (wanted.has('stripe')) {
    tariffs.stripe = stripeTotal;
    for (const line of explainMatrix(currency)) logger.warn({ currency }, line);
  }
  return { tariffs, refunds, invoiceLinks, stripe: page, books };
}
