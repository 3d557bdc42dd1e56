import { createHash } from 'node:crypto';
import type { Catalogue, Plan } from '../../domain/plan.ts';
import { usualCost } from '../../esim/sandbox/issue.ts';
import type { CostOf } from '../../esim/sandbox/issue.ts';
import type { PackageMap } from '../../services/supply-port.ts';

/** A package of the supplier's, as its list has it. */
export interface Package {
  readonly packageCode: string;
  readonly slug: string;
  readonly name: string;
  /** Ten-thousandths of a US dollar; of a package for one day, for that day. */
  readonly price: number;
  readonly retailPrice: number;
  readonly currencyCode: 'USD';
  readonly volume: number;
  readonly duration: number;
  readonly durationUnit: 'DAY';
  readonly location: string;
  readonly speed: string;
  readonly smsStatus: number;
  readonly dataType: 1 | 2;
  readonly unusedValidTime: number;
  readonly activeType: number;
  readonly supportTopUpType: 1 | 2 | 3;
  readonly fupPolicy: string;
  readonly ipExport: string;
  readonly locationNetworkList: readonly { locationName: string }[];
}

export type Packages = ReturnType<typeof createPackages>;

/** The packages behind our plans: some stand for several, ordered by the day. */
export function createPackages({ catalogue, packages }: { catalogue: Catalogue; packages: PackageMap }) {
  const sold = [...packages].flatMap(([planId, entry]) => {
    const plan = catalogue.plans.get(planId);
    return plan ? [{ plan, name: entry.package, days: entry.days }] : [];
  });

  /** By the day, all plans of a package cost the same: as little as the cheapest of them. */
  function priceOf(name: string): number {
    const prices = sold
      .filter((one) => one.name === name)
      .map(({ plan, days }) => Math.ceil((usualCost(plan).amount * 100) / (days ?? 1)));
    return Math.min(...prices);
  }

  function packageOf({ plan, name, days }: (typeof sold)[number]): Package {
    const code = createHash('sha256').update(name).digest('hex').slice(0, 9).toUpperCase();
    const slug = name.includes('_') ? name : `${plan.coverage}_${name}`;
    const price = priceOf(name);
    return {
      packageCode: name.includes('_') ? `P${code}` : name,
      slug,
      name: slug.replaceAll('_', ' '),
      price,
      retailPrice: price * 2,
      currencyCode: 'USD',
      volume: plan.dataBytes ?? plan.dailyBytes ?? 0,
      duration: days === undefined ? plan.validityDays : 1,
      durationUnit: 'DAY',
      location: catalogue.coverages.get(plan.coverage)?.countries.join(',') ?? plan.coverage,
      speed: '4G/5G',
      smsStatus: 0,
      dataType: plan.kind === 'allowance' ? 1 : 2,
      unusedValidTime: plan.installWindowDays,
      activeType: 2,
      supportTopUpType: plan.renewal.inPlace ? (plan.kind === 'allowance' ? 2 : 3) : 1,
      fupPolicy: plan.throttleKbps === null ? '' : `${plan.throttleKbps} Kbps`,
      ipExport: 'HK',
      locationNetworkList: [],
    };
  }

  const all = new Map(sold.map((one) => [one.name, packageOf(one)]));
  const named = (name: string): Package | undefined =>
    [...all.values()].find(({ slug, packageCode }) => slug === name || packageCode === name);

  return {
    all: (): readonly Package[] => [...all.values()],
    named,
    /** The plan that this package is for so many days; undefined when the box has none of that length. */
    planFor: ({ packageCode }: Package, periodNum: number | undefined): Plan | undefined =>
      sold.find(
        ({ plan, name, days }) =>
          named(name)?.packageCode === packageCode &&
          (days === undefined || plan.validityDays === (periodNum ?? 1)),
      )?.plan,
    packageOf: (planId: string): Package | undefined => {
      const one = sold.find(({ plan }) => plan.id === planId);
      return one && all.get(one.name);
    },
    /** In cents: what the package costs for all the days of the plan. */
    costOf: ((plan) => {
      const one = sold.find((candidate) => candidate.plan.id === plan.id);
      if (!one) return usualCost(plan);
      return { amount: Math.ceil((priceOf(one.name) * (one.days ?? 1)) / 100), currency: 'USD' };
    }) satisfies CostOf,
  };
}
