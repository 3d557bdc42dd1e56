import { GrammyError, InlineKeyboard, InputFile } from 'grammy';
import type { Api } from 'grammy';
import { telegramUserIdOf } from '../domain/ids.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { Speech, Speeches } from '../i18n/speech.ts';
import type { Store } from '../services/storage-port.ts';
import { actions } from './actions.ts';
import { isNotModified, isUnreachable } from './screen.ts';
import type { Screen, Screens } from './screen.ts';
import type { Picture } from './views/delivery.ts';
import { orderName } from './views/plan-words.ts';

/** How customers are told things that they did not just ask for. Who blocked the bot cannot be told, and finds it all under /orders. */
export interface CustomerChat {
  speechOf(id: CustomerId): Promise<Speech>;
  /** A new bubble. */
  send(id: CustomerId, screen: Screen): Promise<void>;
  /** A new bubble, with a picture or without, that they did not ask for: without a sound if they chose so. */
  notice: Notice;
  /** Edits the order's status bubble, or sends it. */
  status(order: Order, screen: Screen): Promise<void>;
  /** Turns the review bubble into this screen, or sends it where that is gone. */
  instead(order: Order, screen: Screen): Promise<void>;
  /** The review bubble loses its pay button. */
  closeReview(speech: Speech, order: Order): Promise<void>;
  /** The order's status bubble becomes this picture, or it is sent; answers the id of one that was sent. */
  picture(order: Order, picture: Picture): Promise<number | undefined>;
  /** Turns a bubble of theirs into this screen, or sends it where there is none or it is gone. */
  turn(id: CustomerId, messageId: number | null, screen: Screen): Promise<void>;
  /** The order's picture says this instead of what it was for, and keeps its receipt alone. Best effort. */
  closePicture(order: Order, words: string): Promise<void>;
  /** The order's status bubble keeps its receipt alone: what else its buttons did is over. Best effort. */
  closeStatus(order: Order): Promise<void>;
}

/** Tells a customer, in their language, what somebody else did. */
export type Notice = (id: CustomerId, notice: (speech: Speech) => Screen | Picture) => Promise<void>;

export function createCustomerChat({
  api,
  store,
  speeches,
  screens,
  qrPng,
}: {
  api: Api;
  store: Pick<Store, 'customers' | 'orders'>;
  speeches: Speeches;
  screens: Screens;
  qrPng: (text: string) => Uint8Array;
}): CustomerChat {
  async function editIntoPicture(
    chatId: number,
    messageId: number,
    photo: InputFile,
    caption: string,
    { keyboard }: Picture,
  ): Promise<boolean> {
    try {
      const media = { type: 'photo', media: photo, caption, parse_mode: 'HTML' } as const;
      await api.editMessageMedia(chatId, messageId, media, { reply_markup: keyboard });
      return true;
    } catch (error) {
      if (isNotModified(error)) return true;
      if (error instanceof GrammyError && error.error_code === 400) return false;
      throw error;
    }
  }

  async function speechOf(id: CustomerId): Promise<Speech> {
    const customer = await store.customers.byId(id);
    return customer ? speeches.forCustomer(customer) : speeches('en');
  }

  return {
    speechOf,

    send: (id, screen) => reach(() => screens.send(api, telegramUserIdOf(id), screen)),

    notice: async (id, notice) => {
      const customer = await store.customers.byId(id);
      if (!customer) return;
      const chatId = telegramUserIdOf(id);
      const came = notice(speeches.forCustomer(customer));
      const silent = customer.quietNotices;
      await reach(() =>
        'qr' in came
          ? api.sendPhoto(chatId, new InputFile(qrPng(came.qr), 'qr.png'), {
              caption: screens.mark(came.caption),
              parse_mode: 'HTML',
              reply_markup: came.keyboard,
              ...(silent && { disable_notification: true }),
            })
          : screens.send(api, chatId, came, { silent }),
      );
    },

    status: (order, screen) =>
      reach(async () => {
        const chatId = telegramUserIdOf(order.payerId);
        if (order.statusMessageId && (await screens.edit(api, chatId, order.statusMessageId, screen))) return;
        await store.orders.setStatusMessage(order.id, await screens.send(api, chatId, screen));
      }),

    instead: (order, screen) =>
      reach(async () => {
        const chatId = telegramUserIdOf(order.payerId);
        const { reviewMessageId } = order;
        if (reviewMessageId && (await screens.edit(api, chatId, reviewMessageId, screen))) return;
        await store.orders.setReviewMessage(order, await screens.send(api, chatId, screen));
      }),

    closeReview: async (speech, order) => {
      if (!order.reviewMessageId) return;
      await screens
        .edit(api, telegramUserIdOf(order.payerId), order.reviewMessageId, {
          text: speech.t('review-paid', { plan: orderName(speech, order) }),
          keyboard: new InlineKeyboard().text(
            speech.t('button-home'),
            actions.home(order.suppliedCardId ?? order.cardId ?? undefined),
          ),
        })
        .catch(() => false);
    },

    turn: (id, messageId, screen) =>
      reach(async () => {
        const chatId = telegramUserIdOf(id);
        if (messageId !== null && (await screens.edit(api, chatId, messageId, screen))) return;
        await screens.send(api, chatId, screen);
      }),

    closePicture: async (order, words) => {
      if (!order.statusMessageId) return;
      const { t } = await speechOf(order.payerId);
      const keyboard = new InlineKeyboard().text(t('button-receipt'), actions.receipt(order.id));
      const caption = { caption: screens.mark(words), parse_mode: 'HTML', reply_markup: keyboard } as const;
      await api
        .editMessageCaption(telegramUserIdOf(order.payerId), order.statusMessageId, caption)
        .catch(() => false);
    },

    closeStatus: async (order) => {
      if (!order.statusMessageId) return;
      const { t } = await speechOf(order.payerId);
      const keyboard = new InlineKeyboard().text(t('button-receipt'), actions.receipt(order.id));
      const chatId = telegramUserIdOf(order.payerId);
      await api
        .editMessageReplyMarkup(chatId, order.statusMessageId, { reply_markup: keyboard })
        .catch(() => false);
    },

    picture: async (order, picture) => {
      const chatId = telegramUserIdOf(order.payerId);
      const photo = new InputFile(qrPng(picture.qr), 'qr.png');
      const caption = screens.mark(picture.caption);
      let sent: number | undefined;
      await reach(async () => {
        const { statusMessageId } = order;
        if (statusMessageId && (await editIntoPicture(chatId, statusMessageId, photo, caption, picture)))
          return;
        const options = { caption, parse_mode: 'HTML', reply_markup: picture.keyboard } as const;
        sent = (await api.sendPhoto(chatId, photo, options)).message_id;
      });
      return sent;
    },
  };
}

/** Who blocked the bot cannot be told, and is not tried again. */
async function reach(message: () => Promise<unknown>): Promise<void> {
  try {
    await message();
  } catch (error) {
    if (!isUnreachable(error)) throw error;
  }
}
