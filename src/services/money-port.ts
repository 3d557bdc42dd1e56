import type { Dispute, RailDispute } from '../domain/dispute.ts';
import type {
  AttemptId,
  CardId,
  CustomerId,
  DisputeId,
  LossId,
  OrderId,
  PaymentId,
  ReconciliationId,
  RefundId,
} from '../domain/ids.ts';
import type { Money } from '../domain/money.ts';
import type { AttemptState, Payment, PaymentAttempt, Rail, Refund } from '../domain/payment.ts';
import type { Reconciliation } from '../domain/reconciliation.ts';
import type { RefundWish, RefundWishState } from '../domain/refund-wish.ts';
import type { SpanPage } from './orders-port.ts';

export type AttemptPatch = Partial<Pick<PaymentAttempt, 'request' | 'sessionId' | 'url' | 'openedAt'>>;

/** Ways of paying that were offered for an order, one for each rail. */
export interface Attempts {
  insert(attempt: PaymentAttempt): Promise<void>;
  byId(id: AttemptId): Promise<PaymentAttempt | undefined>;
  ofOrder(orderId: OrderId): Promise<readonly PaymentAttempt[]>;
  /** Compare-and-swap: moves the attempt if it is still in the state given; answers the moved one, else undefined. */
  move(
    attempt: PaymentAttempt,
    state: AttemptState,
    patch?: AttemptPatch,
  ): Promise<PaymentAttempt | undefined>;
  /** Pages opened before `before` of which the end is not known, without a job. */
  unsettled(before: number, limit: number): Promise<readonly PaymentAttempt[]>;
}

/** The ledger. */
export interface Payments {
  /** Records money that arrived; the same (rail, chargeId) again changes nothing and answers the first entry with `recorded: false`. */
  record(payment: Payment): Promise<{ payment: Payment; recorded: boolean }>;
  byId(id: PaymentId): Promise<Payment | undefined>;
  byCharge(rail: Rail, chargeId: string): Promise<Payment | undefined>;
  ofOrder(orderId: OrderId): Promise<readonly Payment[]>;
  /** What this customer paid, and what went back, as plain data. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Binds an entry to its order; an entry is bound once. */
  assign(id: PaymentId, orderId: OrderId): Promise<void>;
  /** Ends an entry; `refunded` and `review` may follow `fulfilled`, and `review` also `refunded`: a refund can fail late. */
  settle(id: PaymentId, outcome: NonNullable<Payment['outcome']>): Promise<void>;
  /** Entries without an order or an outcome received before `before`, without a job. */
  unassigned(before: number, limit: number): Promise<readonly Payment[]>;
  /** Entries of a rail received after `since` and not after `until`, oldest first, from behind `after`. */
  received(rail: Rail, page: SpanPage<Payment>): Promise<readonly Payment[]>;
  /** Entries received before `before` without an end, of which nobody takes care: no refund under way, no job, and no case of before. Oldest first. */
  withoutEnd(before: number, limit: number): Promise<readonly Payment[]>;
}

/** A refund that counts as done, with what it gave back. */
export interface FinishedRefund {
  readonly refund: Refund;
  readonly payment: Payment;
  readonly finishedAt: number;
}

/** Money on its way back, at most once for each payment. */
export interface Refunds {
  /** One refund per payment: a second request answers the first one with `requested: false`. */
  request(refund: Omit<Refund, 'tries' | 'byHand'>): Promise<{ refund: Refund; requested: boolean }>;
  byId(id: RefundId): Promise<Refund | undefined>;
  ofPayment(paymentId: PaymentId): Promise<Refund | undefined>;
  /** Whether money is on its way back to this customer. */
  areUnderWay(payerId: CustomerId): Promise<boolean>;
  /** The rail has taken it on; compare-and-swap from `requested`, answers whether this call moved it. */
  pend(id: RefundId): Promise<boolean>;
  /** Compare-and-swap from what is not finished; answers whether this call moved it. */
  finish(id: RefundId, state: 'succeeded' | 'review', at: number): Promise<boolean>;
  /** What counted as done came back to us: compare-and-swap from `succeeded` to `review`, answers whether this call moved it. */
  reopen(id: RefundId): Promise<boolean>;
  /** A person starts it once more, or made it by hand: compare-and-swap from `review` to `requested`, answers the refund as it is then. */
  restart(id: RefundId, how: { at: number; byHand: boolean }): Promise<Refund | undefined>;
  /** Those on a rail that were booked as done after `since` and not after `until`, oldest first, from behind `after`. */
  succeeded(rail: Rail, page: SpanPage<FinishedRefund>): Promise<readonly FinishedRefund[]>;
  /** Requested before `before` and not finished, without a job. */
  open(before: number, limit: number): Promise<readonly Refund[]>;
  /** Requested before `before` and not finished, of which no operator has heard. Oldest first. */
  endless(before: number, limit: number): Promise<readonly Refund[]>;
}

