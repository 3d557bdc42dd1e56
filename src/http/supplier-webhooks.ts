import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Hint, SupplierHints } from '../services/supplier-hints.ts';
import { senderOf } from './sender.ts';
import { sameSecret } from './same-secret.ts';

/** Suppliers' webhooks have a few hundred bytes. */
const largest = 64 * 1024;

/** The addresses to be given to suppliers; undefined where nothing of theirs is heard. That of eSIM Access is a secret. */
export function reportAddresses(
  publicUrl: string | undefined,
  pathSecret: string | undefined,
): Readonly<Record<'esimaccess' | 'airalo', string | undefined>> {
  return {
    esimaccess: publicUrl && pathSecret && `${publicUrl}/esim/esimaccess/${pathSecret}`,
    airalo: publicUrl && `${publicUrl}/esim/airalo`,
  };
}

/**
 * Where suppliers report. Those of eSIM Access are not signed: they have to come to the secret path, from one of its addresses, and
 * anybody else finds nothing there. Those of Airalo are signed. What counts as received is answered by exactly 200: Airalo takes 204 for
 * a failure.
 */
export function createSupplierWebhooks({
  hints,
  esimAccess,
  airalo,
}: {
  /** Undefined while the shop starts. */
  hints: () => SupplierHints | undefined;
  /** Present when its webhooks are expected. */
  esimAccess: { readonly pathSecret: string; readonly senders: ReadonlySet<string> } | undefined;
  airalo: boolean;
}): Hono {
  const routes = new Hono<{ Bindings: Partial<HttpBindings> }>().basePath('/esim');
  routes.use(bodyLimit({ maxSize: largest }));

  async function hear(supplier: string, c: Context, ip: string): Promise<Response> {
    const heard = await hints()?.hear(supplier, await hintOf(c, ip));
    if (!heard) return c.body('', 503);
    return c.body('', heard === 'heard' ? 200 : 401);
  }

  if (esimAccess)
    routes.post('/esimaccess/:secret', (c) => {
      const ip = senderOf(c);
      const isTheirs = sameSecret(c.req.param('secret'), esimAccess.pathSecret) && esimAccess.senders.has(ip);
      return isTheirs ? hear('esimaccess', c, ip) : c.notFound();
    });
  if (airalo) {
    // It asks whether somebody is there before it believes an address. HEAD goes by the route of GET.
    routes.get('/airalo', (c) => (c.req.method === 'HEAD' ? c.body(null, 200) : c.notFound()));
    routes.post('/airalo', (c) => hear('airalo', c, senderOf(c)));
  }
  const all = new Hono();
  all.route('/', routes);
  return all;
}

async function hintOf(c: Context, ip: string): Promise<Hint> {
  return { headers: c.req.header(), rawBody: new Uint8Array(await c.req.arrayBuffer()), ip };
}
