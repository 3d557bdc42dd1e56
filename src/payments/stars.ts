import { GrammyError } from 'grammy';
import type { Api } from 'grammy';
import { telegramUserIdOf } from '../domain/ids.ts';
import { starsFor } from '../domain/money.ts';
import type { Money } from '../domain/money.ts';
import type { RefundRail } from '../services/rail-port.ts';
import { requestInvoiceLink } from './invoice-link.ts';
import type { InvoiceLink } from './invoice-link.ts';

/** What Telegram takes for one invoice. */
const mostStars = 100_000;

/** A price in Stars, or null when Telegram takes no such invoice. */
export function starsTotal(price: Money, starsPerUnit: number): Money | null {
  const total = starsFor(price, starsPerUnit);
  return total.amount >= 1 && total.amount <= mostStars ? total : null;
}

/** Telegram Stars: one price in XTR, no provider token. Anybody may open a link, so pre-checkout decides who pays. */
export function createStarsRail({ api }: { api: Api }): RefundRail & { invoiceLink: InvoiceLink } {
  return {
    invoiceLink: (invoice) => requestInvoiceLink(api, { ...invoice, providerToken: '' }),

    refund: async (payment) => {
      try {
        await api.refundStarPayment(telegramUserIdOf(payment.payerId), payment.chargeId);
        return { kind: 'refunded' };
      } catch (error) {
        if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
        // Telegram has answered this also when the refund had just gone through, so it means "the money is back".
        if (error.description.includes('CHARGE_ALREADY_REFUNDED')) return { kind: 'refunded' };
        return { kind: 'impossible', reason: error.description };
      }
    },
  };
}
