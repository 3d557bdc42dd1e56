import { createHmac } from 'node:crypto';
import { minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { levelOf, levels } from './levels.ts';
import type { Level } from './levels.ts';
import type { Manners } from './manners.ts';
import { invalid } from './refusal.ts';
import type { Records } from './records.ts';
import type { Sims } from './sims.ts';

export type Webhooks = ReturnType<typeof createWebhooks>;

const types = [
  'async_orders',
  'webhook_low_data',
  'webhook_credit_limit',
  'email_low_data',
  'email_credit_limit',
];
const retries = 20;
const retryEvery = 15 * minute;
const patienceMs = 3000;

/** Tells of packages that run low, signed, again every 15 minutes until the answer is below 204. */
export function createWebhooks({
  records,
  sims,
  clock,
  secret,
  manners,
}: {
  records: Records;
  sims: Sims;
  clock: Clock;
  secret: string;
  manners: Manners;
}) {
  let looked = 0;
  let sweeping: Promise<void> = Promise.resolve();
  const stopping = new AbortController();

  function warn(url: string, iccid: string, level: Level, remaining: number): void {
    const body = { level, package_name: 'eSIM', remaining_percentage: remaining, iccid };
    records.queue(url, JSON.stringify(body), clock());
  }

  /** Once for every level of every package. */
  async function look(url: string): Promise<void> {
    for (const { iccid } of records.sims())
      for (const purchase of await sims.purchases(iccid)) {
        const { level, remaining } = levelOf(purchase.instance, clock()) ?? {};
        if (level && records.tellOnce(iccid, purchase.id, level)) warn(url, iccid, level, remaining ?? 0);
      }
  }

  async function deliver(): Promise<void> {
    for (const { seq, url, body, attempts } of records.due(clock())) {
      if (stopping.signal.aborted) return;
      const status = await post(url, body);
      if (status !== undefined && status < 204) records.drop(seq);
      else if (attempts >= retries) records.drop(seq);
      else records.putOff(seq, clock() + retryEvery);
    }
  }

  async function post(url: string, body: string): Promise<number | undefined> {
    const signature = createHmac('sha512', secret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'airalo-signature': signature };
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(patienceMs)]);
    return statusOf(fetch(url, { method: 'POST', headers, body, signal }));
  }

  async function sweep(): Promise<void> {
    const url = records.optedIn('webhook_low_data');
    if (url && manners.mode === 'production' && clock() - looked >= minute) {
      looked = clock();
      await look(url);
    }
    await deliver();
  }

  return {
    /** Visits the address first: it must answer exactly 200. */
    optIn: async (json: unknown): Promise<object> => {
      const { type, webhook_url: url } = isObject(json) ? json : {};
      if (typeof type !== 'string' || !types.includes(type))
        throw invalid({ type: 'The selected type is invalid.' });
      if (typeof url !== 'string') throw invalid({ webhook_url: 'The webhook url field is required.' });
      const status = await statusOf(fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(patienceMs) }));
      if (status !== 200)
        throw invalid({ webhook_url: 'The webhook url must answer a HEAD request with 200.' });
      records.optIn(type, url);
      return { data: { notification: { type, contact_point: url } }, meta: { message: 'success' } };
    },
    /** Airalo's simulator: a warning on demand, in sandbox mode too. */
    simulate: (json: unknown): object => {
      const { event, type, iccid, webhook_url: given } = isObject(json) ? json : {};
      if (event !== 'low_data_notification') throw invalid({ event: 'The selected event is invalid.' });
      const level = Object.entries(levels).find(([name]) => name === type)?.[1];
      if (!level) throw invalid({ type: 'The selected type is invalid.' });
      const url = typeof given === 'string' ? given : records.optedIn('webhook_low_data');
      if (!url) throw invalid({ webhook_url: 'User not opt-in' });
      warn(url, typeof iccid === 'string' ? iccid : '', level, level === '90%' ? 10 : 25);
      return { data: [], meta: { message: 'success' } };
    },
    /** Looks for news and posts what is due; one sweep at a time. */
    sweep: (): Promise<void> => {
      sweeping = sweeping.catch(() => undefined).then(() => (stopping.signal.aborted ? undefined : sweep()));
      return sweeping;
    },
    stop: async (): Promise<void> => {
      stopping.abort();
      await sweeping.catch(() => undefined);
    },
  };
}

async function statusOf(answer: Promise<Response>): Promise<number | undefined> {
  return answer.then(
    ({ status }) => status,
    () => undefined,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
