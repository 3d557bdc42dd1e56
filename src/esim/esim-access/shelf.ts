import type { Catalogue, Plan } from '../../domain/plan.ts';
import { minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { Logger } from '../../services/ports.ts';
import type { PackageMap, SupplierPlan } from '../../services/supply-port.ts';
import { createAnswers } from '../answers.ts';
import type { EsimAccessClient } from './client.ts';
import { coverageOf, daysToOrder, foreignPlan } from './goods.ts';
import { costOf } from './money.ts';
import { packagesShape } from './shapes.ts';
import type { Bought, Esim, Package } from './shapes.ts';

/** A package as it can be ordered for one of our plans. */
export interface Offer {
  readonly planId: string;
  /** In its own list: the name that it is ordered by. */
  readonly packageCode: string;
  /** For all its days, in ten-thousandths of a US dollar; null when it is not told. */
  readonly price: number | null;
  /** A package for one day is ordered for so many. */
  readonly periodNum?: number;
}

/** What the supplier sells, in terms of what we sell. */
export interface Shelf {
  onSale(): Promise<readonly SupplierPlan[]>;
  /** The package of a plan of ours, with the price of this moment; undefined when it is not sold now. */
  offerOf(planId: string): Promise<Offer | undefined>;
  /** What this very profile can be topped up with at this moment. */
  topUpsOf(esim: Esim): Promise<readonly Offer[]>;
  /** The plan of a profile, all its packages together. */
  planOf(esim: Esim): Plan;
  /** Where a profile works, if that is one of our coverages. */
  coverageOf(esim: Esim): string | undefined;
}

/** The list is long and changes seldom. */
const listLife = 10 * minute;

export function createShelf({
  client,
  packages,
  catalogue,
  clock,
  logger,
}: {
  client: EsimAccessClient;
  packages: PackageMap;
  catalogue: Catalogue;
  clock: Clock;
  logger: Logger;
}): Shelf {
  const mismatched = new Set<string>();

  const ask = async (filter: object): Promise<readonly Package[]> =>
    (await client.ask('package/list', { locationCode: '', ...filter }, packagesShape)).packageList;

  function offer(planId: string, sold: Package): Offer | undefined {
    const [plan, entry] = [catalogue.plans.get(planId), packages.get(planId)];
    if (!plan || !entry) return undefined;
    const days = daysToOrder(plan, sold);
    if (days === undefined || (entry.days ?? plan.validityDays) !== plan.validityDays)
      return mismatch(planId, entry.package);
    const price = sold.price === null ? null : sold.price * (days === 'whole' ? 1 : days);
    const packageCode = entry.package;
    return { planId, packageCode, price, ...(days !== 'whole' && { periodNum: days }) };
  }

  /** What is sold under a name that promises something else would be the wrong goods. */
  function mismatch(planId: string, name: string): undefined {
    if (!mismatched.has(planId))
      logger.warn(
        { plan: planId, package: name },
        'The package of this plan has other data or days: not sold',
      );
    mismatched.add(planId);
  }

  async function readList(): Promise<readonly SupplierPlan[]> {
    const sold = await ask({ type: 'BASE' });
    const byName = new Map(sold.flatMap((one) => [one.packageCode, one.slug].map((name) => [name, one])));
    return [...packages].flatMap(([planId, entry]) => {
      const found = byName.get(entry.package);
      const offered = found && offer(planId, found);
      return offered ? [supplierPlan(offered)] : [];
    });
  }

  function ours(bought: Bought | undefined): Plan | undefined {
    const names = [bought?.slug, bought?.packageCode].filter(Boolean);
    const found = [...packages].filter(([, entry]) => names.includes(entry.package));
    const plans = found.flatMap(([planId]) => catalogue.plans.get(planId) ?? []);
    // A package for one day stands for several plans.
    return plans.find(({ validityDays }) => validityDays === bought?.duration) ?? plans[0];
  }

  function coverage({ packageList: [first] }: Esim): string | undefined {
    return ours(first)?.coverage ?? coverageOf(first?.locationCode ?? '', catalogue)?.id;
  }

  const list = createAnswers({ ask: readList, clock, lifeMs: listLife, most: 1 });
  return {
    onSale: () => list.of(''),
    offerOf: async (planId) => {
      const name = packages.get(planId)?.package;
      if (name === undefined) return undefined;
      const sold = await ask({
        type: 'BASE',
        ...(name.includes('_') ? { slug: name } : { packageCode: name }),
      });
      const found = sold.find(({ slug, packageCode }) => slug === name || packageCode === name);
      return found && offer(planId, found);
    },
    topUpsOf: async (esim) => {
      const place = coverage(esim);
      const { esimTranNo, iccid } = esim;
      const sold = await ask({ type: 'TOPUP', esimTranNo, iccid });
      return [...catalogue.plans.values()]
        .filter((plan) => plan.coverage === place && plan.voiceSeconds === 0 && plan.smsCount === 0)
        .flatMap((plan) => cheapest(sold.flatMap((topUp) => topUpOffer(plan, topUp))));
    },
    planOf: (esim) => {
      const [first] = esim.packageList;
      const plan = ours(first) ?? foreignPlan(esim, first, catalogue);
      const { renewal } = plan;
      return esim.supportTopUpType === 1 ? { ...plan, renewal: { ...renewal, inPlace: false } } : plan;
    },
    coverageOf: coverage,
  };
}

export function supplierPlan({ planId, price }: Offer): SupplierPlan {
  return { id: planId, cost: price === null ? null : costOf(price) };
}

function topUpOffer(plan: Plan, { packageCode, price, ...topUp }: Package): Offer[] {
  const days = daysToOrder(plan, { packageCode, price, ...topUp });
  if (days === undefined || packageCode === '') return [];
  const whole = { planId: plan.id, packageCode, price };
  return [days === 'whole' ? whole : { ...whole, price: price && price * days, periodNum: days }];
}

/** Two packages may bring the same. */
function cheapest(offers: readonly Offer[]): readonly Offer[] {
  const [first] = offers.toSorted((a, b) => (a.price ?? Infinity) - (b.price ?? Infinity));
  return first ? [first] : [];
}
