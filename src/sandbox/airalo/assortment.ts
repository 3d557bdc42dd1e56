import type { Catalogue, Coverage, Plan } from '../../domain/plan.ts';
import { usualCost } from '../../esim/sandbox/issue.ts';
import type { PackageMap } from '../../services/supply-port.ts';
import type { Manners } from './manners.ts';

/** A plan as Airalo sells it, with the names that it has there. */
export interface Sold {
  readonly plan: Plan;
  readonly id: string;
  /** Not the id with an ending: nobody may make one up. */
  readonly topUpId: string;
}

export type PricingModel = 'net_pricing' | 'discount_pricing';

const megabyte = 2 ** 20;
/** What the discount is that comes to the same as the engine's costs. */
const discount = 30;

export type Assortment = ReturnType<typeof createAssortment>;

/** Everything that Airalo sells: what our plans are mapped to, so far as it knows such plans. */
export function createAssortment({
  catalogue,
  packages,
  manners,
}: {
  catalogue: Catalogue;
  packages: PackageMap;
  manners: Manners;
}) {
  const sold: Sold[] = [];
  for (const [planId, { package: id }] of packages) {
    const plan = catalogue.plans.get(planId);
    if (!plan || plan.kind === 'daily') continue;
    sold.push({ plan, id, topUpId: `${id}-topup-202411261339${String(sold.length).padStart(2, '0')}` });
  }

  function describe({ plan, id, topUpId }: Sold, type: 'sim' | 'topup'): object {
    const unlimited = plan.kind === 'unlimited';
    const data = unlimited ? 'Unlimited' : `${(plan.dataBytes ?? 0) / 2 ** 30} GB`;
    const extras = plan.voiceSeconds > 0 ? [`${plan.smsCount} SMS`, `${plan.voiceSeconds / 60} Mins`] : [];
    const net = usualCost(plan).amount / 100;
    const retail = { USD: plan.retail.USD / 100, EUR: plan.retail.EUR / 100 };
    return {
      id: type === 'sim' ? id : topUpId,
      type,
      price: retail.USD,
      amount: unlimited ? 0 : (plan.dataBytes ?? 0) / megabyte,
      day: plan.validityDays,
      is_unlimited: unlimited,
      title: [data, ...extras, `${plan.validityDays} Days`].join(' - '),
      data,
      short_info: null,
      voice: plan.voiceSeconds > 0 ? plan.voiceSeconds / 60 : null,
      text: plan.smsCount > 0 ? plan.smsCount : null,
      net_price: manners.pricing === 'net_pricing' ? net : null,
      prices: {
        ...(manners.pricing === 'net_pricing' && { net_price: { USD: net } }),
        recommended_retail_price: retail,
      },
      is_fair_usage_policy: unlimited,
      fair_usage_policy: unlimited ? 'Lower speed rate of 1 Mbps after 3 GB usage per day.' : null,
    };
  }

  function country(coverage: Coverage): object {
    const here = sold.filter(({ plan }) => plan.coverage === coverage.id);
    const global = coverage.countries.length > 1;
    const operator = (unlimited: boolean): object[] => {
      const theirs = here.filter(({ plan }) => (plan.kind === 'unlimited') === unlimited);
      const first = theirs[0]?.plan;
      if (!first) return [];
      return [
        {
          id: coverage.id.charCodeAt(0) * 10 + Number(unlimited),
          title: `${coverage.id} Telecom`,
          type: global ? 'global' : 'local',
          plan_type: theirs.some(({ plan }) => plan.voiceSeconds > 0) ? 'data-voice-text' : 'data',
          is_roaming: true,
          rechargeability: first.renewal.inPlace,
          apn_type: 'automatic',
          apn_value: coverage.apn,
          activation_policy: 'first-usage',
          is_kyc_verify: coverage.id === manners.identifiedIn,
          coverages: coverage.countries.map((code) => ({ name: code, code, networks: [] })),
          install_window_days: first.installWindowDays,
          topup_grace_window_days: first.renewal.graceDays,
          countries: coverage.countries.map((code) => ({ country_code: code, title: code })),
          packages: theirs.map((one) => describe(one, 'sim')),
        },
      ];
    };
    return {
      slug: coverage.id.toLowerCase(),
      country_code: global ? '' : coverage.countries[0],
      title: coverage.id,
      operators: [...operator(false), ...operator(true)],
    };
  }

  return {
    byPackage: (id: string) => sold.find((one) => one.id === id),
    byTopUp: (id: string) => sold.find((one) => one.topUpId === id),
    byPlan: (planId: string) => sold.find(({ plan }) => plan.id === planId),
    describe,
    pricing: () => ({
      model: manners.pricing,
      discount_percentage: manners.pricing === 'net_pricing' ? 0 : discount,
    }),
    countries: () =>
      [...catalogue.coverages.values()]
        .filter(({ id }) => sold.some(({ plan }) => plan.coverage === id))
        .map(country),
  };
}
