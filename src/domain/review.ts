import type { CustomerId, ReviewId } from './ids.ts';

/** Why a case needs a person. */
export const reviewReasons = [
  /** Money that fits no order of ours: another amount, another payer, or no order at all. */
  'payment_does_not_fit',
  /** Nobody can tell whether the supplier delivered. */
  'supply_unknown',
  /** The rail will not give the money back. */
  'refund_refused',
  /** Money that was back came back to us. */
  'refund_failed_later',
  'disputed',
  'partly_refunded_elsewhere',
  'went_back_elsewhere',
  /** The rail does not know a payment page that we asked for. */
  'session_unknown',
  /** A job, or an update, failed five times. */
  'job_failed',
  'update_failed',
  /** The supplier said nothing of a card that somebody proved to be theirs. */
  'claim_silent',
  /** What a rail, the supplier or our own arithmetic says is not what our books say. */
  'books_differ',
  /** Another's book differs from ours in so much that it, or ours, cannot be the right one. */
  'book_strange',
  /** Whoever paid wants a refund of what was delivered. */
  'refund_wanted',
] as const;
export type ReviewReason = (typeof reviewReasons)[number];

/** How a case ended. */
export type ReviewOutcome =
  /** The money is sent back. */
  | 'refunded'
  /** A refund that was wished for; or it was refused. */
  | 'granted'
  | 'refused'
  /** Settled with the customer otherwise: the money stays. */
  | 'kept'
  /** The supplier says that it delivered. */
  | 'supplied'
  /** Certain that the supplier made nothing: the money, or the code, goes back. */
  | 'not_supplied'
  /** A person delivered it, or sent the money back, by other means than ours. */
  | 'by_hand'
  /** The refund is tried again. */
  | 'retried'
  /** Whoever was silent has answered. */
  | 'answered'
  /** Nothing was left to be done about it. */
  | 'noted'
  /** A job runs again; an update is handled again, or is not. */
  | 'run_again'
  | 'replayed'
  | 'released';

/** A case that only a person can decide. */
export interface Review {
  readonly id: ReviewId;
  /**
   * The id of the order, payment, refund, attempt or customer; of a job its kind, a space and its key; of an update `telegram:` and its
   * number.
   */
  readonly subject: string;
  readonly reason: ReviewReason;
  /** For whoever decides; no secrets. */
  readonly detail: string;
  readonly openedAt: number;
  /** All null while it is open; nobody closed what ended by itself. */
  readonly closedAt: number | null;
  readonly closedBy: CustomerId | null;
  readonly outcome: ReviewOutcome | null;
}
