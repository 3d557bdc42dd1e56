import { Hono } from 'hono';
import Stripe from 'stripe';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/http/server.ts';
import { decodeForm } from '../../src/sandbox/stripe/form.ts';
import { createStripeRail } from '../../src/payments/stripe.ts';
import { explainMatrix, methodsFor } from '../../src/payments/stripe-methods.ts';
import { sessionRequest, stripeTotal } from '../../src/payments/stripe-request.ts';
import { day, hour, minute } from '../../src/domain/time.ts';
import type { SellingCurrency } from '../../src/domain/money.ts';
import type { Locale } from '../../src/domain/customer.ts';
import { boxedStripe } from '../support/boxed-stripe.ts';
import type { BoxedStripe } from '../support/boxed-stripe.ts';
import { aCard, anAttempt, anOrder, aPayment } from '../support/samples.ts';
import { checkStripeRequest } from '../support/stripe-schema.ts';

const order = anOrder(aCard());
const attempt = anAttempt(order, { rail: 'stripe', total: { amount: 1120, currency: 'EUR' } });
const words = { title: 'Italy 5 GB / 30 days', description: 'Renews eSIM ·4821' };

function wish(now: number, { locale = 'en', quoteExpiresAt = now + 35 * minute } = {}) {
  return { attempt, order: { ...order, quoteExpiresAt }, ...words, locale, now };
}

function requestAt(now: number, options: { locale?: Locale; quoteExpiresAt?: number } = {}) {
  return sessionRequest(wish(now, options), {
    methods: methodsFor('EUR'),
    backUrl: 'https://bot.example.org/pay',
    shop: '1',
  });
}

/** The rail, the box it speaks to over HTTP, and what it logged. */
async function open(currency: SellingCurrency = 'EUR') {
  const boxed = await boxedStripe();
  const log: string[] = [];
  const note = (facts: object, message: string): void => void log.push(`${message} ${JSON.stringify(facts)}`);
  const railAt = (apiUrl: string): ReturnType<typeof createStripeRail> =>
    createStripeRail({
      secretKey: 'sk_test_box',
      apiUrl,
      currency,
      shop: '1',
      backUrl: () => `${boxed.url}/pay/return`,
      logger: { info: note, warn: note, error: note },
    });
  const rail = railAt(boxed.url);
  const openPage = async (now = boxed.now()): Promise<string> => {
    const opened = await rail.open({ id: attempt.id, request: rail.requestFor(wish(now)) });
    if (opened.kind !== 'opened') throw new Error(opened.reason);
    return opened.sessionId;
  };
  return { ...boxed, rail, railAt, log, openPage };
}

