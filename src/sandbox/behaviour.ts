import type { Message, Update } from 'grammy/types';
import type { PayOutcome, TapAnswer } from './events.ts';
import { type Media, type MediaKind, mediaFields } from './media.ts';
import { format } from './telegram/formatting.ts';
import type { InvoiceBody } from './telegram/payments.ts';
import type { ClientMessage } from './telegram/messages.ts';
import type { Telegram } from './telegram/telegram.ts';

/** A link as a phone opens it. */
type OpenedLink =
  | { kind: 'start'; message_id: number }
  | ({ kind: 'invoice'; slug: string } & Omit<InvoiceBody, 'payload'>)
  /** The chat comes to the front; nothing is said. */
  | { kind: 'chat' }
  | { kind: 'external'; url: string };
/** Where something is said; a private chat with the bot unless a group is named. */
interface In {
  chat?: number;
}
/** What people do. Each throws a `RangeError` for someone or something that is not in the box. */
export interface Behaviour {
  /** Writes to the bot; returns the new message's id. The first message is what Start sends. */
  say(person: number, text: string, options?: In): number;
  /** Presses Start, with the payload of the link it came from. */
  start(person: number, payload?: string): number;
  /** Taps a callback button; resolves to the bot's answer, or null when none came within 15 s. */
  tap(person: number, messageId: number, data: string, options?: In): Promise<TapAnswer | null>;
  beginTap(
    person: number,
    messageId: number,
    data: string,
    options?: In,
  ): { queryId: string; answer: Promise<TapAnswer | null> };
  pay(person: number, slug: string): Promise<PayOutcome>;
  openLink(person: number, url: string): OpenedLink;
  messages(chat: number): ClientMessage[];
  /** Sends what is no text; throws a `Refusal` for a photo that is no picture. */
  sendMedia(person: number, kind: MediaKind, media?: Media): number;
  /** Forwards a message of `from`'s chat with the bot into `person`'s; a forwarded invoice stays payable as in Telegram. */
  forward(person: number, from: number, messageId: number): number;
  block(person: number, blocked: boolean): void;
  starBalance(person: number): number;
}

/** The in-process half of the box: what tests and the control routes share. */
export function createBehaviour({ telegram }: { telegram: Telegram }): Behaviour {
  const { store, people, messages, updates, callbacks, payments, files, bot, clock } = telegram;

  const write = (person: number, fields: object, { chat = person }: In = {}, slug?: string) =>
    store.write(() => {
      const from = people.user(person);
      if (people.find(person)?.blocked && chat === person)
        throw new RangeError(`${person} has blocked the bot`);
      if (chat === person && !people.find(person)?.started) people.set(person, 'started', true);
      const message = messages.post(messages.chat(chat), from, fields, slug);
      updates.push('message', chat, message);
      return message.message_id;
    });
  const textFields = (text: string) => {
    const formatted = format(text.slice(0, 4096), {});
    return { text: formatted.text, ...(formatted.entities.length > 0 && { entities: formatted.entities }) };
  };
  const say: Behaviour['say'] = (person, text, options) => {
    if (text.trim() === '') throw new RangeError('an empty message cannot be sent');
    return write(person, textFields(text), options);
  };
  const start: Behaviour['start'] = (person, payload) => {
    if (people.find(person)?.blocked) block(person, false);
    return say(person, payload ? `/start ${payload}` : '/start');
  };
  const beginTap: Behaviour['beginTap'] = (person, messageId, data, { chat = person } = {}) =>
    callbacks.tap(person, chat, messageId, data);
  const block = (person: number, blocked: boolean) =>
    store.write(() => {
      if (people.find(person)?.blocked === blocked) return;
      people.set(person, 'blocked', blocked);
      const member = { user: bot(), status: 'member' } as const;
      const kicked = { user: bot(), status: 'kicked', until_date: 0 } as const;
      const change: NonNullable<Update['my_chat_member']> = {
        chat: messages.chat(person),
        from: people.user(person),
        date: clock.seconds(),
        old_chat_member: blocked ? member : kicked,
        new_chat_member: blocked ? kicked : member,
      };
      updates.push('my_chat_member', person, change);
    });

  return {
    say,
    start,
    beginTap,
    block,
    tap: (person, messageId, data, options) => beginTap(person, messageId, data, options).answer,
    pay: (person, slug) => payments.pay(people.user(person).id, slug.replace(/^\$/, '')),
    openLink(person, url) {
      const invoice = /^(?:https?:\/\/)?t\.me\/(?:\$|invoice\/)([\w-]+)$/.exec(url);
      const body = payments.invoice(invoice?.[1] ?? '');
      if (invoice && !body) throw new RangeError('this invoice does not exist');
      if (invoice?.[1] && body) {
        const { title, description, currency, total_amount } = body;
        return { kind: 'invoice', slug: invoice[1], title, description, currency, total_amount };
      }
      const link = /^(?:https?:\/\/)?t\.me\/(\w+)(?:\?start=([\w-]{0,64}))?$/.exec(url);
      if (link?.[1]?.toLowerCase() !== bot().username) return { kind: 'external', url };
      if (link[2] === undefined && people.find(person)?.started) return { kind: 'chat' };
      return { kind: 'start', message_id: start(person, link[2]) };
    },
    messages: (chat) => messages.client(chat),
    sendMedia: (person, kind, media) =>
      store.write(() => write(person, mediaFields({ files, kind, ...media, person: people.user(person) }))),
    forward(person, from, messageId) {
      const original = messages.find(from, messageId);
      if (!original) throw new RangeError(`chat ${from} has no message ${messageId}`);
      const slug = original.invoice?.start_parameter === '' ? messages.slug(from, messageId) : undefined;
      return write(person, forwarded(original), {}, slug);
    },
    starBalance: (person) => people.stars(person),
  };
}

/** A copy as Telegram forwards it: content and origin; only buttons that open something survive. */
function forwarded(original: Message): object {
  const {
    message_id: _id,
    chat: _chat,
    date,
    from,
    edit_date: _edited,
    reply_to_message: _reply,
    reply_markup,
    ...content
  } = original;
  const rows = (reply_markup?.inline_keyboard ?? []).map((row) =>
    row.filter((b) => 'url' in b || 'pay' in b),
  );
  const inline_keyboard = rows.filter((row) => row.length > 0);
  return {
    ...content,
    ...(from && { forward_origin: { type: 'user', date, sender_user: from } }),
    ...(inline_keyboard.length > 0 && { reply_markup: { inline_keyboard } }),
  };
}
