import type { Plan } from './plan.ts';

/** State of the profile (the SIM itself), in GSMA SGP.22 terms where it has them. */
export type ProfileState =
  | 'provisioning'
  | 'ready'
  | 'downloading'
  | 'installed'
  | 'enabled'
  | 'disabled'
  | 'deleted'
  | 'cancelled'
  | 'revoked'
  | 'recycled'
  | 'error'
  | 'unknown';

/** State of one purchase or top-up on a profile. Depleted is not terminal: a top-up revives it. */
export type PlanInstanceState =
  | 'pending'
  | 'queued'
  | 'active'
  | 'depleted'
  | 'expired'
  | 'expired_unused'
  | 'cancelled'
  | 'revoked'
  | 'failed'
  | 'unknown';

/** One plan on a profile as the supplier tells it. Times are epoch milliseconds, null until the supplier knows them. */
export interface PlanInstance {
  readonly planId: string;
  readonly plan: Plan;
  readonly state: PlanInstanceState;
  readonly startedAt: number | null;
  readonly expiresAt: number | null;
  /** Bytes of the plan, or of today for a daily plan; null when unlimited. */
  readonly dataTotal: number | null;
  readonly dataUsed: number | null;
  readonly voiceUsedSeconds: number;
  readonly smsUsed: number;
}

/** What the supplier last said about a card. `asOf` is the time of the figures, not of the question. */
export interface Balance {
  readonly profile: ProfileState;
  /** Oldest first: ended, running, queued. */
  readonly plans: readonly PlanInstance[];
  readonly installBy: number | null;
  /** What a phone has to be told as its access point; undefined where it finds that by itself, or nobody says. */
  readonly apn?: string | undefined;
  readonly asOf: number;
}

const installedStates: readonly ProfileState[] = ['installed', 'enabled', 'disabled'];

/** Whether the profile sits on a phone; only then does a top-up need no QR code. */
export function isInstalled(state: ProfileState): boolean {
  return installedStates.includes(state);
}

const goneStates: readonly ProfileState[] = ['deleted', 'cancelled', 'revoked', 'recycled', 'error'];

/** Whether nothing can be added to this profile any more. */
export function isGone(state: ProfileState): boolean {
  return goneStates.includes(state);
}

/** Whether there is something to install: the profile exists, and is not on a phone yet. */
export function isInstallable(state: ProfileState): boolean {
  return !isInstalled(state) && !isGone(state);
}

/** The plan the card is on now: the running one, else the next to start, else the last that ended. */
export function currentPlan({ plans }: Balance): PlanInstance | undefined {
  return (
    plans.find((p) => p.state === 'active') ??
    plans.find((p) => p.state === 'queued' || p.state === 'pending') ??
    plans.findLast((p) => p.state === 'depleted') ??
    plans.at(-1)
  );
}

/** Bytes left of the given plan, never negative; null when there is no such number (unlimited). */
export function dataLeft(plan: PlanInstance): number | null {
  return plan.dataTotal === null ? null : Math.max(0, plan.dataTotal - (plan.dataUsed ?? 0));
}

/** Plans bought but not started, in the order in which they will start. */
export function queuedPlans({ plans }: Balance): readonly PlanInstance[] {
  return plans.filter((p) => p.state === 'queued' || p.state === 'pending');
}
