import { InlineKeyboard } from 'grammy';
import type { CodeNotifier } from '../services/ports.ts';
import type { Store } from '../services/storage-port.ts';
import { actions } from './actions.ts';
import type { CustomerChat } from './customer-chat.ts';
import { codePicture, lastDay, whatItPays } from './views/code.ts';

/** Tells people what became of activation codes. */
export function createCodeNotifier({
  chat,
  store,
  botUsername,
}: {
  chat: CustomerChat;
  store: Pick<Store, 'orders'>;
  botUsername: string;
}): CodeNotifier {
  return {
    ready: async (order, code, secret) => {
      const speech = await chat.speechOf(order.payerId);
      await chat.closeReview(speech, order);
      const sent = await chat.picture(order, codePicture({ speech, code, secret, botUsername }));
      // Remembered, so that it does not offer the code for ever.
      if (sent !== undefined) await store.orders.setStatusMessage(order.id, sent);
    },

    returned: async (order, { good, wished }) => {
      const speech = await chat.speechOf(order.ownerId);
      const keyboard = new InlineKeyboard();
      if (good && order.activationCodeId)
        keyboard.text(speech.t('button-retry'), actions.useCode(order.activationCodeId));
      keyboard
        .text(speech.t('button-help'), actions.help())
        .text(speech.t('button-home'), actions.home(order.cardId ?? undefined));
      const text = speech.t(
        good ? (wished ? 'code-returned-wished' : 'code-returned') : 'code-returned-void',
      );
      await chat.status(order, { text, keyboard });
    },

    released: (code) =>
      chat.notice(code.payerId, (speech) => ({
        text: speech.t('code-released', { plan: whatItPays(speech, code.plan) }),
        keyboard: new InlineKeyboard()
          .text(speech.t('button-show-code'), actions.showCode(code.id))
          .text(speech.t('button-receipt'), actions.receipt(code.orderId)),
      })),

    used: async (code) => {
      await chat.notice(code.payerId, (speech) => ({
        text: speech.t('code-used', { plan: whatItPays(speech, code.plan) }),
        keyboard: new InlineKeyboard().text(speech.t('button-receipt'), actions.receipt(code.orderId)),
      }));
      const purchase = await store.orders.byId(code.orderId);
      if (purchase) await chat.closeStatus(purchase);
    },

    ending: (code) =>
      chat.notice(code.payerId, (speech) => ({
        text: speech.t('code-ending', { plan: whatItPays(speech, code.plan), date: lastDay(speech, code) }),
        keyboard: new InlineKeyboard()
          .text(speech.t('button-use-code'), actions.useCode(code.id))
          .text(speech.t('button-receipt'), actions.receipt(code.orderId)),
      })),
  };
}
