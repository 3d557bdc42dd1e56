import type { AttemptId, CardId, CustomerId, OrderId, PaymentId, RefundId } from './ids.ts';
import type { Money } from './money.ts';
import type { Plan } from './plan.ts';
import type { Preview } from './renewal.ts';

export type OrderState =
  | 'awaiting_payment'
  | 'canceled'
  | 'paid'
  | 'fulfilling'
  | 'fulfilled'
  | 'refund_pending'
  | 'refunded'
  | 'review';

export type OrderEvent =
  | 'payment_confirmed'
  | 'replaced'
  | 'supply_started'
  | 'supplied'
  | 'supply_impossible'
  | 'undecided'
  | 'refund_requested'
  | 'refund_succeeded';

/**
 * Every legal move of an order; a pair that is not here changes nothing.
 * Late money on a canceled order is honoured: money is never ignored.
 */
const orderMoves: Readonly<Record<OrderState, Partial<Record<OrderEvent, OrderState>>>> = {
  awaiting_payment: { payment_confirmed: 'paid', replaced: 'canceled' },
  canceled: { payment_confirmed: 'paid' },
  paid: { supply_started: 'fulfilling', undecided: 'review' },
  fulfilling: { supplied: 'fulfilled', supply_impossible: 'refund_pending', undecided: 'review' },
  fulfilled: { refund_requested: 'refund_pending' },
  refund_pending: { refund_succeeded: 'refunded', undecided: 'review' },
  refunded: {},
  review: { supplied: 'fulfilled', supply_impossible: 'refund_pending' },
};

/** Where an event leads from here, or undefined when the event does not apply. */
export function nextOrderState(state: OrderState, event: OrderEvent): OrderState | undefined {
  return orderMoves[state][event];
}

/** A renewal that was offered at a price; the plan, preview and price are frozen copies. */
export interface Order {
  readonly id: OrderId;
  /** Grows by one with each move: the compare-and-swap token. */
  readonly version: number;
  readonly payerId: CustomerId;
  readonly ownerId: CustomerId;
  readonly cardId: CardId;
  readonly plan: Plan;
  readonly preview: Preview;
  /** In the shop's currency; attempts carry what a rail charges for it. */
  readonly price: Money;
  readonly state: OrderState;
  readonly quoteExpiresAt: number;
  /** The review bubble: where a new quote or the payment's fate is shown. */
  readonly reviewMessageId: number | null;
  /** The bubble that reports after the payment; null until it was sent. */
  readonly statusMessageId: number | null;
  /** What was supplied: the renewed or new card; null until fulfilled. */
  readonly suppliedCardId: CardId | null;
  /** When the picture reached the customer; null until then. */
  readonly deliveredAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type Rail = 'stars';

/** One try to pay an order by one rail. Its id is the invoice payload. */
export interface PaymentAttempt {
  readonly id: AttemptId;
  readonly orderId: OrderId;
  readonly rail: Rail;
  /** What the rail charges: Stars in XTR. */
  readonly total: Money;
  readonly createdAt: number;
}

/** A ledger entry: money that arrived. Append-only but for `orderId` and `outcome`, each set once. */
export interface Payment {
  readonly id: PaymentId;
  readonly rail: Rail;
  /** telegram_payment_charge_id: unique per rail; alone decides what is a duplicate. */
  readonly chargeId: string;
  readonly payerId: CustomerId;
  readonly money: Money;
  /** The invoice payload as it came back: an attempt id if it is ours. */
  readonly payload: string;
  readonly orderId: OrderId | null;
  /** null while open; every entry ends in one of the three. */
  readonly outcome: 'fulfilled' | 'refunded' | 'review' | null;
  readonly receivedAt: number;
}

/** `external`: the money went back without our asking, a chargeback for example. */
export type RefundReason = 'undeliverable' | 'duplicate' | 'test_deployment' | 'external';

/** Money going back, whole: Stars refunds have no amount. */
export interface Refund {
  readonly id: RefundId;
  readonly paymentId: PaymentId;
  readonly reason: RefundReason;
  readonly state: 'requested' | 'succeeded' | 'review';
  readonly requestedAt: number;
}

/** The supply side of an order. `key` is stored before the supplier is called and never changes. */
export interface Fulfilment {
  readonly orderId: OrderId;
  readonly key: string;
  /**
   * `submitting`: the call may have reached the supplier. `refused`: the supplier said no; wants proof that nothing was made.
   * `unknown`: no answer; look up before anything else. `placed`: accepted, profile not ready. `supplied`: done.
   */
  readonly state: 'submitting' | 'refused' | 'unknown' | 'placed' | 'supplied' | 'failed';
  readonly sends: number;
  /** When the supplier first answered "no such order", since the last send; null when it did not. */
  readonly notFoundAt: number | null;
  readonly lastError: string | null;
  readonly startedAt: number;
}
