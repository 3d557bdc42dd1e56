import { InlineKeyboard } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Order } from '../../domain/order.ts';
import type { PaymentAttempt, PaymentMethod } from '../../domain/payment.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import { readerTime } from './moment.ts';

/** A way to pay as the review shows it. */
export interface PayWay {
  readonly attempt: PaymentAttempt;
  /** Opens the rail's sheet or page; null where one more tap must ask for it. */
  readonly link: string | null;
}

/** The total, by which way unless in `short`, and until when it holds. */
export function totalText(
  speech: Speech,
  {
    order,
    attempt,
    methods,
    short,
  }: { order: Order; attempt: PaymentAttempt; methods: readonly PaymentMethod[]; short: boolean },
): string {
  const total = speech.money(attempt.total);
  const until = readerTime(order.quoteExpiresAt);
  if (short) return speech.t('review-total-short', { total, until });
  switch (attempt.rail) {
    case 'stars':
      return speech.t('review-total', { total, price: speech.money(order.price), until });
    case 'invoice':
      return speech.t('review-total-invoice', { total, until });
    case 'stripe':
      return speech.t('review-total-page', { total, methods: methodNames(speech, methods), until });
  }
}

/** One large button for the way chosen, one tap to each other way. */
export function payButtons(
  speech: Speech,
  { ways: [chosen, ...others], methods }: { ways: readonly PayWay[]; methods: readonly PaymentMethod[] },
): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  if (!chosen) return keyboard;
  const total = speech.money(chosen.attempt.total);
  keyboard.add(button(speech.t('button-pay', { total }), chosen, 'success')).row();
  for (const way of others) keyboard.add(button(wayName(speech, way.attempt, methods), way)).row();
  return keyboard;
}

function button(text: string, { attempt, link }: PayWay, style?: 'success'): InlineKeyboardButton {
  const look = { text, ...(style && { style }) };
  return link ? { ...look, url: link } : { ...look, callback_data: actions.pay(attempt.id) };
}

function wayName(speech: Speech, attempt: PaymentAttempt, methods: readonly PaymentMethod[]): string {
  switch (attempt.rail) {
    case 'stars':
      return speech.t('button-rail-stars', { total: speech.money(attempt.total) });
    case 'invoice':
      return speech.t('button-rail-invoice', { total: speech.money(attempt.total) });
    case 'stripe':
      return methodNames(speech, methods);
  }
}

const methodKeys = {
  card: 'method-card',
  paypal: 'method-paypal',
  alipay: 'method-alipay',
  wechat_pay: 'method-wechat',
} as const;

/** `Card · PayPal · Alipay · WeChat`; the spaces let a line break between the names. */
function methodNames(speech: Speech, methods: readonly PaymentMethod[]): string {
  return methods.map((method) => speech.t(methodKeys[method])).join(' · ');
}
