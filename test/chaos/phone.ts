import type { Box } from '../../src/sandbox/box.ts';
import type { ClientMessage } from '../../src/sandbox/telegram/messages.ts';

/** A button of the bot that a person can see. */
export interface Button {
  readonly messageId: number;
  readonly data: string | undefined;
  readonly url: string | undefined;
}

/** Somebody's phone: what is on it, and what they do with it without waiting for anybody. */
export interface Phone {
  readonly id: number;
  /** Grows with everything that is new or changed in the chat. */
  moment(): number;
  bubbles(): readonly ClientMessage[];
  /** Buttons whose data or address is like this, in bubbles that are new or changed since this moment; the newest first. */
  buttons(like: RegExp, since?: number): readonly Button[];
  say(text: string): void;
  tap(button: Button | undefined): void;
  /** Resolves when `what` answers something, looked at with every change of the chat; with undefined after so many real milliseconds. */
  see<T>(what: () => T | undefined, patienceMs: number): Promise<T | undefined>;
}

interface Seen {
  readonly message: ClientMessage;
  readonly at: number;
}

/** Phones for everybody in the box, kept up to date by what happens there. */
export function createPhones(box: Box): (id: number) => Phone {
  const chats = new Map<number, { messages: Map<number, Seen>; at: number; listeners: Set<() => void> }>();
  const chatOf = (id: number) => {
    const chat = chats.get(id) ?? { messages: new Map<number, Seen>(), at: 0, listeners: new Set() };
    chats.set(id, chat);
    return chat;
  };
  box.events.subscribe((happening) => {
    if (happening.event !== 'message' && happening.event !== 'edited' && happening.event !== 'deleted')
      return;
    const chat = chatOf(happening.data.person);
    chat.at++;
    if (happening.event === 'deleted') chat.messages.delete(happening.data.message_id);
    else {
      const { message } = happening.data;
      chat.messages.set(message.message_id, { message, at: chat.at });
    }
    for (const look of chat.listeners) look();
  });

  return (id) => {
    const chat = chatOf(id);
    const seen = (since: number): Seen[] =>
      [...chat.messages.values()].filter(({ message, at }) => at > since && !message.outgoing);
    return {
      id,
      moment: () => chat.at,
      bubbles: () => seen(-1).map(({ message }) => message),
      buttons: (like, since = -1) =>
        seen(since)
          .toSorted((a, b) => b.at - a.at)
          .flatMap(({ message }) =>
            (message.reply_markup?.inline_keyboard.flat() ?? []).map((button) => ({
              messageId: message.message_id,
              data: 'callback_data' in button ? button.callback_data : undefined,
              url: 'url' in button ? button.url : undefined,
            })),
          )
          .filter(({ data, url }) => like.test(data ?? url ?? '')),
      say: (text) => void box.say(id, text),
      tap: (button) => {
        // Nobody waits for the answer: it may never come.
        if (button?.data !== undefined) box.tap(id, button.messageId, button.data).catch(() => undefined);
      },
      see: async (what, patienceMs) => {
        const { promise, resolve } = Promise.withResolvers<ReturnType<typeof what>>();
        const look = (): void => {
          const found = what();
          if (found !== undefined) resolve(found);
        };
        const timer = setTimeout(() => resolve(undefined), patienceMs);
        chat.listeners.add(look);
        look();
        try {
          return await promise;
        } finally {
          clearTimeout(timer);
          chat.listeners.delete(look);
        }
      },
    };
  };
}
