import { z } from 'zod';
import { second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { ProviderError } from '../../services/supply-port.ts';
import { httpCall } from '../http-call.ts';
import { troubleOf } from '../http-trouble.ts';
import { onceMore } from '../once-more.ts';
import type { Pace } from '../pace.ts';
import { refusalOf } from './refusal.ts';
import { signedHeaders } from './signature.ts';
import type { Credentials } from './signature.ts';
import { flag, text } from './wire.ts';

const supplier = 'eSIM Access';

/** When the supplier wants a pause and does not say how long. */
const usualPause = 2 * second;

// The message has one name in the documentation and another on the wire.
const envelope = z.looseObject({
  success: z
    .unknown()
    .refine((value) => value !== undefined && value !== null)
    .pipe(flag),
  errorCode: text,
  errorMsg: text,
  errorMessage: text,
  obj: z.unknown().optional(),
});

/** The supplier over HTTP: signed, at its pace, each call made once. Throws nothing but ProviderErrors. */
export interface EsimAccessClient {
  /** Asks something, which may be repeated at will. */
  ask<T>(path: string, body: object, shape: z.ZodType<T>): Promise<T>;
  /** Changes something: what ends in anything but a yes or a plain no is an `unknown_outcome`. */
  change<T>(path: string, body: object, shape: z.ZodType<T>): Promise<T>;
}

/** `baseUrl` is an origin, with a path in front where it stands behind one. */
export function createClient({
  baseUrl,
  fetch,
  clock,
  newRequestId,
  pace,
  paid = false,
  ...credentials
}: Credentials & {
  baseUrl: string;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  newRequestId: () => string;
  pace: Pace;
  /** Whether all that is asked here is asked for somebody who has paid. */
  paid?: boolean;
}): EsimAccessClient {
  const root = `${baseUrl.replace(/\/+$/, '')}/api/v1/open/`;

  async function call<T>(path: string, content: object, shape: z.ZodType<T>, write: boolean): Promise<T> {
    await pace.turn(paid || write);
    const body = JSON.stringify(content);
    const headers = signedHeaders(credentials, { now: clock(), requestId: newRequestId(), body });
    const outcome = await httpCall({ url: root + path, method: 'POST', headers, body }, { fetch });
    const trouble = troubleOf(outcome, { supplier, write });
    if (trouble?.kind === 'rate_limited') pace.pause(trouble.retryAfterMs ?? usualPause);
    if (trouble) throw trouble;
    return contentOf(outcome.kind === 'answered' ? outcome : { status: 0, json: undefined }, shape, write);
  }

  return {
    // The pause that it asked for is kept by the pace.
    ask: (path, body, shape) => onceMore(() => call(path, body, shape, false)),
    change: (path, body, shape) => call(path, body, shape, true),
  };
}

function contentOf<T>(
  { status, json }: { status: number; json: unknown },
  shape: z.ZodType<T>,
  write: boolean,
): T {
  const answer = envelope.safeParse(json);
  if (!answer.success) {
    if (status === 401 || status === 403) throw new ProviderError('auth', `${supplier} did not let us in`);
    throw unreadable(write);
  }
  const { success, errorCode, errorMsg, errorMessage, obj } = answer.data;
  if (!success) {
    const code = errorCode.slice(0, 20) || 'none';
    throw refusalOf({ code, words: errorMsg || errorMessage }, { write });
  }
  const read = shape.safeParse(obj);
  if (!read.success) throw unreadable(write);
  return read.data;
}

function unreadable(write: boolean): ProviderError {
  return new ProviderError(
    write ? 'unknown_outcome' : 'temporary',
    `${supplier} gave an answer we cannot read`,
  );
}
