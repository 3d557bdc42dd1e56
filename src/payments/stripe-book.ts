import Stripe from 'stripe';
import type { Currency, Money } from '../domain/money.ts';
import { second } from '../domain/time.ts';
import type { RailBook, RailEntry } from '../services/rail-port.ts';
import { disputeStateOf } from './stripe-dispute.ts';

/** Whoever asks comes again by itself, so a call holds its place no longer than one try takes. */
export const onceOnly = { maxNetworkRetries: 0 } as const;

/** Stripe gives at most so many lines at once. */
const pageSize = 100;

/** What Stripe lists of payments, refunds, disputes and pages: newest first, by the second in which each began. */
export function createStripeBook({
  stripe,
  turn,
  shop,
}: {
  stripe: Stripe;
  /** Resolves when Stripe may be asked again. */
  turn: () => Promise<unknown>;
  /** Our mark in the metadata. */
  shop: string;
}): RailBook {
  function chargeOf(intent: Stripe.PaymentIntent): RailEntry[] {
    if (intent.status !== 'succeeded') return [];
    const { attempt_id: attemptId, shop: mark } = intent.metadata;
    const { latest_charge: charge } = intent;
    return [
      {
        kind: 'charge',
        chargeId: intent.id,
        money: moneyOf(intent.amount_received, intent.currency),
        payload: attemptId ?? null,
        payerId: null,
        isOurs: mark === shop,
        // An intent begins with the first try to pay, which a night can lie behind.
        at: (typeof charge === 'object' && charge ? charge : intent).created * second,
      },
    ];
  }

  /** Anybody can write a name of ours on a payment link of the same account; our mark they cannot. */
  function pageOf(session: Stripe.Checkout.Session): RailEntry[] {
    const { id, client_reference_id: attemptId, url, created, metadata } = session;
    if (attemptId === null || metadata?.['shop'] !== shop) return [];
    return [{ kind: 'page', attemptId, sessionId: id, url, at: created * second }];
  }

  return {
    since: async (at) => {
      const created = { gte: Math.floor(at / second) };
      const pages = await listAll(
        (params) => stripe.checkout.sessions.list({ ...params, created }, onceOnly),
        turn,
      );
      const intents = await listAll(
        (params) =>
          stripe.paymentIntents.list({ ...params, created, expand: ['data.latest_charge'] }, onceOnly),
        turn,
      );
      const refunds = await listAll((params) => stripe.refunds.list({ ...params, created }, onceOnly), turn);
      const disputes = await listAll(
        (params) => stripe.disputes.list({ ...params, created }, onceOnly),
        turn,
      );
      return [
        ...pages.flatMap(pageOf),
        ...intents.flatMap(chargeOf),
        ...refunds.flatMap(refundOf),
        ...disputes.flatMap(disputeOf),
      ];
    },
    ofCharge: async (chargeId) => {
      await turn();
      try {
        const intent = await stripe.paymentIntents.retrieve(chargeId, {}, onceOnly);
        const refunds = await listAll(
          (params) => stripe.refunds.list({ ...params, payment_intent: chargeId }, onceOnly),
          turn,
        );
        const disputes = await listAll(
          (params) => stripe.disputes.list({ ...params, payment_intent: chargeId }, onceOnly),
          turn,
        );
        return [...chargeOf(intent), ...refunds.flatMap(refundOf), ...disputes.flatMap(disputeOf)];
      } catch (error) {
        if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return [];
        throw error;
      }
    },
  };
}

/** All pages of a list, each in its turn. */
export async function listAll<T extends { id: string }>(
  list: (params: { limit: number; starting_after?: string }) => Promise<{ data: T[]; has_more: boolean }>,
  turn: () => Promise<unknown>,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (;;) {
    await turn();
    const last = all.at(-1);
    const { data, has_more: more } = await list({
      limit: pageSize,
      ...(last && { starting_after: last.id }),
    });
    all.push(...data);
    if (!more || data.length === 0) return all;
  }
}

function refundOf({ payment_intent: intent, status, amount, currency, created }: Stripe.Refund): RailEntry[] {
  const chargeId = typeof intent === 'object' ? intent?.id : intent;
  if (!chargeId) return [];
  const failed = status === 'failed' || status === 'canceled';
  return [
    {
      kind: 'refund',
      chargeId,
      money: moneyOf(amount, currency),
      state: status === 'succeeded' ? 'done' : failed ? 'failed' : 'pending',
      at: created * second,
    },
  ];
}

function disputeOf(dispute: Stripe.Dispute): RailEntry[] {
  const { id, payment_intent: intent, amount, currency, created } = dispute;
  const chargeId = typeof intent === 'object' ? intent?.id : intent;
  if (!chargeId) return [];
  return [
    {
      kind: 'dispute',
      chargeId,
      railId: id,
      money: moneyOf(amount, currency),
      state: disputeStateOf(dispute),
      at: created * second,
    },
  ];
}

/** Another currency than ours fits nothing of ours, and is told as it is. */
function moneyOf(amount: number, currency: string): Money {
  return { amount, currency: currency.toUpperCase() as Currency };
}
