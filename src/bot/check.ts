import { InlineKeyboard } from 'grammy';
import type { Context } from 'grammy';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { currentPlan, isInstalled } from '../domain/usage.ts';
import type { Balance } from '../domain/usage.ts';
import type { Speech } from '../i18n/speech.ts';
import type { CardService, Refreshed } from '../services/cards.ts';
import { patiently } from '../services/patience.ts';
import { actions } from './actions.ts';
import type { Facts } from './context.ts';
import type { ShowForCard } from './install.ts';
import type { SayNotYours } from './not-yours.ts';
import type { Screens } from './screen.ts';
import { readerSecond } from './views/moment.ts';
import { cardMention } from './views/plan-words.ts';

/** "Did it work?": asks the supplier how far the card is, and says the next three steps; after that, a person. */
export function createCheck({
  cards,
  sayNotYours,
  screens,
  clock,
}: {
  cards: CardService;
  sayNotYours: SayNotYours;
  screens: Screens;
  clock: Clock;
}): ShowForCard {
  /** When the network was asked, which some suppliers allow but now and then; or how old its last answer is, where it gives none. */
  function age(speech: Speech, balance: Balance | null, asked: Refreshed | undefined): string {
    if (asked?.fresh)
      return clock() - asked.askedAt < minute
        ? speech.t('check-checked', { time: readerSecond(asked.askedAt) })
        : speech.t('card-updated', { ago: speech.ago(asked.askedAt, clock()) });
    if (!balance) return speech.t('card-no-figures');
    return speech.t('card-stale', { ago: speech.ago(balance.asOf, clock()) });
  }

  return async (ctx: Context & Facts, cardId) => {
    const { customer, speech } = ctx;
    const known = await cards.mayRenew(customer.id, cardId);
    if (!known) return sayNotYours(ctx, cardId);
    const asked = await patiently(cards.refresh(known));
    const card = asked?.card ?? known;
    const keyboard = new InlineKeyboard();
    const name = cardMention(card);
    const state = stateOf(card.balance);
    // "Check again" stands on bubbles of this kind, and leads on to a person.
    const again =
      ctx.callbackQuery?.data === actions.check(cardId) && ctx.callbackQuery.message?.photo === undefined;
    if (state !== 'running') keyboard.text(speech.t('button-check-again'), actions.check(card.id));
    if (state !== 'running' && again) keyboard.text(speech.t('button-person'), actions.person());
    const apn = card.balance?.apn;
    if (state === 'installed' && apn !== undefined) keyboard.copyText(speech.t('button-copy-apn'), apn);
    keyboard.row();
    if (state === 'waiting' && card.ownerId === customer.id)
      keyboard.text(speech.t('button-install'), actions.installKit(card.id));
    if (state === 'running') keyboard.text(speech.t('button-no-internet'), actions.noInternet(card.id));
    keyboard.text(speech.t('button-home'), actions.home(card.id));
    const words = {
      running: () => speech.t('check-running', { card: name }),
      installed: () =>
        apn === undefined
          ? speech.t('check-installed', { card: name })
          : speech.t('check-installed-apn', { card: name, apn }),
      waiting: () => speech.t('check-waiting', { card: name }),
    }[state]();
    await screens.show(ctx, { text: [words, age(speech, card.balance, asked)].join('\n'), keyboard });
  };
}

/** `waiting`: the network does not see it on a phone yet. */
function stateOf(balance: Balance | null): 'running' | 'installed' | 'waiting' {
  if (!balance) return 'waiting';
  const plan = currentPlan(balance);
  if (plan?.state === 'active' && (plan.dataUsed ?? 0) > 0) return 'running';
  return isInstalled(balance.profile) || plan?.state === 'active' ? 'installed' : 'waiting';
}