describe('What is asked of Stripe', () => {
  test('trap 1: no payment_method_types, which the pinned API refuses', () => {
    const request = requestAt(Date.now());
    expect(request).not.toHaveProperty('payment_method_types');
    expect(request.allowed_payment_method_types).toEqual(['card', 'paypal', 'alipay', 'wechat_pay']);
    expect(checkStripeRequest('session', request)).toBeUndefined();
    expect(checkStripeRequest('session', { ...request, payment_method_types: ['card'] })).toContain(
      'payment_method_types',
    );
  });

  test('trap 3: nothing is kept for later without being asked', () => {
    expect(JSON.stringify(requestAt(Date.now()))).not.toContain('setup_future_usage');
  });

  test.each([
    ['zh-CN', 'zh'],
    ['zh-TW', 'zh-TW'],
    ['it', 'it'],
    ['en', 'en'],
    ['fr', 'auto'],
  ])('trap 4: the page speaks %s as Stripe’s %s, and the page is hosted', (locale, theirs) => {
    const request = requestAt(Date.now(), { locale });
    expect(request.locale).toBe(theirs);
    expect(request).not.toHaveProperty('ui_mode');
    expect(checkStripeRequest('session', request)).toBeUndefined();
  });

  test.each([
    { payment_method_types: ['card'] },
    { ui_mode: 'hosted' },
    { locale: 'zh-CN' },
    { automatic_payment_methods: { enabled: true } },
    { idempotencyKey: 'x' },
    { payment_method_options: { alipay: { setup_future_usage: 'off_session' } } },
    { payment_method_options: { wechat_pay: {} } },
    { expires_at: 'soon' },
    { client_reference_id: 'x'.repeat(201) },
    {
      line_items: [
        { quantity: 1, price_data: { currency: 'eur', unit_amount: 11.2, product_data: { name: 'x' } } },
      ],
    },
  ])('a wrong request would be noticed: %j', (wrong) => {
    expect(checkStripeRequest('session', { ...requestAt(Date.now()), ...wrong })).toBeDefined();
  });

  test('trap 13: the price is not shown in another currency', () => {
    expect(requestAt(Date.now()).adaptive_pricing).toEqual({ enabled: false });
  });

  test.each([
    ['a fresh quote', 35 * minute, 35 * minute],
    ['a quote that is about to end', minute, 31 * minute],
    ['a quote of days', 3 * day, day - minute],
  ])('trap 18: the page of %s ends between 31 minutes and a day ahead', (_name, quote, page) => {
    const now = 1_800_000_000_000;
    expect(requestAt(now, { quoteExpiresAt: now + quote }).expires_at).toBe((now + page) / 1000);
  });

  test('trap 37: whole minor units, and no less than Stripe takes', () => {
    const item = requestAt(Date.now()).line_items?.[0];
    expect(item?.price_data).toMatchObject({ currency: 'eur', unit_amount: 1120 });
    const least = { EUR: 50, USD: 50, CNY: 400 } as const;
    for (const currency of ['EUR', 'USD', 'CNY'] as const) {
      expect(stripeTotal({ amount: least[currency], currency })).toEqual({
        amount: least[currency],
        currency,
      });
      expect(stripeTotal({ amount: least[currency] - 1, currency })).toBeNull();
    }
    expect(stripeTotal({ amount: 672, currency: 'XTR' })).toBeNull();
  });

  test('trap 44: our ids stand on the session and on the payment intent', () => {
    const ids = { order_id: order.id, attempt_id: attempt.id };
    expect(requestAt(Date.now())).toMatchObject({
      metadata: ids,
      payment_intent_data: { metadata: ids },
      client_reference_id: attempt.id,
    });
  });

  test('trap 2: methods that a currency rules out are told at the start', () => {
    expect(explainMatrix('EUR')).toEqual([]);
    expect(explainMatrix('CNY')).toEqual([expect.stringContaining('no paypal in CNY')]);
    expect(methodsFor('CNY')).toEqual(['card', 'alipay', 'wechat_pay']);
  });

  test('forms are read as Stripe writes them', () => {
    expect(decodeForm('a[b]=1&c[0][d]=2&c[1][d]=3&e[]=4&e[]=5&f=%5Bx%5D')).toEqual({
      a: { b: '1' },
      c: [{ d: '2' }, { d: '3' }],
      e: ['4', '5'],
      f: '[x]',
    });
  });
});

