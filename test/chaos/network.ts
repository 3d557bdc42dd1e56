import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Update } from 'grammy/types';
import { Hono } from 'hono';
import Stripe from 'stripe';
import type { Box } from '../../src/sandbox/box.ts';
import type { BoxEnv } from '../../src/sandbox/guard.ts';
import { STRIPE_WEBHOOK_SECRET } from '../../src/sandbox/stripe/stripe.ts';
import { incoming, moving, outgoing } from './mischief.ts';
import type { Mischief, Temper } from './mischief.ts';
import { createPost } from './post.ts';
import type { BadSupplier } from './suppliers/bad-supplier.ts';

/** Everything between the shop and the outside world, both ways, over HTTP. */
export interface Network {
  /** Telegram, Stripe, the supplier, and the shop as browsers and webhooks find it. */
  readonly url: string;
  /** Where the shop listens; null while it does not. */
  connect(port: number | null): void;
  /** Is told when a call of the shop comes in and when it was carried out; `lost` = the first of the two ends it. */
  onCall(hook: CallHook | null): void;
}

type CallHook = (moment: 'before' | 'after') => Promise<'lost' | undefined>;

/** Calls at the start of a process, for which it waits seconds before it tries again. */
const spared = ['getMe', 'setWebhook', 'deleteWebhook', 'setMyCommands', 'setMyDescription'];
const movers = ['refundStarPayment', 'refunds', 'sessions', 'expire'];
/** A refusal by the shop that Telegram overhears, and takes the money. */
const unheard = 0.5;

/** A payment in Stars of which the shop never hears; of no other rail of Telegram's could anybody find out. */
const swallowed = 0.03;

