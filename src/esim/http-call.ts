import { hour, second } from '../domain/time.ts';

/** What became of one request to a supplier. Only `not_sent` is certain to have changed nothing. */
export type HttpOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Undefined when the answer is not JSON, such as the HTML page of a gateway. */
      readonly json: unknown;
      readonly retryAfterMs: number | undefined;
    }
  | { readonly kind: 'not_sent'; readonly reason: string }
  | { readonly kind: 'lost'; readonly reason: string };

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

/** The connection was never there, so not a byte of the request can have arrived. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/**
 * One request with a deadline for the whole of it, the answer included, and a bound on what is read. Follows no redirects (they would
 * carry our credentials along), repeats nothing and throws nothing; reasons are codes and words of ours, never what was sent.
 */
export async function httpCall(
  { url, ...request }: HttpRequest,
  {
    fetch,
    timeoutMs = 20 * second,
    mostBytes = 16 * 2 ** 20,
  }: { fetch: typeof globalThis.fetch; timeoutMs?: number; mostBytes?: number },
): Promise<HttpOutcome> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { ...request, redirect: 'manual', signal });
    const text = await textOf(response, mostBytes);
    if (text === undefined) return { kind: 'lost', reason: 'the answer is too long' };
    const { status, headers } = response;
    return { kind: 'answered', status, json: jsonOf(text), retryAfterMs: retryAfterMs(headers) };
  } catch (error) {
    if (signal.aborted) return { kind: 'lost', reason: 'no answer in time' };
    const code = codeOf(error);
    return { kind: neverConnected.includes(code) ? 'not_sent' : 'lost', reason: code };
  }
}

/** The body as text, or undefined when there is more of it than that; the rest is not read. */
async function textOf({ body }: Response, mostBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    // Leaving the loop cancels the rest.
    if (length > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A longer pause is a mistake, and would end the shop. */
const longestPause = hour;

/** Seconds, or a date, which is read against the sender's own clock. */
function retryAfterMs(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * second), longestPause);
  const wait = Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, wait), longestPause);
}

/** fetch wraps what happened below it: `TypeError: fetch failed`, with the code in its cause. */
function codeOf(error: unknown): string {
  const { code } = cause(error) ?? {};
  return typeof code === 'string' ? code : 'no connection';
}

function cause(error: unknown): { code?: unknown } | undefined {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return typeof inner === 'object' && inner !== null ? inner : undefined;
}
