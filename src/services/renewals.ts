import type { Card } from '../domain/card.ts';
import type { Money, SellingCurrency } from '../domain/money.ts';
import { rails } from '../domain/payment.ts';
import type { Rail, Totals } from '../domain/payment.ts';
import { planGroups, priceOf } from '../domain/plan.ts';
import type { Catalogue, Plan } from '../domain/plan.ts';
import { suggestPlan } from '../domain/renewal.ts';
import type { Assortment } from './assortment.ts';

/** What a rail charges for a price; null when it is more or less than the rail takes. */
export type Tariff = (price: Money) => Money | null;

/** A plan at the price asked for it now. */
export interface Offer {
  readonly plan: Plan;
  readonly price: Money;
  /** What each rail that can take it charges for it. */
  readonly totals: Totals;
}

export interface RenewalService {
  /** What to offer first, from what is known here: no question to the supplier, so it can be shown at once. */
  suggestion(card: Card): Offer | undefined;
  /** What the supplier allows for this card now, cheapest first; plans that make a new profile when it cannot be topped up. Throws ProviderError. */
  offers(card: Card): Promise<readonly Offer[]>;
  /** What can be bought as a new card in this coverage now, cheapest first. Throws ProviderError. */
  firstOffers(coverage: string): Promise<readonly Offer[]>;
  /** The coverages in which a new card can be bought, in the catalogue's order. */
  readonly coverages: readonly string[];
}

/** What a card can be renewed with, or bought as, and at what price. Throws RangeError when a plan costs what no rail takes. */
export function createRenewals({
  assortment,
  catalogue,
  currency,
  tariffs,
}: {
  assortment: Assortment;
  catalogue: Catalogue;
  currency: SellingCurrency;
  /** The rails there are. */
  tariffs: Readonly<Partial<Record<Rail, Tariff>>>;
}): RenewalService {
  const offer = (plan: Plan): Offer => {
    const price = priceOf(plan, currency);
    const totals: Partial<Record<Rail, Money>> = {};
    for (const rail of rails) {
      const total = tariffs[rail]?.(price);
      if (total) totals[rail] = total;
    }
    return { plan, price, totals };
  };
  for (const plan of catalogue.plans.values()) {
    const { totals } = offer(plan);
    const mute = rails.find((rail) => tariffs[rail] && !totals[rail]);
    if (mute === 'stars')
      throw new RangeError(
        `${plan.id} has a price in Stars that Telegram does not take. Mind STARS_PER_UNIT.`,
      );
    if (Object.keys(totals).length === 0) throw new RangeError(`${plan.id} costs what no rail takes.`);
  }
  const cheapestFirst = (a: Plan, b: Plan): number =>
    planGroups.indexOf(a.group) - planGroups.indexOf(b.group) || a.retail[currency] - b.retail[currency];

  return {
    suggestion: (card) => {
      const plan = suggestPlan(assortment.knownFor(card).toSorted(cheapestFirst), card.balance);
      return plan && offer(plan);
    },
    offers: async (card) => (await assortment.forCard(card)).toSorted(cheapestFirst).map(offer),
    firstOffers: async (coverage) =>
      (await assortment.newCards())
        .filter((plan) => plan.coverage === coverage)
        .toSorted(cheapestFirst)
        .map(offer),
    coverages: [...new Set([...catalogue.plans.values()].map((plan) => plan.coverage))],
  };
}
