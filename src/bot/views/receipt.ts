import { InlineKeyboard } from 'grammy';
import type { Card } from '../../domain/card.ts';
import type { Dispute } from '../../domain/dispute.ts';
import type { IssuedCode } from '../../domain/issued-code.ts';
import { sameMoney } from '../../domain/money.ts';
import type { MoneyStory } from '../../domain/money-whereabouts.ts';
import { awaitingDelivery } from '../../domain/order.ts';
import type { Order } from '../../domain/order.ts';
import type { RefundWish } from '../../domain/refund-wish.ts';
import type { Payment, Refund } from '../../domain/payment.ts';
import type { Catalogue } from '../../domain/plan.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import type { Shop } from '../shop.ts';
import type { Screen } from '../screen.ts';
import { codeState } from './code.ts';
import { previewText } from './review.ts';
import { readerDateTime } from './moment.ts';
import { cardMention, coverageName, flag, planName } from './plan-words.ts';
import { shortReference } from './reference.ts';

/** An order in words, for its receipt on whatever paper. */
export function receiptWords(
  speech: Speech,
  {
    order,
    code,
    payments,
    refunds,
    catalogue,
  }: {
    order: Order;
    /** The activation code that it paid for. */
    code: IssuedCode | undefined;
    payments: readonly Payment[];
    refunds: readonly Refund[];
    catalogue: Catalogue;
  },
) {
  const paid = payments.find(({ id }) => !refunds.some((refund) => refund.paymentId === id)) ?? payments[0];
  const told = order.state === 'fulfilled' && !code && order.preview.kind !== 'new_profile';
  return {
    number: shortReference(order.id),
    what: `${flag(order.plan.coverage)} ${coverageName(speech, order.plan.coverage)} · ${planName(speech, order.plan)}`,
    state: code && order.state === 'fulfilled' ? codeState(speech, code) : stateName(speech, order),
    paid: paid ? { payment: paid, total: totalOf(speech, paid, order) } : null,
    effect: told ? previewText({ speech, order, catalogue }) : null,
    refunds: refunds
      .filter((refund) => !isOvertaken(refund, payments))
      .map((refund) => refundLine(speech, refund, payments)),
  };
}

/** One order: what, for which card, how much, and what became of the money. */
export function receiptScreen({
  speech,
  order,
  card,
  code,
  story,
  wish,
  refundable,
  catalogue,
  shop,
  mailable,
}: {
  speech: Speech;
  order: Order;
  card: Card | undefined;
  /** The activation code that it paid for. */
  code: IssuedCode | undefined;
  /** null when somebody else paid. */
  story: MoneyStory | null;
  /** What the reader asked for. */
  wish: RefundWish | undefined;
  /** A refund can be asked for. */
  refundable: boolean;
  catalogue: Catalogue;
  shop: Shop;
  /** It can be sent by e-mail. */
  mailable: boolean;
}): Screen {
  const { payments = [], refunds = [], disputes = [] } = story ?? {};
  const words = receiptWords(speech, { order, code, payments, refunds, catalogue });
  const { number, what, state, paid, effect } = words;
  const wished = wish ? wishLine(speech, order, wish) : null;
  const lines = [
    `<b>${speech.t('receipt-title', { number })}</b>`,
    `${what}${card ? ` → ${cardMention(card)}` : ''}`,
    story === null
      ? speech.t('receipt-by-another')
      : paid
        ? paidLine(speech, paid.payment, order)
        : unpaidText(speech, order),
    speech.t('receipt-state', { state }),
    ...(wished === null ? (effect === null ? [] : [effect]) : [wished]),
    ...words.refunds,
    ...disputes.flatMap((dispute) => disputeLine(speech, dispute)),
    ...partLines(speech, story),
    speech.t('receipt-seller', { seller: shop.seller }),
  ];
  const keyboard = new InlineKeyboard();
  if (code?.state === 'active')
    keyboard
      .text(speech.t('button-show-code'), actions.showCode(code.id))
      .text(speech.t('button-use-code'), actions.useCode(code.id))
      .row()
      .text(speech.t('button-cancel-code'), actions.askCancelCode(code.id))
      .row();
  if (mailable) keyboard.text(speech.t('button-mail-receipt'), actions.mailReceipt(order.id)).row();
  if (refundable) keyboard.text(speech.t('button-refund'), actions.askRefund(order.id)).row();
  keyboard
    .text(speech.t('button-orders'), actions.orders())
    .text(speech.t('button-home'), actions.home(card?.id));
  return { text: lines.join('\n'), keyboard };
}

