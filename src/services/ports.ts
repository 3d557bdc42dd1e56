import type { Card, ProfileRef } from '../domain/card.ts';
import type { Customer, Locale } from '../domain/customer.ts';
import type { AttemptId, CardId, CustomerId, JobId, OrderId, PaymentId, RefundId } from '../domain/ids.ts';
import type { Money } from '../domain/money.ts';
import type { Fulfilment, Order, OrderEvent, OrderState } from '../domain/order.ts';
import type { AttemptState, Payment, PaymentAttempt, Rail, Refund, Totals } from '../domain/payment.ts';
import type { Plan } from '../domain/plan.ts';
import type { Balance, PlanInstance, ProfileState } from '../domain/usage.ts';

// ── Supply ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a supplier sells: its id (the sandbox uses our plan ids) and what it costs us, null when it does not say. */
export interface SupplierPlan {
  readonly id: string;
  readonly cost: Money | null;
}

/** A profile as the supplier tells it. `lpa` is a bearer secret until installed; null while it is being made. */
export interface Profile {
  readonly ref: ProfileRef;
  readonly state: ProfileState;
  readonly lpa: string | null;
  readonly installBy: number | null;
}

/** Figures of the running plan. Unlimited means null totals, never "0 left". `asOf` is when they were true. */
export interface Usage {
  readonly dataTotal: number | null;
  readonly dataUsed: number | null;
  readonly voiceUsedSeconds: number;
  readonly smsUsed: number;
  readonly asOf: number;
}

/** An accepted order: complete, or still being made. */
export type Placed = { readonly kind: 'placed'; readonly ref: ProfileRef };
export type Pending = { readonly kind: 'pending' };

/** `unknown` = the supplier could not say; only `not_found` says that nothing was made (yet). */
export type FoundOrder = Placed | Pending | { readonly kind: 'not_found' } | { readonly kind: 'unknown' };

/** `rejected` = the signature or the sender is wrong; nothing in it may be believed. */
export type WebhookResult =
  | { readonly kind: 'events'; readonly events: readonly ProviderEvent[] }
  | { readonly kind: 'rejected'; readonly reason: string };

/** A hint that something changed: the receiver asks the supplier again before it changes anything. */
export interface ProviderEvent {
  /** For deduplication; the same event may come again, late, or in another order. */
  readonly id: string;
  readonly ref: ProfileRef | null;
  readonly orderKey: string | null;
}

export interface ProviderCapabilities {
  /** A repeated `key` is the same order; without it, an unknown outcome is only ever looked up. */
  readonly idempotentOrders: boolean;
  readonly reinstall: 'never' | 'after_delete_limited' | 'unknown';
  /** The least time between two usage questions about one profile, in milliseconds. */
  readonly usageCacheMs: number;
}

/** A supplier of eSIM profiles. Every method may throw a ProviderError; a write that ends in anything unclear throws `unknown_outcome`. */
export interface EsimProvider {
  readonly id: string;
  readonly capabilities: ProviderCapabilities;
  /** All plans on sale now. */
  listPlans(): Promise<readonly SupplierPlan[]>;
  /** What this profile can be topped up with at this moment; empty when it cannot. */
  listTopUps(ref: ProfileRef): Promise<readonly SupplierPlan[]>;
  /** Orders a new profile. `key` is ours, stored before the call, at most 50 characters. */
  placeOrder(command: { key: string; planId: string }): Promise<Placed | Pending>;
  /** Adds a plan to a profile. */
  placeTopUp(command: { key: string; ref: ProfileRef; planId: string }): Promise<Placed | Pending>;
  /** Recovery after an unknown outcome: what became of the order with our key. Never throws for a missing order. */
  findOrder(key: string): Promise<FoundOrder>;
  getProfile(ref: ProfileRef): Promise<Profile>;
  getUsage(ref: ProfileRef): Promise<Usage>;
  /** Every plan bought for this profile, oldest first. */
  history(ref: ProfileRef): Promise<readonly PlanInstance[]>;
  /** Takes an unused profile or top-up back; `refused` when it was used or installed. */
  cancel(ref: ProfileRef): Promise<{ kind: 'cancelled' } | { kind: 'refused'; reason: string }>;
  /** Our credit with the supplier. */
  balance(): Promise<Money>;
  /** Verifies over the raw bytes, then parses. Never throws on junk. */
  parseWebhook(request: {
    headers: Readonly<Record<string, string>>;
    rawBody: Uint8Array;
    ip: string;
  }): Promise<WebhookResult>;
  /** Sandbox only: the two cards every new customer finds, the same ones on every call for the same `owner`. */
  demoProfiles?(owner: string): Promise<readonly { ref: ProfileRef; coverage: string }[]>;
}

