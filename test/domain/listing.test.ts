import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exchangeOf } from '../../src/domain/exchange.ts';
import { costBorneBy, hasCostChanged, isTooShort, maxCostOf, priceFault } from '../../src/domain/listing.ts';
import { sellingCurrencies } from '../../src/domain/money.ts';
import type { Money } from '../../src/domain/money.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';

const catalogue = readCatalogue('db/catalogue.json');
const plans = [...catalogue.plans.values()];
const exchange = exchangeOf(plans);
const usd = (amount: number): Money => ({ amount, currency: 'USD' });

test('currencies stand to each other as the shop’s own prices do, rounded up, and one wrong price moves nothing', () => {
  expect(exchange(usd(1000), 'USD')).toBe(1000);
  expect(exchange(usd(1000), 'EUR')).toBe(860);
  expect(exchange(usd(1000), 'CNY')).toBe(7100);
  expect(exchange({ amount: 1, currency: 'XTR' }, 'EUR')).toBeUndefined();
  expect(exchangeOf([])(usd(1), 'EUR')).toBeUndefined();
  const wrong = plans.map((plan, index) =>
    index === 0 ? { ...plan, retail: { ...plan.retail, EUR: 1 } } : plan,
  );
  expect(exchangeOf(wrong)(usd(1000), 'EUR')).toBeLessThanOrEqual(860);
  expect(exchangeOf(wrong)(usd(1000), 'EUR')).toBeGreaterThan(855);
});

test('supply trap 21: no plan of the catalogue is sold below seven tenths of its price, in whatever currency', () => {
  for (const plan of plans)
    for (const currency of sellingCurrencies) {
      const price = { amount: plan.retail[currency], currency };
      const cost = usd(Math.round(plan.retail.USD * 0.7));
      expect(priceFault(price, { cost, least: {} }, exchange), `${plan.id} ${currency}`).toBeUndefined();
      const dear = usd(Math.round(plan.retail.USD * 1.02));
      expect(priceFault(price, { cost: dear, least: {} }, exchange)).toBe('below_cost');
      const bare = { ...price, amount: exchange(cost, currency) ?? 0 };
      expect(priceFault(bare, { cost, least: {} }, exchange), 'the payment costs too').toBe('below_cost');
    }
});

test('supply trap 21: a price is never below the minimum of the supplier, to the cent where it is named in the shop’s currency', () => {
  const price = { amount: 730, currency: 'EUR' } as const;
  const at = (least: object) => priceFault(price, { cost: null, least }, exchange);
  expect(at({ EUR: 730, USD: 9000 })).toBeUndefined();
  expect(at({ EUR: 731 })).toBe('below_least');
  expect(at({})).toBeUndefined();
  // Elsewhere it is an estimate, and prices are rounded.
  for (const plan of plans) {
    const yuan = { amount: plan.retail.CNY, currency: 'CNY' } as const;
    const { USD, EUR } = plan.retail;
    expect(priceFault(yuan, { cost: null, least: { USD, EUR } }, exchange), `${plan.id}`).toBeUndefined();
    const more = { USD: Math.ceil(USD * 1.05) };
    expect(priceFault(yuan, { cost: null, least: more }, exchange), `${plan.id}`).toBe('below_least');
  }
});

test('a cost has changed when it is more than a fifth away from what was agreed to, up or down', () => {
  const agreed = usd(1000);
  const changed = (cost: Money | null, acceptedCost: Money | null = agreed): boolean =>
    hasCostChanged({ cost, acceptedCost });
  expect([800, 1000, 1200].map((amount) => changed(usd(amount)))).toEqual([false, false, false]);
  expect([799, 1201, 0].map((amount) => changed(usd(amount)))).toEqual([true, true, true]);
  expect(changed({ amount: 1000, currency: 'EUR' })).toBe(true);
  expect(changed(null)).toBe(false);
  expect(changed(usd(5), null)).toBe(false);
});

test('whatever the supplier may charge at most is no changed cost', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (amount) => {
      const acceptedCost = usd(amount);
      const most = maxCostOf({ acceptedCost });
      expect(most && hasCostChanged({ cost: most, acceptedCost })).toBe(false);
      expect(most && hasCostChanged({ cost: usd(most.amount + 1), acceptedCost })).toBe(true);
    }),
  );
  expect(maxCostOf({ acceptedCost: null })).toBeUndefined();
});

test('what a price can bear is exactly what it may cost', () => {
  const price = fc.record({
    amount: fc.integer({ min: 0, max: 1_000_000 }),
    currency: fc.constantFrom(...sellingCurrencies),
  });
  fc.assert(
    fc.property(price, fc.constantFrom(...sellingCurrencies), (asked, currency) => {
      const most = costBorneBy(asked, currency, exchange);
      const fault = (amount: number) =>
        priceFault(asked, { cost: { amount, currency }, least: {} }, exchange);
      expect(most.amount < 0 ? undefined : fault(most.amount)).toBeUndefined();
      expect(fault(most.amount + 1)).toBe('below_cost');
    }),
  );
});

test('a list of less than half is too short', () => {
  expect([14, 28, 40].map((plans) => isTooShort(plans, 28))).toEqual([false, false, false]);
  expect([0, 1, 13].map((plans) => isTooShort(plans, 28))).toEqual([true, true, true]);
  expect([isTooShort(0, 0), isTooShort(1, 0)]).toEqual([true, false]);
});
