import type { Catalogue } from '../../domain/plan.ts';
import { currentPlan, isGone, isInstalled } from '../../domain/usage.ts';
import type { Balance } from '../../domain/usage.ts';
import type { Profile, Usage } from '../../services/supply-port.ts';
import type { ProfileView } from './profile.ts';
import { instanceAt } from './timeline.ts';

/** A profile and all its plans in the words of the port. */
export function balanceOf({ state, installBy, timeline, now, reportedAt }: ProfileView): Balance {
  const plans = timeline.map((stretch) => {
    const instance = instanceAt(stretch, now, reportedAt);
    if (instance.state !== 'queued') return instance;
    if (state === 'provisioning') return { ...instance, state: 'pending' as const };
    return state === 'recycled' ? { ...instance, state: 'expired_unused' as const } : instance;
  });
  return { profile: state, plans, installBy: isInstalled(state) ? null : installBy, asOf: reportedAt };
}

/** The profile itself; its installation code only while it can be of use. */
export function toldProfile({ record, state, installBy }: ProfileView, { coverages }: Catalogue): Profile {
  const apn = coverages.get(record.coverage)?.apn;
  const hidden = state === 'provisioning' || isGone(state);
  return {
    ref: record.ref,
    state,
    lpa: hidden ? null : record.lpa,
    installBy: isInstalled(state) ? null : installBy,
    ...(apn !== undefined && { apn }),
  };
}

/** The figures of the plan the card is on. */
export function usageOf(view: ProfileView): Usage {
  const balance = balanceOf(view);
  const plan = currentPlan(balance);
  return {
    dataTotal: plan?.dataTotal ?? null,
    dataUsed: plan?.dataUsed ?? null,
    voiceUsedSeconds: plan?.voiceUsedSeconds ?? 0,
    smsUsed: plan?.smsUsed ?? 0,
    asOf: balance.asOf,
  };
}
