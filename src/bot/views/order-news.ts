import { InlineKeyboard } from 'grammy';
import type { Order } from '../../domain/order.ts';
import type { Payment, Refund } from '../../domain/payment.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { DisputeMatter, Notifier, ReturnMatter, StandMatter } from '../../services/ports.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';

type Delay = Parameters<Notifier['delayed']>[1];
/** Who has taken on to send the money; null: it is there. */
export type Sender = 'rail' | 'person' | null;

/** Why nothing has been delivered yet, or will not be. */
export function delayScreen(speech: Speech, order: Order, reason: Delay): Screen {
  const text = order.activationCodeId ? codeDelayText(speech, reason) : delayText(speech, reason);
  return { text, keyboard: delayButtons(speech, order, reason) };
}

/** That the payer's bank doubts the payment, and what that means for what it paid for. */
export function disputeScreen(
  speech: Speech,
  order: Order | undefined,
  { money }: Payment,
  matter: DisputeMatter,
): Screen {
  const text = `${speech.t('dispute-opened', { total: speech.money(money) })}\n${disputeMatter(speech, matter)}`;
  return { text, keyboard: receiptAndHelp(speech, order) };
}

/** That their bank gave the payment back, and what that means for what it paid for. */
export function bankReturnScreen(
  speech: Speech,
  order: Order | undefined,
  { money }: Payment,
  matter: ReturnMatter,
): Screen {
  const returned = speech.t('dispute-returned', { total: speech.money(money) });
  return disputeEnd(speech, order, returned, matter && returnWords(speech, matter));
}

/** That their bank leaves the payment as it was, and what that means for what it paid for. */
export function disputeClosedScreen(
  speech: Speech,
  order: Order | undefined,
  { money }: Payment,
  matter: StandMatter,
): Screen {
  const closed = speech.t('dispute-closed', { total: speech.money(money) });
  return disputeEnd(speech, order, closed, matter && standWords(speech, matter));
}

function disputeEnd(speech: Speech, order: Order | undefined, end: string, matter: string | null): Screen {
  const text = matter === null ? end : `${end}\n${matter}`;
  return { text, keyboard: receiptAndHelp(speech, order) };
}

/** Why money goes back, and where it is. */
export function refundScreen(
  speech: Speech,
  { order, payment, refund, by }: { order: Order | undefined; payment: Payment; refund: Refund; by: Sender },
): Screen {
  const keyboard = new InlineKeyboard();
  if (order) keyboard.text(speech.t('button-receipt'), actions.receipt(order.id));
  if (by === 'person') keyboard.text(speech.t('button-help'), actions.help());
  else keyboard.text(speech.t('button-home'), actions.home(order?.cardId ?? undefined));
  return { text: `${refundReason(speech, refund)}\n${refundFate(speech, payment, refund, by)}`, keyboard };
}

/** That a refund did not stay with them. */
export function cameBackScreen(speech: Speech, order: Order | undefined, { money }: Payment): Screen {
  const text = speech.t('refund-came-back', { total: speech.money(money) });
  return { text, keyboard: receiptAndHelp(speech, order) };
}

function receiptAndHelp({ t }: Speech, order: Order | undefined): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  if (order) keyboard.text(t('button-receipt'), actions.receipt(order.id));
  return keyboard.text(t('button-help'), actions.help());
}

function returnWords({ t }: Speech, matter: NonNullable<ReturnMatter>): string {
  switch (matter) {
    case 'refunded':
      return t('dispute-order-refunded');
    case 'code_ended':
      return t('dispute-code-ended');
    case 'with_person':
      return t('dispute-order-open');
  }
}

function standWords({ t }: Speech, matter: NonNullable<StandMatter>): string {
  switch (matter) {
    case 'kept':
      return t('dispute-closed-kept');
    case 'refunded':
      return t('dispute-refunded');
    case 'refund_waits':
      return t('dispute-closed-refund-waits');
    case 'with_person':
      return t('dispute-closed-open');
  }
}

function disputeMatter({ t }: Speech, matter: DisputeMatter): string {
  switch (matter) {
    case 'kept':
      return t('dispute-kept');
    case 'code_held':
      return t('dispute-code-held');
    case 'refunded':
      return t('dispute-refunded');
    case 'refund_waits':
      return t('dispute-refund-waits');
  }
}

function refundReason({ t }: Speech, { reason }: Refund): string {
  switch (reason) {
    case 'undeliverable':
      return t('refund-undeliverable');
    case 'duplicate':
      return t('refund-duplicate');
    case 'misfit':
      return t('refund-misfit');
    case 'code_void':
      return t('refund-code-void');
    case 'code_expired':
      return t('refund-code-expired');
    case 'cancelled':
      return t('refund-cancelled');
    case 'granted':
      return t('refund-granted');
    case 'test_deployment':
      return t('refund-test');
    case 'external':
      return t('refund-external');
  }
}

function refundFate(speech: Speech, { money, rail }: Payment, { byHand }: Refund, by: Sender): string {
  const total = speech.money(money);
  switch (by) {
    case 'rail':
      return speech.t('refund-on-its-way', { total });
    case 'person':
      return speech.t('refund-by-hand', { total });
    case null:
      // In whatever way it could be sent.
      if (byHand) return speech.t('refund-sent-by-hand', { total });
      return rail === 'stars' ? speech.t('refund-stars-back', { total }) : speech.t('refund-back', { total });
  }
}

/** Who waits may go on waiting, or not. */
function delayButtons({ t }: Speech, { id }: Order, reason: Delay): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  if (reason === 'slow')
    keyboard
      .text({ text: t('button-wait'), style: 'primary' }, actions.wait(id))
      .text(t('button-stop'), actions.stop(id))
      .row();
  return keyboard.text(t('button-receipt'), actions.receipt(id)).text(t('button-help'), actions.help());
}

/** The same for an order that an activation code pays for: no money is in it. */
function codeDelayText({ t }: Speech, reason: Delay): string {
  switch (reason) {
    case 'slow':
      return t('code-delayed-slow');
    case 'stopping':
      return t('code-stopping');
    case 'refused':
      return t('code-delayed-refused');
    case 'review':
      return t('code-delayed-review');
  }
}

function delayText({ t }: Speech, reason: Delay): string {
  switch (reason) {
    case 'slow':
      return t('delayed-slow');
    case 'stopping':
      return t('stopping');
    case 'refused':
      return t('delayed-refused');
    case 'review':
      return t('delayed-review');
  }
}
