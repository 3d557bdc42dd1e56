import { GrammyError } from 'grammy';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { customerIdOf, telegramUserIdOf } from '../domain/ids.ts';
import type { NewId } from '../domain/ids.ts';
import type { Currency } from '../domain/money.ts';
import type { Payment, PaymentAttempt } from '../domain/order.ts';
import type { Clock } from '../domain/time.ts';
import type { RefundRail } from '../services/ports.ts';

export interface StarsRail extends RefundRail {
  /** A link that opens Telegram's own pay sheet; anybody may open it, so pre-checkout decides who pays. Title and description are cut to Telegram's limits. */
  invoiceLink(invoice: { attempt: PaymentAttempt; title: string; description: string }): Promise<string>;
}

/** Telegram Stars: one price in XTR, no provider token. */
export function createStarsRail({ api }: { api: Api }): StarsRail {
  return {
    invoiceLink: ({ attempt, title, description }) =>
      api.createInvoiceLink(cut(title, 32), cut(description, 255), attempt.id, '', 'XTR', [
        { label: cut(title, 32), amount: attempt.total.amount },
      ]),

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

/** The ledger entry for a `successful_payment`, or undefined when the update is none. Money we never asked for is kept as well. */
export function readStarsPayment(
  update: Update,
  { newId, clock }: { newId: NewId; clock: Clock },
): Payment | undefined {
  const paid = update.message?.successful_payment;
  if (!update.message || !paid) return undefined;
  // In a private chat, where payments arrive, the chat is the payer.
  const payer = update.message.from ?? update.message.chat;
  return {
    id: newId('payment'),
    rail: 'stars',
    chargeId: paid.telegram_payment_charge_id,
    payerId: customerIdOf(payer.id),
    money: { amount: paid.total_amount, currency: paid.currency as Currency },
    payload: paid.invoice_payload,
    orderId: null,
    outcome: null,
    receivedAt: clock(),
  };
}

/** At most `length` characters, cut between code points. */
function cut(text: string, length: number): string {
  const points = Array.from(text);
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`;
}
