import type { AttemptId, CustomerId, OrderId, PaymentId, RefundId } from './ids.ts';
import type { Money } from './money.ts';

/** The ways to pay: Telegram Stars, an invoice of a payment provider inside Telegram, a page of Stripe. In the order in which they are offered. */
export const rails = ['stars', 'invoice', 'stripe'] as const;
export type Rail = (typeof rails)[number];

/** What a page of Stripe can be paid with, in the order in which it is named. */
export const paymentMethods = ['card', 'paypal', 'alipay', 'wechat_pay'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** What each rail charges for something; a rail that cannot take it is not there. */
export type Totals = Readonly<Partial<Record<Rail, Money>>>;

/** The rails that can take it, the one used last first. */
export function offeredRails(totals: Totals, last: Rail | null): readonly Rail[] {
  const offered = rails.filter((rail) => totals[rail]);
  return last && totals[last] ? [last, ...offered.filter((rail) => rail !== last)] : offered;
}

/** The total as this customer will most likely pay it. Throws for something that no rail takes. */
export function usualTotal(totals: Totals, last: Rail | null): Money {
  const [rail] = offeredRails(totals, last);
  const total = rail && totals[rail];
  if (!total) throw new RangeError('No rail takes this');
  return total;
}

/**
 * `waiting`: offered, nothing was asked of the rail yet; Telegram's invoices stay so, since it is their payment that speaks.
 * `opening`: the request for a page is stored and may have reached the rail. `open`: the page is there. `closing`: the traveller pays
 * otherwise, so the page must go. `processing`: they did their part, the bank has not. Ended: `paid`, `failed`, `expired`.
 */
export type AttemptState =
  'waiting' | 'opening' | 'open' | 'closing' | 'processing' | 'paid' | 'failed' | 'expired';

/** One try to pay an order by one rail. Its id is the invoice payload, and the token of its payment link. */
export interface PaymentAttempt {
  readonly id: AttemptId;
  readonly orderId: OrderId;
  readonly rail: Rail;
  /** What the rail charges: Stars in XTR. */
  readonly total: Money;
  readonly state: AttemptState;
  /** The rail's request as it is or was sent, word for word; null until then. */
  readonly request: string | null;
  /** The rail's page; both null until it is known. */
  readonly sessionId: string | null;
  readonly url: string | null;
  /** When the page was asked for. */
  readonly openedAt: number | null;
  readonly createdAt: number;
}

const ended: readonly AttemptState[] = ['paid', 'failed', 'expired'];

/** Whether nothing can come of this attempt any more, but for what happens to its money. */
export function hasEnded({ state }: Pick<PaymentAttempt, 'state'>): boolean {
  return ended.includes(state);
}

/** A ledger entry: money that arrived. Append-only but for `orderId` and `outcome`, each set once. */
export interface Payment {
  readonly id: PaymentId;
  readonly rail: Rail;
  /** Telegram's charge id, Stripe's payment intent: unique per rail; alone decides what is a duplicate. */
  readonly chargeId: string;
  /** The provider's own name for a charge that came by an invoice: what a refund by hand needs. */
  readonly providerChargeId: string | null;
  readonly payerId: CustomerId;
  readonly money: Money;
  /** The invoice payload as it came back: an attempt id if it is ours. */
  readonly payload: string;
  readonly orderId: OrderId | null;
  /** null while open; every entry ends in one of the three. */
  readonly outcome: 'fulfilled' | 'refunded' | 'review' | null;
  readonly receivedAt: number;
}

/**
 * `code_void`: the payer cancelled an activation code that nobody had used; `code_expired`: nobody used it in time. `cancelled`: the
 * payer wished so, and nothing of the goods is left. `granted`: an operator decided so. `external`: the money
 * went back without our asking, a chargeback for example.
 */
export type RefundReason =
  | 'undeliverable'
  | 'duplicate'
  | 'misfit'
  | 'code_void'
  | 'code_expired'
  | 'cancelled'
  | 'granted'
  | 'test_deployment'
  | 'external';

/** Money going back, whole. `pending`: the rail has taken it on, the bank has not finished. */
export interface Refund {
  readonly id: RefundId;
  readonly paymentId: PaymentId;
  readonly reason: RefundReason;
  readonly state: 'requested' | 'pending' | 'succeeded' | 'review';
  /** When it was started last. */
  readonly requestedAt: number;
  /** How often it was started: what the rail says of an earlier try is none of this one's. */
  readonly tries: number;
  /** A person made it at the provider, so the rail is not asked. */
  readonly byHand: boolean;
}
