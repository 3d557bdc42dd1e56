import { ProviderError } from '../../services/supply-port.ts';
import type { Client } from './client.ts';
import { anyAnswer } from './wire.ts';

/** What Airalo can tell by webhook. */
export type Notification = 'async_orders' | 'webhook_low_data' | 'webhook_credit_limit';

/** Asks for webhooks at this address, which Airalo visits with HEAD first: it must answer exactly 200. */
export type OptIn = (
  type: Notification,
  url: string,
) => Promise<{ kind: 'done' } | { kind: 'refused'; reason: string }>;

/** In Airalo's sandbox mode the answer is the same, and no webhook ever comes. */
export function createOptIn({ client }: { client: Client }): OptIn {
  return async (type, url) => {
    const body = { type, webhook_url: url };
    try {
      await client.write({ path: 'notifications/opt-in', subject: 'account', shape: anyAnswer, body });
      return { kind: 'done' };
    } catch (error) {
      if (error instanceof ProviderError && error.kind === 'bad_request')
        return { kind: 'refused', reason: error.message };
      throw error;
    }
  };
}
