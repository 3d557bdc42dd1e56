import Stripe from 'stripe';
import { paymentMethods } from '../domain/payment.ts';
import type { PaymentMethod } from '../domain/payment.ts';
import { onceOnly } from './stripe-book.ts';
import { heeded } from './stripe-webhook.ts';

/** How an account stands with Stripe. `may` = whether it may take payments. */
export interface Standing {
  readonly country: string | null;
  readonly may: boolean;
}

/** `missing`: switched on, and not to be had for this account yet. */
export type MethodState = 'on' | 'off' | 'missing';

/** Where Stripe reports events. `lacks`: those that we heed and it does not send. */
export interface Endpoint {
  readonly url: string;
  readonly isOn: boolean;
  /** null: that of the account, whatever it is. */
  readonly version: string | null;
  readonly lacks: readonly string[];
}

/** `forbidden`: the key is good, and may not read this; `unknown_key`: Stripe does not know it. */
export type Told<T> =
  | { readonly kind: 'told'; readonly value: T }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'unknown_key' };

/** What the dashboard shows, for whoever sets up the shop. Only reads; throws when Stripe does not answer. */
export interface StripeAccount {
  standing(): Promise<Told<Standing>>;
  /** Of a page that names no configuration of its own, as ours do. */
  methods(): Promise<Told<ReadonlyMap<PaymentMethod, MethodState>>>;
  endpoints(): Promise<Told<readonly Endpoint[]>>;
}

/** In which version of Stripe's API events must come. */
export const stripeVersion: string = Stripe.API_VERSION;

export function createStripeAccount(stripe: Stripe): StripeAccount {
  return {
    standing: () =>
      told(async () => {
        const { country = null, charges_enabled: may } = await stripe.accounts.retrieveCurrent({}, onceOnly);
        return { country, may };
      }),
    methods: () =>
      told(async () => {
        const { data } = await stripe.paymentMethodConfigurations.list({ limit: 100 }, onceOnly);
        const used = data.find(({ is_default: isDefault, parent }) => isDefault && parent === null);
        return new Map(
          paymentMethods.map((method) => {
            const { available = false, display_preference: shown } = used?.[method] ?? {};
            return [method, available ? 'on' : shown?.value === 'on' ? 'missing' : 'off'] as const;
          }),
        );
      }),
    endpoints: () =>
      told(async () => {
        const { data } = await stripe.webhookEndpoints.list({ limit: 100 }, onceOnly);
        return data.map(({ url, status, api_version: version, enabled_events: events }) => ({
          url,
          isOn: status === 'enabled',
          version,
          lacks: events.includes('*') ? [] : [...heeded].filter((type) => !events.includes(type)),
        }));
      }),
  };
}

async function told<T>(question: () => Promise<T>): Promise<Told<T>> {
  try {
    return { kind: 'told', value: await question() };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeAuthenticationError) return { kind: 'unknown_key' };
    if (error instanceof Stripe.errors.StripePermissionError) return { kind: 'forbidden' };
    throw error;
  }
}
