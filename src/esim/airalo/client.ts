import type { z } from 'zod';
import { minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { ProviderError } from '../../services/supply-port.ts';
import { httpCall } from '../http-call.ts';
import type { HttpOutcome, HttpRequest } from '../http-call.ts';
import { troubleOf } from '../http-trouble.ts';
import { onceMore } from '../once-more.ts';
import { createPace } from '../pace.ts';
import type { Pace } from '../pace.ts';
import { steadyClock } from '../steady-clock.ts';
import { createQuota } from './quota.ts';
import { refusalOf } from './refusal.ts';
import type { Subject } from './refusal.ts';
import { createToken } from './token.ts';

interface Call<T> {
  readonly path: string;
  readonly subject: Subject;
  readonly shape: z.ZodType<T>;
  /** Whose limit it counts against; all of one path, where it is not said. */
  readonly quota?: string;
  /** Asked for somebody who has paid: of every limit, a part is kept for them. */
  readonly paid?: boolean;
}

/** Airalo's HTTP interface: with a token, within its limits, in the shapes we know. Everything it throws is a ProviderError. */
export interface Client {
  /** Asks for something; repeated once with a new token where the old one was refused, or after a short pause. */
  read<T>(call: Call<T> & { query?: Readonly<Record<string, string>>; long?: boolean }): Promise<T>;
  /** Changes something: never repeated, and `unknown_outcome` unless it is certain what became of it. */
  write<T>(call: Call<T> & { body: FormData | Readonly<Record<string, unknown>> }): Promise<T>;
}

/** At each address, in sandbox mode; of usage always. */
const perSecond = 5;
/** Of the calls of a second one, and of those of a minute a fifth, are kept for what is paid. */
const keptInSecond = 1;
const open = (most: number): number => Math.floor((most * 4) / 5);
const patience = minute / 2;
/** Packages: 40 a minute by one page, 80 by another; questions about one eSIM: 10. */
const perMinute: Readonly<Record<Subject, number>> = {
  account: 30,
  packages: 40,
  order: 300,
  top_up: 300,
  sim: 10,
};

export function createClient({
  baseUrl,
  fetch,
  clock: given,
  sleep,
  ...keys
}: {
  clientId: string;
  clientSecret: string;
  baseUrl: string;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  sleep: (milliseconds: number) => Promise<unknown>;
}): Client {
  const clock = steadyClock(given);
  const token = createToken({ ...keys, baseUrl, fetch, clock });
  const paces = new Map<string, Pace>();
  const quota = createQuota({ clock });

  /** One for each address, whatever the numbers and questions in it. */
  function paceAt(path: string): Pace {
    const address = path.replace(/\?.*/, '').replaceAll(/\d+/g, '…');
    const pace = paces.get(address) ?? createPace({ perSecond, kept: keptInSecond, patience, clock, sleep });
    paces.set(address, pace);
    return pace;
  }

  async function send(
    { path, ...request }: Omit<HttpRequest, 'url' | 'headers'> & { path: string; headers?: object },
    { long = false, paid = false }: { long?: boolean; paid?: boolean },
  ): Promise<HttpOutcome> {
    const key = await token.get();
    await paceAt(path).turn(paid);
    const headers = { accept: 'application/json', ...request.headers, authorization: `Bearer ${key}` };
    const limits = long ? { timeoutMs: minute, mostBytes: 64 * 2 ** 20 } : {};
    const outcome = await httpCall(
      { ...request, url: `${baseUrl}/v2/${path}`, headers },
      { fetch, ...limits },
    );
    if (outcome.kind === 'answered' && outcome.status === 401) token.drop(key);
    return outcome;
  }

  function count({ path, subject, quota: name, paid }: Call<unknown>): void {
    const most = perMinute[subject];
    quota.take(name ?? path, paid ? most : open(most));
  }

  function understood<T>(
    { path, subject, shape, quota: name }: Call<T>,
    outcome: HttpOutcome,
    write: boolean,
  ): T {
    const answered = outcome.kind === 'answered' ? outcome : undefined;
    if (answered?.status === 429) quota.block(name ?? path, answered.retryAfterMs ?? minute);
    const refusal = answered && refusalOf(answered.status, answered.json, subject);
    const trouble = refusal ?? troubleOf(outcome, { supplier: 'Airalo', write });
    if (trouble) throw trouble;
    const unclear = write ? 'unknown_outcome' : 'temporary';
    const status = answered?.status ?? 0;
    if (status < 200 || status > 299)
      throw new ProviderError(unclear, `Airalo answered with status ${status}`);
    const parsed = shape.safeParse(answered?.json);
    if (!parsed.success) throw new ProviderError(unclear, 'Airalo answered in a shape that we do not know');
    return parsed.data;
  }

  return {
    read: ({ query, long, ...call }) =>
      onceMore(async () => {
        count(call);
        const text = new URLSearchParams(query).toString();
        const request = { path: text === '' ? call.path : `${call.path}?${text}` };
        const how = { ...(long && { long }), ...(call.paid && { paid: true }) };
        let outcome = await send(request, how);
        if (outcome.kind === 'answered' && outcome.status === 401) outcome = await send(request, how);
        return understood(call, outcome, false);
      }, sleep),
    write: async ({ body, ...call }) => {
      count({ ...call, paid: true });
      const request =
        body instanceof FormData
          ? { body }
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      return understood(
        call,
        await send({ ...request, path: call.path, method: 'POST' }, { paid: true }),
        true,
      );
    },
  };
}

/** Where a question about an eSIM goes. What is no number of one is refused here, since it may come from anywhere. */
export function simPath(iccid: string, about?: 'usage' | 'packages' | 'topups'): string {
  if (!/^\d{10,22}$/.test(iccid)) throw new ProviderError('profile_gone', 'Airalo: no such eSIM');
  return about ? `sims/${iccid}/${about}` : `sims/${iccid}`;
}
