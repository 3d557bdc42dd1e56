import type { User } from 'grammy/types';
import type { People } from '../people.ts';
import type { Store } from '../store.ts';
import type { Callbacks } from './callbacks.ts';
import type { Files } from './files.ts';
import type { Flood } from './flood.ts';
import type { Messages } from './messages.ts';
import type { Payments } from './payments.ts';
import type { Profile } from './profile.ts';
import type { Updates } from './updates.ts';
import type { Webhook } from './webhook.ts';

/** The parts that the methods of the Bot API work on. */
export interface Telegram {
  store: Store;
  seconds: () => number;
  bot: () => User & { is_bot: true; username: string };
  people: People;
  messages: Messages;
  updates: Updates;
  webhook: Webhook;
  callbacks: Callbacks;
  payments: Payments;
  profile: Profile;
  files: Files;
  flood: Flood;
}
