import { parseLpa } from '../lpa.ts';
import type { Sim } from './wire.ts';

/** The installation code. Airalo calls its host `lpa`, and the whole of it `qrcode`. */
export function lpaOf({ qrcode, lpa, matching_id: token }: Sim): string | null {
  const whole = parseLpa(qrcode ?? '') ?? parseLpa(`LPA:1$${lpa ?? ''}$${token ?? ''}`);
  return whole?.lpa ?? null;
}
