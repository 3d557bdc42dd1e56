import type { WorldClock } from '../clock.ts';
import type { Events, TapAnswer } from '../events.ts';
import type { People } from '../people.ts';
import type { Store } from '../store.ts';
import type { Timers } from '../timers.ts';
import type { Messages } from './messages.ts';
import { TOO_OLD } from './payments.ts';
import { badRequest } from './refusal.ts';
import type { Updates } from './updates.ts';

export interface Callbacks {
  /** A tap on a button; the answer is null when the bot gave none within 15 s. Throws when the message is not there. */
  tap(
    person: number,
    chatId: number,
    messageId: number,
    data: string,
  ): { queryId: string; answer: Promise<TapAnswer | null> };
  /** The bot's answer. Throws 400 when the query is unknown, answered or too old. */
  answer(queryId: string, answer: TapAnswer): void;
}
interface Deps {
  store: Store;
  clock: WorldClock;
  timers: Timers;
  events: Events;
  people: People;
  messages: Messages;
  updates: Updates;
}

/** How long a phone waits for the answer to a tap, in world time (real time for the waiting promise). */
const ANSWER_WITHIN_MS = 15_000;

/** Taps on callback buttons, each answered once and in time. */
export function createCallbacks({
  store,
  clock,
  timers,
  events,
  people,
  messages,
  updates,
}: Deps): Callbacks {
  const open = store.db.prepare<[string], { person: number }>(
    "select person from queries where id = ? and kind = 'callback' and open = 1",
  );
  const tappers = new Map<string, (answer: TapAnswer | null) => void>();
  const close = (id: string, answer: TapAnswer | null) => {
    store.db.prepare('update queries set open = 0 where id = ?').run(id);
    timers.clear('callback', id);
    store.afterCommit(() => {
      tappers.get(id)?.(answer);
      tappers.delete(id);
    });
  };
  timers.on('callback', (id) => close(id, null));

  return {
    tap(person, chatId, messageId, data) {
      const message = messages.find(chatId, messageId);
      if (!message) throw new RangeError(`chat ${chatId} has no message ${messageId}`);
      const queryId = String(store.next('query', 7_000_000_001));
      const { promise, resolve } = Promise.withResolvers<TapAnswer | null>();
      const timer = setTimeout(() => resolve(null), ANSWER_WITHIN_MS).unref();
      tappers.set(queryId, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      store.write(() => {
        const row = store.db.prepare('insert into queries values (?, ?, ?, null, ?, 1)');
        row.run(queryId, 'callback', person, clock.now());
        timers.set('callback', queryId, clock.now() + ANSWER_WITHIN_MS);
        const from = people.user(person);
        updates.push('callback_query', chatId, {
          id: queryId,
          from,
          message,
          chat_instance: `${chatId}01`,
          data,
        });
      });
      return { queryId, answer: promise };
    },
    answer(queryId, answer) {
      const query = open.get(queryId);
      if (!query) throw badRequest(TOO_OLD);
      events.emit({ event: 'answer', data: { person: query.person, query_id: queryId, ...answer } });
      close(queryId, answer);
    },
  };
}
