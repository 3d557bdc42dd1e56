import type { Catalogue, Plan } from '../../domain/plan.ts';
import { canTopUp } from '../../domain/renewal.ts';
import type { Balance } from '../../domain/usage.ts';
import type { SupplierPlan } from '../../services/ports.ts';
import { costOf } from './issue.ts';
import type { ProfileView } from './profile.ts';
import { instanceAt } from './timeline.ts';

/** A profile in the words of the port. */
export function balanceOf({ state, installBy, timeline, now, reportedAt }: ProfileView): Balance {
  const plans = timeline.map((stretch) => {
    const instance = instanceAt(stretch, now, reportedAt);
    if (instance.state !== 'queued') return instance;
    if (state === 'provisioning') return { ...instance, state: 'pending' as const };
    return state === 'recycled' ? { ...instance, state: 'expired_unused' as const } : instance;
  });
  return { profile: state, plans, installBy, asOf: reportedAt };
}

/** What this profile can be topped up with now. The sandbox knows no plan that stacks, so it sells none as a top-up. */
export function topUpsFor(view: ProfileView, catalogue: Catalogue): readonly SupplierPlan[] {
  return [...catalogue.plans.values()]
    .filter((plan) => takes(view, plan))
    .map((plan) => ({ id: plan.id, cost: costOf(plan) }));
}

/** Whether this plan can be added to the profile now. */
export function takes(view: ProfileView, plan: Plan): boolean {
  if (plan.coverage !== view.record.coverage) return false;
  if (!plan.renewal.asTopUp || plan.renewal.start === 'stacked') return false;
  return canTopUp(balanceOf(view), view.now);
}