export type ProviderErrorKind =
  | 'auth'
  | 'rate_limited'
  | 'no_credit'
  | 'out_of_stock'
  | 'plan_gone'
  | 'topup_not_allowed'
  | 'profile_gone'
  | 'bad_request'
  | 'temporary'
  | 'unknown_outcome';

/** The one error of the supply port. Only `unknown_outcome` forbids a blind repetition. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly retryAfterMs: number | undefined;
  constructor(
    kind: ProviderErrorKind,
    message: string,
    options?: { cause?: unknown; retryAfterMs?: number },
  ) {
    super(message, options);
    this.name = 'ProviderError';
    this.kind = kind;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

// ── Storage ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** People, by derived id. */
export interface Customers {
  byId(id: CustomerId): Promise<Customer | undefined>;
  /** Stores a customer seen for the first time, or their changed Telegram language. `created` is true for one caller only. */
  see(customer: Customer): Promise<{ customer: Customer; created: boolean }>;
  chooseLocale(id: CustomerId, locale: Locale): Promise<void>;
  /** Remembers the rail that money came by. */
  paidBy(id: CustomerId, rail: Rail): Promise<void>;
  /** Remembers that they said that their phone takes eSIMs. */
  phoneChecked(id: CustomerId, at: number): Promise<void>;
}

/** Cards; whoever reads for a customer asks by owner. */
export interface Cards {
  /** Adds a card unless this profile of this supplier is already there; answers the stored one. */
  add(card: Card): Promise<Card>;
  byId(id: CardId): Promise<Card | undefined>;
  byProfile(provider: string, refId: string): Promise<Card | undefined>;
  /** Oldest first. */
  ofOwner(ownerId: CustomerId): Promise<readonly Card[]>;
  /** Keeps what the supplier said, unless something newer (`asOf`) is stored. */
  saveBalance(id: CardId, balance: Balance): Promise<void>;
  /** The LPA string, encrypted at rest. */
  installationCode(id: CardId): Promise<string | null>;
  saveInstallationCode(id: CardId, lpa: string): Promise<void>;
}

export interface OrderPatch {
  readonly suppliedCardId?: CardId;
}

/** Orders and their audit trail. */
export interface Orders {
  insert(order: Order): Promise<void>;
  byId(id: OrderId): Promise<Order | undefined>;
  /** What this customer paid for, newest first: quotes without money are none. */
  paidBy(payerId: CustomerId, limit: number): Promise<readonly Order[]>;
  /** Open quotes of this customer for this card; null: for a first card. */
  awaiting(payerId: CustomerId, cardId: CardId | null): Promise<readonly Order[]>;
  /** Whether this customer has paid for this card (null: a first one) and the bank is still confirming. */
  isConfirming(payerId: CustomerId, cardId: CardId | null): Promise<boolean>;
  /**
   * Compare-and-swap along `orderMoves`: applies the event if the order still is as given, and records the transition.
   * Answers the moved order, or undefined when somebody else moved it first or the event does not apply.
   */
  move(order: Order, event: OrderEvent, at: number, patch?: OrderPatch): Promise<Order | undefined>;
  /** Orders in these states not touched since `before` that no job is waiting for: their wake-up was lost. */
  stalled(states: readonly OrderState[], before: number, limit: number): Promise<readonly Order[]>;
  /** Fulfilled orders whose picture has not reached the customer, not touched since `before`, without a job. */
  undelivered(before: number, limit: number): Promise<readonly Order[]>;
  /** Deletes quotes that nobody paid, not touched since `before`; answers how many. */
  forgetUnpaid(before: number, limit: number): Promise<number>;
  /** These three touch no state and no version. */
  setReviewMessage(id: OrderId, messageId: number): Promise<void>;
  setStatusMessage(id: OrderId, messageId: number): Promise<void>;
  setDelivered(id: OrderId, at: number): Promise<void>;
}

