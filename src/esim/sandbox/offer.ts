import type { Catalogue, Plan } from '../../domain/plan.ts';
import { canTopUp } from '../../domain/renewal.ts';
import type { SupplierPlan } from '../../services/supply-port.ts';
import { costOf } from './issue.ts';
import type { ProfileView } from './profile.ts';
import { balanceOf } from './told.ts';

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
