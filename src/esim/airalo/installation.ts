import { parseLpa } from '../lpa.ts';
import type { Sim } from './wire.ts';

/** The installation code. Airalo calls its host `lpa`, and the whole of it `qrcode`. */
export function lpaOf({ qrcode, lpa, matching_id: token }: Sim): string | null {
  const whole = parseLpa(qrcode ?? '') ?? parseLpa(`LPA:1$${lpa ?? ''}$${token ?? ''}`);
  return whole?.lpa ?? null;
}

/** What a phone has to be told as its access point, where that is so on any kind of phone. */
export function apnFor({ apn, apn_type, apn_value }: Sim): string | undefined {
  const ways = [apn?.android, apn?.ios, { apn_type, apn_value }];
  const name = ways.find((way) => way?.apn_type === 'manual')?.apn_value ?? '';
  return /^[\w.-]{1,100}$/.test(name) ? name : undefined;
}
