import { sellingCurrencies } from '../../domain/money.ts';
import type { SupplierPlan } from '../../services/supply-port.ts';
import { decimalOf, hundredths, less } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import type { Package, Pricing } from './wire.ts';

/**
 * What a package costs us, and the least that may be asked for it. `price` is the recommended retail price, which is the minimum for
 * partners; we pay `net_price`, or with discount pricing that price less our discount.
 */
export function priceOf(
  { price, net_price: net, prices }: Package,
  pricing: Pricing | null | undefined,
): Pick<SupplierPlan, 'cost' | 'least'> {
  const paid =
    pricing?.model === 'discount_pricing'
      ? discounted(
          read(prices?.recommended_retail_price?.['USD'] ?? price),
          read(pricing.discount_percentage),
        )
      : read(prices?.net_price?.['USD'] ?? net);
  const least: Partial<Record<(typeof sellingCurrencies)[number], number>> = {};
  for (const currency of sellingCurrencies) {
    const told = prices?.recommended_retail_price?.[currency] ?? (currency === 'USD' ? price : undefined);
    const amount = read(told);
    if (amount) least[currency] = hundredths(amount, 'up');
  }
  return { cost: paid ? { amount: hundredths(paid, 'up'), currency: 'USD' } : null, least };
}

function discounted(price: Decimal | undefined, percent: Decimal | undefined): Decimal | undefined {
  return price && percent && less(price, percent);
}

function read(value: string | number | null | undefined): Decimal | undefined {
  return value === null || value === undefined ? undefined : decimalOf(value);
}
