import type { ActivationCode } from '../domain/activation-code.ts';
import type { Card } from '../domain/card.ts';
import type { Customer } from '../domain/customer.ts';
import type { IssuedCode } from '../domain/issued-code.ts';
import type { Order } from '../domain/order.ts';
import type { Payment, Refund } from '../domain/payment.ts';

/** A finished letter. `id` is ours and the same at every repetition, so that a mailbox shows it once. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Names each of the pictures as `cid:…`. */
  readonly html: string;
  readonly pictures: readonly { readonly cid: string; readonly png: Uint8Array }[];
}

/** Takes mails on their way. */
export interface MailTransport {
  /** Hands over one mail. May be repeated with the same mail; throws MailError. */
  send(mail: Mail): Promise<void>;
}

/**
 * `refused`: this address or content is not taken, and never will be. `failed`: no clear answer, the mail may have been taken or not;
 * try again.
 */
export class MailError extends Error {
  override readonly name = 'MailError';
  readonly kind: 'refused' | 'failed';
  constructor(kind: MailError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** What a mail says; its id and address come when it is sent. */
export type Letter = Omit<Mail, 'id' | 'to'>;

/** Whose language a letter is in. */
export type Reader = Pick<Customer, 'chosenLocale' | 'languageCode'>;

/** An order as its receipt tells it. */
export interface ReceiptFacts {
  readonly order: Order;
  /** The renewed or new card. */
  readonly card: Card | undefined;
  /** The activation code that it paid for, with its secret while it can be used. */
  readonly code: { readonly issued: IssuedCode; readonly secret: ActivationCode | null } | undefined;
  readonly payments: readonly Payment[];
  readonly refunds: readonly Refund[];
  /** The installation code of a card that is to be installed, for its owner alone. */
  readonly lpa: string | null;
}

/** Writes mails in the language of whoever reads them. */
export interface Letters {
  /** Six digits that prove the address. */
  oneTimeCode(reader: Reader, digits: string): Letter;
  /** What was bought, how it was paid, what became of it. */
  receipt(reader: Reader, facts: ReceiptFacts): Letter;
}
