import { InlineKeyboard } from 'grammy';
import type { Card } from '../../domain/card.ts';
import { shortNumber } from '../../domain/card.ts';
import { mostCompanions } from '../../domain/share.ts';
import type { Share } from '../../domain/share.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { Standing } from '../../services/sharing.ts';
import { actions } from '../actions.ts';
import { deepLink } from '../deep-links.ts';
import { escapeHtml } from '../../i18n/html.ts';
import type { Screen } from '../screen.ts';
import { readerDateTime } from './moment.ts';
import { cardMention, coverageName } from './plan-words.ts';

/** Who may see and renew a card, and the way to invite somebody. */
export function shareScreen(speech: Speech, { card, companions, link }: Standing): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard();
  for (const [index, share] of companions.entries()) {
    keyboard.text(`✕ ${companionName(speech, share, index)}`, actions.endShare(share.id));
    if (index % 2 === 1) keyboard.row();
  }
  keyboard.row();
  if (companions.length < mostCompanions) keyboard.text(t('button-share-link'), actions.shareLink(card.id));
  if (link) keyboard.text(t('button-drop-link'), actions.dropShareLink(card.id));
  keyboard.row().text(t('button-back'), actions.card(card.id));
  const lines = [
    t('share-title', { card: cardMention(card) }),
    ...(companions.length > 0 ? [t('share-companions')] : []),
    ...(link ? [t('link-waits', { until: readerDateTime(speech, link.expiresAt) })] : []),
  ];
  return { text: lines.join('\n'), keyboard };
}

/** What handing a card over means, before there is a link. */
export function giveScreen(speech: Speech, { card, link }: Standing): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard().text(t('button-give-link'), actions.giveLink(card.id)).row();
  if (link) keyboard.text(t('button-drop-link'), actions.dropGiveLink(card.id));
  keyboard.text(t('button-back'), actions.card(card.id));
  const lines = [
    t('give-title', { card: cardMention(card) }),
    ...(link ? [t('link-waits', { until: readerDateTime(speech, link.expiresAt) })] : []),
  ];
  return { text: lines.join('\n'), keyboard };
}

/** A link that was just made: the one time that it can be sent on. */
export function linkScreen(
  speech: Speech,
  {
    card,
    purpose,
    token,
    botUsername,
  }: { card: Card; purpose: 'share' | 'give'; token: string; botUsername: string },
): Screen {
  const { t } = speech;
  const url = deepLink(botUsername, `${purpose}_${token}`);
  const words = t(purpose === 'share' ? 'link-words-share' : 'link-words-give', { card: shortNumber(card) });
  const send = `https://t.me/share/url?url=${encodeURIComponent(url)}&text=${encodeURIComponent(words)}`;
  const text = t(purpose === 'share' ? 'share-link-made' : 'give-link-made', { card: cardMention(card) });
  const keyboard = new InlineKeyboard()
    .url(t('button-send-link'), send)
    .copyText(t('button-copy-link'), url)
    .row()
    .text(
      t('button-drop-link'),
      purpose === 'share' ? actions.dropShareLink(card.id) : actions.dropGiveLink(card.id),
    )
    .text(t('button-back'), purpose === 'share' ? actions.share(card.id) : actions.give(card.id));
  return { text, keyboard };
}

/** What the reader of a link is offered; nothing happens before their tap. */
export function offerScreen(
  speech: Speech,
  { card, purpose, token }: { card: Card; purpose: 'share' | 'give'; token: string },
): Screen {
  const { t } = speech;
  const words = { place: coverageName(speech, card.coverage), card: shortNumber(card) };
  const [text, yes, data] =
    purpose === 'share'
      ? [t('share-offer', words), t('button-accept'), actions.accept(token)]
      : [t('give-offer', words), t('button-receive'), actions.receive(token)];
  const keyboard = new InlineKeyboard()
    .text({ text: yes, style: 'primary' }, data)
    .text(t('button-no-thanks'), actions.home());
  return { text, keyboard };
}

/** What a companion is called: by their first name when they came, else by their number in the list. */
export function companionName({ t }: Speech, { name }: Pick<Share, 'name'>, index: number): string {
  return name ?? t('companion', { number: index + 1 });
}

/** The owner hears that somebody has come. The card as they call it. */
export function cameNotice(speech: Speech, card: Card, name: string | null): Screen {
  const who = escapeHtml(name ?? speech.t('companion-somebody'));
  const keyboard = new InlineKeyboard()
    .text(speech.t('button-who-sees'), actions.share(card.id))
    .text(speech.t('button-home'), actions.home(card.id));
  return { text: speech.t('notice-share-used', { card: cardMention(card), who }), keyboard };
}

/** The former owner hears that the card has gone. */
export function gaveNotice(speech: Speech, card: Card): Screen {
  const keyboard = new InlineKeyboard().text(speech.t('button-home'), actions.home());
  return { text: speech.t('notice-given', { card: shortNumber(card) }), keyboard };
}