/** Listens on a port of its own until it is disposed of. */
export async function openNetwork({
  box,
  temper,
  supplier,
}: {
  box: Box;
  temper: Temper;
  /** None where it is the embedded one. */
  supplier?: BadSupplier | undefined;
}): Promise<Network & AsyncDisposable> {
  let shop: number | null = null;
  let hook: CallHook | null = null;
  /** A shop that has never served yet is spared: it would wait for its supplier's list. */
  let hasServed = false;
  const post = createPost({ temper, toShop });
  const boxes = new Hono<BoxEnv>();
  boxes.route('/', box.stripe.pages);
  boxes.route('/', box.stripe.api);
  boxes.route('/', box.botApi);

  /** To the shop, as by a proxy in front of it. */
  async function toShop(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const given = await request.arrayBuffer();
    const { headers, body } =
      pathname === '/stripe/webhook' ? asLive(Buffer.from(given)) : { headers: request.headers, body: given };
    const passed = new Headers(headers);
    for (const name of ['connection', 'content-length', 'host', 'transfer-encoding']) passed.delete(name);
    if (shop === null) return new Response('', { status: 503 });
    const { method } = request;
    return fetch(`http://127.0.0.1:${shop}${pathname}${search}`, {
      method,
      headers: passed,
      body: method === 'POST' ? body : null,
      redirect: 'manual',
    }).catch(() => new Response('', { status: 503 }));
  }

  async function suffer(
    mischief: Mischief,
    work: () => Promise<Response>,
    { hangUp, refuse }: { hangUp: () => Response; refuse: (status: number) => Response },
  ): Promise<Response> {
    if (mischief === 'lost before') return hangUp();
    if (mischief === 'broken before') return refuse(502);
    if (mischief === 'busy') return refuse(429);
    if (mischief === 'slow') await sleep(temper.slowness());
    const response = await work();
    if (mischief === 'lost after') return hangUp();
    if (mischief === 'broken after') return refuse(500);
    return response;
  }

  async function carry(request: Request, env: HttpBindings): Promise<Response> {
    const { pathname } = new URL(request.url);
    const hangUp = (): Response => {
      env.outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    };
    if (/^\/(telegram\/|stripe\/|pay\/)/.test(pathname)) {
      if (pathname === '/telegram/webhook' && isSwallowed((await request.clone().json()) as Update))
        return new Response('ok');
      const mischief = temper.take(pathname.startsWith('/pay/') ? { slow: 50 } : incoming);
      const other = mischief === 'twice' ? request.clone() : undefined;
      const [response] = await Promise.all([
        suffer(mischief, () => toShop(request), { hangUp, refuse: (status) => new Response('', { status }) }),
        other && toShop(other),
      ]);
      return response;
    }
    if (pathname.startsWith('/esim/')) return post.deliver(request, hangUp);
    const method = pathname.split('/').at(-1) ?? '';
    if (pathname.startsWith('/box/')) return boxes.fetch(request, env);
    if (method === 'getUpdates') {
      // Held for long when there is nothing: that is no slowness, and no call that anything depends on.
      const lost = temper.chance(0.02);
      const response = await boxes.fetch(request, env);
      return lost ? hangUp() : withoutSwallowed(response);
    }
    if ((await hook?.('before')) === 'lost') return hangUp();
    const theirs = supplier?.owns(pathname) ? supplier : undefined;
    const isMoving = theirs?.moves({ method: request.method, pathname }) ?? movers.includes(method);
    const isSpared = spared.includes(method) || (theirs && !hasServed);
    const mischief = isSpared ? 'none' : temper.take(isMoving ? moving : outgoing);
    const heard = method === 'answerPreCheckoutQuery' ? await overheard(request) : request;
    const refuse = theirs?.outage ?? (pathname.startsWith('/v1/') ? stripeRefusal : telegramRefusal);
    const work = async (): Promise<Response> => theirs?.answer(request, env) ?? boxes.fetch(heard, env);
    const response = await suffer(mischief, work, { hangUp, refuse });
    await hook?.('after');
    return response;
  }

  function isSwallowed({ message }: Update): boolean {
    return message?.successful_payment?.currency === 'XTR' && temper.chance(swallowed);
  }

  async function withoutSwallowed(response: Response): Promise<Response> {
    const body = (await response.json()) as { result?: Update[] };
    if (!body.result) return Response.json(body, { status: response.status });
    return Response.json({ ...body, result: body.result.filter((update) => !isSwallowed(update)) });
  }

  /** Now and then a "no" to a payment does not arrive as one. */
  async function overheard(request: Request): Promise<Request> {
    const answer: Record<string, unknown> = JSON.parse(await request.clone().text());
    if (answer['ok'] === true || !temper.chance(unheard)) return request;
    const { url, method, headers } = request;
    return new Request(url, {
      method,
      headers: new Headers([...headers].filter(([name]) => name !== 'content-length')),
      body: JSON.stringify({ ...answer, ok: true }),
    });
  }

  const server = serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: (request, env) => carry(request, env as HttpBindings),
  });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The network does not listen');
  const url = `http://127.0.0.1:${address.port}`;
  box.stripe.events.sendTo({ url: `${url}/stripe/webhook`, secret: STRIPE_WEBHOOK_SECRET });
  return {
    url,
    connect: (port) => {
      shop = port;
      hasServed ||= port !== null;
    },
    onCall: (next) => {
      hook = next;
    },
    [Symbol.asyncDispose]: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The boxed Stripe is a test account, and the shop runs as live: its events say so, and are signed again. */
function asLive(body: Buffer): { headers: Headers; body: string } {
  const payload = JSON.stringify({ ...(JSON.parse(body.toString()) as object), livemode: true });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: STRIPE_WEBHOOK_SECRET });
  const headers = new Headers({ 'content-type': 'application/json', 'stripe-signature': signature });
  return { headers, body: payload };
}

function telegramRefusal(status: number): Response {
  const parameters = status === 429 ? { parameters: { retry_after: 1 } } : {};
  const description = status === 429 ? 'Too Many Requests: retry after 1' : 'Bad Gateway';
  return Response.json({ ok: false, error_code: status, description, ...parameters }, { status });
}

function stripeRefusal(status: number): Response {
  const type = status === 429 ? 'invalid_request_error' : 'api_error';
  return Response.json({ error: { type, message: 'An error on purpose' } }, { status });
}
