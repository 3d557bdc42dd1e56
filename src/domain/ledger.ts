import { sameMoney } from './money.ts';
import type { Money } from './money.ts';
import type { Order } from './order.ts';
import type { Payment, Refund } from './payment.ts';

/** Money that came for an order, what went back of it, and what it was asked for. */
export interface LedgerLine {
  readonly payment: Payment;
  readonly refund: Refund | null;
  /** The bank took it back for good. */
  readonly lost: boolean;
  /** What the attempt that it pays for asked; null where nobody knows. */
  readonly price: Money | null;
}

/**
 * Σ payments − Σ refunds − Σ lost disputes is the price of what was delivered, and nothing where nothing was. Answers what is wrong with an order that has
 * come to its end, or null. The money of a test deployment goes back after the delivery, so it counts as kept.
 */
export function remainder(
  { state, activationCodeId }: Pick<Order, 'state' | 'activationCodeId'>,
  lines: readonly LedgerLine[],
): string | null {
  const kept = lines.filter(
    ({ refund, lost }) => !lost && (refund === null || refund.reason === 'test_deployment'),
  );
  // Another one paid for the code that it redeems.
  const owed = state === 'fulfilled' && activationCodeId === null ? 1 : 0;
  if (kept.length !== owed) return `${kept.length} payments stayed where ${owed} should have`;
  const other = kept.find(({ payment, price }) => !price || !sameMoney(payment.money, price));
  return other ? `${other.payment.id} is not the price` : null;
}
