import { InlineKeyboard } from 'grammy';
import type { CodeNotifier } from '../services/ports.ts';
import { actions } from './actions.ts';
import type { CustomerChat } from './customer-chat.ts';
import { codePicture, lastDay, whatItPays } from './views/code.ts';

/** Tells people what became of activation codes. */
export function createCodeNotifier({
  chat,
  botUsername,
}: {
  chat: CustomerChat;
  botUsername: string;
}): CodeNotifier {
  return {
    ready: async (order, code, secret) => {
      const speech = await chat.speechOf(order.payerId);
      await chat.closeReview(speech, order);
      await chat.picture(order, codePicture({ speech, code, secret, botUsername }));
    },

    returned: async (order, good) => {
      const speech = await chat.speechOf(order.ownerId);
      const keyboard = new InlineKeyboard();
      if (good && order.activationCodeId)
        keyboard.text(speech.t('button-retry'), actions.useCode(order.activationCodeId));
      keyboard
        .text(speech.t('button-help'), actions.help())
        .text(speech.t('button-home'), actions.home(order.cardId ?? undefined));
      const text = speech.t(good ? 'code-returned' : 'code-returned-void');
      await chat.status(order, { text, keyboard });
    },

    used: (code) =>
      chat.notice(code.payerId, (speech) => ({
        text: speech.t('code-used', { plan: whatItPays(speech, code.plan) }),
        keyboard: new InlineKeyboard().text(speech.t('button-receipt'), actions.receipt(code.orderId)),
      })),

    ending: (code) =>
      chat.notice(code.payerId, (speech) => ({
        text: speech.t('code-ending', { plan: whatItPays(speech, code.plan), date: lastDay(speech, code) }),
        keyboard: new InlineKeyboard()
          .text(speech.t('button-use-code'), actions.useCode(code.id))
          .text(speech.t('button-receipt'), actions.receipt(code.orderId)),
      })),
  };
}
