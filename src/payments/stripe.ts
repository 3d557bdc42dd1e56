import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';
import Stripe from 'stripe';
import type { AttemptId } from '../domain/ids.ts';
import type { Currency, SellingCurrency } from '../domain/money.ts';
import { paymentMethods } from '../domain/payment.ts';
import type { PaymentMethod } from '../domain/payment.ts';
import { second } from '../domain/time.ts';
import type { Logger } from '../services/ports.ts';
import type { SessionRail, SessionState } from '../services/rail-port.ts';
import { methodsFor } from './stripe-methods.ts';
import { sessionRequest } from './stripe-request.ts';

export interface StripeRail extends SessionRail {
  /** What a page can be paid with, as far as is known: what was asked for, less what the account turned out not to offer. */
  methods(): readonly PaymentMethod[];
}

/** Jobs ask each endpoint at most this often a second; Stripe allows 25. What a traveller waits for does not queue behind them. */
const jobsPerSecond = 10;

/** Stripe Checkout: a page of its own, paid by card, PayPal, Alipay or WeChat Pay. */
export function createStripeRail({
  secretKey,
  apiUrl,
  currency,
  backUrl,
  logger,
}: {
  secretKey: string;
  apiUrl: string;
  currency: SellingCurrency;
  /** Where the page sends the traveller afterwards; what they bring back proves nothing. */
  backUrl: (id: AttemptId) => string;
  logger: Logger;
}): StripeRail {
  const { protocol, hostname, port } = new URL(apiUrl);
  const stripe = new Stripe(secretKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    timeout: 15 * second,
    maxNetworkRetries: 2,
    telemetry: false,
  });
  const queue = new RateLimiterQueue(new RateLimiterMemory({ points: jobsPerSecond, duration: 1 }));
  const asked = methodsFor(currency);
  const missing = new Set<PaymentMethod>();

  /** What was asked for and not shown: switched off in the account, or not to be had for it. Said once. */
  function readBack({ payment_method_types: shown }: Stripe.Checkout.Session): void {
    for (const method of asked) {
      if (shown.includes(method)) missing.delete(method);
      else if (!missing.has(method)) {
        missing.add(method);
        logger.warn({ method, currency }, 'Stripe offers a wanted payment method not; is it switched on?');
      }
    }
  }

  return {
    methods: () => paymentMethods.filter((method) => asked.includes(method) && !missing.has(method)),

    requestFor: (wish) =>
      JSON.stringify(sessionRequest(wish, { methods: asked, backUrl: backUrl(wish.attempt.id) })),

    open: async ({ id, request }) => {
      const params = JSON.parse(request) as Stripe.Checkout.SessionCreateParams;
      try {
        const session = await stripe.checkout.sessions.create(params, { idempotencyKey: `co:${id}` });
        readBack(session);
        if (!session.url) return { kind: 'refused', reason: 'the session has no page' };
        return { kind: 'opened', sessionId: session.id, url: session.url };
      } catch (error) {
        // Understood and turned down. The same key and words get the same answer, so no page can have been made by them.
        const refusal = refusalIn(error);
        if (refusal === undefined) throw error;
        return { kind: 'refused', reason: refusal };
      }
    },

    look: async (sessionId) => {
      await queue.removeTokens(1, 'look');
      try {
        const expand = ['payment_intent.latest_charge'];
        return stateOf(await stripe.checkout.sessions.retrieve(sessionId, { expand }));
      } catch (error) {
        if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404)
          return { kind: 'unknown' };
        throw error;
      }
    },

    expire: async (sessionId) => {
      await queue.removeTokens(1, 'expire');
      try {
        await stripe.checkout.sessions.expire(sessionId);
      } catch (error) {
        // Not open any more: paid, or expired already. The look that follows tells which.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      }
    },

    refund: async ({ chargeId, payload }, { id, reason }) => {
      await queue.removeTokens(1, 'refund');
      // An idempotency key is forgotten after a day; what was refunded under our name is not.
      const known = await stripe.refunds.list({ payment_intent: chargeId, limit: 100 });
      const ours = known.data.find(({ metadata }) => metadata?.['refund_id'] === id);
      if (ours) return refundStateOf(ours);
      try {
        const made = await stripe.refunds.create(
          {
            payment_intent: chargeId,
            reason: reason === 'duplicate' ? 'duplicate' : 'requested_by_customer',
            metadata: { refund_id: id, attempt_id: payload },
          },
          { idempotencyKey: `re:${id}` },
        );
        return refundStateOf(made);
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
        if (error.code === 'charge_already_refunded') return { kind: 'refunded' };
        return { kind: 'impossible', reason: error.code ?? error.type };
      }
    },
  };
}

/** Why Stripe made nothing; undefined when it may have, or may yet. */
function refusalIn(error: unknown): string | undefined {
  const { errors } = Stripe;
  // The same request is being carried out at this moment.
  if (error instanceof errors.StripeError && error.statusCode === 409) return undefined;
  const refused =
    error instanceof errors.StripeInvalidRequestError ||
    error instanceof errors.StripeIdempotencyError ||
    error instanceof errors.StripePermissionError;
  return refused ? `${error.type} ${error.code ?? ''} ${error.param ?? ''}`.trim() : undefined;
}

function stateOf(session: Stripe.Checkout.Session): SessionState {
  if (session.status === 'open') return { kind: 'open' };
  if (session.status === 'expired') return { kind: 'expired' };
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  if (session.payment_status === 'unpaid')
    return intent?.status === 'requires_payment_method' || intent?.status === 'canceled'
      ? { kind: 'failed' }
      : { kind: 'processing' };
  const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null;
  const back = charge?.amount_refunded ?? 0;
  return {
    kind: 'paid',
    chargeId: intent?.id ?? session.id,
    // Another currency or amount than was asked for fits no attempt, and so goes to a person.
    money: {
      amount: session.amount_total ?? 0,
      currency: (session.currency ?? '').toUpperCase() as Currency,
    },
    wentBack: back === 0 ? 'nothing' : back < (charge?.amount ?? 0) ? 'part' : 'all',
    disputed: charge?.disputed ?? false,
  };
}

function refundStateOf({
  status,
  failure_reason: failure,
}: Stripe.Refund): { kind: 'refunded' } | { kind: 'pending' } | { kind: 'impossible'; reason: string } {
  switch (status) {
    case 'succeeded':
      return { kind: 'refunded' };
    case 'failed':
    case 'canceled':
      return { kind: 'impossible', reason: failure ?? status };
    default:
      return { kind: 'pending' };
  }
}