describe('A payment page', () => {
  test('trap 2: methods that do not show are read back, told once, and no longer named', async () => {
    const { rail, log, box, openPage, now } = await open();
    expect(rail.methods()).toEqual(['card', 'paypal', 'alipay', 'wechat_pay']);
    box.dashboard.methods = ['card', 'alipay'];
    const moment = now();
    await openPage(moment);
    await openPage(moment);
    expect(rail.methods()).toEqual(['card', 'alipay']);
    expect(log.filter((line) => line.includes('paypal'))).toHaveLength(1);
    expect(log.filter((line) => line.includes('wechat_pay'))).toHaveLength(1);
  });

  test.each(['drop_after', 'drop_before'] as const)(
    'trap 14: after a lost answer (%s) the same request finds the same page',
    async (kind) => {
      const { rail, box, now } = await open();
      const request = rail.requestFor(wish(now()));
      box.faults.add({ method: 'POST sessions', kind, times: 3 });
      await expect(rail.open({ id: attempt.id, request })).rejects.toThrow(
        Stripe.errors.StripeConnectionError,
      );
      const first = await rail.open({ id: attempt.id, request });
      const second = await rail.open({ id: attempt.id, request });
      expect(first).toMatchObject({ kind: 'opened' });
      expect(second).toEqual(first);
      expect(box.sessions()).toHaveLength(1);
    },
  );

  test('trap 14: other words under a used key never surface as an error', async () => {
    const { rail, now } = await open();
    await rail.open({ id: attempt.id, request: rail.requestFor(wish(now())) });
    const other = rail.requestFor(wish(now() + hour));
    expect(await rail.open({ id: attempt.id, request: other })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('Idempotency') as string,
    });
  });

  test('trap 42: too many requests are no refusal, and are not made', async () => {
    const { rail, box, now } = await open();
    const request = rail.requestFor(wish(now()));
    box.faults.add({ method: 'POST sessions', kind: 'status', status: 429, times: 3 });
    await expect(rail.open({ id: attempt.id, request })).rejects.toThrow('An error on purpose');
    box.faults.clear();
    expect(await rail.open({ id: attempt.id, request })).toMatchObject({ kind: 'opened' });

    const looks = Array.from({ length: 40 }, () => rail.look('cs_test_unknown', false));
    const answers = (await Promise.all(looks)).map(({ kind }) => kind);
    expect(answers.filter((kind) => kind === 'unknown').length).toBeLessThanOrEqual(20);
    expect(answers).toContain('busy');
    expect(await rail.look('cs_test_unknown', true), 'who waits has room of their own').toEqual({
      kind: 'unknown',
    });
  });

  test('what failed at Stripe would fail under the same key for a day, so it is given up', async () => {
    const { rail, box, now } = await open();
    box.faults.add({ method: 'POST sessions', kind: 'status', status: 500, times: 5 });
    expect(await rail.open({ id: attempt.id, request: rail.requestFor(wish(now())) })).toMatchObject({
      kind: 'refused',
    });
  });

  test('a server that opens nothing up is asked for the payment itself, which alone names the charge', async () => {
    const { rail, railAt, box, openPage, url } = await open();
    const id = await openPage();
    box.act(id, { method: 'card', outcome: 'pay' });
    const deaf = await notExpanding(url);
    const told = await railAt(deaf).look(id, true);
    expect(told).toEqual(await rail.look(id, true));
    expect(told).toMatchObject({ kind: 'paid', chargeId: intentIn(box) });
  });

  test('what Stripe understands and turns down is refused', async () => {
    const { rail, now } = await open();
    const tooCheap = {
      ...wish(now()),
      attempt: { ...attempt, total: { amount: 1, currency: 'EUR' as const } },
    };
    expect(await rail.open({ id: attempt.id, request: rail.requestFor(tooCheap) })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('amount_too_small') as string,
    });
  });

  test('how a payment stands, at every step', async () => {
    const { rail, box, openPage, pass } = await open();
    const id = await openPage();
    expect(await rail.look(id, true)).toEqual({ kind: 'open' });
    box.act(id, { method: 'card', outcome: 'decline' });
    expect(await rail.look(id, true), 'a declined card can be tried again').toEqual({ kind: 'open' });
    box.act(id, { method: 'card', outcome: 'challenge' });
    expect(await rail.look(id, true)).toEqual({ kind: 'open' });
    box.act(id, { method: 'wechat_pay', outcome: 'pending_then_paid' });
    expect(await rail.look(id, true)).toEqual({ kind: 'processing' });
    pass(20_000);
    const paid = await rail.look(id, true);
    expect(paid).toMatchObject({
      kind: 'paid',
      chargeId: expect.stringMatching(/^pi_/) as string,
      money: { amount: 1120, currency: 'EUR' },
      wentBack: 'nothing',
      disputes: [],
    });
    const intent = paid.kind === 'paid' ? paid.chargeId : '';
    box.refundElsewhere(intent, 100);
    expect(await rail.look(id, true)).toMatchObject({ wentBack: 'part', disputes: [] });
    box.refundElsewhere(intent);
    expect(await rail.look(id, true)).toMatchObject({ wentBack: 'all' });
    expect(await rail.look('cs_test_unknown', true)).toEqual({ kind: 'unknown' });
  });

  test('how a dispute stands, and what of the payment it is about', async () => {
    const { rail, box, openPage } = await open();
    const id = await openPage();
    box.act(id, { method: 'card', outcome: 'pay' });
    const states = async (): Promise<string[]> => {
      const session = await rail.look(id, true);
      if (session.kind !== 'paid') throw new Error('Not paid');
      return session.disputes.map(({ state, money }) => `${state} ${money.amount} ${money.currency}`);
    };
    const intent = intentIn(box);
    const asked = box.dispute(intent, { inquiry: true });
    expect(await states()).toEqual(['inquiry 1120 EUR']);
    box.decide(asked, 'closed');
    expect(await states(), 'an inquiry that came to nothing').toEqual(['won 1120 EUR']);
    const again = box.dispute(intent, { inquiry: true });
    box.decide(again, 'escalated');
    expect(await states()).toEqual(['open 1120 EUR', 'won 1120 EUR']);
    box.decide(again, 'won');
    expect(await states()).toEqual(['won 1120 EUR', 'won 1120 EUR']);
    const part = box.dispute(intent, { amount: 300 });
    box.decide(part, 'lost');
    expect(await states()).toEqual(['lost 300 EUR', 'won 1120 EUR', 'won 1120 EUR']);
    expect(box.ledger().filter(({ kind }) => kind === 'dispute')).toMatchObject([{ amount: 300 }]);
  });

  test('a bank that says no in the end, a page that ran out, a page that was closed', async () => {
    const failing = await open();
    const id = await failing.openPage();
    failing.box.act(id, { method: 'alipay', outcome: 'pending_then_failed' });
    failing.pass(20_000);
    expect(await failing.rail.look(id, true)).toEqual({ kind: 'failed' });
    await failing.rail.expire(id);
    expect(await failing.rail.look(id, true), 'only an open page can be closed').toEqual({ kind: 'failed' });

    const old = await open();
    const page = await old.openPage();
    old.pass(36 * minute);
    expect(await old.rail.look(page, true)).toEqual({ kind: 'expired' });

    const closed = await open();
    const other = await closed.openPage();
    await closed.rail.expire(other);
    await closed.rail.expire(other);
    expect(await closed.rail.look(other, true)).toEqual({ kind: 'expired' });
  });
});

