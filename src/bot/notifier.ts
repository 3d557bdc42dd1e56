import { GrammyError, InputFile } from 'grammy';
import type { Api } from 'grammy';
import { telegramUserIdOf } from '../domain/ids.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { Card } from '../domain/card.ts';
import type { Order } from '../domain/order.ts';
import type { Payment, Refund } from '../domain/payment.ts';
import type { Catalogue } from '../domain/plan.ts';
import type { Speech, Speeches } from '../i18n/speech.ts';
import type { CardService } from '../services/cards.ts';
import type { Notifier } from '../services/ports.ts';
import type { Store } from '../services/storage-port.ts';
import { actions } from './actions.ts';
import { InlineKeyboard } from 'grammy';
import { isNotModified, isUnreachable } from './screen.ts';
import type { Screen, Screens } from './screen.ts';
import { installPicture, toppedUpPicture } from './views/delivery.ts';
import type { InstallKit, Picture } from './views/delivery.ts';
import { orderName } from './views/plan-words.ts';

/** Tells customers what became of their orders: one bubble a renewal, edited from "received" into the picture. */
export function createNotifier({
  api,
  store,
  cards,
  catalogue,
  speeches,
  screens,
  botUsername,
  installKit,
  qrPng,
}: {
  api: Api;
  store: Pick<Store, 'customers' | 'orders'>;
  cards: CardService;
  catalogue: Catalogue;
  speeches: Speeches;
  screens: Screens;
  botUsername: string;
  installKit: (lpa: string) => InstallKit;
  qrPng: (text: string) => Uint8Array;
}): Notifier {
  async function speechOf(id: CustomerId): Promise<Speech> {
    const customer = await store.customers.byId(id);
    return customer ? speeches.forCustomer(customer) : speeches('en');
  }

  /** The review bubble loses its pay button. */
  async function closeReview(speech: Speech, order: Order): Promise<void> {
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
  }

  /** Edits the order's status bubble, or sends it; whoever blocked the bot finds it all under /orders. */
  async function status(order: Order, screen: Screen): Promise<void> {
    const chatId = telegramUserIdOf(order.payerId);
    await reach(async () => {
      if (order.statusMessageId && (await screens.edit(api, chatId, order.statusMessageId, screen))) return;
      await store.orders.setStatusMessage(order.id, await screens.send(api, chatId, screen));
    });
  }

  async function sendPicture(order: Order, picture: Picture): Promise<void> {
    const chatId = telegramUserIdOf(order.ownerId);
    const photo = new InputFile(qrPng(picture.qr), 'qr.png');
    const caption = screens.mark(picture.caption);
    await reach(async () => {
      const { statusMessageId } = order;
      if (statusMessageId && (await editIntoPicture(chatId, statusMessageId, photo, caption, picture)))
        return;
      await api.sendPhoto(chatId, photo, { caption, parse_mode: 'HTML', reply_markup: picture.keyboard });
    });
  }

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

  /** Turns the review bubble into this screen, or sends it where that is gone. */
  async function instead(order: Order, screen: Screen): Promise<void> {
    const chatId = telegramUserIdOf(order.payerId);
    await reach(async () => {
      const { reviewMessageId } = order;
      if (reviewMessageId && (await screens.edit(api, chatId, reviewMessageId, screen))) return;
      await store.orders.setReviewMessage(order, await screens.send(api, chatId, screen));
    });
  }

  return {
    confirming: async (order, { total }) => {
      const speech = await speechOf(order.payerId);
      const plan = orderName(speech, order);
      const text = speech.t('pay-processing', { plan, total: speech.money(total) });
      const keyboard = new InlineKeyboard().text(speech.t('button-receipt'), actions.receipt(order.id));
      await instead(order, { text, keyboard });
    },

    notPaid: async (order) => {
      const speech = await speechOf(order.payerId);
      const again = order.cardId ? actions.plan(order.cardId, order.plan.id) : actions.buyPlan(order.plan.id);
      const keyboard = new InlineKeyboard()
        .text({ text: speech.t('button-retry'), style: 'primary' }, again)
        .row()
        .text(speech.t('button-person'), actions.person())
        .text(speech.t('button-home'), actions.home(order.cardId ?? undefined));
      await instead(order, {
        text: speech.t('pay-failed', { plan: orderName(speech, order) }),
        keyboard,
      });
    },

    paid: async (order) => {
      const speech = await speechOf(order.payerId);
      await closeReview(speech, order);
      if (!order.statusMessageId) await status(order, { text: speech.t('paid-activating') });
    },

    delivered: async (order, card) => {
      const speech = await speechOf(order.ownerId);
      // Without a status bubble the payment was never reported, so the pay button may still be there.
      if (!order.statusMessageId) await closeReview(speech, order);
      await sendPicture(order, await pictureOf(speech, order, card));
    },

    delayed: async (order, reason) => {
      const speech = await speechOf(order.payerId);
      const keyboard = new InlineKeyboard().text(speech.t('button-help'), actions.help());
      const text = delayText(speech, reason);
      await status((await store.orders.byId(order.id)) ?? order, { text, keyboard });
    },

    refunding: (order, payment, refund, by) => aboutRefund(order, payment, refund, by),
    refunded: (order, payment, refund) => aboutRefund(order, payment, refund, null),
  };

  /** Where the money is: on its way, in a person's hands, or back (`by` is null). */
  async function aboutRefund(
    order: Order | undefined,
    payment: Payment,
    refund: Refund,
    by: 'rail' | 'person' | null,
  ): Promise<void> {
    const speech = await speechOf(payment.payerId);
    const keyboard = new InlineKeyboard();
    if (order) keyboard.text(speech.t('button-receipt'), actions.receipt(order.id));
    if (by === 'person') keyboard.text(speech.t('button-help'), actions.help());
    else keyboard.text(speech.t('button-home'), actions.home(order?.cardId ?? undefined));
    const text = `${refundReason(speech, refund)}\n${refundFate(speech, payment, by)}`.trim();
    if (refund.reason === 'undeliverable' && order)
      return status((await store.orders.byId(order.id)) ?? order, { text, keyboard });
    await reach(() => screens.send(api, telegramUserIdOf(payment.payerId), { text, keyboard }));
  }

  async function pictureOf(speech: Speech, order: Order, card: Card): Promise<Picture> {
    const lpa = needsInstall(order) ? await cards.installationCode(order.ownerId, card.id) : null;
    if (!lpa) return toppedUpPicture({ speech, order, card, catalogue, botUsername });
    return installPicture({ speech, card, kit: installKit(lpa), orderId: order.id });
  }
}

