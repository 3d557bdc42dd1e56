import { timingSafeEqual } from 'node:crypto';
import { minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { signatureOf } from '../../esim/esim-access/signature.ts';
import type { Credentials } from '../../esim/esim-access/signature.ts';
import { EsimAccessRefusal } from './refusal.ts';

/** Real clocks differ, and requests travel; older ones are refused. */
const mostAge = 5 * minute;
const perSecond = 8;
/** A little less than a second: calls that left at the right pace may arrive closer together. */
const span = 900;

/** Whether a request may come in: its signature over the very bytes, its age, and how many came before it. */
export function createEntrance({ credentials, clock }: { credentials: Credentials; clock: Clock }) {
  let arrivals: number[] = [];
  return {
    /** Throws the refusal that the supplier would answer with. */
    check: (header: (name: string) => string | undefined, body: string): void => {
      const [accessCode, requestId, timestamp, signature] = [
        'RT-AccessCode',
        'RT-RequestID',
        'RT-Timestamp',
        'RT-Signature',
      ].map((name) => header(name) ?? '');
      if (!accessCode || !requestId || !timestamp || !signature)
        throw new EsimAccessRefusal('101003', 'request signature is missing');
      if (!/^\d{10,16}$/.test(timestamp))
        throw new EsimAccessRefusal('000102', 'request header is not valid');
      if (Math.abs(clock() - Number(timestamp)) > mostAge)
        throw new EsimAccessRefusal('101001', 'request timestamp expired');
      const right = signatureOf(credentials, { timestamp, requestId, body });
      const same =
        signature.length === right.length && timingSafeEqual(Buffer.from(signature), Buffer.from(right));
      if (accessCode !== credentials.accessCode || !same)
        throw new EsimAccessRefusal('101003', 'request signature mismatch');
    },
    /** Whether there is room for one more call in this second. */
    hasRoom: (): boolean => {
      const now = clock();
      arrivals = arrivals.filter((at) => at > now - span && at <= now);
      if (arrivals.length >= perSecond) return false;
      arrivals.push(now);
      return true;
    },
  };
}
