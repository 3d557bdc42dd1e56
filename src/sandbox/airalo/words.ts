import type { PlanInstance } from '../../domain/usage.ts';
import { currentPlan } from '../../domain/usage.ts';

const megabyte = 2 ** 20;

/** Without a zone, as Airalo writes most of its dates; UTC. */
export function zoneless(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** As it writes those of a history. */
export function withZone(at: number | null): string | null {
  return at === null ? null : `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}

export function statusOf({ state }: PlanInstance): string {
  switch (state) {
    case 'active':
      return 'ACTIVE';
    case 'depleted':
      return 'FINISHED';
    case 'expired':
    case 'expired_unused':
      return 'EXPIRED';
    case 'queued':
    case 'pending':
      return 'NOT_ACTIVE';
    default:
      return 'UNKNOWN';
  }
}

/** Whole megabytes; of an unlimited plan 0, which means nothing. */
export function remainingOf({ dataTotal, dataUsed }: PlanInstance): number {
  return dataTotal === null ? 0 : Math.floor((dataTotal - (dataUsed ?? 0)) / megabyte);
}

/** The answer to a question for the usage of an eSIM. `mock`: in sandbox mode nothing is known to be unlimited. */
export function usageOf(plans: readonly PlanInstance[], { mock }: { mock: boolean }): object {
  const plan = currentPlan({ profile: 'unknown', plans, installBy: null, asOf: 0 });
  if (!plan) return recycledUsage;
  const minutes = plan.plan.voiceSeconds / 60;
  return {
    remaining: remainingOf(plan),
    total: (plan.dataTotal ?? 0) / megabyte,
    expired_at: plan.expiresAt === null ? null : zoneless(plan.expiresAt),
    is_unlimited: !mock && plan.dataTotal === null,
    status: statusOf(plan),
    remaining_voice: minutes - Math.ceil(plan.voiceUsedSeconds / 60),
    remaining_text: plan.plan.smsCount - plan.smsUsed,
    total_voice: minutes,
    total_text: plan.plan.smsCount,
  };
}

export const recycledUsage = {
  remaining: 0,
  total: 0,
  expired_at: null,
  is_unlimited: null,
  status: 'RECYCLED',
  remaining_voice: 0,
  remaining_text: 0,
  total_voice: 0,
  total_text: 0,
};
