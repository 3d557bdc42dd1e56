import { InlineKeyboard } from 'grammy';
import { usualTotal } from '../../domain/payment.ts';
import type { Rail } from '../../domain/payment.ts';
import { planGroups } from '../../domain/plan.ts';
import type { Coverage, PlanGroup } from '../../domain/plan.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { Offer } from '../../services/renewals.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { countryList, coverageName, fairUseOf, flag, planName } from './plan-words.ts';
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
  where,
  offers,
  group,
  lastRail,
}: {
  speech: Speech;
  coverage: string;
  /** Which countries it works in, where the name of the coverage does not say so. */
  where: string | null;
  offers: readonly Offer[];
  group: PlanGroup;
  /** How the customer paid last. */
  lastRail: Rail | null;
}): Screen {
  const keyboard = new InlineKeyboard();
  const shown = offers.filter((offer) => offer.plan.group === group).slice(0, 4);
  for (const { plan, totals } of shown) {
    const price = speech.money(usualTotal(totals, lastRail));
    keyboard.text(`${planName(speech, plan)} ${price}`, actions.buyPlan(plan.id)).row();
  }
  for (const other of planGroups.filter((each) => each !== group))
    if (offers.some((offer) => offer.plan.group === other))
      keyboard.text(groupName(speech, other), actions.buyIn(coverage, other));
  keyboard.row().text(speech.t('button-back'), actions.buy());
  const place = `${flag(coverage)} ${coverageName(speech, coverage)}`;
  const question = speech.t('buy-plans', { place, group: groupName(speech, group) });
  const fairUse = fairUseOf(
    speech,
    shown.map(({ plan }) => plan),
  );
  return { text: [question, ...fairUse, ...(where ? [where] : [])].join('\n'), keyboard };
}

/** The countries that fit a bubble. */
const most = 12;
/** Where most people go, told where not all of a region can be. */
const wellKnown = ['IT', 'FR', 'ES', 'DE', 'GB', 'GR', 'CH', 'TR'];

/** Whether a region has the places that were named, or which it has; null for a coverage of one country. */
export function coverageText(
  speech: Speech,
  coverage: Coverage | undefined,
  named: readonly string[],
): string | null {
  const all = coverage?.countries ?? [];
  if (all.length < 2) return null;
  if (named.length > 0) return speech.t('buy-includes', { places: countryList(speech, named) });
  const count = all.length;
  if (count <= most) return speech.t('buy-countries', { count, places: countryList(speech, all) });
  const known = wellKnown.filter((country) => all.includes(country));
  const some = known.length > 0 ? known : all.slice(0, most);
  return speech.t('buy-countries-some', { count, places: countryList(speech, some) });
}

/** Before the first card: does this phone take it? `unsure`: how to find out. The rest are what its buttons do. */
export function phoneCheckScreen({
  speech,
  unsure,
  ok,
  notSure,
  back,
}: {
  speech: Speech;
  unsure: boolean;
  ok: string;
  notSure: string;
  back: string;
}): Screen {
  const keyboard = new InlineKeyboard()
    .text({ text: speech.t('button-phone-ok'), style: 'primary' }, ok)
    .row();
  if (unsure) keyboard.text(speech.t('button-person'), actions.person('phone'));
  else keyboard.text(speech.t('button-phone-unsure'), notSure);
  keyboard.text(speech.t('button-back'), back);
  return { text: speech.t(unsure ? 'phone-unsure' : 'phone-question'), keyboard };
}
