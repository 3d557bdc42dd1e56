import { InlineKeyboard } from 'grammy';
import { maskAddress } from '../domain/address.ts';
import type { Card } from '../domain/card.ts';
import type { InstallKit } from '../domain/install-kit.ts';
import type { Order } from '../domain/order.ts';
import type { Payment, Refund } from '../domain/payment.ts';
import type { Catalogue } from '../domain/plan.ts';
import { needsInstall } from '../domain/renewal.ts';
import { hour } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Speech } from '../i18n/speech.ts';
import { nameless } from '../services/cards.ts';
import type { CardService } from '../services/cards.ts';
import type { Notifier } from '../services/ports.ts';
import type { Store } from '../services/storage-port.ts';
import { actions, reviewAction } from './actions.ts';
import type { CustomerChat } from './customer-chat.ts';
import { escapeHtml } from '../i18n/html.ts';
import { installPicture, renewedByAnother, renewedForAnother, toppedUpPicture } from './views/delivery.ts';
import type { Picture } from './views/delivery.ts';
import {
  bankReturnScreen,
  cameBackScreen,
  delayScreen,
  disputeClosedScreen,
  disputeScreen,
  refundScreen,
} from './views/order-news.ts';
import type { Sender } from './views/order-news.ts';
import { cardName, orderName } from './views/plan-words.ts';

