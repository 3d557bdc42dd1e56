import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError, HttpError } from 'grammy';
import type { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import type { Payment } from '../domain/payment.ts';
import { minute, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Logger } from '../services/ports.ts';
import { sparingly } from '../services/sparing-log.ts';
import { createChatQueues } from './chat-queues.ts';
import type { Ctx } from './context.ts';
import { isUnreachable } from './screen.ts';

/** What was handled is written down with the next batch, or this much later. */
const flushAfterMs = second;
/** So many failures Telegram alone is blamed for: a quarter of an hour of them. */
const patientAttempts = 20;

class HangingError extends Error {
  constructor() {
    super('The handler did not end in time');
    this.name = 'HangingError';
  }
}

/** The inbox: an update exists once it is committed here. */
export interface Inbox {
  /** Commits a batch, its money with it; answers those that were not here before. */
  store(updates: readonly StoredUpdate[]): Promise<readonly StoredUpdate[]>;
  /** Left over from before a crash, oldest first. */
  pending(): Promise<readonly StoredUpdate[]>;
  done(update: StoredUpdate): void;
  /** Counts a failure; `review` = a person has it now, after the `last` one at once. */
  failed(update: StoredUpdate, error: unknown, how?: { last: boolean }): Promise<'again' | 'review'>;
  flush(): Promise<void>;
  /** An update that is not handled yet; undefined when it is, or was given up. */
  waiting(number: string): Promise<StoredUpdate | undefined>;
}

export interface StoredUpdate {
  readonly source: 'telegram';
  readonly eventId: string;
  readonly chatKey: string;
  readonly raw: string;
  readonly payment?: Payment;
}

export interface UpdateHandling {
  /** Commits a batch and starts handling it: different chats at once, one chat in order. Resolves when it is committed. */
  receive(updates: readonly Update[]): Promise<void>;
  /** Takes up what a former process had committed but not finished. */
  recover(): Promise<void>;
  /** Handles an update that was put aside and waits again, after what its chat has sent since; however much that is. */
  replay(number: string): Promise<void>;
  /** Resolves when nothing is being handled. */
  idle(): Promise<void>;
  /** Takes no more attempts and waits for what is being handled. */
  stop(): Promise<void>;
}

/** From Telegram to the bot, by way of the inbox. */
export function createUpdateHandling({
  bot,
  inbox,
  readPayment,
  apologize,
  telegramAnswers,
  hangsAfterMs = 3 * minute,
  pause = (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
  clock,
  logger,
}: {
  bot: Bot<Ctx>;
  inbox: Inbox;
  readPayment: (update: Update) => Payment | undefined;
  /** Tells the sender that we could not do it; what it throws is ignored. */
  apologize: (update: Update) => Promise<unknown>;
  /** Whether Telegram answers at this moment. */
  telegramAnswers: () => Promise<boolean>;
  /** Real milliseconds after which a handler is taken to hang: longer than all that it may wait for. */
  hangsAfterMs?: number;
  /** Waits before the next attempt, in real milliseconds; no longer than until the signal. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  clock: Clock;
  logger: Logger;
}): UpdateHandling {
  const warnSparingly = sparingly({ logger, clock });
  const urgent = new Set<Promise<unknown>>();
  const stopping = new AbortController();
  let flushing: NodeJS.Timeout | undefined;
  const queues = createChatQueues<{ stored: StoredUpdate; update: Update; replayed: boolean }>({
    work: ({ stored, update }) => handle(stored, update).finally(flushSoon),
    isUrgent: ({ update, replayed }) => replayed || update.message?.successful_payment !== undefined,
  });

  /** Until it is done, or a person has it, or we stop; then it is still in the inbox. */
  async function handle(stored: StoredUpdate, update: Update): Promise<void> {
    for (let attempt = 1; !stopping.signal.aborted; attempt++) {
      try {
        await inTime(bot.handleUpdate(update));
        return inbox.done(stored);
      } catch (error) {
        const cause = causeOf(error);
        if (isUnreachable(cause)) return inbox.done(stored);
        logger.error({ update: stored.eventId, attempt, error: String(cause) }, 'An update was not handled');
        if (!(await stillWaits(stored))) return;
        if ((await isItsFault(cause, attempt)) && (await count(stored, cause)) === 'review') {
          // The chat does not wait for it.
          inBackground(apologize(update), 'An apology was not sent', update);
          return;
        }
        await pause(pauseAfter(cause, attempt), stopping.signal).catch(() => undefined);
        if (!(await stillWaits(stored))) return;
      }
    }
  }

  /** A handler that never ends would silence its chat for ever. It may still end some day; what it does then is done twice. */
  async function inTime(work: Promise<void>): Promise<void> {
    const hangs = Promise.withResolvers<never>();
    const timer = setTimeout(() => hangs.reject(new HangingError()), hangsAfterMs);
    try {
      await Promise.race([work, hangs.promise]);
    } finally {
      clearTimeout(timer);
      work.catch(() => undefined);
    }
  }

  /** Telegram being away is no fault of the update, so it does not count; but when it fails this one alone again and again, it does. */
  async function isItsFault(cause: unknown, attempt: number): Promise<boolean> {
    if (cause instanceof HangingError || (isTransient(cause) && attempt >= patientAttempts))
      return telegramAnswers();
    return !isTransient(cause);
  }

  /** An operator may have given it up while it was failing. */
  async function stillWaits({ eventId }: StoredUpdate): Promise<boolean> {
    return inbox.waiting(eventId).then(
      (waiting) => waiting !== undefined,
      () => true,
    );
  }

  async function count(stored: StoredUpdate, cause: unknown): Promise<'again' | 'review'> {
    try {
      // Tried again it would hang as long again, and do twice what it had done by then.
      return await inbox.failed(stored, cause, { last: cause instanceof HangingError });
    } catch (error) {
      logger.error({ update: stored.eventId, error: String(error) }, 'A failure could not be written down');
      return 'again';
    }
  }

  function take(stored: StoredUpdate, update: Update, { replayed } = { replayed: false }): void {
    if (queues.add(stored.chatKey, { stored, update, replayed })) return;
    warnSparingly(
      { chat: stored.chatKey },
      'A chat sends faster than it can be answered; an update was dropped',
    );
    inbox.done(stored);
    const tap = update.callback_query;
    if (tap) inBackground(bot.api.answerCallbackQuery(tap.id), 'A dropped tap was not answered', update);
  }

  /** A pre-checkout waits for nobody and is not kept: unanswered it means that no money moves. */
  function answerNow(update: Update): void {
    inBackground(bot.handleUpdate(update), 'A pre-checkout was not answered', update);
  }

  function inBackground(work: Promise<unknown>, failure: string, { update_id: update }: Update): void {
    const tracked: Promise<unknown> = work
      .catch((error: unknown) => logger.error({ update, error: String(causeOf(error)) }, failure))
      .finally(() => urgent.delete(tracked));
    urgent.add(tracked);
  }

  function flushSoon(): void {
    flushing ??= setTimeout(() => {
      flushing = undefined;
      inbox
        .flush()
        .catch((error: unknown) => logger.error({ error: String(error) }, 'The inbox was not flushed'));
    }, flushAfterMs).unref();
  }

  async function idle(): Promise<void> {
    await queues.idle();
    while (urgent.size > 0) await Promise.all(urgent);
  }

  return {
    receive: async (updates) => {
      for (const update of updates) if (update.pre_checkout_query) answerNow(update);
      const kept = updates.filter((update) => !update.pre_checkout_query);
      if (kept.length === 0) return;
      const byId = new Map(kept.map((update) => [String(update.update_id), update]));
      for (const stored of await inbox.store(kept.map((update) => toStored(update, readPayment(update))))) {
        const update = byId.get(stored.eventId);
        if (update) take(stored, update);
      }
    },
    recover: async () => {
      for (const stored of await inbox.pending()) take(stored, JSON.parse(stored.raw) as Update);
    },
    replay: async (number) => {
      const stored = await inbox.waiting(number);
      if (stored) take(stored, JSON.parse(stored.raw) as Update, { replayed: true });
    },
    idle,
    stop: async () => {
      stopping.abort();
      await idle();
      clearTimeout(flushing);
      await inbox.flush();
    },
  };
}

/** One chat in order; the same person in a group is another chat. */
function toStored(update: Update, payment: Payment | undefined): StoredUpdate {
  const chat = update.message?.chat.id ?? update.callback_query?.message?.chat.id;
  return {
    source: 'telegram',
    eventId: String(update.update_id),
    chatKey: String(chat ?? update.callback_query?.from.id ?? update.update_id),
    raw: JSON.stringify(update, withoutButtons),
    ...(payment && { payment }),
  };
}

/** A tap brings the tapped message along, whose buttons may hold an installation code; no handler reads them, so they are not kept. */
function withoutButtons(key: string, value: unknown): unknown {
  return key === 'reply_markup' || key === 'caption' || key === 'caption_entities' ? undefined : value;
}

/** Telegram is busy or away. */
function isTransient(cause: unknown): boolean {
  if (cause instanceof HttpError) return true;
  return cause instanceof GrammyError && (cause.error_code === 429 || cause.error_code >= 500);
}

function pauseAfter(cause: unknown, attempt: number): number {
  const told = cause instanceof GrammyError ? (cause.parameters.retry_after ?? 0) * second : 0;
  return Math.max(told, Math.min(100 * 2 ** attempt, minute));
}

/** grammY wraps what a handler throws; the reason is inside. An HttpError stays as it is: its cause is already free of the token. */
function causeOf(error: unknown): unknown {
  if (error instanceof HttpError) return error;
  return typeof error === 'object' && error !== null && 'error' in error ? causeOf(error.error) : error;
}
