import type { ConversationFlavor } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { Customer } from '../domain/customer.ts';
import type { Speech } from '../i18n/speech.ts';

/** Facts about the update at hand; services are passed to those who need them, never hung here. */
export interface Facts {
  customer: Customer;
  speech: Speech;
  /** What the answer to the tap says; the middleware answers every tap exactly once. */
  toast?: { text: string; alert: boolean };
}

export type Ctx = ConversationFlavor<Context & Facts>;
