import type { Order } from './order.ts';
import { isInstalled } from './usage.ts';
import type { Balance, PlanInstance } from './usage.ts';

/** What a cancellation of the whole profile at the supplier would mean for one order. */
export type Effect =
  /** It takes back what this order brought, and nothing else. */
  | 'alone'
  /** That has been taken back already. */
  | 'gone'
  /** It was used, or something of somebody else would go with it, or nobody can tell. "Reads as unused" proves nothing: usage lags. */
  | 'unproved';

/**
 * Judges by the profile's state and its whole history. `others`: all other orders that brought this profile a plan which was not taken
 * back, with the time at which each was sent to the supplier.
 */
export function effectOn({
  order,
  sentAt,
  balance,
  others,
}: {
  order: Pick<Order, 'plan' | 'preview'>;
  sentAt: number;
  balance: Balance;
  others: readonly { readonly planId: string; readonly sentAt: number; readonly isProfile: boolean }[];
}): Effect {
  if (order.preview.kind !== 'new_profile') return effectOnTopUp({ order, sentAt, balance, others });
  // Days that joined its daily plan stand in no list of the supplier's.
  return others.length > 0 ? 'unproved' : effectOnProfile(order, balance);
}

/** A new profile goes whole: on no phone, and with the one plan that it was made for. */
function effectOnProfile({ plan }: Pick<Order, 'plan'>, { profile, plans }: Balance): Effect {
  if (plans.length !== 1 || plans[0]?.planId !== plan.id) return 'unproved';
  if (profile === 'cancelled') return 'gone';
  return profile === 'ready' || profile === 'provisioning' ? 'alone' : 'unproved';
}

/**
 * Of an installed profile the supplier takes back the only plan that waits. It is this order's when every plan of this kind that was ever
 * added to the profile is one of our orders, and this was the last of them.
 */
function effectOnTopUp({
  order: { plan },
  sentAt,
  balance: { profile, plans },
  others,
}: Parameters<typeof effectOn>[0]): Effect {
  // Not on a phone yet, the profile would go as a whole. Days that join a daily plan are no plan of their own.
  if (!isInstalled(profile) || plan.renewal.start === 'extends_days') return 'unproved';
  const alike = others.filter(({ planId, isProfile }) => planId === plan.id && !isProfile);
  if (alike.some((other) => other.sentAt >= sentAt)) return 'unproved';
  const added = plans.slice(1).filter(({ planId, state }) => planId === plan.id && state !== 'cancelled');
  const waiting = plans.filter(waits);
  const [only] = waiting;
  if (waiting.length === 1 && only === plans.at(-1) && plans.length > 1 && only?.planId === plan.id)
    return added.length === alike.length + 1 ? 'alone' : 'unproved';
  const last = plans.at(-1);
  if (waiting.length === 0 && last?.state === 'cancelled' && last.planId === plan.id)
    return added.length === alike.length ? 'gone' : 'unproved';
  return 'unproved';
}

function waits({ state }: PlanInstance): boolean {
  return state === 'queued' || state === 'pending';
}
