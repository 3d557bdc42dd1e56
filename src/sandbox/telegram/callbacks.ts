import type { TapAnswer } from '../events.ts';
import type { Messages } from './messages.ts';
import { TOO_OLD } from './payments.ts';
import { badRequest } from './refusal.ts';
import type { World } from './telegram.ts';
import type { Updates } from './updates.ts';

/** How long a phone waits for the answer to a tap, in world time (real time for the waiting promise). */
const ANSWER_WITHIN_MS = 15_000;
export type Callbacks = ReturnType<typeof createCallbacks>;

/** Taps on callback buttons, each answered once and in time. */
export function createCallbacks(world: World & { messages: Messages; updates: Updates }) {
  const { store, clock, timers, events, people, messages, updates } = world;
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
    /** A tap; the answer is null when the bot gave none within 15 s. Throws when the message is not there. */
    tap(person: number, chatId: number, messageId: number, data: string) {
      const message = messages.find(chatId, messageId);
      if (!message) throw new RangeError(`chat ${chatId} has no message ${messageId}`);
      const from = people.user(person);
      const id = String(store.next('query', 7_000_000_001));
      const { promise: answer, resolve } = Promise.withResolvers<TapAnswer | null>();
      const timer = setTimeout(() => resolve(null), ANSWER_WITHIN_MS).unref();
      tappers.set(id, (given) => {
        clearTimeout(timer);
        resolve(given);
      });
      store.write(() => {
        store.db.prepare('insert into queries values (?, ?, ?, null, 1)').run(id, 'callback', person);
        timers.set('callback', id, clock.now() + ANSWER_WITHIN_MS);
        updates.push('callback_query', chatId, { id, from, message, chat_instance: `${chatId}01`, data });
      });
      return { queryId: id, answer };
    },
    /** The bot's answer. Throws 400 when the query is unknown, answered or too old. */
    answer(queryId: string, answer: TapAnswer) {
      const query = open.get(queryId);
      if (!query) throw badRequest(TOO_OLD);
      events.emit({ event: 'answer', data: { person: query.person, query_id: queryId, ...answer } });
      close(queryId, answer);
    },
  };
}
