import { Hono } from 'hono';
import type { Context } from 'hono';
import type { WorldClock } from '../clock.ts';
import { createFaults, hangUp } from '../faults.ts';
import { type BoxEnv, loopbackOnly, sameOrigin } from '../guard.ts';
import type { Store } from '../store.ts';
import type { Timers } from '../timers.ts';
import type { Wire } from '../wire.ts';
import { accountObjects, newDashboard } from './account.ts';
import { createStripeCheckout } from './checkout.ts';
import { createStripeDisputes } from './disputes.ts';
import { createStripeEvents } from './events.ts';
import { decodeForm } from './form.ts';
import { createHostedPage } from './hosted.ts';
import { createIdempotency } from './idempotency.ts';
import {
  createObjects,
  type Dispute,
  type Intent,
  type Method,
  type Refund,
  type Session,
} from './objects.ts';
import { StripeRefusal } from './refusal.ts';
import { readListRequest, readRefundRequest, readSessionRequest } from './requests.ts';

export const STRIPE_KEY = 'sk_test_box';
export const STRIPE_WEBHOOK_SECRET = 'whsec_box';

/** Says what is wrong with a request by the types of Stripe's own package; tests bring it along. */
export type CheckStripeRequest = (
  operation: 'session' | 'refund' | 'sessions' | 'intents' | 'refunds' | 'disputes',
  params: unknown,
) => string | undefined;
/** One line of Stripe's own book; amounts in minor units. `dispute`: taken from the shop for one, and not given back. */
export interface StripeLedgerRow {
  id: string;
  kind: 'charge' | 'refund' | 'dispute';
  intent: string;
  attempt: string | null;
  amount: number;
  currency: string;
}
export type StripeBox = ReturnType<typeof createStripeBox>;

