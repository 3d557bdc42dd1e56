import { InlineKeyboard } from 'grammy';
import type { Card } from '../../domain/card.ts';
import type { ClaimRequest } from '../../domain/claim.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { Decision } from '../../services/claim-requests.ts';
import type { ClaimAnswer } from '../../services/claims.ts';
import type { Collected } from '../../services/collecting.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { cardName } from './plan-words.ts';

/** More cards than this are counted. */
const mostNamed = 4;

/** What became of the message that held a code: a picture or a text, out of the chat or still in it. */
export interface Sent {
  readonly as: 'picture' | 'text';
  readonly deleted: boolean;
}

/** How to bring a card along; by its address or number only where the shop sends e-mail. `before`: what came of the last try. */
export function claimScreen(
  { t }: Speech,
  { byMail, before }: { byMail: boolean; before?: string | undefined },
): Screen {
  const keyboard = new InlineKeyboard();
  if (byMail)
    keyboard
      .text(t('button-claim-email'), actions.claimByEmail())
      .row()
      .text(t('button-claim-number'), actions.claimByNumber())
      .row();
  else keyboard.text(t('button-buy'), actions.buy());
  const text = before === undefined ? t('claim-how') : `${before}\n${t('claim-how')}`;
  return { text, keyboard: keyboard.text(t('button-back'), actions.home()) };
}

/** A step of the way by address or number, with the way back. */
export function claimStepScreen({ t }: Speech, text: string): Screen {
  const keyboard = new InlineKeyboard()
    .text(t('button-person'), actions.person())
    .text(t('button-back'), actions.claim());
  return { text, keyboard };
}

/** What a proved address brought along. `receipts`: they can go there too. */
export function collectedScreen(
  speech: Speech,
  { cards, silent }: Collected,
  { offer, receipts }: { offer: Plan | undefined; receipts: boolean },
): Screen {
  const { t } = speech;
  const [first, ...more] = cards;
  if (!first) {
    if (silent) {
      const keyboard = new InlineKeyboard()
        .text(t('button-retry'), actions.claimRest())
        .text(t('button-person'), actions.person());
      return { text: t('claim-rest'), keyboard };
    }
    return { text: t('claim-none'), keyboard: refusalKeyboard(speech) };
  }
  const names = cards.slice(0, mostNamed).map((card) => `<b>${cardName(speech, card)}</b>`);
  const list = cards.length > mostNamed ? [...names, `+ ${speech.number(cards.length - mostNamed)}`] : names;
  const keyboard = cardKeyboard(speech, first, more.length === 0 ? offer : undefined);
  if (receipts) keyboard.row().text(t('button-receipts-there'), actions.emailAdopt());
  if (silent) keyboard.row().text(t('button-retry'), actions.claimRest());
  const added = t('claim-added', { card: list.join('\n') });
  return { text: silent ? `${added}\n${t('claim-more')}` : added, keyboard };
}

/** What came of a claim. One screen for every refusal: it depends on nothing but the tries that are left. */
export function claimAnswerScreen(
  speech: Speech,
  answer: ClaimAnswer,
  { sent, offer, byMail }: { sent: Sent | null; offer: Plan | undefined; byMail: boolean },
): Screen {
  const { t } = speech;
  const text = (first: string): string =>
    sent ? t('two-sentences', { first, second: fateOf(speech, sent) }) : first;
  switch (answer.kind) {
    case 'added':
    case 'yours': {
      const card = `<b>${cardName(speech, answer.card)}</b>`;
      const said = answer.kind === 'added' ? t('claim-added', { card }) : t('claim-yours', { card });
      return { text: text(said), keyboard: cardKeyboard(speech, answer.card, offer) };
    }
    case 'refused': {
      const { triesLeft: tries } = answer;
      const left = tries === 0 ? t('claim-tries-none') : t('claim-tries', { tries });
      const keyboard = tries === 0 ? lastRefusalKeyboard(speech, byMail) : refusalKeyboard(speech);
      return { text: text(t('claim-refused', { left })), keyboard };
    }
    case 'silent':
      return { text: text(t('claim-silent')), keyboard: refusalKeyboard(speech) };
    case 'too_many':
      return { text: text(t('claim-too-many')), keyboard: lastRefusalKeyboard(speech, byMail) };
  }
}

/** Says whether the picture or the code is out of the chat, and asks to delete it where we could not. */
export function fateOf({ t }: Speech, { as, deleted }: Sent): string {
  if (as === 'picture') return deleted ? t('picture-deleted') : t('picture-left');
  return deleted ? t('code-deleted') : t('code-left');
}

/** Renew what was just added, give it a name, or look at it. */
function cardKeyboard({ t }: Speech, card: Card, offer: Plan | undefined): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  if (offer) keyboard.text({ text: t('button-renew'), style: 'primary' }, actions.plan(card.id, offer.id));
  return keyboard
    .text(t('button-rename'), actions.rename(card.id))
    .text(t('button-home'), actions.home(card.id));
}

function refusalKeyboard({ t }: Speech): InlineKeyboard {
  return new InlineKeyboard()
    .text(t('button-buy'), actions.buy())
    .row()
    .text(t('button-person'), actions.person())
    .text(t('button-retry'), actions.claim());
}

/** For an hour there is nothing to try again; an address can still be verified, where the shop sends e-mail. */
function lastRefusalKeyboard({ t }: Speech, byMail: boolean): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  if (byMail) keyboard.text(t('button-claim-email'), actions.claimByEmail()).row();
  return keyboard.text(t('button-person'), actions.person()).text(t('button-buy'), actions.buy());
}

/** Asks the owner of a card that somebody else claims. */
export function askOwnerScreen(speech: Speech, request: ClaimRequest, card: Card): Screen {
  const name = `<b>${cardName(speech, card)}</b>`;
  return {
    text: speech.t(request.way === 'email' ? 'claim-asked-address' : 'claim-asked-code', { card: name }),
    keyboard: new InlineKeyboard()
      .text(speech.t('button-its-me'), actions.giveCard(request.id))
      .text(speech.t('button-not-me'), actions.keepCard(request.id)),
  };
}

/** What the owner reads after the decision; undefined where there was nothing of theirs to decide. */
export function decisionScreen(speech: Speech, decision: Decision): Screen | undefined {
  if (decision.kind === 'unknown' || decision.kind === 'under_way') return undefined;
  const card = `<b>${cardName(speech, decision.card)}</b>`;
  const said = {
    given: 'claim-given',
    kept: 'claim-kept',
    decided: 'claim-decided',
    over: 'claim-over',
  } as const;
  const keyboard = new InlineKeyboard().text(speech.t('button-home'), actions.home());
  return { text: speech.t(said[decision.kind], { card }), keyboard };
}

/** Tells a claimant that the owner agreed. */
export function handedOverScreen(speech: Speech, card: Card): Screen {
  const keyboard = new InlineKeyboard().text(speech.t('button-home'), actions.home(card.id));
  return { text: speech.t('claim-added', { card: `<b>${cardName(speech, card)}</b>` }), keyboard };
}
