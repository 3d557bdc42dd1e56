import type { Card } from '../domain/card.ts';
import type { SellingCurrency } from '../domain/money.ts';
import { starsFor } from '../domain/money.ts';
import { planGroups, priceOf } from '../domain/plan.ts';
import type { Catalogue, Plan } from '../domain/plan.ts';
import { canTopUp, suggestPlan } from '../domain/renewal.ts';
import type { Clock } from '../domain/time.ts';
import type { EsimProvider, Offer } from './ports.ts';

/** What Telegram takes for one invoice. */
const mostStars = 100_000;

export interface RenewalService {
  /** What to offer first, from what is known here: no question to the supplier, so it can be shown at once. */
  suggestion(card: Card): Offer | undefined;
  /** What the supplier allows for this card now, cheapest first; plans that make a new profile when it cannot be topped up. Throws ProviderError. */
  offers(card: Card): Promise<readonly Offer[]>;
}

/** What a card can be renewed with, and at what price. Throws RangeError when a plan's price is none that Telegram takes. */
export function createRenewals({
  provider,
  catalogue,
  currency,
  starsPerUnit,
  clock,
}: {
  provider: EsimProvider;
  catalogue: Catalogue;
  currency: SellingCurrency;
  starsPerUnit: number;
  clock: Clock;
}): RenewalService {
  const offer = (plan: Plan): Offer => {
    const price = priceOf(plan, currency);
    return { plan, price, stars: starsFor(price, starsPerUnit) };
  };
  for (const plan of catalogue.plans.values()) {
    const { amount } = offer(plan).stars;
    if (amount < 1 || amount > mostStars)
      throw new RangeError(
        `${plan.id} costs ${amount} Stars; Telegram takes 1 to ${mostStars}. Mind STARS_PER_UNIT.`,
      );
  }
  const topUp = (card: Card): boolean => card.balance === null || canTopUp(card.balance, clock());
  const sold = (card: Card): Plan[] =>
    [...catalogue.plans.values()]
      .filter((plan) => plan.coverage === card.coverage && (plan.renewal.asTopUp || !topUp(card)))
      .toSorted(
        (a, b) =>
          planGroups.indexOf(a.group) - planGroups.indexOf(b.group) ||
          a.retail[currency] - b.retail[currency],
      );

  return {
    suggestion: (card) => {
      const plan = suggestPlan(sold(card), card.balance);
      return plan && offer(plan);
    },
    offers: async (card) => {
      const allowed = await (topUp(card) ? provider.listTopUps(card.ref) : provider.listPlans());
      const ids = new Set(allowed.map((plan) => plan.id));
      return sold(card)
        .filter((plan) => ids.has(plan.id))
        .map(offer);
    },
  };
}
