import { ProviderError } from '../services/supply-port.ts';
import type { HttpOutcome } from './http-call.ts';

/**
 * What every supplier's silence means, whoever it is: undefined when there is an answer in JSON for the adapter to read. Of a `write`
 * that may have arrived, nobody knows whether it was carried out.
 */
export function troubleOf(
  outcome: HttpOutcome,
  { supplier, write }: { supplier: string; write: boolean },
): ProviderError | undefined {
  const unclear = write ? 'unknown_outcome' : 'temporary';
  switch (outcome.kind) {
    case 'not_sent':
      return new ProviderError('temporary', `${supplier} cannot be reached: ${outcome.reason}`);
    case 'lost':
      return new ProviderError(unclear, `${supplier} gave no answer: ${outcome.reason}`);
    case 'answered': {
      const { status, json, retryAfterMs } = outcome;
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      if (status === 429) return new ProviderError('rate_limited', `${supplier} wants a pause`, wait);
      const answered = `${supplier} answered with status ${status}`;
      if (status >= 500) return new ProviderError(unclear, answered, wait);
      return json === undefined ? new ProviderError(unclear, `${answered} and no JSON`) : undefined;
    }
  }
}
