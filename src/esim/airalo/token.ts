import { day, minute, second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { ProviderError } from '../../services/supply-port.ts';
import { httpCall } from '../http-call.ts';
import { troubleOf } from '../http-trouble.ts';
import { refusalOf } from './refusal.ts';
import { tokenAnswer } from './wire.ts';

/** The key to all other calls. */
export interface Token {
  /** One that is good for five minutes more at least; throws `auth` where our keys are refused. Nothing was sent when it throws. */
  get(): Promise<string>;
  /** This one was refused; another one may be there already. */
  drop(refused: string): void;
}

/** The documentation says a day in words and a year in its examples. */
const longest = day;
const margin = 5 * minute;
/** Airalo takes three a minute. */
const mostInAMinute = 2;

/** Keeps one token, fetches it once for all who wait, and never asks for more than two in a minute, whatever happens. */
export function createToken({
  clientId,
  clientSecret,
  baseUrl,
  fetch,
  clock,
}: {
  clientId: string;
  clientSecret: string;
  baseUrl: string;
  fetch: typeof globalThis.fetch;
  clock: Clock;
}): Token {
  let kept: { text: string; until: number } | undefined;
  let coming: Promise<string> | undefined;
  let lastFailure: ProviderError | undefined;
  let asked: readonly number[] = [];

  async function ask(): Promise<string> {
    const now = clock();
    asked = asked.filter((at) => now - at < minute);
    const [first] = asked;
    if (first !== undefined && asked.length >= mostInAMinute) {
      const retryAfterMs = first + minute - now;
      throw (
        lastFailure ?? new ProviderError('rate_limited', 'Airalo: enough tokens for now', { retryAfterMs })
      );
    }
    asked = [...asked, now];
    try {
      const text = await fetched(now);
      lastFailure = undefined;
      return text;
    } catch (error) {
      lastFailure = error instanceof ProviderError ? error : undefined;
      throw error;
    }
  }

  async function fetched(now: number): Promise<string> {
    const form = { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' };
    const outcome = await httpCall(
      {
        url: `${baseUrl}/v2/token`,
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      },
      { fetch },
    );
    // Nothing is changed by asking for a token, so its failure is never an unknown outcome.
    const trouble = troubleOf(outcome, { supplier: 'Airalo', write: false });
    if (trouble) throw trouble;
    if (outcome.kind !== 'answered') throw new ProviderError('temporary', 'Airalo gave no token');
    const { status, json } = outcome;
    if (status === 422) throw new ProviderError('auth', 'Airalo: the keys are invalid');
    const refusal = refusalOf(status, json, 'account');
    if (refusal) throw refusal;
    const parsed = tokenAnswer.safeParse(json);
    if (!parsed.success) throw new ProviderError('temporary', 'Airalo gave no token');
    const { access_token: text, expires_in: seconds } = parsed.data.data;
    kept = { text, until: now + Math.min((seconds ?? Infinity) * second, longest) - margin };
    return text;
  }

  return {
    get: () => {
      if (kept && clock() < kept.until) return Promise.resolve(kept.text);
      coming ??= ask().finally(() => {
        coming = undefined;
      });
      return coming;
    },
    drop: (refused) => {
      if (kept?.text === refused) kept = undefined;
    },
  };
}