/** New, or not on a phone yet: the picture must hold the installation code. */
function needsInstall({ preview }: Order): boolean {
  return preview.kind === 'new_profile' || preview.kind === 'starts_on_install';
}

function refundReason({ t }: Speech, { reason }: Refund): string {
  switch (reason) {
    case 'undeliverable':
      return t('refund-undeliverable');
    case 'duplicate':
      return t('refund-duplicate');
    case 'test_deployment':
      return t('refund-test');
    case 'external':
      return '';
  }
}

function refundFate(speech: Speech, { money, rail }: Payment, by: 'rail' | 'person' | null): string {
  const total = speech.money(money);
  switch (by) {
    case 'rail':
      return speech.t('refund-on-its-way', { total });
    case 'person':
      return speech.t('refund-by-hand', { total });
    case null:
      return rail === 'stars' ? speech.t('refund-stars-back', { total }) : speech.t('refund-back', { total });
  }
}

function delayText({ t }: Speech, reason: Parameters<Notifier['delayed']>[1]): string {
  switch (reason) {
    case 'slow':
      return t('delayed-slow');
    case 'refused':
      return t('delayed-refused');
    case 'review':
      return t('delayed-review');
  }
}

/** Who blocked the bot cannot be told, and is not tried again. */
async function reach(message: () => Promise<unknown>): Promise<void> {
  try {
    await message();
  } catch (error) {
    if (!isUnreachable(error)) throw error;
  }
}
