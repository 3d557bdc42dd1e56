import type { Customer } from '../domain/customer.ts';

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

/** Writes mails in the language of whoever reads them. */
export interface Letters {
  /** Six digits that prove the address. */
  oneTimeCode(reader: Pick<Customer, 'chosenLocale' | 'languageCode'>, digits: string): Letter;
}
