import type { InlineKeyboardButton } from 'grammy/types';
import type { ClientMessage } from '../../src/sandbox/telegram/messages.ts';
import type { PayOutcome, TapAnswer } from '../../src/sandbox/events.ts';
import type { Act } from '../../src/sandbox/stripe/checkout.ts';
import type { Method } from '../../src/sandbox/stripe/objects.ts';
import type { World } from './world.ts';

/** Somebody with a phone: writes, taps what they see, pays. Each act waits until the bot has answered. */
export interface Person {
  readonly id: number;
  say(text: string): Promise<Bubble>;
  /** Sends a picture as a photo. */
  sendPicture(picture: Uint8Array): Promise<Bubble>;
  sendFile(name: string, bytes: Uint8Array): Promise<Bubble>;
  start(payload?: string): Promise<Bubble>;
  /** Taps a button of the newest bubble that has it, by its text or part of it. */
  tap(button: string | RegExp): Promise<TapAnswer | null>;
  /** Opens the pay sheet behind the newest pay button and confirms. */
  pay(): Promise<PayOutcome>;
  /** Opens the payment page behind the newest button that leads to one; throws with its words where there is no such page. */
  openPage(): Promise<PaymentPage>;
  /** What the bot last sent or edited for this person. */
  screen(): Bubble;
  bubbles(): Bubble[];
}

/** Stripe's page in somebody's browser. */
export interface PaymentPage {
  readonly sessionId: string;
  /** Pays, or not; then follows where the page leads, and waits for the bot. Answers the words of the page where that ends. */
  act(method: Method, outcome: Act['outcome']): Promise<string>;
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

  async function after(act: () => unknown): Promise<Bubble> {
    await act();
    await world.settle();
    return last();
  }

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
    say: (text) => after(() => world.box.say(id, text)),
    sendPicture: (bytes) => after(() => world.box.sendMedia(id, 'photo', { bytes })),
    sendFile: (name, bytes) => after(() => world.box.sendMedia(id, 'document', { name, bytes })),
    start: (payload) => after(() => world.box.start(id, payload)),
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
    openPage: async () => {
      const link = bubbles()
        .toReversed()
        .flatMap(({ buttons }) => buttons.flat())
        .find((button) => 'url' in button && /\/pay\/start|\/box\/stripe\/pay\//.test(button.url));
      if (!link || !('url' in link)) throw new Error(`${id} sees no button to a payment page`);
      const url = await visit(link.url);
      const sessionId = /\/box\/stripe\/pay\/(\w+)$/.exec(url)?.[1];
      if (!sessionId) throw new Error(`There is no payment page: ${url}`);
      return {
        sessionId,
        act: async (method, outcome) => {
          const { redirect } = world.box.stripe.act(sessionId, { method, outcome });
          if (!redirect) return '';
          if (redirect.startsWith('https://t.me/')) {
            world.box.openLink(id, redirect);
            await world.settle();
            return last().text;
          }
          const words = await visit(redirect);
          await world.settle();
          return words;
        },
      };
    },
  };
}

/** Where a browser ends up that is sent to the payment page, or the words of the page that it shows. */
async function visit(url: string): Promise<string> {
  if (url.includes('/box/stripe/pay/')) return url;
  const response = await fetch(url, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (location) return location;
  return /<main[\s\S]*<\/main>/.exec(await response.text())?.[0].replaceAll(/<[^>]+>/g, ' ') ?? '';
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
