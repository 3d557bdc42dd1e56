import type { PlanInstanceState, ProfileState } from '../../domain/usage.ts';
import { parseLpa } from '../lpa.ts';
import type { Esim } from './shapes.ts';

/** Where the profile is, by the supplier's SM-DP+ server. */
const places = new Map<string, ProfileState>(
  Object.entries({
    RELEASED: 'ready',
    DOWNLOAD: 'downloading',
    INSTALLATION: 'installed',
    ENABLED: 'enabled',
    DISABLED: 'disabled',
    DELETED: 'deleted',
  } as const),
);

/** What has become of its plan. */
const plans = new Map<string, PlanInstanceState>(
  Object.entries({
    CREATE: 'pending',
    PAYING: 'pending',
    PAID: 'pending',
    GETTING_RESOURCE: 'pending',
    GOT_RESOURCE: 'queued',
    IN_USE: 'active',
    USED_UP: 'depleted',
    USED_EXPIRED: 'expired',
    UNUSED_EXPIRED: 'expired_unused',
    CANCEL: 'cancelled',
    REVOKE: 'revoked',
    REVOKED: 'revoked',
    // It neither runs nor is it over: whoever suspended it knows.
    SUSPENDED: 'unknown',
  } as const),
);

/** Whether its days are running or are over: until then its day of expiry is the last one to install. */
export function isStarted({ activateTime, esimStatus }: Esim): boolean {
  return activateTime !== null || ['IN_USE', 'USED_UP', 'USED_EXPIRED'].includes(esimStatus);
}

/** The state of the profile. One that is in use is on a phone; one that nobody installed in time cannot be installed any more. */
export function profileStateOf(esim: Esim): ProfileState {
  const plan = plans.get(esim.esimStatus);
  if (plan === 'cancelled' || plan === 'revoked') return plan;
  const place = places.get(esim.smdpStatus);
  // It is on a phone, whose word of it need not have reached the server.
  if (isStarted(esim) && (place === 'ready' || place === 'downloading')) return 'enabled';
  // Without its number nobody could ask for it again.
  if (plan === 'pending' || esim.esimTranNo === '' || (place === 'ready' && !parseLpa(esim.ac)))
    return 'provisioning';
  return place === 'ready' && plan === 'expired_unused' ? 'recycled' : (place ?? 'unknown');
}

/** The state of all its data and days together. An end that has passed counts before the supplier's word for it comes. */
export function planStateOf(esim: Esim, now: number): PlanInstanceState {
  const state = plans.get(esim.esimStatus) ?? 'unknown';
  // "Expired with data left" is the supplier's reading of it, whether any was used or not.
  if (state === 'expired_unused' && isStarted(esim)) return 'expired';
  if (state === 'queued' && isStarted(esim)) return ended(esim, now) ? 'expired' : 'active';
  return (state === 'active' || state === 'depleted') && ended(esim, now) ? 'expired' : state;
}

/** Whether nothing runs on it and nothing will. */
export function isOver(state: PlanInstanceState): boolean {
  return ['expired', 'expired_unused', 'cancelled', 'revoked'].includes(state);
}

/** The words that mean nothing to us yet. */
export function unknownWords({ esimStatus, smdpStatus }: Esim): readonly string[] {
  const unheard = [
    ...(plans.has(esimStatus) ? [] : [esimStatus]),
    ...(places.has(smdpStatus) ? [] : [smdpStatus]),
  ];
  return unheard.filter((word) => word !== '');
}

function ended({ expiredTime }: Esim, now: number): boolean {
  return expiredTime !== null && now >= expiredTime;
}
