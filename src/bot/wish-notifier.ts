import { InlineKeyboard } from 'grammy';
import type { Order } from '../domain/order.ts';
import type { Speech } from '../i18n/speech.ts';
import type { WishNotifier } from '../services/ports.ts';
import { actions } from './actions.ts';
import type { CustomerChat } from './customer-chat.ts';
import { refundAskedScreen } from './views/refund.ts';
import { planName } from './views/plan-words.ts';

/** Tells customers what becomes of the refunds they asked for. */
export function createWishNotifier({ chat }: { chat: CustomerChat }): WishNotifier {
  const waysOn = ({ t }: Speech, { id }: Order): InlineKeyboard =>
    new InlineKeyboard()
      .text(t('button-person'), actions.person())
      .row()
      .text(t('button-receipt'), actions.receipt(id))
      .text(t('button-home'), actions.home());

  return {
    asking: async (order, { messageId }) => {
      const speech = await chat.speechOf(order.payerId);
      await chat.turn(order.payerId, messageId, refundAskedScreen(speech, order));
    },
    takenBack: async (order) => {
      const { t } = await chat.speechOf(order.payerId);
      const fresh = order.preview.kind === 'new_profile';
      await chat.closePicture(order, t(fresh ? 'taken-back-esim' : 'taken-back-plan'));
    },
    withPerson: async (order, { messageId }) => {
      const speech = await chat.speechOf(order.payerId);
      const text = speech.t('refund-with-person', { plan: planName(speech, order.plan) });
      await chat.turn(order.payerId, messageId, { text, keyboard: waysOn(speech, order) });
    },
    // A new bubble: they have not looked at the old one for hours.
    refused: async (order) => {
      const speech = await chat.speechOf(order.payerId);
      const text = speech.t('refund-refused', { plan: planName(speech, order.plan) });
      await chat.send(order.payerId, { text, keyboard: waysOn(speech, order) });
    },
  };
}
