import type { InlineKeyboardButton } from 'grammy/types';
import type { ClientMessage } from '../../src/sandbox/telegram/messages.ts';
import type { MortalShop } from './mortal-shop.ts';

/** A traveller who goes on pressing what is there to be pressed, whatever happens to the shop. */
export interface Undaunted {
  readonly id: number;
  /** Comes home, to another card than the first one where a button for it is named. */
  comeHome(card: RegExp | null): Promise<void>;
  /** Renews until the picture is there; starts the shop again whenever it is dead, and answers how often. */
  renew(): Promise<number>;
  pictures(): number;
  /** Pay buttons that can still be pressed. */
  payButtons(): readonly string[];
}

/** Adds somebody new to the world of this shop. */
export function createUndaunted({ shop, id }: { shop: MortalShop; id: number }): Undaunted {
  const { box } = shop;
  box.people.add({ id, name: `Traveller ${id}`, language_code: 'en' });
  const bubbles = (): ClientMessage[] => box.messages(id).filter(({ outgoing }) => !outgoing);
  const buttonsOf = ({ reply_markup }: ClientMessage): InlineKeyboardButton[] =>
    reply_markup?.inline_keyboard.flat() ?? [];
  const payButtons = (): string[] =>
    bubbles()
      .flatMap(buttonsOf)
      .flatMap((button) => ('url' in button && button.url.includes('/$') ? [button.url] : []));
  const pictures = (): number => bubbles().filter(({ photo }) => photo).length;
  const charged = (): boolean => box.ledger().some(({ person, kind }) => person === id && kind === 'charge');

  function tap(wanted: RegExp): void {
    for (const message of bubbles().toReversed()) {
      const button = buttonsOf(message).find(({ text }) => wanted.test(text));
      if (button && 'callback_data' in button) {
        // Nobody waits for the answer: it may die with the shop.
        void box.tap(id, message.message_id, button.callback_data);
        return;
      }
    }
    throw new Error(`${id} sees no button ${String(wanted)}`);
  }

  async function pay(link: string): Promise<void> {
    const sheet = box.openLink(id, link);
    if (sheet.kind !== 'invoice') throw new Error(`${link} opens no invoice`);
    void box.pay(id, sheet.slug);
    await shop.settle();
    // A question of Telegram's that died with the shop is never answered: no money moves, and the sheet closes.
    if (shop.alive() && !charged()) box.clock.advance(10_000);
  }

  async function goOn(): Promise<void> {
    const [link] = payButtons();
    if (charged()) await shop.sign();
    else if (link) await pay(link);
    else tap(/★/u);
  }

  return {
    id,
    pictures,
    payButtons,
    comeHome: async (card) => {
      box.start(id);
      await shop.settle();
      if (card) tap(card);
      await shop.settle();
    },
    renew: async () => {
      for (let deaths = 0; ;) {
        if (!shop.alive()) {
          deaths++;
          await shop.start();
        }
        await shop.settle();
        if (!shop.alive()) continue;
        if (pictures() > 0) return deaths;
        await goOn();
      }
    },
  };
}