/** Stripe in a box: as much of its API as a shop with Checkout needs, its page, its bank, its events. */
export function createStripeBox({
  store,
  clock,
  timers,
  wire,
  check,
}: {
  store: Store;
  clock: WorldClock;
  timers: Timers;
  wire: Wire;
  check?: CheckStripeRequest | undefined;
}) {
  const objects = createObjects({ store });
  const events = createStripeEvents({ store, clock, timers, wire, objects });
  const disputes = createStripeDisputes({ store, clock, objects, events });
  const { forbidRefund } = disputes;
  const checkout = createStripeCheckout({ store, clock, timers, objects, events, forbidRefund });
  const once = createIdempotency({ store, clock });
  const faults = createFaults();
  const dashboard = newDashboard();

  /** What a page can be paid with. */
  function offered(): readonly Method[] {
    return dashboard.methods.filter((method) => !dashboard.withheld.includes(method));
  }

  function create(params: unknown, origin: string): Session {
    const complaint = check?.('session', params);
    if (complaint) throw new StripeRefusal(400, complaint);
    const wish = readSessionRequest(params, { now: clock.now(), dashboard: offered() });
    const id = objects.newId('cs_test');
    const session: Session = objects.put({
      id,
      object: 'checkout.session',
      created: clock.seconds(),
      livemode: false,
      mode: wish.mode,
      status: 'open',
      payment_status: 'unpaid',
      amount_total: wish.amount,
      amount_subtotal: wish.amount,
      currency: wish.currency,
      client_reference_id: wish.client_reference_id ?? null,
      metadata: wish.metadata,
      payment_intent: null,
      payment_method_types: [...wish.shown],
      expires_at: wish.expiresAt,
      locale: wish.locale,
      success_url: wish.success_url,
      cancel_url: wish.cancel_url ?? null,
      url: `${origin}/box/stripe/pay/${id}`,
      ui_mode: wish.ui_mode,
      adaptive_pricing: wish.adaptive_pricing,
    });
    const { name, description = '' } = wish.product;
    const intent = wish.payment_intent_data.metadata;
    objects.put({ id: `cart_${id}`, object: 'cart', name, description, intent, note: null });
    checkout.opened(session);
    return session;
  }

  /** Stripe shows the intent of an open page to nobody, and the rest to those who ask. */
  function shown(session: Session, expand: readonly string[]): object {
    const intent =
      session.status === 'open' ? undefined : objects.get('payment_intent', session.payment_intent);
    if (!intent) return { ...session, payment_intent: null };
    if (!expand.some((path) => path.startsWith('payment_intent'))) return session;
    const whole = withCharge(intent, expand.includes('payment_intent.latest_charge'));
    return { ...session, payment_intent: whole };
  }

  function withCharge(intent: Intent, expand: boolean): object {
    const charge = expand && objects.get('charge', intent.latest_charge);
    return charge ? { ...intent, latest_charge: charge } : intent;
  }

  const api = new Hono<BoxEnv>().basePath('/v1').use(loopbackOnly, sameOrigin);
  /** One call: faults, key, words, work, answer. `name` is how faults call it. */
  async function answer(
    c: Context<BoxEnv>,
    name: string,
    work: (params: Record<string, unknown>) => object,
  ): Promise<Response> {
    const fault = faults.take(name);
    if (fault?.kind === 'drop_before') return hangUp(c);
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    const form = c.req.method === 'GET' ? new URL(c.req.url).search.slice(1) : await c.req.text();
    const params = decodeForm(form);
    let result: { status: number; body: object; replayed: boolean };
    try {
      if (c.req.header('authorization') !== `Bearer ${STRIPE_KEY}`)
        throw new StripeRefusal(401, 'Invalid API Key provided.');
      if (fault?.kind === 'status')
        throw new StripeRefusal(fault.status, fault.description ?? 'An error on purpose', {
          type: fault.status === 429 ? 'invalid_request_error' : 'api_error',
        });
      const key = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined;
      result = once(key, `${c.req.path} ${form}`, () => work(params));
    } catch (error) {
      const refusal =
        error instanceof StripeRefusal ? error : new StripeRefusal(500, String(error), { type: 'api_error' });
      result = { status: refusal.status, body: refusal.body, replayed: false };
    }
    const { status, body, replayed } = result;
    wire.add({ at: clock.now(), direction: 'to_stripe', method: name, params, status });
    if (fault?.kind === 'drop_after') return hangUp(c);
    return Response.json(body, {
      status,
      headers: { 'request-id': objects.newId('req'), ...(replayed && { 'idempotency-replayed': 'true' }) },
    });
  }
  /** A page of these, the newest first. */
  function list<T extends Session | Intent | Refund | Dispute>(
    name: 'sessions' | 'intents' | 'refunds' | 'disputes',
    rows: readonly T[],
    params: unknown,
  ): object {
    const complaint = check?.(name, params);
    if (complaint) throw new StripeRefusal(400, complaint);
    const { created, limit, starting_after: after, payment_intent: intent } = readListRequest(params);
    const found = rows
      .toReversed()
      .filter(
        (row) =>
          row.created >= (created.gte ?? 0) &&
          row.created <= (created.lte ?? Infinity) &&
          (intent === undefined || ('payment_intent' in row && row.payment_intent === intent)),
      );
    const from = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1;
    if (after !== undefined && from === 0)
      throw new StripeRefusal(400, `No such object: '${after}'`, {
        code: 'resource_missing',
        param: 'starting_after',
      });
    const data = found.slice(from, from + limit);
    return { object: 'list', data, has_more: from + limit < found.length };
  }
  const expandOf = ({ expand }: Record<string, unknown>) => (Array.isArray(expand) ? expand.map(String) : []);

  api.post('/checkout/sessions', (c) =>
    answer(c, 'POST sessions', (params) => create(params, new URL(c.req.url).origin)),
  );
  api.get('/checkout/sessions/:id', (c) =>
    answer(c, 'GET session', (params) => shown(checkout.session(c.req.param('id')), expandOf(params))),
  );
  api.post('/checkout/sessions/:id/expire', (c) =>
    answer(c, 'POST expire', () => checkout.expire(c.req.param('id'))),
  );
  api.get('/payment_intents/:id', (c) =>
    answer(c, 'GET intent', (params) => {
      const intent = objects.get('payment_intent', c.req.param('id'));
      if (!intent)
        throw new StripeRefusal(404, `No such payment_intent: '${c.req.param('id')}'`, {
          code: 'resource_missing',
          param: 'intent',
        });
      return withCharge(intent, expandOf(params).includes('latest_charge'));
    }),
  );
  api.post('/refunds', (c) =>
    answer(c, 'POST refunds', (params) => {
      const complaint = check?.('refund', params);
      if (complaint) throw new StripeRefusal(400, complaint);
      const { payment_intent, amount, reason, metadata } = readRefundRequest(params);
      return checkout.refund({
        payment_intent,
        ...(amount && { amount }),
        ...(reason && { reason }),
        ...(metadata && { metadata }),
      });
    }),
  );
  api.get('/checkout/sessions', (c) =>
    answer(c, 'GET sessions', (params) =>
      list(
        'sessions',
        objects.all('checkout.session').map((session) => shown(session, []) as Session),
        params,
      ),
    ),
  );
  api.get('/payment_intents', (c) =>
    answer(c, 'GET intents', (params) =>
      list(
        'intents',
        objects
          .all('payment_intent')
          .map((intent) => withCharge(intent, expandOf(params).includes('data.latest_charge')) as Intent),
        params,
      ),
    ),
  );
  api.get('/refunds', (c) =>
    answer(c, 'GET refunds', (params) => list('refunds', objects.all('refund'), params)),
  );

  api.get('/disputes', (c) =>
    answer(c, 'GET disputes', (params) => list('disputes', objects.all('dispute'), params)),
  );

  api.get('/account', (c) => answer(c, 'GET account', () => accountObjects(dashboard).account));
  api.get('/payment_method_configurations', (c) =>
    answer(c, 'GET configurations', () => accountObjects(dashboard).configurations),
  );
  api.get('/webhook_endpoints', (c) => answer(c, 'GET endpoints', () => accountObjects(dashboard).endpoints));

  return {
    api,
    pages: createHostedPage({ checkout, objects }),
    faults,
    act: checkout.act,
    /** A refund that somebody made in the dashboard. */
    refundElsewhere: (intent: string, amount?: number) =>
      store.write(() => checkout.refund({ payment_intent: intent, ...(amount && { amount }) })),
    dispute: disputes.open,
    decide: disputes.decide,
    latestDispute: disputes.latest,
    refundFails: checkout.refundFails,
    nextRefund: checkout.nextRefund,
    /** What can be set in the dashboard. */
    dashboard,
    events,
    /** Every session there is, oldest first. */
    sessions: () => objects.all('checkout.session'),
    ledger: (): StripeLedgerRow[] => [
      ...objects.all('charge').map((charge) => ({
        id: charge.id,
        kind: 'charge' as const,
        intent: charge.payment_intent,
        attempt: charge.metadata['attempt_id'] ?? null,
        amount: charge.amount,
        currency: charge.currency,
      })),
      ...objects
        .all('refund')
        .filter(({ status }) => status !== 'failed')
        .map((refund) => ({
          id: refund.id,
          kind: 'refund' as const,
          intent: refund.payment_intent,
          attempt: refund.metadata['attempt_id'] ?? null,
          amount: refund.amount,
          currency: refund.currency,
        })),
      ...disputes.held().map((dispute) => ({
        id: dispute.id,
        kind: 'dispute' as const,
        intent: dispute.payment_intent,
        attempt: objects.get('charge', dispute.charge)?.metadata['attempt_id'] ?? null,
        amount: dispute.amount,
        currency: dispute.currency,
      })),
    ],
  };
}
