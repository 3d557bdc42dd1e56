import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';

export type BoxEnv = { Bindings: Partial<HttpBindings> };

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::(\d+))?$/i;

/** Refuses any request that was not addressed to this machine by a loopback name and our port: DNS rebinding ends here. */
export const loopbackOnly: MiddlewareHandler<BoxEnv> = async (c, next) => {
  const match = LOOPBACK.exec(c.req.header('host') ?? '');
  const ours = c.env.incoming?.socket.localPort;
  if (!match || (ours !== undefined && Number(match[1] ?? 80) !== ours)) {
    return c.json(
      {
        ok: false,
        error_code: 403,
        description: 'Forbidden: the box answers to its own loopback address only',
      },
      403,
    );
  }
  return next();
};

/** Refuses a browser request that another site's page started. */
export const sameOrigin: MiddlewareHandler<BoxEnv> = async (c, next) => {
  const origin = c.req.header('origin');
  // A browser says by itself where a plain GET came from; other programs say nothing.
  const site = c.req.header('sec-fetch-site') ?? 'none';
  const foreign = origin !== undefined && origin !== `http://${c.req.header('host')}`;
  if (foreign || !['none', 'same-origin'].includes(site)) {
    return c.json({ error: 'this request comes from another site' }, 403);
  }
  return next();
};
