import { RateLimiterMemory, RateLimiterQueue, RateLimiterRes } from 'rate-limiter-flexible';
import Stripe from 'stripe';
import type { RailDispute } from '../domain/dispute.ts';
import type { AttemptId } from '../domain/ids.ts';
import type { Currency, SellingCurrency } from '../domain/money.ts';
import { paymentMethods } from '../domain/payment.ts';
import type { PaymentMethod } from '../domain/payment.ts';
import { day, hour, second } from '../domain/time.ts';
import type { Logger } from '../services/ports.ts';
import type { RailBook, RefundState, SessionRail, SessionState } from '../services/rail-port.ts';
import { createStripeBook, listAll, onceOnly } from './stripe-book.ts';
import { createStripeClient } from './stripe-client.ts';
import { disputeStateOf } from './stripe-dispute.ts';
import { methodsFor } from './stripe-methods.ts';
import { sessionRequest } from './stripe-request.ts';

export interface StripeRail extends SessionRail {
  /** What a page can be paid with, as far as is known: what was asked for, less what the account turned out not to offer. */
  methods(): readonly PaymentMethod[];
  readonly book: RailBook;
}

/** Each endpoint is asked at most this often a second; Stripe allows 25. What a traveller waits for may take the rest. */
const perSecond = { jobs: 10, travellers: 20 };

/** Stripe Checkout: a page of its own, paid by card, PayPal, Alipay or WeChat Pay. */
export function createStripeRail({
  secretKey,
  apiUrl,
  currency,
  shop,
  backUrl,
  onDate,
  logger,
}: {
  secretKey: string;
  apiUrl: string;
  currency: SellingCurrency;
  /** Our mark on what is ours: others may use the same account. */
  shop: string;
  /** Where the page sends the traveller afterwards; what they bring back proves nothing. */
  backUrl: (id: AttemptId) => string;
  /** Hears what Stripe's clock says with each answer. */
  onDate?: (date: string | undefined) => void;
  logger: Logger;
}): StripeRail {
  const stripe = createStripeClient({ secretKey, apiUrl, ...(onDate && { onDate }) });
  const jobs = new RateLimiterMemory({ points: perSecond.jobs, duration: 1 });
  const queue = new RateLimiterQueue(jobs);
  const travellers = new RateLimiterMemory({ points: perSecond.travellers, duration: 1 });
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
    book: createStripeBook({ stripe, turn: () => queue.removeTokens(1, 'list'), shop }),

    methods: () => paymentMethods.filter((method) => asked.includes(method) && !missing.has(method)),

    requestFor: (wish) =>
      JSON.stringify(sessionRequest(wish, { methods: asked, backUrl: backUrl(wish.attempt.id), shop })),

    open: async ({ id, request }) => {
      if (!(await hasRoom(travellers, 'open')))
        throw new Error('Too many payment pages are asked for at once');
      const params = JSON.parse(request) as Stripe.Checkout.SessionCreateParams;
      try {
        const session = await stripe.checkout.sessions.create(params, { idempotencyKey: `co:${id}` });
        readBack(session);
        if (!session.url) return { kind: 'refused', reason: 'the session has no page' };
        return { kind: 'opened', sessionId: session.id, url: session.url };
      } catch (error) {
        // Turned down, or failed at Stripe: the same key and words get the same answer for a day, and should there be a page all the
        // same, nobody ever learns its address.
        const refusal = refusalIn(error);
        if (refusal === undefined) throw error;
        return { kind: 'refused', reason: refusal };
      }
    },

    look: async (sessionId, urgent) => {
      if (!(await hasRoom(urgent ? travellers : jobs, 'look'))) return { kind: 'busy' };
      try {
        const expand = ['payment_intent.latest_charge'];
        const session = await stripe.checkout.sessions.retrieve(sessionId, { expand }, onceOnly);
        const { payment_intent: intent } = session;
        // Not every server that speaks Stripe's API opens up what it is asked to.
        const whole =
          typeof intent === 'string'
            ? await stripe.paymentIntents.retrieve(intent, { expand: ['latest_charge'] }, onceOnly)
            : intent;
        const charge = typeof whole?.latest_charge === 'object' ? whole.latest_charge : null;
        return stateOf(session, whole, whole && charge?.disputed ? await disputesOf(whole) : []);
      } catch (error) {
        if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404)
          return { kind: 'unknown' };
        throw error;
      }
    },

    find: async ({ id, openedAt }) => {
      const asked = Math.floor((openedAt ?? 0) / second);
      const created = { gte: asked - hour / second, lte: asked + day / second };
      const pages = await listAll(
        (params) => stripe.checkout.sessions.list({ ...params, created }, onceOnly),
        () => queue.removeTokens(1, 'list'),
      );
      const page = pages.find(
        ({ client_reference_id: reference, metadata }) => reference === id && metadata?.['shop'] === shop,
      );
      return page && { sessionId: page.id, url: page.url };
    },

    expire: async (sessionId) => {
      await queue.removeTokens(1, 'expire');
      try {
        await stripe.checkout.sessions.expire(sessionId, {}, onceOnly);
      } catch (error) {
        // Not open any more: paid, or expired already. The look that follows tells which.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      }
    },

    refund: async ({ chargeId, payload }, { id, reason, tries }) => {
      await queue.removeTokens(1, 'refund');
      // An idempotency key is forgotten after a day; what was refunded under our name is not.
      const ours = (await refundsOf(chargeId)).find((refund) => isTry(refund, id, tries));
      if (ours) return refundStateOf(ours);
      try {
        const made = await stripe.refunds.create(
          {
            payment_intent: chargeId,
            reason: reason === 'duplicate' ? 'duplicate' : 'requested_by_customer',
            metadata: { refund_id: id, attempt_id: payload, try: String(tries) },
          },
          // The same key would get the same refusal again.
          { idempotencyKey: tries === 1 ? `re:${id}` : `re:${id}:${tries}`, ...onceOnly },
        );
        return refundStateOf(made);
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
        if (error.code === 'charge_already_refunded') return { kind: 'refunded' };
        const reason = error.code ?? error.type;
        return { kind: 'impossible', reason, ...(reason === 'charge_disputed' && { isDisputed: true }) };
      }
    },

    lookAtRefund: async ({ chargeId }, { id, tries }) => {
      await queue.removeTokens(1, 'refund');
      const all = await refundsOf(chargeId);
      const ours = all.find((refund) => isTry(refund, id, tries));
      if (ours) return refundStateOf(ours);
      // What counted as ours was somebody else's, and if none of those stayed there, nothing has gone back.
      const states = all.map(refundStateOf);
      return states.length > 0 && states.every(({ kind }) => kind === 'impossible')
        ? (states.at(-1) ?? { kind: 'none' })
        : { kind: 'none' };
    },
  };

  async function disputesOf({ id }: Stripe.PaymentIntent): Promise<readonly RailDispute[]> {
    const { data } = await stripe.disputes.list({ payment_intent: id, limit: 100 }, onceOnly);
    return data.map((dispute) => ({
      railId: dispute.id,
      money: { amount: dispute.amount, currency: dispute.currency.toUpperCase() as Currency },
      state: disputeStateOf(dispute),
    }));
  }

  async function refundsOf(intent: string): Promise<readonly Stripe.Refund[]> {
    return (await stripe.refunds.list({ payment_intent: intent, limit: 100 }, onceOnly)).data;
  }
}

