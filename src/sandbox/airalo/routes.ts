import { Hono } from 'hono';
import type { Context } from 'hono';
import { loopbackOnly, sameOrigin } from '../guard.ts';
import type { BoxEnv } from '../guard.ts';
import type { createAccount } from './account.ts';
import type { Assortment } from './assortment.ts';
import type { Door } from './door.ts';
import type { Limits } from './limits.ts';
import type { Manners } from './manners.ts';
import { pageMeta } from './orders.ts';
import type { Orders } from './orders.ts';
import { notFound } from './refusal.ts';
import type { Sims } from './sims.ts';
import type { Tokens } from './tokens.ts';
import type { Webhooks } from './webhooks.ts';

/** Airalo's addresses, and what answers at each of them. */
export function createRoutes({
  door: { handle },
  tokens,
  limits,
  assortment,
  sims,
  orders,
  webhooks,
  account,
  manners,
}: {
  door: Door;
  tokens: Tokens;
  limits: Limits;
  assortment: Assortment;
  sims: Sims;
  orders: Orders;
  webhooks: Webhooks;
  account: ReturnType<typeof createAccount>;
  manners: Manners;
}): Hono<BoxEnv> {
  const api = new Hono<BoxEnv>().basePath('/v2').use(loopbackOnly, sameOrigin);
  const include = (c: Context<BoxEnv>): readonly string[] => c.req.query('include')?.split(',') ?? [];
  const json = (c: Context<BoxEnv>): Promise<unknown> => c.req.json().catch(() => undefined);
  const named = (c: Context<BoxEnv>, name: string): string => c.req.param(name) ?? '';

  async function sim(c: Context<BoxEnv>, iccid: string): Promise<object> {
    const { sim: record } = sims.known(iccid);
    const order = include(c).includes('order') ? await orders.ofSim(iccid) : undefined;
    return sims.describe(record, order);
  }

  const token = (c: Context<BoxEnv>): Promise<object> => {
    limits.perMinute('token', 3);
    return tokens.give(c);
  };
  api.post('/token', handle('POST token', token, { open: true }));
  api.get(
    '/packages',
    handle('GET packages', (c) => {
      limits.perMinute('packages', 80);
      const countries = assortment.countries();
      const size = Number(c.req.query('limit') ?? manners.countriesPerPage ?? 1000);
      const page = Number(c.req.query('page') ?? 1);
      const from = (page - 1) * size;
      const shown = countries.slice(from, from + size);
      // What its documentation warns of: the keys are the places in the whole list.
      const data = page === 1 ? shown : Object.fromEntries(shown.map((one, at) => [from + at, one]));
      return { pricing: assortment.pricing(), data, meta: pageMeta(countries.length, page, size) };
    }),
  );
  api.post(
    '/orders',
    handle('POST orders', async (c) => orders.place(await c.req.parseBody())),
  );
  api.post(
    '/orders/topups',
    handle('POST topups', async (c) => orders.topUp(await c.req.parseBody())),
  );
  api.get(
    '/orders',
    handle('GET orders', (c) => orders.list(c.req.query())),
  );
  api.get(
    '/orders/:id',
    handle('GET order', (c) => orders.get(named(c, 'id'), include(c))),
  );
  api.get(
    '/sims',
    handle('GET sims', async (c) => {
      const all = sims.all();
      const [limit, page] = [Number(c.req.query('limit') ?? 25), Number(c.req.query('page') ?? 1)];
      const shown = all.slice((page - 1) * limit, page * limit);
      const data = await Promise.all(shown.map(({ iccid }) => sim(c, iccid)));
      return { data, meta: pageMeta(all.length, page, limit) };
    }),
  );
  api.get(
    '/sims/:iccid',
    handle('GET sim', async (c) => ({
      data: await sim(c, named(c, 'iccid')),
      meta: { message: 'success' },
    })),
  );
  const asked = [
    ['usage', 'GET usage', sims.usage],
    ['packages', 'GET history', sims.history],
    ['topups', 'GET topups', sims.topUps],
  ] as const;
  for (const [about, name, answer] of asked)
    api.get(
      `/sims/:iccid/${about}`,
      handle(name, (c) => {
        limits.perMinute(`${about} ${named(c, 'iccid')}`, 10);
        if (about === 'usage') limits.perSecond('usage', 5);
        return answer(named(c, 'iccid'));
      }),
    );
  api.get('/balance', handle('GET balance', account.balance));
  api.post('/refund', handle('POST refund', account.refund, { status: 202 }));
  api.post(
    '/notifications/opt-in',
    handle('POST opt-in', async (c) => webhooks.optIn(await json(c))),
  );
  api.post(
    '/simulator/webhook',
    handle('POST simulator', async (c) => {
      limits.perMinute('simulator', 5);
      return webhooks.simulate(await json(c));
    }),
  );
  api.all(
    '*',
    handle('unknown', () => Promise.reject(notFound())),
  );
  return api;
}