export type AttemptPatch = Partial<Pick<PaymentAttempt, 'request' | 'sessionId' | 'url' | 'openedAt'>>;

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
  /** Binds an entry to its order; an entry is bound once. */
  assign(id: PaymentId, orderId: OrderId): Promise<void>;
  /** Ends an entry; `refunded` and `review` may follow `fulfilled`. */
  settle(id: PaymentId, outcome: NonNullable<Payment['outcome']>): Promise<void>;
  /** Entries without an order or an outcome received before `before`, without a job. */
  unassigned(before: number, limit: number): Promise<readonly Payment[]>;
}

export interface Refunds {
  /** One refund per payment: a second request answers the first one with `requested: false`. */
  request(refund: Refund): Promise<{ refund: Refund; requested: boolean }>;
  byId(id: RefundId): Promise<Refund | undefined>;
  ofPayment(paymentId: PaymentId): Promise<Refund | undefined>;
  /** The rail has taken it on; compare-and-swap from `requested`, answers whether this call moved it. */
  pend(id: RefundId): Promise<boolean>;
  /** Compare-and-swap from what is not finished; answers whether this call moved it. */
  finish(id: RefundId, state: 'succeeded' | 'review', at: number): Promise<boolean>;
  /** Requested before `before` and not finished, without a job. */
  open(before: number, limit: number): Promise<readonly Refund[]>;
}

export interface Fulfilments {
  byOrder(orderId: OrderId): Promise<Fulfilment | undefined>;
  /** Inserts unless the order has one; answers the stored one. */
  start(fulfilment: Fulfilment): Promise<Fulfilment>;
  save(fulfilment: Fulfilment): Promise<void>;
}

/** Cases that only a person can decide. `subject` is the id of the order, payment, refund, update or job; one open case per subject and reason. */
export interface Reviews {
  open(review: { subject: string; reason: string; detail: string; at: number }): Promise<void>;
  list(): Promise<readonly { subject: string; reason: string; detail: string; at: number }[]>;
}

export type JobKind = 'attempt' | 'payment' | 'order' | 'refund' | 'sweep';

/** A job to run. `key` makes it one per kind and subject while it is not finished. */
export interface NewJob {
  readonly kind: JobKind;
  readonly key: string;
  /** Epoch milliseconds; now when absent. */
  readonly runAt?: number;
}

export interface Job extends Required<NewJob> {
  readonly id: JobId;
  readonly attempts: number;
}

export interface Jobs {
  /**
   * Adds a job unless one with this kind and key waits already (then the earlier `runAt` wins). Inside a transaction it exists only
   * if that commits, and the runner is woken after the commit.
   */
  send(job: NewJob): Promise<void>;
  /** Ends the running job inside its handler's last transaction, which saves a commit; a job nobody finished is ended by the runner. */
  finish(job: Job): Promise<void>;
}

/** All repositories over one connection, or inside one transaction. */
export interface Repositories {
  readonly customers: Customers;
  readonly cards: Cards;
  readonly orders: Orders;
  readonly attempts: Attempts;
  readonly payments: Payments;
  readonly refunds: Refunds;
  readonly fulfilments: Fulfilments;
  readonly reviews: Reviews;
  readonly jobs: Jobs;
}

