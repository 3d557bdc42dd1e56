import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { hour, minute } from '../../src/domain/time.ts';
import { createStripeBook } from '../../src/payments/stripe-book.ts';
import type { RailEntry } from '../../src/services/rail-port.ts';
import { boxedStripe } from '../support/boxed-stripe.ts';

/** A shop's eye on an account, in which anybody can open and pay pages. */
async function open() {
  const boxed = await boxedStripe();
  const { port } = new URL(boxed.url);
  const stripe = new Stripe('sk_test_box', { host: '127.0.0.1', port, protocol: 'http', telemetry: false });
  let turns = 0;
  const turn = async (): Promise<void> => void turns++;
  const book = createStripeBook({ stripe, turn, shop: '1' });
  async function page(attemptId: string, shop: string | null): Promise<string> {
    const metadata = shop === null ? {} : { attempt_id: attemptId, shop };
    const { id } = await stripe.checkout.sessions.create({
      mode: 'payment',
      client_reference_id: attemptId,
      metadata,
      payment_intent_data: { metadata },
      line_items: [
        { quantity: 1, price_data: { currency: 'eur', unit_amount: 1120, product_data: { name: 'x' } } },
      ],
      success_url: 'https://example.org/',
    });
    return id;
  }
  async function paid(attemptId: string, shop: string | null): Promise<string> {
    boxed.box.act(await page(attemptId, shop), { method: 'card', outcome: 'pay' });
    return boxed.box.ledger().findLast(({ kind }) => kind === 'charge')?.intent ?? '';
  }
  return { ...boxed, book, page, paid, turns: () => turns };
}

function ofKind<K extends RailEntry['kind']>(entries: readonly RailEntry[], kind: K): RailEntry[] {
  return entries.filter((entry) => entry.kind === kind);
}

test('a list that is longer than Stripe gives at once is read to its end, each page in its turn', async () => {
  const { book, page, now, turns } = await open();
  await Promise.all(Array.from({ length: 205 }, (_, n) => page(`attempt_${n}`, '1')));
  const pages = ofKind(await book.since(now() - hour), 'page');
  expect(new Set(pages.map((entry) => entry.kind === 'page' && entry.attemptId)).size).toBe(205);
  expect(turns(), 'three for the pages, one each for payments, refunds and disputes').toBe(6);
});

test('payments are told as ours by our mark, others’ as theirs, and what was not paid not at all', async () => {
  const { book, page, paid, now } = await open();
  await page('attempt_open', '1');
  const [ours, theirs, nobodys] = [
    await paid('attempt_1', '1'),
    await paid('attempt_2', '2'),
    await paid('', null),
  ];
  const charges = ofKind(await book.since(now() - hour), 'charge');
  const money = { amount: 1120, currency: 'EUR' };
  expect(charges.toReversed()).toMatchObject([
    { chargeId: ours, money, payload: 'attempt_1', payerId: null, isOurs: true },
    { chargeId: theirs, money, payload: 'attempt_2', isOurs: false },
    { chargeId: nobodys, money, payload: null, isOurs: false },
  ]);
});

test('a page of somebody else on the account is none of ours, whatever name stands on it', async () => {
  const { book, page, paid, now } = await open();
  const ours = await page('attempt_1', '1');
  await page('attempt_1', '2');
  // As anybody can add to the address of a payment link.
  await paid('attempt_1', null);
  expect(ofKind(await book.since(now() - hour), 'page')).toMatchObject([{ sessionId: ours }]);
});

test('a payment is told of the time when it was paid, not when somebody first tried to', async () => {
  const { book, box, page, now, pass } = await open();
  const before = now();
  const id = await page('attempt_1', '1');
  box.act(id, { method: 'card', outcome: 'decline' });
  pass(2 * hour);
  box.act(id, { method: 'card', outcome: 'pay' });
  const [charge] = ofKind(await book.since(before - minute), 'charge');
  expect(charge?.at).toBeGreaterThan(now() - minute);
});

test('a refund is told with how far it has come', async () => {
  const { book, paid, box, now, pass } = await open();
  const first = await paid('attempt_1', '1');
  pass(2 * hour);
  const since = now();
  pass(minute);
  const states = [];
  for (const how of ['pending', 'succeeded', 'failed'] as const) {
    box.nextRefund(how);
    box.refundElsewhere(first, 100);
    const [newest] = ofKind(await book.since(since), 'refund');
    states.push(newest);
  }
  const refund = { kind: 'refund', chargeId: first, money: { amount: 100, currency: 'EUR' } };
  expect(states).toMatchObject([
    { ...refund, state: 'pending' },
    { ...refund, state: 'done' },
    { ...refund, state: 'failed' },
  ]);
  expect(ofKind(await book.since(since), 'charge'), 'older').toEqual([]);
  expect((await book.ofCharge?.(first))?.map(({ kind }) => kind)).toEqual([
    'charge',
    'refund',
    'refund',
    'refund',
  ]);
  box.dispute(first, { amount: 300 });
  expect((await book.ofCharge?.(first))?.at(-1)).toMatchObject({
    kind: 'dispute',
    money: { amount: 300, currency: 'EUR' },
    state: 'open',
  });
  expect(await book.ofCharge?.('pi_unknown')).toEqual([]);
});
