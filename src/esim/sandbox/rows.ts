import type { Plan } from '../../domain/plan.ts';
import type { ProfileState } from '../../domain/usage.ts';
import type { ProfileRecord } from './profile.ts';
import type { Extra, HeadStart } from './span.ts';
import type { Purchase } from './timeline.ts';

export interface ProfileRow {
  readonly id: string;
  readonly iccid: string;
  readonly lpa: string;
  readonly coverage: string;
  readonly timezone: string;
  readonly created_at: number;
  readonly ready_at: number;
  readonly installed_at: number | null;
  readonly enabled_at: number | null;
  readonly forced: ProfileState | null;
  readonly forced_at: number;
}

export interface PurchaseRow {
  readonly id: number;
  readonly key: string | null;
  readonly plan: string;
  readonly bought_at: number;
  readonly started_at: number | null;
  readonly head_start: string;
  readonly cancelled_at: number | null;
}

export function profileOf(row: ProfileRow, purchases: readonly Purchase[]): ProfileRecord {
  return {
    ref: { id: row.id, iccid: row.iccid },
    lpa: row.lpa,
    coverage: row.coverage,
    timezone: row.timezone,
    createdAt: row.created_at,
    readyAt: row.ready_at,
    installedAt: row.installed_at,
    enabledAt: row.enabled_at,
    forced: row.forced,
    forcedAt: row.forced_at,
    purchases,
  };
}

/** The copies of plans in the book were written by the book itself, so they are not checked again. */
export function purchaseOf(row: PurchaseRow, extras: readonly Extra[]): Purchase {
  const plan: Plan = JSON.parse(row.plan);
  const headStart: HeadStart = JSON.parse(row.head_start);
  return {
    id: row.id,
    key: row.key,
    plan,
    boughtAt: row.bought_at,
    startedAt: row.started_at,
    headStart,
    cancelledAt: row.cancelled_at,
    extras,
  };
}
