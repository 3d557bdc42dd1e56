import { InlineKeyboard } from 'grammy';
import type { Card } from '../../domain/card.ts';
import type { InstallKit } from '../../domain/install-kit.ts';
import type { Order } from '../../domain/order.ts';
import type { Catalogue } from '../../domain/plan.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import { deepLink } from '../deep-links.ts';
import { escapeHtml } from '../../i18n/html.ts';
import type { Screen } from '../screen.ts';
import { previewText } from './review.ts';
import { cardMention, cardName, planName } from './plan-words.ts';

/** The picture that ends a renewal: what its QR code holds, its caption, its buttons. */
export interface Picture {
  readonly qr: string;
  readonly caption: string;
  readonly keyboard: InlineKeyboard;
}

/** Topped up in place: nothing to install; the QR opens this card in the bot, for its owner alone. */
export function toppedUpPicture({
  speech,
  order,
  card,
  catalogue,
  botUsername,
  asksForAddress,
}: {
  speech: Speech;
  order: Order;
  card: Card;
  catalogue: Catalogue;
  botUsername: string;
  asksForAddress: boolean;
}): Picture {
  const keyboard = new InlineKeyboard()
    .text(speech.t('button-no-internet'), actions.noInternet(card.id))
    .text(speech.t('button-receipt'), actions.receipt(order.id));
  if (asksForAddress) keyboard.row().text(speech.t('button-mail-receipt'), actions.mailReceipt(order.id));
  return {
    qr: deepLink(botUsername, card.id),
    caption: [
      speech.t('done-in-place'),
      sumText(speech, order, card),
      previewText({ speech, order, catalogue }),
      speech.t('done-qr-opens-card'),
    ].join('\n'),
    keyboard,
  };
}

/** `·4821: 0.8 GB + 5 GB.` */
function sumText(speech: Speech, { preview, plan }: Order, card: Card): string {
  const left = 'leftBytes' in preview ? preview.leftBytes : null;
  return left !== null && plan.dataBytes !== null
    ? speech.t('done-sum', {
        left: speech.data(left),
        added: speech.data(plan.dataBytes),
        card: cardMention(card),
      })
    : speech.t('done-added', { plan: planName(speech, plan), card: cardMention(card) });
}

/** A profile to install: QR for a second screen, links for this phone, and the lines to type. */
export function installPicture({
  speech,
  card,
  kit,
  orderId,
  title = speech.t('done-install', { card: cardName(speech, card) }),
  asksForAddress = false,
}: {
  speech: Speech;
  card: Card;
  kit: InstallKit;
  orderId: string | null;
  title?: string;
  asksForAddress?: boolean;
}): Picture {
  const keyboard = new InlineKeyboard()
    .url(speech.t('button-iphone'), kit.iphoneLink)
    .url(speech.t('button-android'), kit.androidLink)
    .row()
    .copyText(speech.t('button-copy-address'), kit.smdpAddress)
    .copyText(speech.t('button-copy-code'), kit.matchingId)
    .row()
    .text(speech.t('button-check'), actions.check(card.id))
    .row()
    .text(speech.t('button-no-internet'), actions.noInternet(card.id));
  if (orderId) keyboard.text(speech.t('button-receipt'), actions.receipt(orderId));
  if (orderId && asksForAddress)
    keyboard.row().text(speech.t('button-mail-receipt'), actions.mailReceipt(orderId));
  return {
    qr: kit.lpa,
    caption: [title, speech.t('done-install-how'), speech.t('done-install-once')].join('\n'),
    keyboard,
  };
}

/** What a payer reads of a card that is another's: how it went, and nothing to install. */
export function renewedForAnother({
  speech,
  order,
  card,
  catalogue,
}: {
  speech: Speech;
  order: Order;
  card: Card;
  catalogue: Catalogue;
}): Screen {
  const fresh = order.preview.kind === 'new_profile';
  const lines = fresh
    ? [speech.t('done-for-another-new', { plan: planName(speech, order.plan) })]
    : [speech.t('done-for-another'), sumText(speech, order, card), previewText({ speech, order, catalogue })];
  const keyboard = new InlineKeyboard()
    .text(speech.t('button-receipt'), actions.receipt(order.id))
    .text(speech.t('button-home'), actions.home(order.cardId ?? undefined));
  return { text: lines.join('\n'), keyboard };
}

/** What an owner reads whose card somebody else has renewed. */
export function renewedByAnother({
  speech,
  order,
  card,
  payer,
  catalogue,
}: {
  speech: Speech;
  order: Order;
  card: Card;
  /** The companion's first name, if it is known. */
  payer: string | null;
  catalogue: Catalogue;
}): Screen {
  const who = escapeHtml(payer ?? speech.t('companion-somebody'));
  const text = [
    speech.t('notice-renewed', { who, card: cardMention(card), plan: planName(speech, order.plan) }),
    previewText({ speech, order, catalogue }),
  ].join('\n');
  const keyboard = new InlineKeyboard()
    .text(speech.t('button-home'), actions.home(card.id))
    .text(speech.t('button-receipt'), actions.receipt(order.id));
  return { text, keyboard };
}
