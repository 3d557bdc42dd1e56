import type { Plan } from './plan.ts';
import { currentPlan, dataLeft, isGone, isInstalled, queuedPlans } from './usage.ts';
import type { Balance, PlanInstance } from './usage.ts';
import { day } from './time.ts';

/** What a renewal will do to the card, by the supplier's rule; told before paying, frozen in the order. Times are epoch milliseconds. */
export type Preview =
  /** Data and days join the running plan at once. */
  | { readonly kind: 'stacked'; readonly leftBytes: number | null; readonly until: number | null }
  /** Starts when what is on the card runs out or ends; `startsBy` is the latest moment, null when that is not known. */
  | { readonly kind: 'queued'; readonly leftBytes: number | null; readonly startsBy: number | null }
  /** Joins what is on the card; nobody promises when it starts. */
  | { readonly kind: 'added'; readonly leftBytes: number | null }
  /** A daily plan goes on for more days. */
  | { readonly kind: 'extends_days'; readonly until: number | null }
  /** Nothing runs: starts at the next connection. */
  | { readonly kind: 'starts_on_use' }
  /** The card is not on a phone yet: the days count from first use. */
  | { readonly kind: 'starts_on_install'; readonly installBy: number | null }
  /** The card cannot be topped up: a new profile, to be installed. `wasted` is what stays behind on the old one. */
  | {
      readonly kind: 'new_profile';
      readonly wastedBytes: number | null;
      readonly wastedUntil: number | null;
    };

/** New, or not on a phone yet: whoever has the card needs its installation code. */
export function needsInstall({ kind }: Preview): boolean {
  return kind === 'new_profile' || kind === 'starts_on_install';
}

/** Whether the card can take another plan, or only be followed by a new profile. */
export function canTopUp(balance: Balance, now: number): boolean {
  if (isGone(balance.profile)) return false;
  const current = currentPlan(balance);
  if (!current) return true;
  if (!current.plan.renewal.inPlace) return false;
  const end = current.expiresAt;
  return end === null || now < end + current.plan.renewal.graceDays * day;
}

/** The plain-words preview of adding `plan` to a card in this state. */
export function previewRenewal({
  plan,
  balance,
  now,
  addable = canTopUp(balance, now),
}: {
  plan: Plan;
  balance: Balance;
  now: number;
  /** Whether the card can take another plan at all. */
  addable?: boolean;
}): Preview {
  const current = currentPlan(balance);
  if (!plan.renewal.asTopUp || !addable) return newProfile(current, now);
  if (!isInstalled(balance.profile)) return { kind: 'starts_on_install', installBy: balance.installBy };
  if (!current || !(runs(current, now) || joinsUsedUp(plan, current, now))) return { kind: 'starts_on_use' };

  const waiting = queuedPlans(balance).filter((p) => p !== current);
  if (plan.renewal.start === 'extends_days' && waiting.length === 0 && sameDaily(plan, current.plan)) {
    return {
      kind: 'extends_days',
      until: current.expiresAt === null ? null : current.expiresAt + plan.validityDays * day,
    };
  }
  if (plan.renewal.start === 'stacked') {
    return {
      kind: 'stacked',
      leftBytes: dataLeft(current),
      until: current.expiresAt === null ? null : current.expiresAt + plan.validityDays * day,
    };
  }
  const leftBytes = waiting.length === 0 ? dataLeft(current) : null;
  if (plan.renewal.start === 'added') return { kind: 'added', leftBytes };
  const days = waiting.reduce((sum, p) => sum + p.plan.validityDays, 0);
  return {
    kind: 'queued',
    leftBytes,
    startsBy: current.expiresAt === null ? null : current.expiresAt + days * day,
  };
}

/** The plan to offer first: the last one again where the card can have it, else the nearest in size of the same group. */
export function suggestPlan(offered: readonly Plan[], balance: Balance | null): Plan | undefined {
  const last = balance?.plans.at(-1)?.plan;
  if (!last) return offered.find((plan) => plan.group === 'month') ?? offered[0];
  const same = offered.find((plan) => plan.id === last.id);
  if (same) return same;
  const distance = (plan: Plan): number =>
    (plan.group === last.group ? 0 : 1e15) + Math.abs((plan.dataBytes ?? 0) - (last.dataBytes ?? 0));
  return offered.toSorted((a, b) => distance(a) - distance(b))[0];
}

function newProfile(current: PlanInstance | undefined, now: number): Preview {
  if (!current || !runs(current, now)) return { kind: 'new_profile', wastedBytes: null, wastedUntil: null };
  return { kind: 'new_profile', wastedBytes: dataLeft(current), wastedUntil: current.expiresAt };
}

function runs(instance: PlanInstance, now: number): boolean {
  const running = instance.state === 'active' || instance.state === 'queued' || instance.state === 'pending';
  return running && (instance.expiresAt === null || now < instance.expiresAt);
}

/** Of a card whose data is used up the days go on, and whatever is added at once joins them. */
function joinsUsedUp(plan: Plan, { state, expiresAt, plan: had }: PlanInstance, now: number): boolean {
  if (state !== 'depleted' || (expiresAt !== null && now >= expiresAt)) return false;
  const { start } = plan.renewal;
  return start === 'stacked' || (start === 'extends_days' && sameDaily(plan, had));
}

function sameDaily(a: Plan, b: Plan): boolean {
  return a.kind === 'daily' && b.kind === 'daily' && a.dailyBytes === b.dailyBytes;
}

/** Why a plan was chosen: it lasts at the card's own pace, or at the usual one when there is no pace yet; or nothing lasts and it comes closest. */
export type Fit = 'own_pace' | 'usual_pace' | 'closest';

/** Bytes a day of a traveller of whom nothing is known. */
const usualPace = 2 ** 29;

/**
 * The plan that lasts for so many more days: the smallest that is enough, else the one that comes closest.
 * `offers` come cheapest first within their group.
 */
export function bestFit({
  offers,
  balance,
  days,
  now,
}: {
  offers: readonly Plan[];
  balance: Balance | null;
  days: number;
  now: number;
}): { plan: Plan; fit: Fit } | undefined {
  const pace = ownPace(balance, now);
  const need = (pace ?? usualPace) * days;
  const long = offers.filter((plan) => plan.validityDays >= days && plan.voiceSeconds === 0);
  const enough = long.filter((plan) => capacity(plan, days) >= need);
  const byCapacity = (list: readonly Plan[]): Plan[] =>
    list.toSorted((a, b) => capacity(a, days) - capacity(b, days) || a.validityDays - b.validityDays);
  const plan = byCapacity(enough)[0];
  if (plan) return { plan, fit: pace === null ? 'usual_pace' : 'own_pace' };
  const closest = byCapacity(long).at(-1) ?? byCapacity(offers).at(-1);
  return closest && { plan: closest, fit: 'closest' };
}

/** Bytes a day on the running plan so far; null when it has not run for half a day. */
function ownPace(balance: Balance | null, now: number): number | null {
  const current = balance && currentPlan(balance);
  if (!current || current.startedAt === null || current.plan.kind !== 'allowance') return null;
  const elapsed = (now - current.startedAt) / day;
  return elapsed < 0.5 ? null : Math.max(usualPace / 4, (current.dataUsed ?? 0) / elapsed);
}

function capacity(plan: Plan, days: number): number {
  if (plan.kind === 'allowance') return plan.dataBytes ?? 0;
  return (plan.dailyBytes ?? 0) * Math.min(days, plan.validityDays);
}
