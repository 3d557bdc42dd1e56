import type { Chat, Message, User } from 'grammy/types';
import type { WorldClock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { ClientMessage, People } from '../people.ts';
import type { Store } from '../store.ts';
import { badRequest, forbidden } from './refusal.ts';

type ChatInBox = Chat.PrivateChat | Chat.GroupChat;
interface Placed {
  message_id: number;
  from: User;
  chat: ChatInBox;
  date: number;
}
export interface Messages {
  /** The chat a method names; 400 when there is none. */
  chat(id: number | string): ChatInBox;
  /** The same, and 403 when the bot may not write there. */
  reachable(id: number | string): ChatInBox;
  /** Adds a message to a chat; `slug` is what its Pay button opens. */
  post<F extends object>(chat: ChatInBox, from: User, fields: F, slug?: string): Placed & F;
  find(chatId: number, messageId: number): Message | undefined;
  slug(chatId: number, messageId: number): string | undefined;
  replace(message: Message): void;
  remove(chatId: number, messageId: number): void;
  client(chatId: number): ClientMessage[];
}
interface Deps {
  store: Store;
  clock: WorldClock;
  events: Events;
  people: People;
  bot: () => User;
}

/** The chats between people and the bot; message ids count through all of them, as they do for one account. */
export function createMessages({ store, clock, events, people, bot }: Deps): Messages {
  const insert = store.db.prepare('insert into messages values (?, ?, ?, ?)');
  const one = store.db.prepare<[number, number], { body: string; slug: string | null }>(
    'select body, slug from messages where chat_id = ? and message_id = ?',
  );
  const all = store.db.prepare<[number], { body: string; slug: string | null }>(
    'select body, slug from messages where chat_id = ? order by message_id',
  );
  const update = store.db.prepare('update messages set body = ? where chat_id = ? and message_id = ?');
  const drop = store.db.prepare('delete from messages where chat_id = ? and message_id = ?');

  const shown = (message: Message, slug: string | null | undefined): ClientMessage => ({
    ...message,
    outgoing: message.from?.id !== bot().id,
    ...(slug && { invoice_slug: slug }),
  });
  const chat = (id: number | string): ChatInBox => {
    const person = typeof id === 'number' ? people.find(id) : undefined;
    if (person) return { id: person.id, type: 'private', first_name: person.name };
    const group = typeof id === 'number' ? people.group(id) : undefined;
    if (!group) throw badRequest('chat not found');
    return { ...group, type: 'group' };
  };
  const read = (chatId: number, messageId: number) => {
    const row = one.get(chatId, messageId);
    return row && { message: JSON.parse(row.body) as Message, slug: row.slug ?? undefined };
  };

  return {
    chat,
    reachable(id) {
      const found = chat(id);
      const person = people.find(found.id);
      if (person?.blocked) throw forbidden('bot was blocked by the user');
      if (person && !person.started) throw forbidden("bot can't initiate conversation with a user");
      return found;
    },
    post(to, from, fields, slug) {
      const message = { message_id: store.next('message'), from, chat: to, date: clock.seconds(), ...fields };
      insert.run(to.id, message.message_id, JSON.stringify(message), slug ?? null);
      events.emit({ event: 'message', data: { person: to.id, message: shown(message as Message, slug) } });
      return message;
    },
    find: (chatId, messageId) => read(chatId, messageId)?.message,
    slug: (chatId, messageId) => read(chatId, messageId)?.slug,
    replace(message) {
      update.run(JSON.stringify(message), message.chat.id, message.message_id);
      const slug = read(message.chat.id, message.message_id)?.slug;
      events.emit({ event: 'edited', data: { person: message.chat.id, message: shown(message, slug) } });
    },
    remove(chatId, messageId) {
      drop.run(chatId, messageId);
      events.emit({ event: 'deleted', data: { person: chatId, message_id: messageId } });
    },
    client: (chatId) => all.all(chatId).map(({ body, slug }) => shown(JSON.parse(body) as Message, slug)),
  };
}
