import { InlineKeyboard } from 'grammy';
import type { Order } from '../../domain/order.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { Outlook } from '../../services/refund-wishes.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { planName } from './plan-words.ts';

/** Before a refund is asked for: what will come of it. Only the first button acts. */
export function refundQuestion(
  speech: Speech,
  { order, payment, way }: Extract<Outlook, { kind: 'open' }>,
): Screen {
  const { t } = speech;
  const { rail, money } = payment;
  const facts = { plan: planName(speech, order.plan), total: speech.money(money), rail };
  const yes = way === 'person' ? t('button-refund-person') : t('button-refund-yes');
  return {
    text: question(speech, order, way, facts),
    keyboard: new InlineKeyboard()
      .text({ text: yes, style: 'danger' }, actions.refund(order.id))
      .row()
      .text(t('button-back'), actions.receipt(order.id)),
  };
}

function question(
  { t }: Speech,
  { preview }: Order,
  way: Extract<Outlook, { kind: 'open' }>['way'],
  facts: { plan: string; total: string; rail: string },
): string {
  switch (way) {
    case 'automatic':
      return preview.kind === 'new_profile'
        ? t('refund-question-esim', facts)
        : t('refund-question-plan', facts);
    case 'person':
      return t('refund-question-person', facts);
    case 'silent':
      return t('refund-question-silent', facts);
  }
}

/** It was asked for, and is being found out. */
export function refundAskedScreen(speech: Speech, order: Order): Screen {
  const { t } = speech;
  return {
    text: t('refund-asked', { plan: planName(speech, order.plan) }),
    keyboard: new InlineKeyboard()
      .text(t('button-receipt'), actions.receipt(order.id))
      .text(t('button-home'), actions.home()),
  };
}

/** Whoever waits may still cancel. */
export function waitingScreen({ t }: Speech, { id, activationCodeId }: Order): Screen {
  return {
    text: activationCodeId ? t('code-waiting') : t('waiting'),
    keyboard: new InlineKeyboard()
      .text(t('button-stop'), actions.stop(id))
      .row()
      .text(t('button-receipt'), actions.receipt(id))
      .text(t('button-help'), actions.help()),
  };
}

/** No refund can be asked for here, and why. */
export function noRefundScreen(speech: Speech, order: Order, why: 'too_old' | 'not_yet'): Screen {
  const { t } = speech;
  return {
    text: why === 'too_old' ? t('refund-too-old') : t('refund-not-yet'),
    keyboard: new InlineKeyboard()
      .text(t('button-person'), actions.person())
      .row()
      .text(t('button-receipt'), actions.receipt(order.id))
      .text(t('button-home'), actions.home()),
  };
}
