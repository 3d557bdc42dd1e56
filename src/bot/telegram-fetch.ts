import { setTimeout as sleep } from 'node:timers/promises';
import { httpRequest, TooLongError } from './http-request.ts';
import type { HttpAnswer, HttpInit } from './http-request.ts';

/**
 * The fetch below grammY's clients, those inside conversations included: waits out short 429s here, once, where a replay does not
 * repeat it, and never lets the URL, which contains the bot token, into an error. Uploads are streams and are not sent twice.
 */
export function createTelegramFetch({
  attempts,
  longestWaitSeconds,
  onDate,
}: {
  attempts: number;
  longestWaitSeconds: number;
  /** Hears what Telegram's clock says with each answer. */
  onDate?: (date: string | undefined) => void;
}): (url: string, init?: HttpInit) => Promise<HttpAnswer> {
  return async (url, { signal, ...init } = {}) => {
    const stop = new AbortController();
    const abort = (): void => stop.abort();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    try {
      for (let attempt = 1; ; attempt++) {
        const response = await httpRequest(url, { ...init, ...(onDate && { onDate }), signal: stop.signal });
        if (response.status !== 429 || attempt >= attempts || typeof init.body !== 'string') return response;
        const wait = await retryAfter(response);
        if (wait > longestWaitSeconds) return response;
        await sleep(wait * 1000, undefined, { signal: stop.signal });
      }
    } catch (error) {
      if (error instanceof TooLongError) throw error;
      throw new Error(`Telegram did not answer: ${reason(error)}`);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };
}

async function retryAfter(response: HttpAnswer): Promise<number> {
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null || !('parameters' in body)) return 1;
  const { parameters } = body;
  if (typeof parameters !== 'object' || parameters === null || !('retry_after' in parameters)) return 1;
  return Number(parameters.retry_after);
}

/** The code of the lowest cause (`ECONNREFUSED`), or the kind of error: neither holds the URL. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.name : 'unknown';
}
