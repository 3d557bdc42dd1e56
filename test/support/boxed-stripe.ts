import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { listen } from '../../src/http/server.ts';
import { createBox } from '../../src/sandbox/box.ts';
import type { StripeBox } from '../../src/sandbox/stripe/stripe.ts';
import { checkStripeRequest } from './stripe-schema.ts';

/** Boxed Stripe alone, on a port of its own, with a clock that is moved by hand. */
export interface BoxedStripe {
  readonly url: string;
  readonly box: StripeBox;
  now(): number;
  pass(milliseconds: number): void;
}

export async function boxedStripe({ file = ':memory:' } = {}): Promise<BoxedStripe> {
  const box = createBox({ file, checkStripe: checkStripeRequest });
  const routes = new Hono();
  routes.route('/', box.stripe.pages);
  routes.route('/', box.stripe.api);
  const http = await listen({ routes, host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await http.stop();
    await box.close();
  });
  return {
    url: `http://127.0.0.1:${http.port}`,
    box: box.stripe,
    now: box.clock.now,
    pass: (milliseconds) => void box.clock.advance(milliseconds),
  };
}
