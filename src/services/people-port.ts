import type { Customer, Locale } from '../domain/customer.ts';
import type { CustomerId, MailId, OneTimeCodeId } from '../domain/ids.ts';
import type { MailState, OneTimeCode, QueuedMail, VerifiedAddress } from '../domain/mail.ts';
import type { Rail } from '../domain/payment.ts';

/** What a table keeps of a person that is theirs to read, and to have deleted. */
export interface PersonalData {
  /** As plain data, for their own eyes; no secrets. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
  eraseOf(customerId: CustomerId): Promise<void>;
}

/** People, by derived id. */
export interface Customers extends PersonalData {
  byId(id: CustomerId): Promise<Customer | undefined>;
  /** Stores a customer seen for the first time, or their changed Telegram language. `created` is true for one caller only. */
  see(customer: Customer): Promise<{ customer: Customer; created: boolean }>;
  chooseLocale(id: CustomerId, locale: Locale): Promise<void>;
  /** Remembers the rail that money came by. */
  paidBy(id: CustomerId, rail: Rail): Promise<void>;
  /** Remembers that they said that their phone takes eSIMs. */
  phoneChecked(id: CustomerId, at: number): Promise<void>;
  /** null shows no home time any more. */
  chooseHomeZone(id: CustomerId, zone: string | null): Promise<void>;
  chooseQuiet(id: CustomerId, quiet: boolean): Promise<void>;
  /** Remembers that they were asked for their e-mail address. */
  emailAsked(id: CustomerId, at: number): Promise<void>;
}

/** E-mail addresses that customers proved to be theirs, one each; sealed at rest. */
export interface Addresses extends PersonalData {
  of(customerId: CustomerId): Promise<VerifiedAddress | undefined>;
  /** Puts an address in the place of the one before it, whose wish for receipts stays. */
  save(address: Pick<VerifiedAddress, 'customerId' | 'address' | 'verifiedAt'>): Promise<void>;
  setReceipts(customerId: CustomerId, wanted: boolean): Promise<void>;
  /** Notes that this address takes no mail, if it is still theirs. */
  refused(customerId: CustomerId, address: string, at: number): Promise<void>;
}

/** One-time codes on their way, the newest of each customer. */
export interface OneTimeCodes extends PersonalData {
  /** Stores a code in the place of the customer's earlier one. `digits`: null when no digits shall ever fit. */
  open(code: Omit<OneTimeCode, 'tries' | 'usedAt'>, digits: string | null): Promise<void>;
  /**
   * Compare-and-swap: takes one of the tries of a code that is open, and uses it up when the digits fit. Answers it as it is then
   * (`usedAt`: they fitted), or undefined when none was open.
   */
  try(customerId: CustomerId, digits: string, at: number): Promise<OneTimeCode | undefined>;
  byId(id: OneTimeCodeId): Promise<OneTimeCode | undefined>;
  /** The newest, open or not. */
  of(customerId: CustomerId): Promise<OneTimeCode | undefined>;
  /** Forgets what expired before `before`. */
  prune(before: number): Promise<void>;
}

/** Mails to be sent, and for a while those that were. */
export interface Mails extends PersonalData {
  /** `secret` is sealed, and kept only while the mail waits. */
  insert(mail: QueuedMail, secret: string | null): Promise<void>;
  byId(id: MailId): Promise<QueuedMail | undefined>;
  secretOf(id: MailId): Promise<string | null>;
  /** Whether such a mail waits already. */
  isWaiting(mail: Pick<QueuedMail, 'kind' | 'subject'>): Promise<boolean>;
  /** Ends a mail that waits; its secret goes. */
  end(id: MailId, state: Exclude<MailState, 'waiting'>, at: number): Promise<void>;
  /** Mails made before `before` that wait, without a job. */
  waiting(before: number, limit: number): Promise<readonly QueuedMail[]>;
  /** Forgets what ended before `before`. */
  prune(before: number): Promise<void>;
}
