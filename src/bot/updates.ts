import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError } from 'grammy';
import type { Api, Bot } from 'grammy';
import type { Update } from 'grammy/types';
import type { Payment } from '../domain/order.ts';
import type { Logger } from '../services/ports.ts';
import type { Ctx } from './context.ts';
import { isUnreachable } from './screen.ts';

/** What we ask Telegram for; whatever is not listed never arrives. */
export const allowedUpdates = ['message', 'callback_query', 'pre_checkout_query', 'shipping_query'] as const;

/** Updates at once, over all chats. */
const concurrency = 32;

/** The inbox: an update exists once it is committed here. */
export interface Inbox {
  /** Commits a batch, its money with it; answers those that were not here before. */
  store(updates: readonly StoredUpdate[]): Promise<readonly StoredUpdate[]>;
  /** Left over from before a crash, oldest first. */
  pending(): Promise<readonly StoredUpdate[]>;
  done(update: StoredUpdate): void;
  /** Counts a failure; `review` = a person has it now. */
  failed(update: StoredUpdate, error: unknown): Promise<'again' | 'review'>;
  flush(): Promise<void>;
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
  logger,
}: {
  bot: Bot<Ctx>;
  inbox: Inbox;
  readPayment: (update: Update) => Payment | undefined;
  logger: Logger;
}): UpdateHandling {
  const tails = new Map<string, Promise<void>>();
  const urgent = new Set<Promise<void>>();
  const stopping = new AbortController();
  let running = 0;
  let freed = Promise.withResolvers<void>();

  async function handle(stored: StoredUpdate, update: Update): Promise<void> {
    for (let attempt = 1; !stopping.signal.aborted; attempt++) {
      try {
        await bot.handleUpdate(update);
        return inbox.done(stored);
      } catch (error) {
        const cause = causeOf(error);
        if (isUnreachable(cause)) return inbox.done(stored);
        logger.error({ update: stored.eventId, attempt, error: String(cause) }, 'An update was not handled');
        if ((await inbox.failed(stored, String(cause))) === 'review') return;
        await sleep(100 * 2 ** attempt, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  function dispatch(stored: StoredUpdate, update: Update): void {
    const key = stored.chatKey;
    running++;
    const tail = (tails.get(key) ?? Promise.resolve())
      .then(() => handle(stored, update))
      .catch((error: unknown) =>
        logger.error({ update: stored.eventId, error: String(error) }, 'The inbox failed'),
      )
      .finally(() => {
        running--;
        if (tails.get(key) === tail) tails.delete(key);
        freed.resolve();
        freed = Promise.withResolvers();
        if (running === 0)
          inbox
            .flush()
            .catch((error: unknown) => logger.error({ error: String(error) }, 'The inbox was not flushed'));
      });
    tails.set(key, tail);
  }

  /** A pre-checkout waits for nobody and is not kept: unanswered it means that no money moves. */
  function answerNow(update: Update): void {
    const work = bot
      .handleUpdate(update)
      .catch((error: unknown) =>
        logger.error(
          { update: update.update_id, error: String(causeOf(error)) },
          'A pre-checkout was not answered',
        ),
      )
      .finally(() => urgent.delete(work));
    urgent.add(work);
  }

  async function idle(): Promise<void> {
    while (tails.size > 0 || urgent.size > 0) await Promise.all([...tails.values(), ...urgent]);
  }

  return {
    receive: async (updates) => {
      for (const update of updates) if (update.pre_checkout_query) answerNow(update);
      const kept = updates.filter((update) => !update.pre_checkout_query);
      if (kept.length === 0) return;
      const byId = new Map(kept.map((update) => [String(update.update_id), update]));
      const fresh = await inbox.store(kept.map((update) => toStored(update, readPayment(update))));
      for (const stored of fresh) {
        while (running >= concurrency) await freed.promise;
        const update = byId.get(stored.eventId);
        if (update) dispatch(stored, update);
      }
    },
    recover: async () => {
      for (const stored of await inbox.pending()) dispatch(stored, JSON.parse(stored.raw) as Update);
    },
    idle,
    stop: async () => {
      stopping.abort();
      await idle();
      await inbox.flush();
    },
  };
}

/** Fetches by long polling until the signal; a batch is confirmed by the next call, so only after it was committed. */
export async function poll({
  api,
  receive,
  signal,
  logger,
}: {
  api: Api;
  receive: UpdateHandling['receive'];
  signal: AbortSignal;
  logger: Logger;
}): Promise<void> {
  let offset = 0;
  while (!signal.aborted) {
    try {
      const options = { offset, timeout: 30, limit: 100, allowed_updates: allowedUpdates };
      const updates = await api.getUpdates(options, signal as unknown as Parameters<Api['getUpdates']>[1]);
      await receive(updates);
      const last = updates.at(-1);
      if (last) offset = last.update_id + 1;
    } catch (error) {
      if (signal.aborted) return;
      const conflict = error instanceof GrammyError && error.error_code === 409;
      logger.error(
        { error: String(causeOf(error)) },
        conflict
          ? 'Another process fetches updates with this token: stop one of the two'
          : 'Fetching updates failed',
      );
      await sleep(conflict ? 5000 : 1000, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** One chat in order; the same person in a group is another chat. */
function toStored(update: Update, payment: Payment | undefined): StoredUpdate {
  const chat = update.message?.chat.id ?? update.callback_query?.message?.chat.id;
  return {
    source: 'telegram',
    eventId: String(update.update_id),
    chatKey: String(chat ?? update.callback_query?.from.id ?? update.update_id),
    raw: JSON.stringify(update),
    ...(payment && { payment }),
  };
}

/** grammY wraps what a handler throws; the reason is inside. */
function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'error' in error ? error.error : error;
}
