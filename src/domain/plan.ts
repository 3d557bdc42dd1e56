import type { Money, SellingCurrency } from './money.ts';

export const planGroups = ['day', 'month', 'unlimited'] as const;
/** The only three groups a traveller sees. */
export type PlanGroup = (typeof planGroups)[number];

/** Where a plan works. `timezone` is null where the coverage spans several zones. */
export interface Coverage {
  readonly id: string;
  readonly countries: readonly string[];
  readonly timezone: string | null;
  readonly networks: readonly string[];
  /** What the built-in supplier says of its cards; real ones say it themselves. */
  readonly apn: string;
}

/** How a plan behaves when it is added to a card, or when a card that holds it is renewed (facts: queued, extends days). */
export interface RenewalRule {
  /** A card on this plan can be topped up; otherwise its renewal is a new profile. */
  readonly inPlace: boolean;
  /** This plan can be added to a card of the same coverage. */
  readonly asTopUp: boolean;
  /** `added`: the supplier does not say when it starts; usually when what is on the card runs out. */
  readonly start: 'queued' | 'extends_days' | 'stacked' | 'added';
  /** Days after the end of the last plan in which the card can still be topped up. */
  readonly graceDays: number;
}

/** What is sold: once for a number of days. Bytes are 2^30 a GB. */
export interface Plan {
  readonly id: string;
  readonly coverage: string;
  readonly kind: 'allowance' | 'daily' | 'unlimited';
  readonly group: PlanGroup;
  readonly validityDays: number;
  /** `allowance`: for the whole validity. */
  readonly dataBytes: number | null;
  /** `daily`: for each day; `unlimited`: full speed for each day. */
  readonly dailyBytes: number | null;
  /** Speed after the daily bytes are used up. */
  readonly throttleKbps: number | null;
  readonly voiceSeconds: number;
  readonly smsCount: number;
  readonly installWindowDays: number;
  readonly renewal: RenewalRule;
  readonly retail: Readonly<Record<SellingCurrency, number>>;
}

/** The truth for what is sold now, as read at start. */
export interface Catalogue {
  readonly coverages: ReadonlyMap<string, Coverage>;
  readonly plans: ReadonlyMap<string, Plan>;
}

/** The part of a catalogue that one supplier sells: the plans it has a package for, each renewed by that supplier's rule. */
export function catalogueFor(
  { coverages, plans }: Catalogue,
  packages: { has(planId: string): boolean },
  ruleOf: (plan: Plan) => RenewalRule,
): Catalogue {
  const sold = [...plans.values()].filter(({ id }) => packages.has(id));
  return { coverages, plans: new Map(sold.map((plan) => [plan.id, { ...plan, renewal: ruleOf(plan) }])) };
}

/** The coverage of exactly these countries, in whatever order, and in capitals or not. */
export function coverageWith(countries: readonly string[], { coverages }: Catalogue): Coverage | undefined {
  const wanted = new Set(countries.map((code) => code.toUpperCase()));
  return [...coverages.values()].find(
    (coverage) => new Set(coverage.countries).symmetricDifference(wanted).size === 0,
  );
}

/** The selling price in the shop's currency. */
export function priceOf(plan: Plan, currency: SellingCurrency): Money {
  return { amount: plan.retail[currency], currency };
}

/** The zone in which a plan's dates are told: its own, else UTC (a coverage of several zones has none of its own). */
export function timezoneOf(coverage: Coverage | undefined): string {
  return coverage?.timezone ?? 'UTC';
}
