import type { CardId, CodeId, CustomerId, OrderId } from './ids.ts';
import type { Money } from './money.ts';
import type { Plan } from './plan.ts';
import type { Preview } from './renewal.ts';
import { minute } from './time.ts';

export type OrderState =
  | 'awaiting_payment'
  | 'processing'
  | 'canceled'
  | 'paid'
  | 'fulfilling'
  | 'fulfilled'
  | 'refund_pending'
  | 'refunded'
  | 'review';

export type OrderEvent =
  | 'payment_pending'
  | 'payment_failed'
  | 'payment_confirmed'
  /** It came for a card that is not the payer's to renew any more. */
  | 'payment_unwanted'
  | 'replaced'
  | 'code_made'
  | 'supply_started'
  | 'supplied'
  | 'supply_impossible'
  /** A person delivered what the supplier would not say. */
  | 'delivered_by_hand'
  | 'undecided'
  | 'refund_requested'
  | 'refund_succeeded'
  /** Its activation code was taken back, with part of its money gone. */
  | 'withdrawn'
  /** Nothing pays for it any more, delivered or not: the money went back behind our back. */
  | 'money_gone';

/**
 * Every legal move of an order; a pair that is not here changes nothing. `processing`: the traveller paid, the bank has not yet.
 * Late money on a canceled order is honoured: money is never ignored.
 */
const orderMoves: Readonly<Record<OrderState, Partial<Record<OrderEvent, OrderState>>>> = {
  awaiting_payment: {
    payment_pending: 'processing',
    payment_confirmed: 'paid',
    payment_unwanted: 'refund_pending',
    replaced: 'canceled',
  },
  processing: { payment_failed: 'awaiting_payment', payment_confirmed: 'paid' },
  canceled: {
    payment_pending: 'processing',
    payment_confirmed: 'paid',
    payment_unwanted: 'refund_pending',
  },
  paid: {
    supply_started: 'fulfilling',
    // Cancelled while it waited for its card.
    supply_impossible: 'refund_pending',
    code_made: 'fulfilled',
    undecided: 'review',
    money_gone: 'refunded',
  },
  fulfilling: { supplied: 'fulfilled', supply_impossible: 'refund_pending', undecided: 'review' },
  fulfilled: { refund_requested: 'refund_pending', withdrawn: 'review', money_gone: 'refunded' },
  refund_pending: { refund_succeeded: 'refunded', undecided: 'review' },
  refunded: { undecided: 'review' },
  review: {
    // What the supplier said in the end, or what a person knows to be so.
    supplied: 'fulfilled',
    delivered_by_hand: 'fulfilled',
    supply_impossible: 'refund_pending',
    // A refund that was refused, or came back, is started once more.
    refund_requested: 'refund_pending',
    money_gone: 'refunded',
  },
};

/** Where an event leads from here, or undefined when the event does not apply. */
export function nextOrderState(state: OrderState, event: OrderEvent): OrderState | undefined {
  return orderMoves[state][event];
}

/** Paid for, and nobody can say yet whether it will be delivered. */
export const awaitingDelivery: readonly OrderState[] = ['paid', 'fulfilling'];

/** `now`: the plan goes onto a card at once. `code`: an activation code is made, and the plan waits for whoever shows it. */
export type Delivery = 'now' | 'code';

/** A renewal, or a first card, that was offered at a price; the plan, preview and price are frozen copies. */
export interface Order {
  readonly id: OrderId;
  /** Grows by one with each move: the compare-and-swap token. */
  readonly version: number;
  readonly payerId: CustomerId;
  readonly ownerId: CustomerId;
  /** The card it renews; null for a first card, and for an activation code. */
  readonly cardId: CardId | null;
  readonly delivery: Delivery;
  /** The activation code that it redeems, which is all that pays for it; null for an order paid with money. */
  readonly activationCodeId: CodeId | null;
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

/** "Not found" counts as "nothing was made" only when the supplier says it twice, this far apart. */
export const certaintyGap = 2 * minute;

/** The supply side of an order. `key` is stored before the supplier is called and never changes. */
export interface Fulfilment {
  readonly orderId: OrderId;
  readonly key: string;
  /** The supplier that it was sent to; it stays with this one. */
  readonly provider: string;
  /**
   * `submitting`: the call may have reached the supplier. `refused`: the supplier said no; wants proof that nothing was made.
   * `unknown`: no answer; look up before anything else. `placed`: accepted, profile not ready. `supplied`: done. `by_hand`: a person
   * delivered it. `failed`: certain that nothing was made, as the supplier proved or a person decided on its proof.
   */
  readonly state: 'submitting' | 'refused' | 'unknown' | 'placed' | 'supplied' | 'by_hand' | 'failed';
  /** How often it was sent, without those that the supplier turned away at the door; 0 while a paid order waits for its card. */
  readonly sends: number;
  /** When the supplier first answered "no such order", or could not say after a refusal, since the last send; null when it did not. */
  readonly notFoundAt: number | null;
  readonly lastError: string | null;
  /** When it was first sent; until then since when it waits. */
  readonly startedAt: number;
  /** When the customer heard that it takes longer, and how to cancel it; null until then. */
  readonly slowToldAt: number | null;
}
