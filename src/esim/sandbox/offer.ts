import type { Catalogue, Plan } from '../../domain/plan.ts';
import { canTopUp } from '../../domain/renewal.ts';
import { currentPlan } from '../../domain/usage.ts';
import type { SupplierPlan } from '../../services/supply-port.ts';
import type { CostOf } from './issue.ts';
import type { ProfileView } from './profile.ts';
import { balanceOf } from './told.ts';

/** What this profile can be topped up with now. */
export function topUpsFor(view: ProfileView, catalogue: Catalogue, costOf: CostOf): readonly SupplierPlan[] {
  return [...catalogue.plans.values()]
    .filter((plan) => takes(view, plan))
    .map((plan) => ({ id: plan.id, cost: costOf(plan) }));
}

/** Whether this plan can be added to the profile now; one that stacks joins only one of its own kind. */
export function takes(view: ProfileView, plan: Plan): boolean {
  if (plan.coverage !== view.record.coverage) return false;
  if (!plan.renewal.asTopUp) return false;
  const balance = balanceOf(view);
  const onto = currentPlan(balance)?.plan.kind ?? plan.kind;
  return canTopUp(balance, view.now) && (plan.renewal.start !== 'stacked' || onto === plan.kind);
}