export interface Store extends Repositories {
  /**
   * Runs `work` in one durable transaction with the repositories bound to it; use only those inside (the outer ones would wait for
   * ever on SQLite), and never await the network in it.
   */
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
}

// ── Out to the customer and to the rails ────────────────────────────────────────────────────────────────────────────

/** What the customer is told about an order. Every call may be repeated: it edits the order's bubbles, or sends them once. */
export interface Notifier {
  /** "The bank is still confirming": the review bubble loses its pay buttons. */
  confirming(order: Order, attempt: PaymentAttempt): Promise<void>;
  /** The bank said no after all: nothing was charged, and the review bubble offers to try again. */
  notPaid(order: Order): Promise<void>;
  /** "Received, activating…" as a new bubble; the review bubble loses its pay button. */
  paid(order: Order): Promise<void>;
  /** The status bubble becomes the picture. */
  delivered(order: Order, card: Card): Promise<void>;
  /** It takes longer than usual, or the supplier said no and the money is about to return, or a person decides. */
  delayed(order: Order, reason: 'slow' | 'refused' | 'review'): Promise<void>;
  /** The money is on its way: the rail has taken the refund on, or a person has to make it by hand. */
  refunding(order: Order | undefined, payment: Payment, refund: Refund, by: 'rail' | 'person'): Promise<void>;
  refunded(order: Order | undefined, payment: Payment, refund: Refund): Promise<void>;
}

/** Gives money back on the rail it came by. */
export interface RefundRail {
  /**
   * `refunded`: it is back, also when that was only now found out. `pending`: taken on, to be asked again. `impossible`: a person has
   * to do it. Repeating it refunds once. Throws when there was no clear answer.
   */
  refund(
    payment: Payment,
    refund: Refund,
  ): Promise<{ kind: 'refunded' } | { kind: 'pending' } | { kind: 'impossible'; reason: string }>;
}

/** What is to be paid on a page of the rail, in the payer's language, and when the page may close (epoch milliseconds). */
export interface SessionWish {
  readonly attempt: PaymentAttempt;
  readonly order: Order;
  readonly title: string;
  readonly description: string;
  readonly locale: Locale;
  readonly now: number;
}

/** What the rail says of a checkout session now. */
export type SessionState =
  | { readonly kind: 'open' }
  | { readonly kind: 'expired' }
  /** The traveller did their part, the bank has not yet. */
  | { readonly kind: 'processing' }
  /** The bank said no after all, or will never say anything. */
  | { readonly kind: 'failed' }
  /** The rail does not know this session: another account, or gone. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'paid';
      readonly chargeId: string;
      readonly money: Money;
      /** How much of it the rail has given back, whoever asked for it. */
      readonly wentBack: 'nothing' | 'part' | 'all';
      readonly disputed: boolean;
    };

/** A rail on which one pays on a page of its own: a checkout session. Every method throws when there was no clear answer. */
export interface SessionRail extends RefundRail {
  /** The request for a page, to be stored before it is sent and sent the same however often. */
  requestFor(wish: SessionWish): string;
  /** Asks for the page; the same attempt gets the same page. `refused`: the rail understood and made none. */
  open(
    attempt: Pick<PaymentAttempt, 'id'> & { request: string },
  ): Promise<{ kind: 'opened'; sessionId: string; url: string } | { kind: 'refused'; reason: string }>;
  look(sessionId: string): Promise<SessionState>;
  /** Closes an open page; one that is not open stays as it is. */
  expire(sessionId: string): Promise<void>;
}

/** Short facts for people who read logs; never secrets, installation codes or raw payloads. */
export interface Logger {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** A plan at the price asked for it now. */
export interface Offer {
  readonly plan: Plan;
  readonly price: Money;
  /** What each rail that can take it charges for it. */
  readonly totals: Totals;
}
