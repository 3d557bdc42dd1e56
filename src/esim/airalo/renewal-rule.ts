import type { Plan, RenewalRule } from '../../domain/plan.ts';

/** Where Airalo does not say for how long after its end an eSIM can be topped up. */
const usualGraceDays = 30;

/**
 * Airalo renews by another package on the same eSIM, and does not say when it starts: usually when the one before is used up. An
 * unlimited package is followed by a new eSIM.
 */
export function renewalRuleOf({ kind }: Pick<Plan, 'kind'>): RenewalRule {
  const renewable = kind === 'allowance';
  return { inPlace: renewable, asTopUp: renewable, start: 'added', graceDays: usualGraceDays };
}