/** What was paid and when; with the price beside it where that is in other money, such as Stars. */
function paidLine(speech: Speech, { money, rail, receivedAt }: Payment, { price }: Order): string {
  const facts = { total: speech.money(money), date: readerDateTime(speech, receivedAt) };
  const paid = sameMoney(money, price)
    ? speech.t('receipt-paid', facts)
    : speech.t('receipt-paid-as', { ...facts, price: speech.money(price) });
  return `${paid}\n${speech.t('receipt-rail', { rail })}`;
}

/** What an activation code paid for has cost its owner nothing. */
function unpaidText(speech: Speech, { activationCodeId, price }: Order): string {
  return activationCodeId
    ? speech.t('receipt-by-code')
    : speech.t('receipt-unpaid', { price: speech.money(price) });
}

/** The same without the date. */
function totalOf(speech: Speech, { money }: Payment, { price }: Order): string {
  const total = speech.money(money);
  return sameMoney(money, price) ? total : speech.t('total-as', { total, price: speech.money(price) });
}

/** The state of an order in the reader's words. */
function stateName(speech: Speech, { state, activationCodeId }: Order): string {
  if (activationCodeId && (state === 'refund_pending' || state === 'refunded'))
    return speech.t('state-code-returned');
  switch (state) {
    case 'awaiting_payment':
      return speech.t('state-awaiting-payment');
    case 'processing':
      return speech.t('state-processing');
    case 'canceled':
      return speech.t('state-not-paid');
    case 'paid':
    case 'fulfilling':
      return speech.t('state-activating');
    case 'fulfilled':
      return speech.t('state-done');
    case 'refund_pending':
      return speech.t('state-refunding');
    case 'refunded':
      return speech.t('state-refunded');
    case 'review':
      return speech.t('state-review');
  }
}

/** How a refund stands that was asked for; null where the refund itself tells, or there is nothing to tell. */
function wishLine({ t }: Speech, order: Order, { state }: RefundWish): string | null {
  if (awaitingDelivery.includes(order.state)) return state === 'late' ? null : t('wish-stopping');
  if (order.state !== 'fulfilled') return null;
  switch (state) {
    case 'asked':
    case 'taking_back':
      return t('wish-asked');
    case 'with_person':
      return t('wish-with-person');
    case 'refused':
      return t('wish-refused');
    case 'stopping':
    case 'late':
    case 'returned':
    case 'granted':
      return null;
  }
}

/** Nothing of one that the customer's bank decided for us: then all is as it was. */
function disputeLine(speech: Speech, { state, money }: Dispute): readonly string[] {
  const total = speech.money(money);
  if (state === 'won') return [];
  return [speech.t(state === 'lost' ? 'receipt-dispute-lost' : 'receipt-disputed', { total })];
}

/** What went back by other ways than ours, where no line above tells it. */
function partLines({ t }: Speech, story: MoneyStory | null): readonly string[] {
  if (!story?.isPartBack || story.disputes.some(({ state }) => state === 'lost')) return [];
  return [t('receipt-part-back')];
}

/** The bank gave the money back before a person could. */
function isOvertaken({ state, paymentId }: Refund, payments: readonly Payment[]): boolean {
  return state === 'review' && payments.some(({ id, outcome }) => id === paymentId && outcome === 'refunded');
}

/** Names the money, since another payment for the same order may well have been kept. */
function refundLine(
  speech: Speech,
  { state, reason, paymentId, byHand }: Refund,
  payments: readonly Payment[],
): string {
  const payment = payments.find(({ id }) => id === paymentId);
  const stars = payment?.rail === 'stars';
  const facts = { reason, total: payment ? speech.money(payment.money) : '' };
  switch (state) {
    case 'requested':
    case 'pending':
      return stars ? speech.t('refund-requested-stars', facts) : speech.t('refund-requested', facts);
    case 'succeeded':
      // In whatever way it could be sent.
      if (byHand) return speech.t('refund-succeeded-by-hand', facts);
      return stars ? speech.t('refund-succeeded-stars', facts) : speech.t('refund-succeeded', facts);
    case 'review':
      return speech.t('refund-review', facts);
  }
}
