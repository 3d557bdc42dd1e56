import type { InlineKeyboardButton } from 'grammy/types';
import type { ClientMessage } from '../../src/sandbox/telegram/messages.ts';
import type { PayOutcome, TapAnswer } from '../../src/sandbox/events.ts';
import type { World } from './world.ts';

/** Somebody with a phone: writes, taps what they see, pays. Each act waits until the bot has answered. */
export interface Person {
  readonly id: number;
  say(text: string): Promise<Bubble>;
  start(payload?: string): Promise<Bubble>;
  /** Taps a button of the newest bubble that has it, by its text or part of it. */
  tap(button: string | RegExp): Promise<TapAnswer | null>;
  /** Opens the pay sheet behind the newest pay button and confirms. */
  pay(): Promise<PayOutcome>;
  /** What the bot last sent or edited for this person. */
  screen(): Bubble;
  bubbles(): Bubble[];
}

/** A message of the bot as a person sees it. */
export interface Bubble {
  readonly id: number;
  readonly text: string;
  readonly buttons: readonly InlineKeyboardButton[][];
  readonly hasPicture: boolean;
  readonly message: ClientMessage;
}

export function createPerson({ world, id }: { world: Pick<World, 'box' | 'settle'>; id: number }): Person {
  const bubbles = (): Bubble[] =>
    world.box
      .messages(id)
      .filter((message) => message.from?.is_bot)
      .map(toBubble);

  const last = (): Bubble => {
    const newest = bubbles()
      .toSorted((a, b) => changedAt(a) - changedAt(b) || a.id - b.id)
      .at(-1);
    if (!newest) throw new Error(`${id} sees no bubble`);
    return newest;
  };

  function find(button: string | RegExp): { bubble: Bubble; button: InlineKeyboardButton } {
    const matches = ({ text }: InlineKeyboardButton): boolean =>
      typeof button === 'string' ? text.includes(button) : button.test(text);
    for (const bubble of bubbles().toReversed()) {
      const found = bubble.buttons.flat().find(matches);
      if (found) return { bubble, button: found };
    }
    const seen = bubbles().flatMap((bubble) => bubble.buttons.flat().map(({ text }) => text));
    throw new Error(`${id} sees no button ${String(button)}; there are: ${seen.join(' | ')}`);
  }

  return {
    id,
    bubbles,
    screen: last,
    say: async (text) => {
      world.box.say(id, text);
      await world.settle();
      return last();
    },
    start: async (payload) => {
      world.box.start(id, payload);
      await world.settle();
      return last();
    },
    tap: async (wanted) => {
      const { bubble, button } = find(wanted);
      if (!('callback_data' in button)) throw new Error(`${button.text} is no callback button`);
      const answer = await world.box.tap(id, bubble.id, button.callback_data);
      await world.settle();
      return answer;
    },
    pay: async () => {
      for (const { buttons } of bubbles().toReversed()) {
        const link = buttons.flat().find((button) => 'url' in button && button.url.includes('/$'));
        if (!link || !('url' in link)) continue;
        const opened = world.box.openLink(id, link.url);
        if (opened.kind !== 'invoice') throw new Error(`${link.url} opens no invoice`);
        const outcome = await world.box.pay(id, opened.slug);
        await world.settle();
        return outcome;
      }
      throw new Error(`${id} sees no pay button`);
    },
  };
}

function toBubble(message: ClientMessage): Bubble {
  return {
    id: message.message_id,
    text: message.text ?? message.caption ?? '',
    buttons: message.reply_markup?.inline_keyboard ?? [],
    hasPicture: message.photo !== undefined,
    message,
  };
}

function changedAt({ message }: Bubble): number {
  return message.edit_date ?? message.date;
}
