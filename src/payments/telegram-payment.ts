import type { Update } from 'grammy/types';
import { customerIdOf } from '../domain/ids.ts';
import type { NewId } from '../domain/ids.ts';
import type { Currency } from '../domain/money.ts';
import type { Payment } from '../domain/payment.ts';
import type { Clock } from '../domain/time.ts';

/** The ledger entry for a `successful_payment`, or undefined when the update is none. Money we never asked for is kept as well. */
export function readTelegramPayment(
  update: Update,
  { newId, clock }: { newId: NewId; clock: Clock },
): Payment | undefined {
  const paid = update.message?.successful_payment;
  if (!update.message || !paid) return undefined;
  // In a private chat, where payments arrive, the chat is the payer.
  const payer = update.message.from ?? update.message.chat;
  const stars = paid.currency === 'XTR';
  return {
    id: newId('payment'),
    rail: stars ? 'stars' : 'invoice',
    chargeId: paid.telegram_payment_charge_id,
    providerChargeId: stars ? null : paid.provider_payment_charge_id,
    payerId: customerIdOf(payer.id),
    // Another currency than ours is not refused here: it is money, fits no attempt, and so goes to a person.
    money: { amount: paid.total_amount, currency: paid.currency as Currency },
    payload: paid.invoice_payload,
    orderId: null,
    outcome: null,
    receivedAt: clock(),
  };
}
