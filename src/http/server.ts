import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sameSecret } from './same-secret.ts';

/** Stripe's events have a few kilobytes. */
const largestEvent = 256 * 1024;
/** How long a connection may be idle, in milliseconds. */
const idleFor = 65_000;

export interface HttpServer {
  readonly port: number;
  /** Stops listening and ends open connections. May be called twice. */
  stop(): Promise<void>;
}

/** Whoever runs the process asks here: /healthz says that it lives, /readyz that the database and Telegram answer. */
export function createRoutes({
  ready,
  telegram,
  stripe,
  pay,
  suppliers,
}: {
  ready: () => Promise<{ database: boolean; telegram: boolean }>;
  /** Present when updates come by webhook; `receive` resolves once they are committed. */
  telegram?: { secret: string; receive: (body: unknown) => Promise<void> };
  /** Answers an event by its raw bytes; present when there is a secret to check them with. */
  stripe?: (rawBody: Uint8Array, signature: string | undefined) => Promise<number>;
  /** The payment pages. */
  pay?: Hono;
  /** Where suppliers report. */
  suppliers?: Hono;
}): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => c.text('ok'));
  routes.get('/readyz', async (c) => {
    const state = await ready();
    return c.json(state, state.database && state.telegram ? 200 : 503);
  });
  if (telegram)
    routes.post('/telegram/webhook', async (c) => {
      if (!sameSecret(c.req.header('x-telegram-bot-api-secret-token') ?? '', telegram.secret))
        return c.text('', 401);
      const body: unknown = await c.req.json().catch(() => undefined);
      if (typeof body !== 'object' || body === null || !('update_id' in body)) return c.text('', 400);
      await telegram.receive(body);
      return c.text('ok');
    });
  if (stripe)
    routes.post('/stripe/webhook', bodyLimit({ maxSize: largestEvent }), async (c) => {
      const rawBody = new Uint8Array(await c.req.arrayBuffer());
      const status = await stripe(rawBody, c.req.header('stripe-signature'));
      return new Response('', { status });
    });
  if (pay) routes.route('/', pay);
  if (suppliers) routes.route('/', suppliers);
  return routes;
}

/** Listens; rejects with a sentence when it cannot. Port 0 lets the system choose. */
export function listen({
  routes,
  host,
  port,
}: {
  routes: Hono;
  host: string;
  port: number;
}): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: routes.fetch, hostname: host, port }, (info: AddressInfo) => {
      let stopped: Promise<void> | undefined;
      resolve({
        port: info.port,
        stop: () => {
          stopped ??= new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          });
          return stopped;
        },
      });
    });
    // Closed too early, a connection can break under the very request that was to use it again; proxies keep theirs for a minute.
    if ('keepAliveTimeout' in server) server.keepAliveTimeout = idleFor;
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken by another program. Stop it, or start with another PORT.`)
          : error,
      ),
    );
  });
}
