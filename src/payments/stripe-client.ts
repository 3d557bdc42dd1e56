import Stripe from 'stripe';
import { second } from '../domain/time.ts';

/** Stripe's package as this shop talks by it; nothing is asked yet. */
export function createStripeClient({
  secretKey,
  apiUrl,
  onDate,
}: {
  secretKey: string;
  apiUrl: string;
  /** Hears what Stripe's clock says with each answer. */
  onDate?: (date: string | undefined) => void;
}): Stripe {
  const { protocol, hostname, port } = new URL(apiUrl);
  return new Stripe(secretKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    timeout: 10 * second,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(onDate && { httpClient: listeningClient(onDate) }),
  });
}

/** Stripe's own client over HTTP, which also tells when its server answered. */
function listeningClient(onDate: (date: string | undefined) => void): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient();
  const request = client.makeRequest.bind(client);
  client.makeRequest = async (...args) => {
    const response = await request(...args);
    onDate(String(response.getHeaders()['date'] ?? ''));
    return response;
  };
  return client;
}
