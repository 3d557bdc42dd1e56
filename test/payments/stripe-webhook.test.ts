import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { createStripeWebhook } from '../../src/payments/stripe-webhook.ts';
import type { StripeHint } from '../../src/payments/stripe-webhook.ts';
import { silent } from '../support/silent.ts';

const secret = 'whsec_invented';
const event = {
  id: 'evt_1',
  object: 'event',
  api_version: Stripe.API_VERSION,
  created: 1,
  livemode: false,
  type: 'checkout.session.completed',
  data: {
    object: {
      id: 'cs_test_1',
      object: 'checkout.session',
      client_reference_id: 'attempt_1',
      metadata: { attempt_id: 'attempt_1' },
      customer_details: { email: 'someone@example.org' },
    },
  },
};

/** A receiver, what it kept, and what it logged. */
function receiver({ ours = true, fails = false } = {}) {
  let now = 0;
  const kept: StripeHint[] = [];
  const log: string[] = [];
  const note = (facts: object, message: string): void => void log.push(`${message} ${JSON.stringify(facts)}`);
  const webhook = createStripeWebhook({
    secret,
    livemode: false,
    receive: (hint) => {
      if (fails) return Promise.reject(new Error('There is no room left on the disk'));
      if (ours) kept.push(hint);
      return Promise.resolve(ours);
    },
    clock: () => now,
    logger: { info: note, warn: note, error: note },
  });
  return { webhook, kept, log, pass: (milliseconds: number) => (now += milliseconds) };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
function signed(payload: string, { with: key = secret, at = Math.floor(Date.now() / 1000) } = {}): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret: key, timestamp: at });
}

test('an event of ours is kept, by what it is about and nothing more', async () => {
  const { webhook, kept, log } = receiver();
  const payload = JSON.stringify(event);
  expect(await webhook(bytes(payload), signed(payload))).toBe(200);
  expect(kept).toEqual([{ eventId: 'evt_1', attemptId: 'attempt_1', chargeId: null }]);
  expect(log).toEqual([]);
});

test('an event is heeded after the secret was changed, by either of two signatures', async () => {
  const { webhook, kept } = receiver();
  const payload = JSON.stringify(event);
  const [, other = ''] = signed(payload, { with: 'whsec_other' }).split(',');
  const [at = '', own = ''] = signed(payload).split(',');
  expect(await webhook(bytes(payload), [at, other, own].join(','))).toBe(200);
  expect(kept).toHaveLength(1);
});

test.each([
  [
    'a payment intent',
    { object: 'payment_intent', id: 'pi_1', metadata: { attempt_id: 'attempt_1' } },
    'pi_1',
  ],
  [
    'a refund',
    { object: 'refund', id: 're_1', payment_intent: 'pi_1', metadata: { attempt_id: 'attempt_1' } },
    'pi_1',
  ],
])('%s names the attempt and the charge', async (_name, object, chargeId) => {
  const { webhook, kept } = receiver();
  const payload = JSON.stringify({ ...event, type: 'payment_intent.succeeded', data: { object } });
  await webhook(bytes(payload), signed(payload));
  expect(kept).toEqual([{ eventId: 'evt_1', attemptId: 'attempt_1', chargeId }]);
});

test('a dispute names the charge alone', async () => {
  const { webhook, kept } = receiver();
  const object = { object: 'dispute', id: 'dp_1', payment_intent: 'pi_1' };
  const payload = JSON.stringify({ ...event, type: 'charge.dispute.created', data: { object } });
  await webhook(bytes(payload), signed(payload));
  expect(kept).toEqual([{ eventId: 'evt_1', attemptId: null, chargeId: 'pi_1' }]);
});

describe('Traps 5, 6, 12, 39 and 41: what changes nothing, and leaves one clear line in the log', () => {
  const payload = JSON.stringify(event);
  const old = Math.floor(Date.now() / 1000) - 301;
  const thin = JSON.stringify({ id: 'evt_1', object: 'v2.core.event', type: 'v1.billing.meter' });
  const changed = (changes: object): string => JSON.stringify({ ...event, ...changes });

  test.each([
    ['forged', payload, signed(payload, { with: 'whsec_guessed' }), 400],
    ['not signed at all', payload, undefined, 400],
    ['signed, then changed', payload.replace('attempt_1', 'attempt_2'), signed(payload), 400],
    ['re-serialised on the way', JSON.stringify(event, null, 1), signed(payload), 400],
    ['five minutes old', payload, signed(payload, { at: old }), 400],
    ['thin', thin, signed(thin), 400],
    ['no JSON, though signed', 'money', signed('money'), 400],
    ['of another account', changed({ account: 'acct_other' }), undefined, 200],
    ['of the other mode', changed({ livemode: true }), undefined, 200],
    ['of a type that says nothing about payments', changed({ type: 'customer.created' }), undefined, 200],
  ])('%s', async (_name, body, signature, status) => {
    const { webhook, kept, log } = receiver();
    const honest = status === 200 ? signed(body) : signature;
    expect(await webhook(bytes(body), honest)).toBe(status);
    expect(kept).toEqual([]);
    expect(log).toHaveLength(1);
    expect(log[0]).toMatch(/^A Stripe event was (refused|ignored)/);
    expect(log[0], 'trap 38').not.toMatch(/example\.org|whsec|v1=/);
  });

  test('forged a thousand times, one line a minute, which says how many they were', async () => {
    const { webhook, log, pass } = receiver();
    const forge = () => webhook(bytes(payload), signed(payload, { with: 'whsec_guessed' }));
    for (let n = 0; n < 1000; n++) expect(await forge()).toBe(400);
    expect(await webhook(bytes(payload), undefined)).toBe(400);
    expect(log, 'one for each reason').toHaveLength(2);
    pass(60_000);
    await forge();
    expect(log.slice(2)).toEqual([expect.stringContaining('"times":1000')]);
  });

  test('of somebody else who shares the account', async () => {
    const { webhook, log } = receiver({ ours: false });
    expect(await webhook(bytes(payload), signed(payload))).toBe(200);
    expect(log).toEqual([expect.stringContaining('no payment of ours')]);
  });

  test('an endpoint with another API version is heeded, and named once', async () => {
    const { webhook, kept, log } = receiver();
    const body = changed({ api_version: '2020-08-27' });
    for (let n = 0; n < 3; n++) expect(await webhook(bytes(body), signed(body))).toBe(200);
    expect(kept).toHaveLength(3);
    expect(log).toEqual([expect.stringContaining('2020-08-27')]);
  });

  test('an empty secret lets nobody in', async () => {
    const webhook = createStripeWebhook({
      secret: ' ',
      livemode: false,
      receive: () => Promise.reject(new Error('It was let in')),
      clock: () => 0,
      logger: silent,
    });
    expect(await webhook(bytes(payload), signed(payload, { with: ' ' }))).toBe(400);
  });
});

test('trap 7: an event that could not be kept is asked for again', async () => {
  const { webhook, log } = receiver({ fails: true });
  const payload = JSON.stringify(event);
  expect(await webhook(bytes(payload), signed(payload))).toBe(500);
  expect(log).toHaveLength(1);
});
