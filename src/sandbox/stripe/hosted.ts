import { Hono } from 'hono';
import { z } from 'zod';
import { type BoxEnv, loopbackOnly, sameOrigin } from '../guard.ts';
import { readAsset, secureHeaders } from '../page/page.ts';
import { type Checkout, outcomes } from './checkout.ts';
import type { Objects } from './objects.ts';
import { StripeRefusal } from './refusal.ts';

const act = z.object({
  method: z.enum(['card', 'paypal', 'alipay', 'wechat_pay']),
  outcome: z.enum(outcomes),
});

/** The page on which a payer pays: its document, what it shows as JSON, and what is done on it. */
export function createHostedPage({
  checkout,
  objects,
}: {
  checkout: Checkout;
  objects: Objects;
}): Hono<BoxEnv> {
  const pages = new Hono<BoxEnv>().basePath('/box/stripe').use(loopbackOnly, sameOrigin);
  pages.onError((error, c) => {
    const known = error instanceof RangeError || error instanceof z.ZodError || error instanceof SyntaxError;
    return c.json({ error: error.message }, error instanceof StripeRefusal ? 404 : known ? 400 : 500);
  });
  pages.get('/pay/:id', (c) => c.body(readAsset('checkout.html'), 200, secureHeaders('.html')));
  pages.get('/session/:id', (c) => {
    const session = checkout.session(c.req.param('id'));
    const { status, payment_status, amount_total, currency, payment_method_types, locale, cancel_url } =
      session;
    const { name = '', description = '', note = null } = objects.get('cart', `cart_${session.id}`) ?? {};
    return c.json({
      status,
      payment_status,
      amount_total,
      currency,
      payment_method_types,
      locale,
      name,
      description,
      note,
      back: cancel_url,
    });
  });
  pages.post('/session/:id', async (c) =>
    c.json(checkout.act(c.req.param('id'), act.parse(await c.req.json()))),
  );
  return pages;
}
