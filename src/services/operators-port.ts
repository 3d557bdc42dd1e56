import type { Alert, AlertKey, Trouble } from '../domain/alert.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { CustomerId, ReviewId } from '../domain/ids.ts';
import type { Review, ReviewOutcome, ReviewReason } from '../domain/review.ts';
import type { PauseReason, SalePause } from '../domain/sale-pause.ts';

/** Cases that only a person can decide; one open case per subject and reason. */
export interface Reviews {
  open(review: Pick<Review, 'subject' | 'reason' | 'detail'> & { at: number }): Promise<void>;
  /** Open or closed. */
  byId(id: ReviewId): Promise<Review | undefined>;
  /** The open case of this subject and reason. */
  openOf(subject: string, reason: ReviewReason): Promise<Review | undefined>;
  /** Those that are open, the oldest first, all or of one reason. */
  page(page: { offset: number; limit: number; reason?: ReviewReason }): Promise<readonly Review[]>;
  /** How many are open, of all or of one reason. */
  count(reason?: ReviewReason): Promise<number>;
  /** Compare-and-swap: a person closes a case; answers whether this call did. */
  close(id: ReviewId, end: { at: number; by: CustomerId; outcome: ReviewOutcome }): Promise<boolean>;
  /** Closes the open case of this subject and reason, if there is one: it ended by itself. */
  settle(
    review: Pick<Review, 'subject' | 'reason'>,
    end: { at: number; outcome: ReviewOutcome },
  ): Promise<void>;
  /** Those that are open and of which the operators have not heard. */
  untold(): Promise<readonly Review[]>;
  told(ids: readonly ReviewId[], at: number): Promise<void>;
  /** When a person last closed a case of this subject and reason. */
  lastWord(subject: string, reason: ReviewReason): Promise<number | undefined>;
  /** Whether there ever was a case about one of these, of this reason where one is named. */
  wasOpened(subjects: readonly string[], reason?: Review['reason']): Promise<boolean>;
}

/** What operators did, written in the transaction that did it; append-only. */
export interface Audit {
  record(entry: Omit<AuditEntry, 'id'>): Promise<void>;
  /** What was done to this, oldest first. */
  of(subject: string): Promise<readonly AuditEntry[]>;
}

/** Why nothing is sold now; sales run while there is no reason. */
export interface SalePauses {
  list(): Promise<readonly SalePause[]>;
  /** Answers whether this reason was not there before; else it stays as it is. */
  begin(pause: SalePause): Promise<boolean>;
  /** Answers whether this call ended it. */
  end(reason: PauseReason): Promise<boolean>;
}

/** What is wrong with the shop and what operators were told of it; one row per key. */
export interface Alerts {
  /** The oldest first. */
  list(): Promise<readonly Alert[]>;
  /** One of this key is another one from now on, of which nobody has heard; the same one stays as it is. */
  begin(trouble: Trouble, since: number): Promise<void>;
  /** Operators have heard of it. */
  told(key: AlertKey, at: number): Promise<void>;
  /** null: not well after all. */
  setWell(key: AlertKey, since: number | null): Promise<void>;
  /** Forgets it. */
  end(key: AlertKey): Promise<void>;
}
