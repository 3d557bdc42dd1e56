import type { Outside } from './outside.ts';

/** How long the bot took, in milliseconds. */
export interface Traveller {
  /** /start, until the first bubble is there. */
  come(): Promise<void>;
  /** A tap on a button of the bubble that is there, until it is acknowledged. */
  tap(data: string): Promise<number>;
  /** The tap on ★, which opens the review. */
  tapStar(): Promise<number>;
  /** Taps ★, and once more whenever the supplier was silent, until the pay button is there. */
  openReview(): Promise<void>;
  /** Telegram's question before it takes the money for the open review. */
  askToPay(): Promise<number>;
  /** The money moves: until the picture is there. */
  pay(): Promise<number>;
  /** From ★ to the picture. */
  renew(): Promise<void>;
}

let queries = 0;
let charges = 0;

/** Somebody with a phone, as the bot sees them: updates go in, calls come out. */
export function createTraveller({ outside, id }: { outside: Outside; id: number }): Traveller {
  const from = { id, is_bot: false, first_name: 'Traveller', language_code: 'en' };
  const chat = { id, type: 'private', first_name: 'Traveller' };
  const message = { message_id: 1, date: 1, chat, from };
  /** ★ of the first home; it goes on working. */
  let star: string | undefined;

  async function took(call: string, update: object): Promise<number> {
    const [at, left] = await Promise.all([outside.next(call), outside.deliver(update)]);
    return at - left;
  }

  function tap(data: string): Promise<number> {
    const query = `tap-${queries++}`;
    const { messageId } = outside.bubble(id);
    const tapped = { message_id: messageId, date: 1, chat, text: 'home' };
    const callback = { id: query, from, chat_instance: '1', data, message: tapped };
    return took(`answerCallbackQuery ${query}`, { callback_query: callback });
  }

  const payLink = (): string | undefined =>
    /https:\/\/t\.me\/\$\d+/.exec(JSON.stringify(outside.bubble(id).params))?.[0];

  /** The invoice behind the pay button of the bubble. */
  function invoice(): { invoice_payload: string; total_amount: number; currency: string } {
    const { payload, prices } = outside.invoice(payLink() ?? '');
    const total = (prices as readonly { amount: number }[] | undefined)?.[0]?.amount ?? 0;
    return { invoice_payload: String(payload), total_amount: total, currency: 'XTR' };
  }

  const tapStar = (): Promise<number> => {
    star ??= /plan\/card_[\w-]+\/[\w-]+/.exec(JSON.stringify(outside.bubble(id).params))?.[0];
    if (!star) throw new Error(`${id} sees no ★`);
    return tap(star);
  };
  const openReview = async (): Promise<void> => {
    do await tapStar();
    while (!payLink());
  };
  const askToPay = (): Promise<number> => {
    const query = `checkout-${queries++}`;
    return took(`answerPreCheckoutQuery ${query}`, { pre_checkout_query: { id: query, from, ...invoice() } });
  };
  const pay = (): Promise<number> => {
    const charge = `charge-${charges++}`;
    const paid = { ...invoice(), telegram_payment_charge_id: charge, provider_payment_charge_id: charge };
    return took(`picture ${id}`, { message: { ...message, successful_payment: paid } });
  };

  return {
    come: async () => {
      const entities = [{ type: 'bot_command', offset: 0, length: 6 }];
      await took(`text ${id}`, { message: { ...message, text: '/start', entities } });
    },
    tap,
    tapStar,
    openReview,
    askToPay,
    pay,
    renew: async () => {
      await openReview();
      await askToPay();
      await pay();
    },
  };
}
