import { InlineKeyboard } from 'grammy';
import { usualTotal } from '../../domain/payment.ts';
import type { Rail } from '../../domain/payment.ts';
import { planGroups } from '../../domain/plan.ts';
import type { Plan, PlanGroup } from '../../domain/plan.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { Offer } from '../../services/ports.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { coverageName, flag, planName } from './plan-words.ts';
import { groupName } from './plans.ts';

/** The one question: where to? `notice` stands before it, when an answer led nowhere. */
export function placesScreen({
  speech,
  coverages,
  notice,
}: {
  speech: Speech;
  coverages: readonly string[];
  notice?: string;
}): Screen {
  const keyboard = new InlineKeyboard();
  for (const [index, coverage] of coverages.slice(0, 10).entries()) {
    keyboard.text(`${flag(coverage)} ${coverageName(speech, coverage)}`, actions.buyIn(coverage));
    if (index % 2 === 1) keyboard.row();
  }
  keyboard.row().text(speech.t('button-back'), actions.home());
  return { text: [...(notice ? [notice] : []), speech.t('buy-question')].join('\n'), keyboard };
}

/** The plans of one group in a coverage, with the ways to the groups that have any. */
export function firstPlansScreen({
  speech,
  coverage,
  offers,
  group,
  lastRail,
}: {
  speech: Speech;
  coverage: string;
  offers: readonly Offer[];
  group: PlanGroup;
  /** How the customer paid last. */
  lastRail: Rail | null;
}): Screen {
  const keyboard = new InlineKeyboard();
  for (const { plan, totals } of offers.filter((offer) => offer.plan.group === group).slice(0, 4)) {
    const price = speech.money(usualTotal(totals, lastRail));
    keyboard.text(`${planName(speech, plan)} ${price}`, actions.buyPlan(plan.id)).row();
  }
  for (const other of planGroups.filter((each) => each !== group))
    if (offers.some((offer) => offer.plan.group === other))
      keyboard.text(groupName(speech, other), actions.buyIn(coverage, other));
  keyboard.row().text(speech.t('button-back'), actions.buy());
  const place = `${flag(coverage)} ${coverageName(speech, coverage)}`;
  return { text: speech.t('buy-plans', { place, group: groupName(speech, group) }), keyboard };
}

/** Before the first card: does this phone take it? `unsure`: how to find out. */
export function phoneCheckScreen({
  speech,
  plan,
  unsure,
}: {
  speech: Speech;
  plan: Plan;
  unsure: boolean;
}): Screen {
  const keyboard = new InlineKeyboard()
    .text({ text: speech.t('button-phone-ok'), style: 'primary' }, actions.phoneOk(plan.id))
    .row();
  if (unsure) keyboard.text(speech.t('button-person'), actions.person());
  else keyboard.text(speech.t('button-phone-unsure'), actions.phoneUnsure(plan.id));
  keyboard.text(speech.t('button-back'), actions.buyIn(plan.coverage, plan.group));
  return { text: speech.t(unsure ? 'phone-unsure' : 'phone-question'), keyboard };
}
