import { InlineKeyboard } from 'grammy';
import type { CustomerId } from '../../domain/ids.ts';
import type { IssuedCode } from '../../domain/issued-code.ts';
import type { Order, OrderState } from '../../domain/order.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { flag, planName } from './plan-words.ts';

/** A page of the customer's orders, the newest first, each a button to its receipt. */
export function ordersScreen({
  speech,
  reader,
  orders,
  codes,
  page,
  more,
}: {
  speech: Speech;
  reader: CustomerId;
  /** Those of this page. */
  orders: readonly Order[];
  /** Activation codes that these orders paid for. */
  codes: readonly IssuedCode[];
  page: number;
  /** Whether there are older ones. */
  more: boolean;
}): Screen {
  const keyboard = new InlineKeyboard();
  for (const order of orders) {
    const date = speech.shortDate(order.createdAt, 'UTC');
    const plan = `${flag(order.plan.coverage)} ${planName(speech, order.plan)}`;
    const given = order.payerId === reader ? '' : '👪 ';
    const unused = codes.some(({ orderId, state }) => orderId === order.id && state === 'active');
    const mark = `${given}${unused ? '🎁' : stateMarks[order.state]}`;
    keyboard.text(`${mark} ${date} · ${plan}`, actions.receipt(order.id)).row();
  }
  if (page > 0) keyboard.text(speech.t('button-previous'), actions.orders(page - 1));
  keyboard.text(speech.t('button-home'), actions.home());
  if (more) keyboard.text(speech.t('button-next'), actions.orders(page + 1));
  return { text: orders.length > 0 ? speech.t('orders-title') : speech.t('orders-none'), keyboard };
}

/** A button has no room for words; the receipt has them. */
const stateMarks: Readonly<Record<OrderState, string>> = {
  awaiting_payment: '○',
  processing: '⏳',
  canceled: '○',
  paid: '⏳',
  fulfilling: '⏳',
  fulfilled: '✓',
  refund_pending: '↩',
  refunded: '↩',
  review: '👤',
};
