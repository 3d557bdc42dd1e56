import { sellingCurrencies } from './money.ts';
import type { Money, SellingCurrency } from './money.ts';
import type { Plan } from './plan.ts';

/** An amount in a selling currency, in whole minor units, rounded up; undefined where nothing tells. */
export type Exchange = (money: Money, to: SellingCurrency) => number | undefined;

/**
 * How currencies stand to each other by the shop's own prices, so that no rate comes from outside: as they do for the plan in the middle
 * of all. Whoever sets the prices sets the rate; one price that is wrong does not move it.
 */
export function exchangeOf(plans: Iterable<Pick<Plan, 'retail'>>): Exchange {
  const prices = Array.from(plans, ({ retail }) => retail);
  const middles = new Map(
    sellingCurrencies.flatMap((from) =>
      sellingCurrencies.map((to) => {
        const byRate = prices.toSorted((a, b) => a[to] * b[from] - b[to] * a[from]);
        return [`${from} ${to}`, byRate[Math.floor(byRate.length / 2)]] as const;
      }),
    ),
  );
  return ({ amount, currency }, to) => {
    if (currency === to) return amount;
    if (currency === 'XTR') return undefined;
    const middle = middles.get(`${currency} ${to}`);
    return middle && Math.ceil((amount * middle[to]) / middle[currency]);
  };
}
