import { z } from 'zod';
import { AiraloRefusal, invalid } from './refusal.ts';

const reasons = [
  'INSTALLATION_FAILURE',
  'NO_COVERAGE',
  'APN_FAILURE',
  'TRIP_CANCELLATION',
  'INTERMITTENT_CONNECTION',
  'BLOCKED_NETWORK',
  'CHANGE_OF_PLAN',
  'DELETED_ESIM',
  'EARLY_EXPIRY',
  'HOTSPOT_NOT_WORKING',
  'IMSI_CHANGE',
  'INCOMPATIBLE_DEVICE',
  'LOCKED_DEVICE',
  'NO_VOICE_TEXT_SERVICES',
  'OVERCHARGED',
  'SLOW_SPEED',
  'TOP_UP_PACKAGE_FAILURE',
  'UNKNOWN_CHARGES',
  'WRONG_PURCHASE',
  'UNABLE_TO_ACCESS_APPS',
  'SERVICE_DEGRADATION',
  'QR_ISSUE_PARTNERS',
  'OTHERS',
] as const;

const request = z
  .object({
    iccids: z.array(z.string()).min(1).max(5),
    reason: z.enum(reasons),
    notes: z.string().max(255).optional(),
  })
  .refine(({ reason, notes }) => reason !== 'OTHERS' || Boolean(notes), { path: ['notes'] });

/** A wish for a refund as Airalo takes it: for up to five eSIMs of ours, with a reason of its list, for people to look at. */
export function readRefundRequest(
  { 'iccids[]': iccids = [], ...form }: Readonly<Record<string, unknown>>,
  isOurs: (iccid: string) => boolean,
): z.infer<typeof request> {
  const parsed = request.safeParse({ ...form, iccids: [iccids].flat() });
  const field = String(parsed.error?.issues[0]?.path[0] ?? 'iccids');
  if (field === 'reason') throw invalid({ reason: 'The selected reason is invalid.' });
  if (!parsed.success) throw refused(`The ${field} field is required.`);
  const foreign = parsed.data.iccids.filter((iccid) => !isOurs(iccid));
  if (foreign.length > 0)
    throw refused(`The following ICCIDs do not belong to your company: ${foreign.join(', ')}`);
  return parsed.data;
}

function refused(message: string): AiraloRefusal {
  return new AiraloRefusal(422, { data: [], meta: { message } });
}
