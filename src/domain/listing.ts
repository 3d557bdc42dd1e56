import type { Exchange } from './exchange.ts';
import type { Money, SellingCurrency } from './money.ts';

/** A plan of ours as one supplier last listed it. */
export interface Listing {
  readonly provider: string;
  readonly planId: string;
  /** The supplier’s package that this is said of, by the name in our file; null where it sells our plans as they are. */
  readonly boughtAs: string | null;
  /** What it costs us; null where the supplier does not say. */
  readonly cost: Money | null;
  /** The cost at which it is sold: the first one told, or the one that an operator agreed to since. */
  readonly acceptedCost: Money | null;
  /** The least that may be asked for it, in minor units, in the currencies that the supplier names. */
  readonly least: Readonly<Partial<Record<SellingCurrency, number>>>;
  /** Since when the supplier’s list lacks it; null while it does not. */
  readonly missingSince: number | null;
}

/** The list that a supplier gave, as a whole. */
export interface SupplierList {
  readonly provider: string;
  readonly lookedAt: number;
  /** When the listings were last taken from it; null before the first time. */
  readonly takenAt: number | null;
  /** Since when what it answers is too short to be believed, and how many plans that are. */
  readonly refused: { readonly since: number; readonly plans: number } | null;
  /** An operator says that a list of so many is no mistake. */
  readonly acceptedPlans: number | null;
}

/** Why a plan is not sold. */
export type OffSale = 'missing' | 'cost_changed' | 'below_least' | 'below_cost';

/** What is asked of a traveller. */
type Price = { readonly amount: number; readonly currency: SellingCurrency };

/** In hundredths. */
const costTolerance = 20;
/** What comes out of another currency is an estimate, and prices are rounded: so much is forgiven, in hundredths. */
const estimateTolerance = 2;
/** What a card payment costs us: so many hundredths of the price, and 30 cents of a dollar. */
const feeShare = 3;
const fee: Money = { amount: 30, currency: 'USD' };

/** Less than half of what there was, or nothing at all, is taken for a fault of the supplier’s, not for its list. */
export function isTooShort(plans: number, before: number): boolean {
  return plans === 0 || plans * 2 < before;
}

/** Whether the supplier now asks so much more, or so much less, than was agreed to that a person has to look. */
export function hasCostChanged({ cost, acceptedCost }: Pick<Listing, 'cost' | 'acceptedCost'>): boolean {
  if (!cost || !acceptedCost) return false;
  const change = Math.abs(cost.amount - acceptedCost.amount);
  return cost.currency !== acceptedCost.currency || change * 100 > acceptedCost.amount * costTolerance;
}

/** The most that the supplier may charge for it. */
export function maxCostOf({ acceptedCost }: Pick<Listing, 'acceptedCost'>): Money | undefined {
  if (!acceptedCost) return undefined;
  return { ...acceptedCost, amount: Math.floor((acceptedCost.amount * (100 + costTolerance)) / 100) };
}

/** The most that a plan may cost at this price, in this currency; below zero where the price does not even pay for its payment. */
export function costBorneBy(price: Price, currency: SellingCurrency, exchange: Exchange): Money {
  const bears = (amount: number): boolean =>
    priceFault(price, { cost: { amount, currency }, least: {} }, exchange) === undefined;
  let [least, most] = [-1, 2 ** 31];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (bears(middle)) least = middle;
    else most = middle;
  }
  return { amount: least, currency };
}

/** What forbids to ask this price: the supplier’s own minimum, or what the plan and its payment cost us. */
export function priceFault(
  price: Price,
  { cost, least }: Pick<Listing, 'cost' | 'least'>,
  exchange: Exchange,
): 'below_least' | 'below_cost' | undefined {
  if (price.amount < leastFor(price.currency, least, exchange)) return 'below_least';
  const ours = cost && exchange(cost, price.currency);
  const flat = exchange(fee, price.currency) ?? 0;
  if (ours !== undefined && ours !== null && price.amount * (100 - feeShare) < (ours + flat) * 100)
    return 'below_cost';
  return undefined;
}

function leastFor(currency: SellingCurrency, least: Listing['least'], exchange: Exchange): number {
  const named = least[currency];
  if (named !== undefined) return named;
  const estimates = Object.entries(least).map(
    ([other, amount]) => exchange({ amount, currency: other as SellingCurrency }, currency) ?? 0,
  );
  return (Math.max(0, ...estimates) * (100 - estimateTolerance)) / 100;
}
