import type { Hono } from 'hono';
import { type Behaviour, createBehaviour } from './behaviour.ts';
import { createClock, type WorldClock } from './clock.ts';
import { createControl } from './control.ts';
import { createEvents, type Events } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import type { BoxEnv } from './guard.ts';
import { createMailbox, type Mailbox } from './mail.ts';
import { createPeople, type People } from './people.ts';
import { openStore } from './store.ts';
import { createBotApi } from './telegram/bot-api.ts';
import { createCallbacks } from './telegram/callbacks.ts';
import { createFiles } from './telegram/files.ts';
import { createFlood } from './telegram/flood.ts';
import { createMessages } from './telegram/messages.ts';
import { createPayments, type LedgerRow } from './telegram/payments.ts';
import { createProfile } from './telegram/profile.ts';
import { createUpdates, type Updates } from './telegram/updates.ts';
import { createWebhook } from './telegram/webhook.ts';
import { type CheckStripeRequest, createStripeBox, type StripeBox } from './stripe/stripe.ts';
import { createTimers } from './timers.ts';
import { createWire, type Wire } from './wire.ts';

export const BOX_TOKEN = '1:SANDBOX';
const BOT = { username: 'yuanyou_box_bot', first_name: '遠遊卡' };

/** What the world drawer can do to the eSIM supply; the box only passes it on. */
export interface SupplierControls {
  useBytes(person: number, bytes: number): unknown;
  stall(seconds: number): unknown;
  /** Sets the shop's credit with the supplier, in US cents. */
  setCredit(amount: number): unknown;
  /** The card of our supplier that this person bought from somebody else; made at the first call. */
  cardElsewhere(person: number): { readonly iccid: string; readonly lpa: string };
  /** Whether that card is in this person's account now. */
  hasClaimed(person: number): Promise<boolean>;
}
export interface BoxOptions {
  /** The database file, or `:memory:`. */
  file: string;
  /** Base clock in ms; the world clock adds its stored offset. */
  now?: () => number;
  token?: string;
  supplier?: SupplierControls;
  /** Checks requests to Stripe by the types of its own package. */
  checkStripe?: CheckStripeRequest | undefined;
  /** False lets tests send as fast as they like. */
  flood?: boolean;
}
export interface Box extends Behaviour {
  clock: WorldClock;
  /** `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
  botApi: Hono<BoxEnv>;
  /** `/box/*`, for the chat page. */
  control: Hono<BoxEnv>;
  stripe: StripeBox;
  people: People;
  faults: Faults;
  events: Events;
  wire: Wire;
  mail: Mailbox;
  redeliver: Updates['redeliver'];
  /** How many updates the bot has not taken yet. */
  unconfirmed(): number;
  /** The next payment fails on Telegram's side, before the bot is asked. */
  declineNextPayment(): void;
  /** The Stars of a charge go back to their payer without the shop's asking. */
  chargeBack(chargeId: string): void;
  /** The box's own book of charges and refunds, oldest first. */
  ledger(): LedgerRow[];
  close(): Promise<void>;
}

/** Telegram in a box: opens (or creates) its world and keeps it going until `close`. */
export function createBox({
  file,
  now = Date.now,
  token = BOX_TOKEN,
  supplier,
  checkStripe,
  flood = true,
}: BoxOptions): Box {
  const store = openStore(file);
  const clock = createClock({ store, now });
  const timers = createTimers({ store, clock });
  const events = createEvents({ store });
  const people = createPeople({ store, events });
  const profile = createProfile({ store });
  const bot = () => ({
    id: Number(token.split(':')[0]),
    is_bot: true as const,
    username: BOT.username,
    first_name: profile.text('name') || BOT.first_name,
  });
  const world = { store, clock, timers, events, people, bot };
  const wire = createWire({ onAdd: (entry) => events.emit({ event: 'wire', data: { entry } }) });
  const messages = createMessages(world);
  const updates = createUpdates(world);
  const webhook = createWebhook({ ...world, updates, wire });
  const payments = createPayments({ ...world, messages, updates });
  const callbacks = createCallbacks({ ...world, messages, updates });
  const files = createFiles({ store });
  const telegram = {
    ...world,
    messages,
    updates,
    webhook,
    payments,
    callbacks,
    profile,
    files,
    flood: createFlood({ clock, enabled: flood }),
  };
  const faults = createFaults();
  const stripe = createStripeBox({ store, clock, timers, wire, check: checkStripe });
  const mail = createMailbox(world);
  const behaviour = createBehaviour({ telegram });
  const stopping = new AbortController();

  timers.onSweep(webhook.pump);
  clock.onAdvance((moment) => events.emit({ event: 'clock', data: { now: moment } }));
  timers.sweep();
  return {
    ...behaviour,
    clock,
    people,
    faults,
    events,
    wire,
    mail,
    botApi: createBotApi({ telegram, token, faults, wire }),
    stripe,
    control: createControl({ telegram, behaviour, stripe, wire, mail, supplier, stopping: stopping.signal }),
    redeliver: (updateId, options) => updates.redeliver(updateId, options),
    unconfirmed: () => updates.unconfirmed(),
    declineNextPayment: payments.declineNext,
    chargeBack: (id) => payments.chargeBack(id),
    ledger: payments.ledger,
    async close() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      timers.stop();
      updates.interrupt('terminated by the end of the box');
      await Promise.all([webhook.stop(), stripe.events.stop()]);
      store.close();
    },
  };
}
