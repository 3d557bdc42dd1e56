import { InlineKeyboard } from 'grammy';
import type { OffSale } from '../../domain/listing.ts';
import type { Money } from '../../domain/money.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { WithheldPlan } from '../../services/assortment.ts';
import type { ListOverview } from '../../services/supply-desk.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import type { Shown } from './inbox.ts';
import { readerDateTime } from './moment.ts';
import { coverageName, planName } from './plan-words.ts';

/** What each supplier’s list says, and each plan that is not sold now as a button. */
export function supplyScreen(
  speech: Speech,
  lists: readonly ListOverview[],
  { items, page, more }: Shown<WithheldPlan>,
): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard();
  for (const { provider, plan, why } of items)
    keyboard
      .text(`${placeAndPlan(speech, plan)} · ${whyWords(speech, why)}`, actions.withheld(provider, plan.id))
      .row();
  const [short] = lists.filter(({ list }) => list.refused !== null && list.refused.plans > 0);
  if (short?.list.refused && short.list.acceptedPlans === null) {
    const { provider, refused } = short.list;
    keyboard.text(t('button-short-list'), actions.shortList(provider, refused.plans)).row();
  }
  if (page > 0) keyboard.text(t('button-previous'), actions.supply(page - 1));
  keyboard.text(t('button-status'), actions.status()).text(t('button-home'), actions.home());
  if (more) keyboard.text(t('button-next'), actions.supply(page + 1));
  const lines = lists.flatMap((overview) => listLines(speech, overview));
  return {
    text: [t('supply-title'), ...(lines.length > 0 ? lines : [t('supply-no-list')])].join('\n'),
    keyboard,
  };
}

function listLines(speech: Speech, { list, plans, onSale }: ListOverview): string[] {
  const { t } = speech;
  const { provider, takenAt, refused } = list;
  return [
    takenAt === null
      ? t('supply-not-taken', { supplier: supplierName(provider) })
      : t('supply-taken', {
          supplier: supplierName(provider),
          sold: onSale,
          plans,
          at: readerDateTime(speech, takenAt),
        }),
    ...(refused
      ? [t('supply-refused', { plans: refused.plans, since: readerDateTime(speech, refused.since) })]
      : []),
  ];
}

/** Why one plan is not sold, and what there is to do about it. */
export function withheldScreen(speech: Speech, withheld: WithheldPlan, price: Money): Screen {
  const { t } = speech;
  const { provider, plan, why, listing } = withheld;
  const keyboard = new InlineKeyboard();
  if (why === 'cost_changed' && listing.cost)
    keyboard
      .text(
        { text: t('button-accept-cost'), style: 'primary' },
        actions.acceptCost(provider, plan.id, listing.cost.amount.toString(36)),
      )
      .row();
  keyboard.text(t('button-back'), actions.supply());
  const title = t('withheld-title', { plan: placeAndPlan(speech, plan), supplier: supplierName(provider) });
  return { text: `${title}\n${reason(speech, withheld, price)}`, keyboard };
}

function reason(speech: Speech, { why, listing }: WithheldPlan, price: Money): string {
  const { t, money } = speech;
  const cost = listing.cost ? money(listing.cost) : '–';
  switch (why) {
    case 'missing':
      return t('withheld-missing', { since: readerDateTime(speech, listing.missingSince ?? 0) });
    case 'cost_changed': {
      const before = listing.acceptedCost ? money(listing.acceptedCost) : '–';
      return t('withheld-cost', { before, cost, price: money(price) });
    }
    case 'below_cost':
      return t('withheld-below-cost', { cost, price: money(price) });
    case 'below_least': {
      const [least] = Object.entries(listing.least).toSorted(
        ([a], [b]) => Number(b === price.currency) - Number(a === price.currency),
      );
      const amount = least ? money({ amount: least[1], currency: least[0] as Money['currency'] }) : '–';
      return t('withheld-below-least', { least: amount, price: money(price) });
    }
  }
}

/** What it means to believe a list that is short, and whether it shall be. */
export function shortListScreen({ t }: Speech, provider: string, plans: number): Screen {
  const keyboard = new InlineKeyboard()
    .text({ text: t('button-short-list'), style: 'danger' }, actions.shortListNow(provider, plans))
    .row()
    .text(t('button-back'), actions.supply());
  return { text: t('short-list-asked', { supplier: supplierName(provider), plans }), keyboard };
}

/** Its own name; a supplier that has none is called by its id. */
export function supplierName(id: string): string {
  return names[id] ?? id;
}
const names: Readonly<Record<string, string>> = {
  sandbox: 'Sandbox',
  esimaccess: 'eSIM Access',
  airalo: 'Airalo',
};

function whyWords({ t }: Speech, why: OffSale): string {
  switch (why) {
    case 'missing':
      return t('why-missing');
    case 'cost_changed':
      return t('why-cost-changed');
    case 'below_least':
      return t('why-below-least');
    case 'below_cost':
      return t('why-below-cost');
  }
}

function placeAndPlan(speech: Speech, plan: WithheldPlan['plan']): string {
  return `${coverageName(speech, plan.coverage)} ${planName(speech, plan)}`;
}
