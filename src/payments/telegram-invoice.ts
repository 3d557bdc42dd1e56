import type { Api } from 'grammy';
import type { Money, SellingCurrency } from '../domain/money.ts';
import type { RefundRail } from '../services/rail-port.ts';
import { requestInvoiceLink } from './invoice-link.ts';
import type { InvoiceLink } from './invoice-link.ts';

/**
 * What Telegram takes of each currency, in its own minor units: about 1 to 10 000 US dollars. Its list moves with the exchange rates;
 * these bounds stay well inside. All three have two digits in Telegram's table, as in ours.
 */
const limits: Readonly<Record<SellingCurrency, { least: number; most: number }>> = {
  EUR: { least: 110, most: 750_000 },
  USD: { least: 100, most: 1_000_000 },
  CNY: { least: 800, most: 6_000_000 },
};

/** What an invoice asks for this price, or null when Telegram takes no such invoice. */
export function invoiceTotal(price: Money): Money | null {
  if (price.currency === 'XTR') return null;
  const { least, most } = limits[price.currency];
  return price.amount >= least && price.amount <= most ? price : null;
}

/** Invoices of a payment provider inside Telegram. The Bot API cannot give their money back: a person does, at the provider. */
export function createInvoiceRail({
  api,
  providerToken,
}: {
  api: Api;
  providerToken: string;
}): RefundRail & { invoiceLink: InvoiceLink } {
  return {
    invoiceLink: (invoice) => requestInvoiceLink(api, { ...invoice, providerToken }),
    refund: async ({ providerChargeId, chargeId }) => ({
      kind: 'impossible',
      reason: `to be refunded at the payment provider by hand: its charge ${providerChargeId ?? 'unknown'}, Telegram's ${chargeId}`,
    }),
  };
}
