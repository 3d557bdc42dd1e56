import type { Money } from './money.ts';

/** What is wrong with the shop, in figures for an operator; no secrets. */
export type Trouble =
  /** Our credit with the supplier pays for so few orders that sales rest. */
  | {
      readonly key: 'supplier_credit';
      readonly credit: Money;
      readonly orders: number;
      readonly enough: Money;
    }
  /** Updates that arrived and are not handled. */
  | { readonly key: 'inbox'; readonly waiting: number; readonly oldestAt: number }
  /** Orders that are paid and still not made. */
  | { readonly key: 'late_orders'; readonly orders: number; readonly oldestAt: number }
  /** Calls that failed lately, of all there were. */
  | { readonly key: Side; readonly failed: number; readonly calls: number }
  /** A supplier’s list has so few plans that the one before stands. */
  | { readonly key: 'supplier_list'; readonly provider: string; readonly plans: number }
  /** Plans that wait for an operator because of what they cost, or are sold for. */
  | { readonly key: 'off_sale'; readonly plans: readonly string[] }
  | { readonly key: 'disk'; readonly freePercent: number }
  /** How far our clock is ahead of others', in seconds; below zero: behind. */
  | { readonly key: 'clock'; readonly seconds: number };

/** Whom we call and who may fail us: Stripe, Telegram's payments, the eSIM supplier. */
export type Side = 'stripe' | 'telegram' | 'supplier';

export type AlertKey = Trouble['key'];
export const alertKeys = [
  'supplier_credit',
  'inbox',
  'late_orders',
  'stripe',
  'telegram',
  'supplier',
  'supplier_list',
  'off_sale',
  'disk',
  'clock',
] as const satisfies readonly AlertKey[];

/** How it stands with what is watched; `unknown` changes nothing, neither begins an alert nor ends one. */
export type Health =
  | { readonly kind: 'well' }
  | { readonly kind: 'ill'; readonly trouble: Trouble }
  | { readonly kind: 'unknown' };

/** A trouble that lasts, or whose end operators have not been told yet. */
export interface Alert {
  readonly trouble: Trouble;
  readonly since: number;
  /** null until operators have heard that it began. */
  readonly toldAt: number | null;
  /** Since when all is well again; null while it is not. */
  readonly wellSince: number | null;
}

/** What to do about an alert (undefined: there is none) after a look. */
export type AlertStep = 'nothing' | 'begin' | 'tell' | 'forget' | 'relapse' | 'recover' | 'end';

/** Whether it is more by now than operators were told. */
function isNews(told: Trouble, trouble: Trouble): boolean {
  if (told.key !== 'off_sale' || trouble.key !== 'off_sale') return false;
  return trouble.plans.some((plan) => !told.plans.includes(plan));
}

/** An alert is over when all has been well for `calm` milliseconds without a break, so what comes and goes is told once. */
export function alertStep(
  alert: Alert | undefined,
  health: Health,
  { now, calm }: { now: number; calm: number },
): AlertStep {
  if (!alert) return health.kind === 'ill' ? 'begin' : 'nothing';
  const { toldAt, wellSince } = alert;
  // Nobody heard of it, so nobody needs to hear that it is over.
  if (health.kind === 'well' && toldAt === null) return 'forget';
  if (toldAt === null) return 'tell';
  if (health.kind === 'ill' && isNews(alert.trouble, health.trouble)) return 'begin';
  if (health.kind === 'ill') return wellSince === null ? 'nothing' : 'relapse';
  if (health.kind === 'unknown') return 'nothing';
  if (now - (wellSince ?? now) >= calm) return 'end';
  return wellSince === null ? 'recover' : 'nothing';
}
