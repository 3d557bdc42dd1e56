import type { Chat, Message, User } from 'grammy/types';
import { badRequest, forbidden } from './refusal.ts';
import type { World } from './telegram.ts';

/** A message as a phone shows it: Bot API JSON, whether a person sent it, and what an invoice's Pay button opens. */
export type ClientMessage = Message & { outgoing: boolean; invoice?: { slug?: string } };
interface Row {
  body: string;
  incoming: number;
  slug: string | null;
}
export type Messages = ReturnType<typeof createMessages>;

/** The chats between people and the bot; message ids count through all of them, as they do for one account. */
export function createMessages({ store, clock, events, people, bot }: World) {
  const { db } = store;
  const insert = db.prepare('insert into messages values (?, ?, ?, ?, ?)');
  const one = db.prepare<[number, number], Row>(
    'select * from messages where chat_id = ? and message_id = ?',
  );
  const all = db.prepare<[number], Row>('select * from messages where chat_id = ? order by message_id');

  const shown = ({ body, incoming, slug }: Row): ClientMessage => {
    const message = JSON.parse(body) as Message;
    const invoice = message.invoice && slug ? { invoice: { ...message.invoice, slug } } : {};
    return { ...message, ...invoice, outgoing: incoming === 1 };
  };
  const tell = (event: 'message' | 'edited', chatId: number, messageId: number) => {
    const row = one.get(chatId, messageId);
    if (row) events.emit({ event, data: { person: chatId, message: shown(row) } });
  };
  /** The chat a method names; 400 when there is none. */
  const chat = (id: number | string): Chat.PrivateChat | Chat.GroupChat => {
    const person = typeof id === 'number' ? people.find(id) : undefined;
    if (person) return { id: person.id, type: 'private', first_name: person.name };
    const group = typeof id === 'number' ? people.group(id) : undefined;
    if (!group) throw badRequest('chat not found');
    return { ...group, type: 'group' };
  };

  return {
    chat,
    /** The same, and 403 when the bot may not write there. */
    reachable(id: number | string) {
      const found = chat(id);
      const person = people.find(found.id);
      if (person?.blocked) throw forbidden('bot was blocked by the user');
      if (person && !person.started) throw forbidden("bot can't initiate conversation with a user");
      return found;
    },
    /** Adds a message to a chat; `slug` is what its Pay button opens. */
    post<F extends object>(to: ReturnType<typeof chat>, from: User, fields: F, slug?: string) {
      const message = { message_id: store.next('message'), from, chat: to, date: clock.seconds(), ...fields };
      const incoming = Number(from.id !== bot().id);
      insert.run(to.id, message.message_id, JSON.stringify(message), incoming, slug ?? null);
      tell('message', to.id, message.message_id);
      return message;
    },
    find(chatId: number, messageId: number): Message | undefined {
      const row = one.get(chatId, messageId);
      return row && (JSON.parse(row.body) as Message);
    },
    slug: (chatId: number, messageId: number) => one.get(chatId, messageId)?.slug ?? undefined,
    replace(message: Message) {
      const { chat: at, message_id } = message;
      const update = db.prepare('update messages set body = ? where chat_id = ? and message_id = ?');
      update.run(JSON.stringify(message), at.id, message_id);
      tell('edited', at.id, message_id);
    },
    remove(chatId: number, messageId: number) {
      db.prepare('delete from messages where chat_id = ? and message_id = ?').run(chatId, messageId);
      events.emit({ event: 'deleted', data: { person: chatId, message_id: messageId } });
    },
    client: (chatId: number) => all.all(chatId).map(shown),
  };
}
