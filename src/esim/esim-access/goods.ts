import { coverageWith } from '../../domain/plan.ts';
import type { Catalogue, Plan, RenewalRule } from '../../domain/plan.ts';
import type { Bought, Esim, Package } from './shapes.ts';

/**
 * The supplier's rules for a renewal of this plan: data and days join the running ones at once, those of a daily plan too; never after
 * its end. Plans without a limit are not reloadable.
 */
export function renewalRuleOf({ kind }: Pick<Plan, 'kind'>): RenewalRule {
  const reloadable = kind !== 'unlimited';
  const start = kind === 'daily' ? 'extends_days' : 'stacked';
  return { inPlace: reloadable, asTopUp: reloadable, start, graceDays: 0 };
}

/**
 * Whether a package is what our plan promises, and for how many days it has to be ordered: of a package for one day as many as the plan
 * has. Undefined when it is something else.
 */
export function daysToOrder(
  plan: Plan,
  { volume, duration, dataType, fupPolicy }: Package,
): 'whole' | number | undefined {
  const daily = plan.kind !== 'allowance';
  if (dataType !== null && daily === (dataType === 1)) return undefined;
  // What ends for the day has a limit.
  if (plan.kind === 'unlimited' && fupPolicy === '') return undefined;
  if (volume !== (daily ? plan.dailyBytes : plan.dataBytes)) return undefined;
  if (duration === plan.validityDays) return 'whole';
  return daily && duration === 1 ? plan.validityDays : undefined;
}

/** The countries of a package as its list names them: `IT,FR`. */
export function countriesIn(location: string): readonly string[] {
  return location.split(',').map((code) => code.trim());
}

/** `384 Kbps` or `1 Mbps`, in kilobits a second; null when nothing of the kind is said. */
function speedIn(policy: string): number | null {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([km])bps$/i.exec(policy) ?? [];
  return number === undefined ? null : Math.round(Number(number) * (unit.toLowerCase() === 'm' ? 1000 : 1));
}

/** The plan as it is on this card: how fast it goes on after the data of a day its supplier knows, and whether more can be added. */
export function planOnCard(plan: Plan, { fupPolicy, supportTopUpType }: Esim): Plan {
  const told = speedIn(fupPolicy);
  const throttleKbps =
    plan.kind === 'daily' ? told : plan.kind === 'unlimited' ? (told ?? plan.throttleKbps) : null;
  const renewal = supportTopUpType === 1 ? { ...plan.renewal, inPlace: false } : plan.renewal;
  return { ...plan, throttleKbps, renewal };
}

/** A package that we do not sell, as a plan to be shown. */
export function foreignPlan(esim: Esim, bought: Bought | undefined, catalogue: Catalogue): Plan {
  const daily = esim.dataType !== null && esim.dataType !== 1;
  const validityDays = esim.totalDuration ?? bought?.duration ?? 1;
  const volume = esim.totalVolume ?? bought?.volume ?? null;
  const location = bought?.locationCode ?? '';
  return {
    id: `esimaccess:${bought?.slug || bought?.packageCode || 'unknown'}`,
    coverage: coverageWith(countriesIn(location), catalogue)?.id ?? location,
    kind: daily ? 'daily' : 'allowance',
    group: validityDays < 28 ? 'day' : 'month',
    validityDays,
    dataBytes: daily ? null : volume,
    dailyBytes: daily ? volume : null,
    throttleKbps: null,
    voiceSeconds: 0,
    smsCount: 0,
    installWindowDays: 180,
    renewal: { ...renewalRuleOf({ kind: daily ? 'daily' : 'allowance' }), asTopUp: false },
    retail: { EUR: 0, USD: 0, CNY: 0 },
  };
}
