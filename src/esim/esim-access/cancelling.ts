import type { ProfileRef } from '../../domain/card.ts';
import type { EsimProvider } from '../../services/supply-port.ts';
import type { EsimAccessClient } from './client.ts';
import type { Esims } from './esims.ts';
import { EsimAccessRefusal, codes } from './refusal.ts';
import { orderShape } from './shapes.ts';
import { profileStateOf } from './status.ts';

/**
 * Takes a profile back that nobody has on a phone: its price returns to our credit. The supplier's `revoke` would end any profile and
 * return nothing, so it is never used.
 */
export async function cancelEsim({
  client,
  esims,
  ref,
}: {
  client: EsimAccessClient;
  esims: Esims;
  ref: ProfileRef;
}): ReturnType<EsimProvider['cancel']> {
  const esim = await esims.one(ref);
  if (profileStateOf(esim) === 'cancelled') return { kind: 'cancelled' };
  const { smdpStatus, esimStatus } = esim;
  if (smdpStatus !== 'RELEASED' || esimStatus !== 'GOT_RESOURCE')
    return { kind: 'refused', reason: `the profile is ${smdpStatus} and ${esimStatus}` };
  try {
    await client.change('esim/cancel', { esimTranNo: ref.id }, orderShape);
    return { kind: 'cancelled' };
  } catch (error) {
    // Somebody was faster: a phone, or the same question before.
    if (!(error instanceof EsimAccessRefusal) || error.code !== codes.wrongState) throw error;
    const now = profileStateOf(await esims.one(ref));
    return now === 'cancelled' ? { kind: 'cancelled' } : { kind: 'refused', reason: `the profile is ${now}` };
  }
}
