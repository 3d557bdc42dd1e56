import { InlineKeyboard } from 'grammy';
import type { Card } from '../../domain/card.ts';
import { longestName } from '../../domain/card-name.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { cardLabel, cardMention, cardName } from './plan-words.ts';

const onePage = 4;

/** The customer's cards, and those shared with them, a page at a time. */
export function myCardsScreen({
  speech,
  cards,
  reader,
  page,
}: {
  speech: Speech;
  cards: readonly Card[];
  reader: CustomerId;
  page: number;
}): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard();
  const shown = cards.slice(page * onePage, (page + 1) * onePage);
  for (const card of shown) keyboard.text(cardButton(card, reader), actions.card(card.id)).row();
  if (page > 0) keyboard.text(t('button-previous'), actions.cards(page - 1));
  if (cards.length > (page + 1) * onePage) keyboard.text(t('button-next'), actions.cards(page + 1));
  keyboard.row().text(t('button-back'), actions.settings());
  return { text: t(shown.length > 0 ? 'my-cards-title' : 'my-cards-none'), keyboard };
}

/** One card, and what its owner can do with it. */
export function myCardScreen({
  speech,
  card,
  reader,
}: {
  speech: Speech;
  card: Card;
  reader: CustomerId;
}): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard();
  const mine = card.ownerId === reader;
  if (mine)
    keyboard
      .text(t('button-rename'), actions.rename(card.id))
      .text(t('button-share'), actions.share(card.id))
      .row()
      .text(t('button-give'), actions.give(card.id));
  keyboard.text(t('button-remove'), actions.remove(card.id)).row();
  keyboard.text(t('button-open-card'), actions.home(card.id)).text(t('button-back'), actions.cards());
  const name = `<b>${cardName(speech, card)}</b>`;
  return { text: mine ? name : `👪 ${name}\n${t('my-card-shared')}`, keyboard };
}

/** Asks what a card is to be called. */
export function renameScreen({
  speech,
  card,
  wrong = false,
}: {
  speech: Speech;
  card: Card;
  /** What was typed is no name. */
  wrong?: boolean;
}): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard();
  if (card.name !== null) keyboard.text(t('button-no-name'), actions.noName(card.id));
  keyboard.text(t('button-back'), actions.card(card.id));
  const text = t(wrong ? 'rename-wrong' : 'rename-question', { card: cardMention(card), most: longestName });
  return { text, keyboard };
}

/** Says what removing a card means, before it is done. */
export function removeScreen({
  speech,
  card,
  reader,
}: {
  speech: Speech;
  card: Card;
  reader: CustomerId;
}): Screen {
  const { t } = speech;
  const words = { card: cardMention(card) };
  const keyboard = new InlineKeyboard()
    .text({ text: t('button-remove-yes'), style: 'danger' }, actions.removeYes(card.id))
    .text(t('button-back'), actions.card(card.id));
  return { text: t(card.ownerId === reader ? 'remove-question' : 'leave-question', words), keyboard };
}

function cardButton(card: Card, reader: CustomerId): string {
  const label = cardLabel(card, reader);
  return card.name === null ? label : `${label} ·${card.ref.iccid.slice(-4)}`;
}
