import { InlineKeyboard } from 'grammy';
import type { Card } from '../../domain/card.ts';
import type { Order } from '../../domain/order.ts';
import type { Catalogue } from '../../domain/plan.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import { deepLink } from '../deep-links.ts';
import { previewText } from './review.ts';
import { cardMention, cardName, planName } from './plan-words.ts';

/** What an installation code opens up to: links and the lines to type, made by the eSIM side. */
export interface InstallKit {
  readonly lpa: string;
  readonly iphoneLink: string;
  readonly androidLink: string;
  readonly smdpAddress: string;
  readonly matchingId: string;
}

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
}: {
  speech: Speech;
  order: Order;
  card: Card;
  catalogue: Catalogue;
  botUsername: string;
}): Picture {
  const { preview, plan } = order;
  const left = preview.kind === 'queued' || preview.kind === 'stacked' ? preview.leftBytes : null;
  const sum =
    left !== null && plan.dataBytes !== null
      ? speech.t('done-sum', {
          left: speech.data(left),
          added: speech.data(plan.dataBytes),
          card: cardMention(card),
        })
      : speech.t('done-added', { plan: planName(speech, plan), card: cardMention(card) });
  return {
    qr: deepLink(botUsername, card.id),
    caption: [
      speech.t('done-in-place'),
      sum,
      previewText({ speech, order, catalogue }),
      speech.t('done-qr-opens-card'),
    ].join('\n'),
    keyboard: new InlineKeyboard()
      .text(speech.t('button-no-internet'), actions.noInternet(card.id))
      .text(speech.t('button-receipt'), actions.receipt(order.id)),
  };
}

/** A profile to install: QR for a second screen, links for this phone, and the lines to type. */
export function installPicture({
  speech,
  card,
  kit,
  orderId,
}: {
  speech: Speech;
  card: Card;
  kit: InstallKit;
  orderId: string | null;
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
  return {
    qr: kit.lpa,
    caption: [
      speech.t('done-install', { card: cardName(speech, card) }),
      speech.t('done-install-how'),
      speech.t('done-install-once'),
    ].join('\n'),
    keyboard,
  };
}
