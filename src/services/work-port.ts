import type { JobId } from '../domain/ids.ts';

/** A stored update, without what it says. */
export interface KeptUpdate {
  readonly number: string;
  /** Whose updates are handled in order: a chat's id. */
  readonly chat: string;
  /** `review`: it failed, and a person decides. */
  readonly state: 'pending' | 'review' | 'done';
  readonly receivedAt: number;
}

/** Telegram's updates, for whoever looks after those that are not handled. */
export interface Updates {
  byNumber(number: string): Promise<KeptUpdate | undefined>;
  /** Stored before `before` and not handled, the oldest first. */
  stuck(page: { before: number; offset: number; limit: number }): Promise<readonly KeptUpdate[]>;
  /** How many of them there are, and in how many chats. */
  countStuck(before: number): Promise<{ updates: number; chats: number }>;
  /** Compare-and-swap: one that a person had is to be handled again, as if for the first time. */
  replay(number: string): Promise<boolean>;
  /** Compare-and-swap from that state: it is not handled any more, and what it said is forgotten. */
  release(number: string, from: 'pending' | 'review', at: number): Promise<boolean>;
}

/**
 * What may be done a number of times within a span of milliseconds that begins with the first of them: guesses, mails. `subject` is
 * whoever or whatever is counted; it may be secret, and is kept as a digest.
 */
export interface Limits {
  /** Takes one, also of many at once; answers how many are left then, or undefined when there was none to take. */
  take(limit: {
    name: string;
    subject: string;
    most: number;
    span: number;
    at: number;
  }): Promise<number | undefined>;
  /** Puts one back that was taken for something that did not count after all. */
  giveBack(limit: { name: string; subject: string }): Promise<void>;
  /** How many are left, without taking one. */
  left(limit: { name: string; subject: string; most: number; at: number }): Promise<number>;
  /** Forgets what is over. */
  prune(at: number): Promise<void>;
}

export type JobKind =
  | 'attempt'
  | 'code'
  | 'payment'
  | 'order'
  | 'refund'
  | 'wish'
  | 'case'
  | 'dispute'
  | 'went_back'
  | 'mail'
  | 'claim'
  | 'collect'
  | 'card'
  | 'notice'
  | 'reconcile'
  | 'supplier_list'
  | 'sweep';

/** A job to run. `key` makes it one per kind and subject while it is not finished. */
export interface NewJob {
  readonly kind: JobKind;
  readonly key: string;
  /** Epoch milliseconds; now when absent. */
  readonly runAt?: number;
}

/** A job that runs. */
export interface Job extends Required<NewJob> {
  readonly id: JobId;
  /** How often it has failed before. */
  readonly failures: number;
}

/** How work went: done, or to be looked at again at this time (epoch milliseconds). */
export type Advance = { readonly kind: 'done' } | { readonly kind: 'again'; readonly at: number };

/** A job that failed and is tried again. */
export interface FailingJob {
  readonly id: JobId;
  readonly kind: JobKind;
  readonly key: string;
  readonly failures: number;
  readonly nextAt: number;
  /** In words, without secrets. */
  readonly lastError: string | null;
}

/** Work that is to be done, by whichever process lives then. */
export interface Jobs {
  /**
   * Adds a job unless one with this kind and key waits already (then the earlier `runAt` wins). Inside a transaction it exists only
   * if that commits, and the runner is woken after the commit.
   */
  send(job: NewJob): Promise<void>;
  /** Ends the running job inside its handler's last transaction, which saves a commit; a job nobody finished is ended by the runner. */
  finish(job: Job): Promise<void>;
  /** Those that failed last time and will run again, the next first. */
  failing(page: { offset: number; limit: number }): Promise<readonly FailingJob[]>;
  countFailing(): Promise<number>;
  failingById(id: JobId): Promise<FailingJob | undefined>;
  /** Lets a job that failed run now. Compare-and-swap: false when it runs already, or is gone. */
  hurry(id: JobId, at: number): Promise<boolean>;
}
