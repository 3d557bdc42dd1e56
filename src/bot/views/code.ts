import { InlineKeyboard } from 'grammy';
import type { ActivationCode } from '../../domain/activation-code.ts';
import type { Card } from '../../domain/card.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { IssuedCode } from '../../domain/issued-code.ts';
import type { Payment } from '../../domain/payment.ts';
import type { Catalogue, Plan } from '../../domain/plan.ts';
import type { Preview } from '../../domain/renewal.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import { codeLink } from '../deep-links.ts';
import type { Screen } from '../screen.ts';
import type { Picture } from './delivery.ts';
import { cardLabel, coverageName, flag, planName } from './plan-words.ts';
import { previewText, reviewTitle } from './review.ts';

/** `🇮🇹 Italy 5 GB / 30 days`. */
export function whatItPays(speech: Speech, plan: Plan): string {
  return `${flag(plan.coverage)} ${coverageName(speech, plan.coverage)} ${planName(speech, plan)}`;
}

/** The day on which a code ends; a day early for some, so that it never promises more. */
export function lastDay(speech: Speech, { expiresAt }: Pick<IssuedCode, 'expiresAt'>): string {
  return speech.date(expiresAt, 'UTC');
}

/** The code as it is handed on: its QR is the link that opens it, and everything needed stands below. */
export function codePicture({
  speech,
  code,
  secret,
  botUsername,
}: {
  speech: Speech;
  code: IssuedCode;
  secret: ActivationCode;
  botUsername: string;
}): Picture {
  const link = codeLink(botUsername, secret);
  const plan = whatItPays(speech, code.plan);
  const share = new URLSearchParams({ url: link, text: speech.t('code-share-text', { plan }) });
  return {
    qr: link,
    caption: [
      speech.t('code-ready', { plan }),
      `<code>${secret}</code>`,
      speech.t('code-ready-how', {
        date: lastDay(speech, code),
        place: coverageName(speech, code.plan.coverage),
      }),
      speech.t('code-bearer'),
    ].join('\n'),
    keyboard: new InlineKeyboard()
      .copyText(speech.t('button-copy-activation'), secret)
      .url(speech.t('button-send-code'), `https://t.me/share/url?${share.toString().replaceAll('+', '%20')}`)
      .row()
      .text(speech.t('button-use-code'), actions.useCode(code.id))
      .text(speech.t('button-receipt'), actions.receipt(code.orderId)),
  };
}

/** What the code is worth, and where it can go. */
export function codeScreen({
  speech,
  code,
  cards,
  reader,
}: {
  speech: Speech;
  code: IssuedCode;
  reader: CustomerId;
  cards: readonly Card[];
}): Screen {
  const keyboard = new InlineKeyboard();
  for (const card of cards.slice(0, 4))
    keyboard
      .text(speech.t('button-code-on', { card: cardLabel(card, reader) }), actions.codeOn(code.id, card.id))
      .row();
  keyboard
    .text(speech.t('button-code-new'), actions.codeOn(code.id, null))
    .row()
    .text(speech.t('button-home'), actions.home());
  const text = speech.t('code-where', {
    plan: whatItPays(speech, code.plan),
    date: lastDay(speech, code),
  });
  return { text, keyboard };
}

/** What it would do there, in the same words as a review; the tap that uses it up. */
export function activateScreen({
  speech,
  code,
  card,
  preview,
  catalogue,
}: {
  speech: Speech;
  code: IssuedCode;
  /** null: as a new one. */
  card: Card | null;
  preview: Preview;
  catalogue: Catalogue;
}): Screen {
  const { plan } = code;
  const lines = [
    reviewTitle(speech, plan, card),
    card
      ? previewText({ speech, order: { preview, plan }, catalogue })
      : speech.t('preview-first', { days: plan.validityDays }),
    speech.t('code-activate-note'),
  ];
  const keyboard = new InlineKeyboard()
    .text(
      { text: speech.t('button-activate'), style: 'success' },
      actions.activate(code.id, card?.id ?? null),
    )
    .row()
    .text(speech.t('button-back'), actions.useCode(code.id));
  return { text: lines.join('\n'), keyboard };
}

/** Before an unused code is cancelled: what happens then. */
export function cancelCodeScreen({
  speech,
  code,
  payment,
}: {
  speech: Speech;
  code: IssuedCode;
  /** What paid for it, and goes back. */
  payment: Pick<Payment, 'money' | 'rail'> | undefined;
}): Screen {
  const words = {
    plan: whatItPays(speech, code.plan),
    total: payment ? speech.money(payment.money) : '',
  };
  const stars = payment?.rail === 'stars';
  return {
    text: speech.t(stars ? 'code-cancel-question-stars' : 'code-cancel-question', words),
    keyboard: new InlineKeyboard()
      .text({ text: speech.t('button-cancel-code-yes'), style: 'danger' }, actions.cancelCode(code.id))
      .row()
      .text(speech.t('button-back'), actions.receipt(code.orderId)),
  };
}

/** The state of a code in the words of its payer. */
export function codeState(speech: Speech, code: IssuedCode): string {
  switch (code.state) {
    case 'active':
      return speech.t('code-state-active', { date: lastDay(speech, code) });
    case 'held':
      return speech.t('code-state-held');
    case 'redeemed':
    case 'contested':
      return speech.t('code-state-used');
    case 'void':
      return speech.t('code-state-void');
    case 'expired':
      return speech.t('code-state-expired');
  }
}
