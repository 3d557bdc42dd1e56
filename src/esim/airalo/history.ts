import type { Plan } from '../../domain/plan.ts';
import { currentPlan } from '../../domain/usage.ts';
import type { PlanInstance, PlanInstanceState, ProfileState } from '../../domain/usage.ts';
import type { Usage } from '../../services/supply-port.ts';
import { momentOf } from '../moment.ts';
import { bytesOf } from './recognise.ts';
import type { Standing } from './standing.ts';
import type { HistoryEntry, UsageFigures } from './wire.ts';

const words = new Set(['NOT_ACTIVE', 'ACTIVE', 'FINISHED', 'EXPIRED', 'RECYCLED', 'UNKNOWN']);

/** Status words that we do not know. */
export function newWordsIn({ usage, history }: Standing): readonly string[] {
  return [usage.status, ...history.map(({ status }) => status)].filter((word) => !words.has(word));
}

/**
 * Airalo does not tell whether an eSIM is on a phone; only that it was used, from which that follows. A package that ended may have been
 * used or not.
 */
export function profileStateOf({ usage, history }: Standing): ProfileState {
  const told = [usage.status, ...history.map(({ status }) => status)];
  if (usage.status === 'RECYCLED') return 'recycled';
  if (told.some((word) => word === 'ACTIVE' || word === 'FINISHED' || word === 'EXPIRED')) return 'enabled';
  return told.includes('NOT_ACTIVE') ? 'ready' : 'unknown';
}

/** One package of an eSIM. Until it has started, Airalo's dates say until when it can be installed, not when it ends. */
export function instanceOf(entry: HistoryEntry, plan: Plan, usage: UsageFigures): PlanInstance {
  const state = stateOf(entry);
  const startedAt = state === 'queued' ? null : momentOf(entry.activated_at);
  const dataTotal = plan.kind === 'unlimited' || !entry.package.amount ? null : bytesOf(entry.package.amount);
  return {
    planId: plan.id,
    plan,
    state,
    startedAt,
    expiresAt: state === 'queued' ? null : momentOf(entry.expired_at),
    dataTotal,
    dataUsed: usedOf(dataTotal, entry, state),
    ...(state === 'active' ? spoken(usage, plan) : { voiceUsedSeconds: 0, smsUsed: 0 }),
  };
}

/** The figures of the package the eSIM is on, which are told for each one apart. */
export function usageOf(plans: readonly PlanInstance[], { usage, at }: Standing): Usage {
  const plan = currentPlan({ profile: 'unknown', plans, installBy: null, asOf: at });
  // Without a history there are only the figures of the whole eSIM; of an unlimited one they are 0 and mean nothing.
  const total = plan || usage.is_unlimited === true || !usage.total ? null : bytesOf(usage.total);
  return {
    dataTotal: plan ? plan.dataTotal : total,
    dataUsed: plan ? plan.dataUsed : total && Math.max(0, total - bytesOf(usage.remaining ?? 0)),
    voiceUsedSeconds: plan?.voiceUsedSeconds ?? 0,
    smsUsed: plan?.smsUsed ?? 0,
    asOf: at,
  };
}

function stateOf({ status, activated_at: started }: HistoryEntry): PlanInstanceState {
  switch (status) {
    case 'NOT_ACTIVE':
      return 'queued';
    case 'ACTIVE':
      return 'active';
    case 'FINISHED':
      return 'depleted';
    case 'EXPIRED':
    case 'RECYCLED':
      return started ? 'expired' : 'expired_unused';
    default:
      return 'unknown';
  }
}

function usedOf(total: number | null, { remaining }: HistoryEntry, state: PlanInstanceState): number | null {
  if (total === null) return null;
  if (state === 'queued') return 0;
  if (remaining === null || remaining === undefined) return state === 'depleted' ? total : null;
  return Math.min(total, Math.max(0, total - bytesOf(remaining)));
}

/** Minutes and messages are told for the eSIM, so they are those of the running package. */
function spoken(usage: UsageFigures, plan: Plan): Pick<PlanInstance, 'voiceUsedSeconds' | 'smsUsed'> {
  const used = (total?: number | null, left?: number | null): number =>
    Math.max(0, (total ?? 0) - (left ?? 0));
  return {
    voiceUsedSeconds: Math.min(plan.voiceSeconds, used(usage.total_voice, usage.remaining_voice) * 60),
    smsUsed: Math.min(plan.smsCount, used(usage.total_text, usage.remaining_text)),
  };
}
