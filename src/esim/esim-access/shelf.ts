import { unreached } from '../../domain/nearest.ts';
import { coverageWith } from '../../domain/plan.ts';
import type { Catalogue, Plan } from '../../domain/plan.ts';
import { minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { Logger } from '../../services/ports.ts';
import type { PackageMap, SupplierPlan } from '../../services/supply-port.ts';
import { createAnswers } from '../answers.ts';
import { onceEach } from '../told-once.ts';
import type { EsimAccessClient } from './client.ts';
import { countriesIn, daysToOrder, foreignPlan, planOnCard } from './goods.ts';
import { cheapest, offerOf, supplierPlan } from './offer.ts';
import type { Offer } from './offer.ts';
import { packagesShape } from './shapes.ts';
import type { Esim, Package } from './shapes.ts';

/** What the supplier sells, in terms of what we sell. */
export interface Shelf {
  onSale(): Promise<readonly SupplierPlan[]>;
  /** The package of a plan of ours, with the price of this moment; undefined when it is not sold now. `asks`: for an order. */
  offerOf(planId: string, asks?: EsimAccessClient): Promise<Offer | undefined>;
  /** What this very profile can be topped up with at this moment. `asks`: for an order. */
  topUpsOf(esim: Esim, asks?: EsimAccessClient): Promise<readonly Offer[]>;
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
  const warnOnce = onceEach(logger);

  const ask = async (filter: object, asks = client): Promise<readonly Package[]> =>
    (await asks.ask('package/list', { locationCode: '', ...filter }, packagesShape)).packageList;

  function offer(planId: string, sold: Package): Offer | undefined {
    const [plan, entry] = [catalogue.plans.get(planId), packages.get(planId)];
    if (!plan || !entry) return undefined;
    const days = daysToOrder(plan, sold);
    const countries = catalogue.coverages.get(plan.coverage)?.countries ?? [];
    const lacks = unreached(countries, countriesIn(sold.location));
    if (days === undefined || (entry.days ?? plan.validityDays) !== plan.validityDays || lacks.length > 0)
      return mismatch(planId, entry.package);
    // By its code in the list just read: whether a slug may stand in its place, documents differ.
    return offerOf(planId, days, { ...sold, packageCode: sold.packageCode || entry.package });
  }

  /** What is sold under a name that promises something else would be the wrong goods. */
  function mismatch(planId: string, name: string): undefined {
    warnOnce(
      { plan: planId, package: name },
      'The package of this plan has other data, days or countries: not sold',
    );
    return undefined;
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

  function ours({ packageList, totalDuration }: Esim): Plan | undefined {
    const [first] = packageList;
    const names = [first?.slug, first?.packageCode].filter(Boolean);
    const found = [...packages].filter(([, entry]) => names.includes(entry.package));
    const plans = found.flatMap(([planId]) => catalogue.plans.get(planId) ?? []);
    // A package for one day stands for several plans; who renewed has taken the same one again as a rule.
    const days = [first?.duration, (totalDuration ?? 0) / packageList.length];
    return plans.find(({ validityDays }) => days.includes(validityDays)) ?? plans[0];
  }

  function planOf(esim: Esim): Plan {
    return planOnCard(ours(esim) ?? foreignPlan(esim, esim.packageList[0], catalogue), esim);
  }

  function coverage(esim: Esim): string | undefined {
    const [first] = esim.packageList;
    return ours(esim)?.coverage ?? coverageWith(countriesIn(first?.locationCode ?? ''), catalogue)?.id;
  }

  const list = createAnswers({ ask: readList, clock, lifeMs: listLife, most: 1 });
  return {
    onSale: () => list.of(''),
    offerOf: async (planId, asks) => {
      const name = packages.get(planId)?.package;
      if (name === undefined) return undefined;
      const by = name.includes('_') ? { slug: name } : { packageCode: name };
      const sold = await ask({ type: 'BASE', ...by }, asks);
      const found = sold.find(({ slug, packageCode }) => slug === name || packageCode === name);
      return found && offer(planId, found);
    },
    topUpsOf: async (esim, asks) => {
      const [place, own] = [coverage(esim), planOf(esim)];
      const { esimTranNo, iccid } = esim;
      const sold = await ask({ type: 'TOPUP', esimTranNo, iccid }, asks);
      return [...catalogue.plans.values()]
        .filter((plan) => plan.coverage === place && joins(plan, own))
        .flatMap((plan) => cheapest(sold.flatMap((topUp) => asTopUp(plan, topUp))));
    },
    planOf,
    coverageOf: coverage,
  };
}

/** What else a card takes nobody says, nor what would become of both. */
function joins(plan: Plan, own: Plan): boolean {
  if (plan.voiceSeconds > 0 || plan.smsCount > 0 || plan.kind !== own.kind) return false;
  return plan.kind !== 'daily' || plan.dailyBytes === own.dailyBytes;
}

function asTopUp(plan: Plan, topUp: Package): Offer[] {
  const days = daysToOrder(plan, topUp);
  return days === undefined || topUp.packageCode === '' ? [] : [offerOf(plan.id, days, topUp)];
}