/** Tells customers what became of their orders: one bubble a renewal, edited from "received" into the picture. */
export function createNotifier({
  chat,
  store,
  cards,
  catalogue,
  botUsername,
  installKit,
  clock,
}: {
  chat: CustomerChat;
  store: Pick<Store, 'orders' | 'shares' | 'fulfilments'>;
  cards: CardService;
  catalogue: Catalogue;
  botUsername: string;
  installKit: (lpa: string) => InstallKit;
  clock: Clock;
}): Notifier {
  const { speechOf, send, status, instead, closeReview, picture } = chat;

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
      const text = speech.t('pay-failed', { plan: orderName(speech, order) });
      await instead(order, { text, keyboard: payAgain(speech, order) });
    },

    paid: async (order) => {
      const speech = await speechOf(order.payerId);
      await closeReview(speech, order);
      if (order.activationCodeId) await status(order, { text: speech.t('code-activating') });
      else if (!order.statusMessageId) await status(order, { text: speech.t('paid-activating') });
    },

    delivered: async (order, card, { asksForAddress, late }) => {
      if (order.payerId !== card.ownerId) return deliveredForAnother(order, card, late);
      const speech = await speechOf(order.payerId);
      // Without a status bubble the payment was never reported, so the pay button may still be there.
      if (!order.statusMessageId) await closeReview(speech, order);
      const ready = await pictureOf(speech, order, card, asksForAddress);
      const caption = late ? `${speech.t('done-late')}\n${ready.caption}` : ready.caption;
      const sent = await picture(await whereTheyLook(order), { ...ready, caption });
      // Remembered, so that it can say later that it does not hold any more.
      if (sent !== undefined) await store.orders.setStatusMessage(order.id, sent);
    },

    deliveredByHand: async (order) => {
      const speech = await speechOf(order.payerId);
      const keyboard = new InlineKeyboard()
        .text(speech.t('button-receipt'), actions.receipt(order.id))
        .text(speech.t('button-help'), actions.help());
      const text = speech.t('delivered-by-hand', { plan: orderName(speech, order) });
      await status(await whereTheyLook(order), { text, keyboard });
    },

    delayed: async (order, reason) => {
      const speech = await speechOf(order.payerId);
      const now = (await store.orders.byId(order.id)) ?? order;
      // They hear of it after a day of silence; all else while they wait.
      const shownIn = reason === 'review' ? await whereTheyLook(now) : now;
      await status(shownIn, delayScreen(speech, order, reason));
    },

    disputed: async (order, payment, matter) => {
      const speech = await speechOf(payment.payerId);
      await send(payment.payerId, disputeScreen(speech, order, payment, matter));
    },

    bankReturned: async (order, payment, matter) => {
      const speech = await speechOf(payment.payerId);
      const screen = bankReturnScreen(speech, order, payment, matter);
      if (order && order.deliveredAt === null) return status(await whereTheyLook(order), screen);
      if (order && matter === 'code_ended') await chat.closeStatus(order);
      await send(payment.payerId, screen);
    },

    disputeClosed: async (order, payment, matter) => {
      const speech = await speechOf(payment.payerId);
      await send(payment.payerId, disputeClosedScreen(speech, order, payment, matter));
    },

    misfit: async ({ payerId, money }) => {
      const speech = await speechOf(payerId);
      const text = speech.t('payment-misfit', { total: speech.money(money) });
      await send(payerId, { text, keyboard: toPerson(speech) });
    },
    partBack: async (order, { payerId, money }, { codeEnded }) => {
      const speech = await speechOf(payerId);
      const { t } = speech;
      const facts = { plan: orderName(speech, order), total: speech.money(money) };
      const text = codeEnded ? t('payment-part-back-code', facts) : t('payment-part-back', facts);
      const keyboard = new InlineKeyboard()
        .text(t('button-receipt'), actions.receipt(order.id))
        .text(t('button-person'), actions.person());
      await send(payerId, { text, keyboard });
    },
    pageLost: async (order, { total }) => {
      const speech = await speechOf(order.payerId);
      const plan = orderName(speech, order);
      const text = speech.t('payment-page-lost', { plan, total: speech.money(total) });
      await send(order.payerId, { text, keyboard: toPerson(speech) });
    },
    pageUnpaid: async (order, { total }) => {
      const speech = await speechOf(order.payerId);
      const plan = orderName(speech, order);
      const text = speech.t('payment-page-none', { plan, total: speech.money(total) });
      await send(order.payerId, { text, keyboard: payAgain(speech, order) });
    },

    mailRefused: async (customerId, address) => {
      const speech = await speechOf(customerId);
      const keyboard = new InlineKeyboard()
        .text({ text: speech.t('button-other-address'), style: 'primary' }, actions.emailNew())
        .text(speech.t('button-home'), actions.home());
      const text = speech.t('email-refused', { address: maskAddress(address) });
      await send(customerId, { text, keyboard });
    },

    refunding: (order, payment, refund, by) => aboutRefund(order, payment, refund, by),
    refunded: (order, payment, refund) => aboutRefund(order, payment, refund, null),
    cameBack: async (order, payment) => {
      const speech = await speechOf(payment.payerId);
      await send(payment.payerId, cameBackScreen(speech, order, payment));
    },
  };

  /**
   * Paid by one, for the card of another: the payer reads how it went, and the owner alone gets what is needed to install it. Both are
   * told again when the process dies before that is written down.
   */
  async function deliveredForAnother(order: Order, card: Card, late: boolean): Promise<void> {
    const speech = await speechOf(order.payerId);
    if (!order.statusMessageId) await closeReview(speech, order);
    const done = renewedForAnother({ speech, order, card: nameless(card), catalogue });
    await status(
      await whereTheyLook(order),
      late ? { ...done, text: `${speech.t('done-late')}\n${done.text}` } : done,
    );
    const lpa = needsInstall(order.preview) ? await cards.installationCode(card.ownerId, card.id) : null;
    // A new eSIM follows the one that was shared.
    const share = await store.shares.between(order.cardId ?? card.id, order.payerId);
    const payer = share?.name ?? null;
    await chat.notice(card.ownerId, (their) => {
      if (!lpa) return renewedByAnother({ speech: their, order, card, payer, catalogue });
      const who = escapeHtml(payer ?? their.t('companion-somebody'));
      const title = their.t('notice-new-esim', { who, card: cardName(their, card) });
      return installPicture({ speech: their, card, kit: installKit(lpa), orderId: order.id, title });
    });
  }

  async function aboutRefund(
    order: Order | undefined,
    payment: Payment,
    refund: Refund,
    by: Sender,
  ): Promise<void> {
    const speech = await speechOf(payment.payerId);
    const screen = refundScreen(speech, { order, payment, refund, by });
    const now = order && ((await store.orders.byId(order.id)) ?? order);
    if (now && inPlace.includes(refund.reason)) {
      if (isAwaited(refund)) return status(await whereTheyLook(now), screen);
      await chat.closeStatus(now);
    }
    // Whoever still waits there for what they bought has nothing to wait for, or to cancel.
    const isOver = refund.reason === 'external' && now?.deliveredAt === null;
    if (now && (isOver || refund.reason === 'code_expired')) await chat.closeStatus(now);
    await send(payment.payerId, screen);
  }

  /**
   * The order with its bubble while they still wait there, else without: whoever has waited for long looks elsewhere by then, and an edit
   * tells them nothing.
   */
  async function whereTheyLook(order: Order): Promise<Order> {
    const since = (await store.fulfilments.byOrder(order.id))?.startedAt;
    if (since === undefined || order.deliveredAt !== null || clock() - since < hour) return order;
    await chat.closeStatus(order);
    return { ...order, statusMessageId: null };
  }

  /** Begun anew, or begun long ago: nobody looks at that bubble any more, and an edit of it would tell nobody. */
  function isAwaited({ tries, requestedAt }: Refund): boolean {
    return tries === 1 && clock() - requestedAt < hour;
  }

  async function pictureOf(
    speech: Speech,
    order: Order,
    card: Card,
    asksForAddress: boolean,
  ): Promise<Picture> {
    const lpa = needsInstall(order.preview) ? await cards.installationCode(card.ownerId, card.id) : null;
    if (!lpa) return toppedUpPicture({ speech, order, card, catalogue, botUsername, asksForAddress });
    return installPicture({ speech, card, kit: installKit(lpa), orderId: order.id, asksForAddress });
  }
}

function payAgain({ t }: Speech, order: Order): InlineKeyboard {
  return new InlineKeyboard()
    .text({ text: t('button-retry'), style: 'primary' }, reviewAction(order))
    .row()
    .text(t('button-person'), actions.person())
    .text(t('button-home'), actions.home(order.cardId ?? undefined));
}

function toPerson({ t }: Speech): InlineKeyboard {
  return new InlineKeyboard()
    .text(t('button-person'), actions.person())
    .text(t('button-home'), actions.home());
}

/** Told in the order's own bubble, where its payer waits for it. */
const inPlace: readonly Refund['reason'][] = ['undeliverable', 'code_void', 'cancelled'];
