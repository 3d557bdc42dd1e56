import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf, creditOf, exceeds } from '../../../src/esim/esim-access/money.ts';
import * as recorded from './recorded.ts';
import { scripted, yes } from './scripted.ts';
import { catalogue, packages } from './world.ts';

const tenThousandths = fc.integer({ min: 0, max: 10 ** 12 });

test('supply trap 7: a price of ten-thousandths is whole cents, never less than it is, nor a cent more', () => {
  fc.assert(
    fc.property(tenThousandths, (price) => {
      const { amount } = costOf(price);
      expect(Number.isSafeInteger(amount)).toBe(true);
      expect(BigInt(amount) * 100n).toBeGreaterThanOrEqual(BigInt(price));
      expect(BigInt(amount) * 100n - BigInt(price)).toBeLessThan(100n);
    }),
  );
});

test('supply trap 7: a credit of ten-thousandths is whole cents, never more than it is', () => {
  fc.assert(
    fc.property(tenThousandths, (credit) => {
      const { amount } = creditOf(credit);
      expect(BigInt(amount)).toBe(BigInt(credit) / 100n);
    }),
  );
});

test('supply trap 7: a price is too high from the first ten-thousandth above what may be paid', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (amount) => {
      const most = { amount, currency: 'USD' } as const;
      expect(exceeds(amount * 100, most)).toBe(false);
      expect(exceeds(amount * 100 + 1, most)).toBe(true);
    }),
  );
});

test('supply trap 7: a gigabyte is the same gigabyte in the catalogue, in the list and on the card', async () => {
  const plans = [...catalogue.plans.values()].filter(({ kind }) => kind === 'allowance');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...plans),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (plan, share) => {
        const volume = plan.dataBytes ?? 0;
        const slug = packages.get(plan.id)?.package ?? '';
        const orderUsage = Math.floor(volume * share);
        const location = catalogue.coverages.get(plan.coverage)?.countries.join(',');
        const sold = { ...recorded.italy5, slug, volume, duration: plan.validityDays, location };
        const esim = { ...recorded.inUse, totalVolume: volume, orderUsage, packageList: [sold] };
        const { provider } = scripted({
          'package/list': yes({ packageList: [sold] }),
          'esim/query': yes(recorded.listed(esim)),
        });
        expect((await provider.listPlans()).map(({ id }) => id)).toContain(plan.id);
        expect((await provider.history(recorded.ref))[0]).toMatchObject({
          plan: { id: plan.id, dataBytes: volume },
          dataTotal: volume,
          dataUsed: orderUsage,
        });
      },
    ),
    { numRuns: 30 },
  );
});
