import type { CustomerId, MailId, OneTimeCodeId } from './ids.ts';

/** An e-mail address that a customer proved to be theirs. */
export interface VerifiedAddress {
  readonly customerId: CustomerId;
  readonly address: string;
  /** A receipt goes there after every order. */
  readonly wantsReceipts: boolean;
  readonly verifiedAt: number;
  /** When its mail server said that it does not take mail for it; null while it does. */
  readonly refusedAt: number | null;
}

/** What the proof of an address is for: to get receipts, or to claim cards that were bought with it. */
export type ProofPurpose = 'receipts' | 'claim';

/** A one-time code that was sent; its six digits are kept as a digest only. */
export interface OneTimeCode {
  readonly id: OneTimeCodeId;
  readonly customerId: CustomerId;
  readonly purpose: ProofPurpose;
  /** What it is about, in the words of whoever asked for it: an order, the cards. */
  readonly subject: string | null;
  /** Where it went; null when it went nowhere, and nobody may notice. */
  readonly address: string | null;
  readonly tries: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

/** A one-time code can be tried this often. */
export const mostTries = 5;

/** `void`: nothing to say any more when its turn came. `given_up`: tried for too long. */
export type MailState = 'waiting' | 'sent' | 'refused' | 'given_up' | 'void';

/** A mail to be sent. Its text is made when it goes out. */
export interface QueuedMail {
  readonly id: MailId;
  readonly kind: 'one_time_code' | 'receipt';
  readonly customerId: CustomerId;
  /** The one-time code, or the order. */
  readonly subject: string;
  readonly state: MailState;
  readonly createdAt: number;
}