describe('Money going back', () => {
  async function paid(): Promise<
    Awaited<ReturnType<typeof open>> & { payment: ReturnType<typeof aPayment> }
  > {
    const opened = await open();
    const id = await opened.openPage();
    opened.box.act(id, { method: 'card', outcome: 'pay' });
    const intent = intentIn(opened.box);
    return { ...opened, payment: aPayment({ rail: 'stripe', chargeId: intent, payload: attempt.id }) };
  }
  const refund = (id: 'refund_1' | 'refund_2') =>
    ({
      id,
      paymentId: 'payment_x',
      reason: 'undeliverable',
      state: 'requested',
      requestedAt: 0,
      tries: 1,
      byHand: false,
    }) as const;

  test.each(['drop_after', 'drop_before'] as const)('a lost answer (%s) refunds once', async (kind) => {
    const { rail, box, payment } = await paid();
    box.faults.add({ method: 'POST refunds', kind, times: 3 });
    await expect(rail.refund(payment, refund('refund_1'))).rejects.toThrow(
      Stripe.errors.StripeConnectionError,
    );
    expect(await rail.refund(payment, refund('refund_1'))).toEqual({ kind: 'refunded' });
    expect(await rail.refund(payment, refund('refund_1'))).toEqual({ kind: 'refunded' });
    expect(box.ledger().filter((row) => row.kind === 'refund')).toHaveLength(1);
  });

  test('traps 15 and 27: a day later, when the key is forgotten, a repetition still refunds nothing twice', async () => {
    const { rail, box, payment, pass } = await paid();
    expect(await rail.refund(payment, refund('refund_1'))).toEqual({ kind: 'refunded' });
    pass(25 * hour);
    expect(await rail.refund(payment, refund('refund_1'))).toEqual({ kind: 'refunded' });
    expect(await rail.refund(payment, refund('refund_2')), 'charge_already_refunded').toEqual({
      kind: 'refunded',
    });
    expect(box.ledger().filter((row) => row.kind === 'refund')).toHaveLength(1);
  });

  test('trap 29: what counted as our refund was somebody else’s, and came back: then nothing has gone back', async () => {
    const { rail, box, payment } = await paid();
    box.refundElsewhere(payment.chargeId);
    expect(await rail.refund(payment, refund('refund_1')), 'charge_already_refunded').toEqual({
      kind: 'refunded',
    });
    expect(await rail.lookAtRefund?.(payment, refund('refund_1'))).toEqual({ kind: 'none' });
    box.refundFails(payment.chargeId);
    expect(await rail.lookAtRefund?.(payment, refund('refund_1'))).toMatchObject({ kind: 'impossible' });
  });

  test('trap 15: a day later, a page whose answer was lost is found in the list of pages, not asked for again', async () => {
    const { rail, url, box, now, pass, openPage } = await open();
    const asked = { id: attempt.id, openedAt: now() };
    const { port } = new URL(url);
    const { checkout } = new Stripe('sk_test_box', { host: '127.0.0.1', port, protocol: 'http' });
    await checkout.sessions.create({ ...requestAt(now()), metadata: {} });
    expect(await rail.find(asked), 'a page of somebody else with its name on it').toBeUndefined();
    const sessionId = await openPage();
    pass(25 * hour);
    expect(await rail.find(asked)).toEqual({ sessionId, url: null });
    expect(await rail.find({ ...asked, id: 'attempt_other' })).toBeUndefined();
    expect(box.sessions()).toHaveLength(2);
  });

  test('a refund that the bank takes days for is on its way first', async () => {
    const { rail, box, payment, pass } = await paid();
    box.nextRefund('pending');
    expect(await rail.refund(payment, refund('refund_1'))).toEqual({ kind: 'pending' });
    expect(await rail.refund(payment, refund('refund_1'))).toEqual({ kind: 'pending' });
    pass(20_000);
    expect(await rail.refund(payment, refund('refund_1'))).toEqual({ kind: 'refunded' });
  });

  test('a refund that Stripe cannot make is a person’s', async () => {
    const { rail, box, payment } = await paid();
    box.nextRefund('failed');
    expect(await rail.refund(payment, refund('refund_1'))).toEqual({
      kind: 'impossible',
      reason: 'declined',
    });
    const unknown = { ...payment, chargeId: 'pi_unknown' };
    expect(await rail.refund(unknown, refund('refund_2'))).toEqual({
      kind: 'impossible',
      reason: 'resource_missing',
    });
  });
});

/** The same Stripe, but sessions are told without what they could be opened up to. */
async function notExpanding(url: string): Promise<string> {
  const routes = new Hono();
  routes.get('/v1/*', async (c) => {
    const asked = new URL(c.req.url);
    if (asked.pathname.includes('/checkout/')) asked.search = '';
    const headers = { authorization: c.req.header('authorization') ?? '' };
    const answer = await fetch(`${url}${asked.pathname}${asked.search}`, { headers });
    return c.json(await answer.json());
  });
  const http = await listen({ routes, host: '127.0.0.1', port: 0 });
  onTestFinished(() => http.stop());
  return `http://127.0.0.1:${http.port}`;
}

function intentIn(box: BoxedStripe['box']): string {
  return box.ledger()[0]?.intent ?? '';
}

test('trap 38: what is logged names no key, no address and no words of the customer', async () => {
  const { rail, log, box, openPage } = await open();
  box.dashboard.methods = ['card'];
  const id = await openPage();
  box.faults.add({ method: 'GET session', kind: 'status', status: 500, times: 3 });
  const failure: unknown = await rail.look(id, true).catch(String);
  expect(`${log.join('\n')} ${String(failure)}`).not.toMatch(/sk_test|Bearer|@|4821/);
});
