import { InlineKeyboard } from 'grammy';
import type { Card } from '../../domain/card.ts';
import { usualTotal } from '../../domain/payment.ts';
import type { Rail } from '../../domain/payment.ts';
import { planGroups } from '../../domain/plan.ts';
import type { Plan, PlanGroup } from '../../domain/plan.ts';
import type { Fit } from '../../domain/renewal.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { Offer } from '../../services/renewals.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { cardMention, fairUseOf, planName, speedAfter } from './plan-words.ts';

/** The plans of one group as buttons, with the ways to the other groups that have any. */
export function plansScreen({
  speech,
  card,
  offers,
  group,
  lastRail,
}: {
  speech: Speech;
  /** How the customer paid last. */
  lastRail: Rail | null;
  card: Card;
  offers: readonly Offer[];
  group: PlanGroup;
}): Screen {
  const keyboard = new InlineKeyboard();
  const shown = offers.filter((offer) => offer.plan.group === group).slice(0, 5);
  for (const { plan, totals } of shown) {
    const price = speech.money(usualTotal(totals, lastRail));
    keyboard.text(`${planName(speech, plan)} ${price}`, actions.plan(card.id, plan.id)).row();
  }
  const others = planGroups.filter(
    (each) => each !== group && offers.some((offer) => offer.plan.group === each),
  );
  for (const other of others) keyboard.text(groupName(speech, other), actions.plans(card.id, other));
  // Six rows fit a phone: with five plans the rest shares one, in fewer words.
  const crowded = shown.length > 4;
  if (others.length > 0 && !crowded) keyboard.row();
  if (offers.length > 1)
    keyboard.text(speech.t(crowded ? 'button-advise-short' : 'button-advise'), actions.advise(card.id));
  keyboard.text(crowded ? '‹' : speech.t('button-back'), actions.home(card.id));
  const title =
    shown.length > 0
      ? speech.t('plans-title', { group: groupName(speech, group), card: cardMention(card) })
      : speech.t('plans-none', { group: groupName(speech, group), card: cardMention(card) });
  const fairUse = fairUseOf(
    speech,
    shown.map(({ plan }) => plan),
  );
  return { text: [title, ...fairUse].join('\n'), keyboard };
}

/** Asks how many more days; four taps' worth of answers, or a typed number. */
export function adviceScreen({ speech, card }: { speech: Speech; card: Card }): Screen {
  const keyboard = new InlineKeyboard();
  for (const days of [3, 7, 14, 30])
    keyboard.text(speech.t('button-days', { days }), actions.days(card.id, days));
  keyboard.row().text(speech.t('button-back'), actions.home(card.id));
  return { text: speech.t('advice-question'), keyboard };
}

/** Why this plan is the one for so many days. */
export function adviceText(speech: Speech, { plan, fit }: { plan: Plan; fit: Fit }, days: number): string {
  // What it means that there is no limit; and one that may not last is said to be so before anything else.
  if (plan.kind === 'unlimited' && plan.dailyBytes !== null && fit !== 'closest')
    return speech.t('advice-unlimited', {
      data: speech.data(plan.dailyBytes),
      kbps: speedAfter(speech, plan),
    });
  switch (fit) {
    case 'own_pace':
      return speech.t('advice-lasts', { plan: planName(speech, plan), days });
    case 'usual_pace':
      return speech.t('advice-usual', { days });
    case 'closest':
      return speech.t('advice-largest', { days });
  }
}

/** Day, Month or Unlimited in the reader's language. */
export function groupName(speech: Speech, group: PlanGroup): string {
  switch (group) {
    case 'day':
      return speech.t('group-day');
    case 'month':
      return speech.t('group-month');
    case 'unlimited':
      return speech.t('group-unlimited');
  }
}
