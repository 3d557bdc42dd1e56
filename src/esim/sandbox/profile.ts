import type { ProfileRef } from '../../domain/card.ts';
import { isGone } from '../../domain/usage.ts';
import type { ProfileState } from '../../domain/usage.ts';
import { day, minute } from '../../domain/time.ts';
import { timelineOf } from './timeline.ts';
import type { Purchase, Stretch } from './timeline.ts';
import { zoneOffset } from './zone.ts';

/** A profile as the book keeps it. Times are world time and may lie ahead: the life of a profile is a function of the clock. */
export interface ProfileRecord {
  readonly ref: ProfileRef;
  readonly lpa: string;
  readonly coverage: string;
  readonly timezone: string;
  readonly createdAt: number;
  readonly readyAt: number;
  readonly installedAt: number | null;
  /** First network use. */
  readonly enabledAt: number | null;
  /** Set by hand or by a cancellation, from `forcedAt` on. */
  readonly forced: ProfileState | null;
  readonly forcedAt: number;
  readonly purchases: readonly Purchase[];
}

/** A profile at a moment. */
export interface ProfileView {
  readonly record: ProfileRecord;
  readonly state: ProfileState;
  readonly installBy: number;
  readonly timeline: readonly Stretch[];
  /** The moment for which plans are told: now, or when the profile ended. */
  readonly now: number;
  /** When the figures were last reported. */
  readonly reportedAt: number;
}

const grid = 20 * minute;

/** What is true of a profile at `now`; usage is reported every 20 minutes, `lag` late, and at every event. */
export function viewAt(record: ProfileRecord, now: number, lag: number): ProfileView {
  const timeline = timelineOf({
    seed: record.ref.id,
    purchases: record.purchases,
    enabledAt: record.enabledAt,
    offsetAt: (moment) => zoneOffset(record.timezone, moment),
  });
  const installBy = record.createdAt + (record.purchases[0]?.plan.installWindowDays ?? 0) * day;
  const state = stateOf(record, timeline, installBy, now);
  const until = isGone(state) && record.forced !== null ? Math.min(now, record.forcedAt) : now;
  const moments = timeline.flatMap(({ purchase, span, endsAt }) => [
    purchase.boughtAt,
    span?.startedAt ?? 0,
    endsAt ?? 0,
    ...purchase.extras.map(({ at }) => at),
    ...(span?.added ?? []).map(({ at }) => at),
  ]);
  const grids = Math.floor((until - lag) / grid) * grid;
  const reportedAt = Math.max(grids, record.createdAt, ...moments.filter((moment) => moment <= until));
  return { record, state, installBy, timeline, now: until, reportedAt };
}

function stateOf(
  { forced, readyAt, installedAt, enabledAt }: ProfileRecord,
  timeline: readonly Stretch[],
  installBy: number,
  now: number,
): ProfileState {
  if (forced !== null) return forced;
  if (now < readyAt) return 'provisioning';
  if (installedAt === null || now < installedAt) return now < installBy ? 'ready' : 'recycled';
  if (enabledAt === null || now < enabledAt) return 'installed';
  return now < keptUntil(timeline) ? 'enabled' : 'recycled';
}

/** A profile is taken back when its last plan has ended and the time to renew it is over. */
function keptUntil(timeline: readonly Stretch[]): number {
  const ends = timeline.map(({ purchase, span }) => {
    if (purchase.cancelledAt !== null) return 0;
    return span ? span.expiresAt + purchase.plan.renewal.graceDays * day : Infinity;
  });
  return Math.max(0, ...ends);
}
