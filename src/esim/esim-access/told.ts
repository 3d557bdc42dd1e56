import type { ProfileRef } from '../../domain/card.ts';
import type { Plan } from '../../domain/plan.ts';
import { isGone, isInstalled } from '../../domain/usage.ts';
import type { PlanInstance } from '../../domain/usage.ts';
import type { Profile } from '../../services/supply-port.ts';
import { parseLpa } from '../lpa.ts';
import type { Esim } from './shapes.ts';
import { isStarted, planStateOf, profileStateOf } from './status.ts';

/** ICCIDs come again; only this number is the profile's own. */
export function refOf({ esimTranNo, iccid }: Esim): ProfileRef {
  return { id: esimTranNo, iccid };
}

/** Its installation code only while it can be of use, and only one that phones can read. */
export function profileOf(esim: Esim): Profile {
  const state = profileStateOf(esim);
  const hidden = state === 'provisioning' || isGone(state);
  const unused = !isInstalled(state) && !isStarted(esim);
  return {
    ref: refOf(esim),
    state,
    lpa: hidden ? null : (parseLpa(esim.ac)?.lpa ?? null),
    installBy: unused ? esim.expiredTime : null,
    ...(esim.apn !== '' && { apn: esim.apn }),
  };
}

/**
 * All packages of a profile as the one plan that they are: the supplier adds data and days at once. Before first use its expiry is the
 * last day to install, and not told here.
 */
export function instanceOf(esim: Esim, plan: Plan, now: number): PlanInstance {
  return {
    planId: plan.id,
    plan,
    state: profileStateOf(esim) === 'provisioning' ? 'pending' : planStateOf(esim, now),
    startedAt: esim.activateTime,
    expiresAt: isStarted(esim) ? esim.expiredTime : null,
    ...figuresOf(esim, plan, esim.orderUsage ?? 0),
    voiceUsedSeconds: 0,
    smsUsed: 0,
  };
}

/** Data of the whole, or of today. Unlimited has no total, so nothing is ever left of it. */
export function figuresOf(
  { totalVolume }: Pick<Esim, 'totalVolume'>,
  { kind, dataBytes, dailyBytes }: Plan,
  used: number,
): { dataTotal: number | null; dataUsed: number | null } {
  switch (kind) {
    case 'allowance': {
      const dataTotal = totalVolume ?? dataBytes;
      return { dataTotal, dataUsed: dataTotal === null ? used : Math.min(used, dataTotal) };
    }
    case 'daily': {
      // Where the volume is that of all days together, so is the usage, and nothing is known of today.
      const ofToday = totalVolume === null || dailyBytes === null || totalVolume <= dailyBytes;
      return { dataTotal: dailyBytes, dataUsed: ofToday ? Math.min(used, dailyBytes ?? used) : null };
    }
    case 'unlimited':
      return { dataTotal: null, dataUsed: used };
  }
}
