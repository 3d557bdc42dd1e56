import Stripe from 'stripe';
import { STRIPE_WEBHOOK_SECRET } from '../../src/sandbox/stripe/stripe.ts';
import type { World } from './world.ts';

/** Stripe tells this world an event, signed; answers the status of its answer. */
export async function tellStripeEvent({ app }: Pick<World, 'app'>, event: object): Promise<number> {
  const payload = JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: STRIPE_WEBHOOK_SECRET });
  const response = await fetch(`http://127.0.0.1:${app.port}/stripe/webhook`, {
    method: 'POST',
    headers: { 'stripe-signature': signature },
    body: payload,
  });
  return response.status;
}
