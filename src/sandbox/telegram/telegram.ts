import type { User } from 'grammy/types';
import type { WorldClock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { People } from '../people.ts';
import type { Store } from '../store.ts';
import type { Timers } from '../timers.ts';
import type { Callbacks } from './callbacks.ts';
import type { Files } from './files.ts';
import type { Flood } from './flood.ts';
import type { Messages } from './messages.ts';
import type { Payments } from './payments.ts';
import type { Profile } from './profile.ts';
import type { Updates } from './updates.ts';
import type { Webhook } from './webhook.ts';

/** The ground that everything in the box stands on. */
export interface World {
  store: Store;
  clock: WorldClock;
  timers: Timers;
  events: Events;
  people: People;
  bot: () => User & { is_bot: true; username: string };
}
/** The parts that the methods of the Bot API work on. */
export interface Telegram extends World {
  messages: Messages;
  updates: Updates;
  webhook: Webhook;
  callbacks: Callbacks;
  payments: Payments;
  profile: Profile;
  files: Files;
  flood: Flood;
}
