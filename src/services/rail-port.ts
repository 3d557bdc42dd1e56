import type { Locale } from '../domain/customer.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { RailDispute } from '../domain/dispute.ts';
import type { Money } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { Payment, PaymentAttempt, Refund } from '../domain/payment.ts';

/** Gives money back on the rail it came by. */
export interface RefundRail {
  /**
   * `refunded`: it is back, also when that was only now found out. `pending`: taken on, to be asked again. `impossible`: a person has
   * to do it. Repeating it refunds once. Throws when there was no clear answer.
   */
  refund(payment: Payment, refund: Refund): Promise<RefundState>;
  /**
   * What has become of a refund, without making one: `none` when the rail has none by this name; `impossible` also when all that others
   * sent back of this charge came back. Absent where a refund that is there cannot change any more. Throws like `refund`.
   */
  lookAtRefund?(payment: Payment, refund: Refund): Promise<RefundState | { readonly kind: 'none' }>;
}

export type RefundState =
  | { readonly kind: 'refunded' }
  | { readonly kind: 'pending' }
  | {
      readonly kind: 'impossible';
      readonly reason: string;
      /** The payer's bank is about to decide, or has decided, about the charge. */
      readonly isDisputed?: boolean;
    };

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
      /** All there ever were of this charge. */
      readonly disputes: readonly RailDispute[];
    };

/** A page of the rail: its name there, and where it is as long as it is open. */
export interface FoundPage {
  readonly sessionId: string;
  readonly url: string | null;
}

/** A rail on which one pays on a page of its own: a checkout session. Every method throws when there was no clear answer. */
export interface SessionRail extends RefundRail {
  /** The request for a page, to be stored before it is sent and sent the same however often. */
  requestFor(wish: SessionWish): string;
  /** Asks for the page; the same attempt gets the same page. `refused`: the rail understood and made none. */
  open(
    attempt: Pick<PaymentAttempt, 'id'> & { request: string },
  ): Promise<{ kind: 'opened'; sessionId: string; url: string } | { kind: 'refused'; reason: string }>;
  /** How it stands. `urgent`: somebody waits; anything else is told `busy` when the rail is being asked too much already. */
  look(sessionId: string, urgent: boolean): Promise<SessionState | { readonly kind: 'busy' }>;
  /** The page that was made for this attempt, if there is one, by looking through all pages of that time. */
  find(attempt: Pick<PaymentAttempt, 'id' | 'openedAt'>): Promise<FoundPage | undefined>;
  /** Closes an open page; one that is not open stays as it is. */
  expire(sessionId: string): Promise<void>;
}

/** A line of a rail's own book; `at` in epoch milliseconds. */
export type RailEntry =
  | {
      readonly kind: 'charge';
      readonly chargeId: string;
      readonly money: Money;
      /** The id of our attempt, if it is ours. */
      readonly payload: string | null;
      /** Null where the rail does not know our customers: then the attempt says whose it is. */
      readonly payerId: CustomerId | null;
      /** Others may take money on the same account; this one bears our mark. */
      readonly isOurs: boolean;
      readonly at: number;
    }
  | {
      readonly kind: 'refund';
      readonly chargeId: string;
      readonly money: Money;
      readonly state: 'done' | 'pending' | 'failed';
      readonly at: number;
    }
  /** A bank's doubt about a charge, as it stands now; `at` is when it began. */
  | (RailDispute & { readonly kind: 'dispute'; readonly chargeId: string; readonly at: number })
  /** A page of the rail that was made for an attempt of ours. */
  | {
      readonly kind: 'page';
      readonly attemptId: string;
      readonly sessionId: string;
      readonly url: string | null;
      readonly at: number;
    }
  /** No sale: a withdrawal, a gift, an advertisement. */
  | { readonly kind: 'other'; readonly at: number };

/** What a rail can tell of the past. Every method throws when there was no clear answer. */
export interface RailBook {
  /** Everything from this moment on, in whatever order. */
  since(at: number): Promise<readonly RailEntry[]>;
  /** What it says of one charge now; absent where that cannot be asked. */
  ofCharge?(chargeId: string): Promise<readonly RailEntry[]>;
  /** How many lines are older than this moment; absent where nobody counts them. */
  olderThan?(at: number): Promise<number>;
  /** Present where lines are only ever added at the end, so that reading can go on where it stopped. */
  readonly chronicle?: Chronicle;
}

/** A book that is read on and on. A place in it is text that only the rail understands. */
export interface Chronicle {
  /** Whose book it is: a place in another one means nothing. */
  readonly account: string;
  /** The place of the first line at or after this moment. */
  placeAt(at: number): Promise<string>;
  /** The lines after this place, oldest first, each with the place behind it; undefined when there is no such place in this book. */
  after(place: string): Promise<readonly { readonly entry: RailEntry; readonly place: string }[] | undefined>;
}