export type RefundWishPatch = Partial<
  Pick<RefundWish, 'cardId' | 'messageId' | 'askedAt' | 'decidedAt' | 'decidedBy' | 'toldAt'>
>;

/** Wishes of those who paid to have their money back, one for each order. They belong to the books. */
export interface RefundWishes {
  /** Stores the wish unless the order has one; answers the new one. */
  open(
    wish: Pick<RefundWish, 'orderId' | 'customerId' | 'state' | 'messageId' | 'askedAt'>,
  ): Promise<RefundWish | undefined>;
  ofOrder(orderId: OrderId): Promise<RefundWish | undefined>;
  ofOrders(orderIds: readonly OrderId[]): Promise<readonly RefundWish[]>;
  /** Compare-and-swap along the moves of `refund-wish.ts`; answers the moved one, else undefined. */
  move(wish: RefundWish, to: RefundWishState, patch?: RefundWishPatch): Promise<RefundWish | undefined>;
  /** Notes that the supplier is being asked to cancel, before it is. */
  send(orderId: OrderId, at: number): Promise<void>;
  /** Notes that the customer heard of this state. */
  told(wish: Pick<RefundWish, 'orderId' | 'state'>, at: number): Promise<void>;
  /** Whether something of this card is being taken back, so that nothing may be added to it. */
  holdsCard(cardId: CardId): Promise<boolean>;
  /** Whether something is still to come of a wish of this customer. */
  areOpen(customerId: CustomerId): Promise<boolean>;
  /** Of delivered orders, asked before `before`, of which the customer has not heard how it stands, without a job. */
  untold(before: number, limit: number): Promise<readonly RefundWish[]>;
  /** What this customer wished and what came of it, as plain data. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A line of the ledger: in a dispute about this charge a bank took money for good (`loss`), or gave such money back. */
export interface DisputeLoss {
  readonly id: LossId;
  readonly kind: 'loss' | 'regain';
  readonly chargeId: string;
  /** The rail's own name for the dispute. */
  readonly railId: string;
  readonly money: Money;
  readonly at: number;
}

/** What banks doubt, by the rail's own names. */
export interface Disputes {
  /** Keeps what the rail says of a dispute now; answers it, and what was known before (null: nothing). To be called in a transaction. */
  record(
    said: RailDispute & Pick<Dispute, 'paymentId'>,
    at: number,
  ): Promise<{ dispute: Dispute; before: Dispute | null }>;
  byId(id: DisputeId): Promise<Dispute | undefined>;
  ofPayment(paymentId: PaymentId): Promise<readonly Dispute[]>;
  /** Those that the bank has yet to decide about. */
  undecided(limit: number): Promise<readonly Dispute[]>;
  /** What was taken for good on a rail, or given back after that, as we learned of it after `since` and not after `until`; oldest first, from behind `after`. */
  losses(rail: Rail, page: SpanPage<DisputeLoss>): Promise<readonly DisputeLoss[]>;
  /** Notes what the customer heard of it. */
  setHeard(id: DisputeId, heard: NonNullable<Dispute['heard']>): Promise<void>;
  /** Notes that operators heard how it ended; null: that is over. */
  endTold(id: DisputeId, end: Dispute['endTold']): Promise<void>;
  /** Those of what this customer paid, as plain data. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** Comparisons of our books with everybody else's, and how far they have come. */
export interface Reconciliations {
  /** Writes down how far it has come; the same one again takes its place. */
  save(reconciliation: Reconciliation): Promise<void>;
  /** The one of this kind that was cut short. */
  unfinished(kind: Reconciliation['kind']): Promise<Reconciliation | undefined>;
  /** Those that are finished and have not reached the operators, the oldest first. */
  untold(): Promise<readonly Reconciliation[]>;
  told(id: ReconciliationId, at: number): Promise<void>;
  /** What is remembered under this name. */
  mark(name: string): Promise<string | undefined>;
  setMark(name: string, value: string): Promise<void>;
  /** The moment before this database began to keep books: that of its first customer, or now. Found out once. */
  born(now: number): Promise<number>;
}
