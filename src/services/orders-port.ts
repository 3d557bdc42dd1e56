import type { ActivationCode } from '../domain/activation-code.ts';
import type { CardId, CodeId, CustomerId, OrderId } from '../domain/ids.ts';
import type { CodeEvent, IssuedCode } from '../domain/issued-code.ts';
import type { Delivery, Fulfilment, Order, OrderEvent, OrderState } from '../domain/order.ts';

/** So many rows of a span of time, those behind `after`. */
export interface SpanPage<T> {
  readonly since: number;
  readonly until: number;
  readonly after: T | null;
  readonly limit: number;
}

/** What a move writes down beside the state. */
export interface OrderPatch {
  readonly suppliedCardId?: CardId;
}

/** Orders and their audit trail. */
export interface Orders {
  insert(order: Order): Promise<void>;
  byId(id: OrderId): Promise<Order | undefined>;
  /** What this customer paid for, and what others paid that reached their cards, newest first: quotes without money are none. */
  of(customerId: CustomerId, limit: number): Promise<readonly Order[]>;
  /** Open quotes of this customer for this card (null: for a first card), or for an activation code. */
  awaiting(payerId: CustomerId, cardId: CardId | null, delivery: Delivery): Promise<readonly Order[]>;
  /** Whether this customer has paid for this card (null: a first one), or for an activation code, and the bank is still confirming. */
  isConfirming(payerId: CustomerId, cardId: CardId | null, delivery: Delivery): Promise<boolean>;
  /** What this customer paid for with money, the newest first. */
  paidBy(payerId: CustomerId, limit: number): Promise<readonly Order[]>;
  /** What this customer paid for, and what others paid for their cards, as plain data. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Open quotes of this customer, for whatever. */
  allAwaiting(payerId: CustomerId): Promise<readonly Order[]>;
  /** Whether something that this customer paid for, or that is for their card, is not settled. */
  areUnderWay(customerId: CustomerId): Promise<boolean>;
  /** Whether somebody has paid for this card, and it is not settled what comes of it. */
  isUnderWay(cardId: CardId): Promise<boolean>;
  /**
   * Compare-and-swap along `orderMoves`: applies the event if the order still is as given, and records the transition.
   * Answers the moved order, or undefined when somebody else moved it first or the event does not apply.
   */
  move(order: Order, event: OrderEvent, at: number, patch?: OrderPatch): Promise<Order | undefined>;
  /** What reached this card, by whoever paid it. */
  suppliedTo(cardId: CardId): Promise<readonly Order[]>;
  /** Whether an order other than this one is adding something to this card, or nobody knows. */
  isAddedTo(cardId: CardId, except: OrderId): Promise<boolean>;
  /** Orders in these states not touched since `before` that no job is waiting for: their wake-up was lost. */
  stalled(states: readonly OrderState[], before: number, limit: number): Promise<readonly Order[]>;
  /** How many orders have waited for the supplier since before this moment, and the longest since when; null when there are none. */
  late(before: number): Promise<{ orders: number; oldestAt: number | null }>;
  /**
   * Orders that are left to a person and of which no person hears: not touched since `before`, without an open case about them or their
   * money, and never reported by the comparison of the books. Oldest first.
   */
  abandoned(before: number, limit: number): Promise<readonly Order[]>;
  /** Fulfilled orders whose picture has not reached the customer, not touched since `before`, without a job. */
  undelivered(before: number, limit: number): Promise<readonly Order[]>;
  /** Orders in these states that came there after `since` and not after `until`, from behind `after`. */
  settled(states: readonly OrderState[], page: SpanPage<Order>): Promise<readonly Order[]>;
  /** Deletes quotes that nobody paid, not touched since `before`; answers how many. */
  forgetUnpaid(before: number, limit: number): Promise<number>;
  /** Holds the price at least until then. */
  extendQuote(id: OrderId, until: number): Promise<void>;
  /** These three touch no state and no version. A bubble belongs to the order that it showed last. */
  setReviewMessage(order: Pick<Order, 'id' | 'payerId'>, messageId: number): Promise<void>;
  setStatusMessage(id: OrderId, messageId: number): Promise<void>;
  setDelivered(id: OrderId, at: number): Promise<void>;
}

/** Activation codes that were paid for. The code itself is sealed at rest, and looked up by its digest. */
export interface ActivationCodes {
  insert(code: IssuedCode, secret: ActivationCode): Promise<void>;
  byId(id: CodeId): Promise<IssuedCode | undefined>;
  /** What this order paid for. */
  ofOrder(orderId: OrderId): Promise<IssuedCode | undefined>;
  ofOrders(orderIds: readonly OrderId[]): Promise<readonly IssuedCode[]>;
  /** The code if it can be redeemed now, or if this customer paid for it or used it; other used, ended and unknown ones answer alike: undefined. */
  shown(secret: ActivationCode, customerId: CustomerId, at: number): Promise<IssuedCode | undefined>;
  /** The code if this customer paid for it or has shown it. */
  knownTo(customerId: CustomerId, id: CodeId): Promise<IssuedCode | undefined>;
  /** Remembers that this customer has shown it. */
  addHolder(id: CodeId, customerId: CustomerId, at: number): Promise<void>;
  /** The code itself: a bearer secret. */
  secretOf(id: CodeId): Promise<ActivationCode | undefined>;
  /**
   * Compare-and-swap along `codeMoves`: applies the event if the code still is as given. `redemption` belongs to `redeemed`. Answers the
   * moved code, or undefined when somebody else moved it first or the event does not apply.
   */
  move(
    code: IssuedCode,
    event: CodeEvent,
    at: number,
    redemption?: { by: CustomerId; orderId: OrderId },
  ): Promise<IssuedCode | undefined>;
  /** Active codes that end by then, the next first. */
  ending(by: number, limit: number): Promise<readonly IssuedCode[]>;
  /** The same of which the payer was not reminded. */
  unreminded(by: number, limit: number): Promise<readonly IssuedCode[]>;
  /** Answers whether this call was the first. */
  markReminded(id: CodeId, at: number): Promise<boolean>;
  /** Whether the payer was told that it was used, and that they were. */
  wasTold(id: CodeId): Promise<boolean>;
  markTold(id: CodeId, at: number): Promise<void>;
  /** Codes of this payer that nobody has used, on hold or not: money that is still owed to somebody. */
  activeOf(payerId: CustomerId): Promise<readonly IssuedCode[]>;
  /** What is kept of this customer here, in words and numbers; no code. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, string | number | null>>[]>;
  /** Forgets which codes this customer has shown; what they paid for and redeemed stays with the books. */
  eraseOf(customerId: CustomerId): Promise<void>;
}

/** What the supplier was asked to do for an order, one for each. */
export interface Fulfilments {
  byOrder(orderId: OrderId): Promise<Fulfilment | undefined>;
  /** The one that this supplier knows by this key. */
  byKey(provider: string, key: string): Promise<Fulfilment | undefined>;
  /** Inserts unless the order has one; answers the stored one. */
  start(fulfilment: Fulfilment): Promise<Fulfilment>;
  /** Stores what the supplier said; all but `slowToldAt`. */
  save(fulfilment: Fulfilment): Promise<void>;
  /** Compare-and-swap: the same, if it still is in this state; answers whether it was. */
  saveFrom(state: Fulfilment['state'], fulfilment: Fulfilment): Promise<boolean>;
  /** Remembers that the customer heard that it takes longer. */
  slowTold(orderId: OrderId, at: number): Promise<void>;
}
