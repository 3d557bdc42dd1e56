import type { Plan } from './plan.ts';

/** A package of a supplier, as far as it can be compared with a plan of ours. `bytes` and `days` as its supplier tells them. */
interface Comparable {
  readonly countries: readonly string[];
  readonly kind: Plan['kind'];
  readonly bytes: number | null;
  readonly days: number;
  readonly voiceSeconds: number;
}

/** The packages that come nearest to a plan: in all its countries, of a like kind, and the most alike in data and days first. */
export function nearestPackages<Package extends Comparable>(
  plan: Pick<Plan, 'kind' | 'dataBytes' | 'dailyBytes' | 'validityDays' | 'voiceSeconds'>,
  countries: readonly string[],
  range: readonly Package[],
  most = 3,
): readonly Package[] {
  return range
    .filter(
      (each) => isAlike(plan.kind, each.kind) && countries.every((code) => each.countries.includes(code)),
    )
    .map((each) => ({ each, distance: distanceOf(each) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ each }) => each);

  function distanceOf({ bytes, days, kind, voiceSeconds, countries: everywhere }: Package): number {
    const ofData = ratio(bytes, kind === 'unlimited' ? null : (plan.dailyBytes ?? plan.dataBytes));
    // A package for one day is ordered for as many as are wanted.
    const ofDays = kind === 'daily' && days === 1 ? 0 : ratio(days, plan.validityDays);
    const ofCalls = voiceSeconds > 0 === plan.voiceSeconds > 0 ? 0 : 1;
    // More countries cost more.
    const ofPlaces = everywhere.length > countries.length ? 0.5 : 0;
    return ofData + ofDays + ofCalls + ofPlaces;
  }
}

/** Those of a plan's countries in which a package does not work; none where it does not say where it works. */
export function unreached(countries: readonly string[], reached: readonly string[]): readonly string[] {
  const there = new Set(reached.filter(Boolean).map((code) => code.toUpperCase()));
  return there.size === 0 ? [] : countries.filter((code) => !there.has(code));
}

/** What is so much a day may stand for a plan without a limit. */
function isAlike(plan: Plan['kind'], sold: Plan['kind']): boolean {
  return plan === sold || (plan === 'unlimited' && sold === 'daily');
}

/** 0 for the same; twice as much counts as half as much does. */
function ratio(a: number | null, b: number | null): number {
  if (a === b) return 0;
  return a && b ? Math.abs(Math.log2(a / b)) : 3;
}