async function hasRoom(limiter: RateLimiterMemory, endpoint: string): Promise<boolean> {
  try {
    await limiter.consume(endpoint);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}

/** Why Stripe gave no page; undefined when its answer was lost, or may yet come. */
function refusalIn(error: unknown): string | undefined {
  const { errors } = Stripe;
  // The same request is being carried out at this moment.
  if (error instanceof errors.StripeError && error.statusCode === 409) return undefined;
  const refused =
    error instanceof errors.StripeInvalidRequestError ||
    error instanceof errors.StripeIdempotencyError ||
    error instanceof errors.StripePermissionError ||
    (error instanceof errors.StripeAPIError && (error.statusCode ?? 0) >= 500);
  return refused ? `${error.type} ${error.code ?? ''} ${error.param ?? ''}`.trim() : undefined;
}

function stateOf(
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
  disputes: readonly RailDispute[],
): SessionState {
  if (session.status === 'open') return { kind: 'open' };
  if (session.status === 'expired') return { kind: 'expired' };
  if (session.payment_status === 'unpaid')
    return intent?.status === 'requires_payment_method' || intent?.status === 'canceled'
      ? { kind: 'failed' }
      : { kind: 'processing' };
  if (!intent) throw new Error(`${session.id} is paid by no payment intent`);
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const back = charge?.amount_refunded ?? 0;
  return {
    kind: 'paid',
    chargeId: intent.id,
    // Another currency or amount than was asked for fits no attempt, and so goes to a person.
    money: {
      amount: session.amount_total ?? 0,
      currency: (session.currency ?? '').toUpperCase() as Currency,
    },
    wentBack: back === 0 ? 'nothing' : back < (charge?.amount ?? 0) ? 'part' : 'all',
    disputes,
  };
}

function isTry({ metadata }: Stripe.Refund, id: string, tries: number): boolean {
  return metadata?.['refund_id'] === id && (metadata['try'] ?? '1') === String(tries);
}

function refundStateOf({ status, failure_reason: failure }: Stripe.Refund): RefundState {
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
