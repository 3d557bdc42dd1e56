import { Hono } from 'hono';
import { Api } from 'grammy';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allowedUpdates } from '../../src/bot/polling.ts';
import { listen } from '../../src/http/server.ts';
import { createInvoiceRail, invoiceTotal } from '../../src/payments/telegram-invoice.ts';
import { createStarsRail, starsTotal } from '../../src/payments/stars.ts';
import { readTelegramPayment } from '../../src/payments/telegram-payment.ts';
import { BOX_TOKEN, createBox } from '../../src/sandbox/box.ts';
import { aCard, anAttempt, anOrder, aPayment } from '../support/samples.ts';

const order = anOrder(aCard());
const stars = anAttempt(order);
const euros = anAttempt(order, { rail: 'invoice', total: { amount: 1120, currency: 'EUR' } });

/** The Bot API in a box, which refuses what Telegram would. */
async function telegram() {
  const box = createBox({ file: ':memory:', flood: false });
  const http = await listen({ routes: new Hono().route('/', box.botApi), host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await http.stop();
    await box.close();
  });
  const api = new Api(BOX_TOKEN, { apiRoot: `http://127.0.0.1:${http.port}` });
  return {
    box,
    stars: createStarsRail({ api }),
    invoice: createInvoiceRail({ api, providerToken: '1:TEST:BOX' }),
  };
}

const texts = [
  ['意大利 10 GB+60 分钟+20 条短信/30天，还有很多很多很多很多很多字', '续费'.repeat(200)],
  ['Italia 10 GB + 60 minuti + 20 SMS / 30 giorni', 'Ricarica eSIM '.repeat(40)],
  ['👩‍👩‍👧‍👦'.repeat(20), '🇮🇹'.repeat(200)],
  ['x', 'x'],
] as const;

describe.each(texts)('trap 23: %s', (title, description) => {
  test('Telegram takes it, in Stars and in other money', async () => {
    const { box, ...rails } = await telegram();
    for (const [rail, attempt] of [
      [rails.stars, stars],
      [rails.invoice, euros],
    ] as const) {
      const link = await rail.invoiceLink({ attempt, title, description });
      const opened = box.openLink(100_001, link);
      expect(opened).toMatchObject({
        kind: 'invoice',
        currency: attempt.total.currency,
        total_amount: attempt.total.amount,
      });
    }
  });
});

test('trap 37: whole Stars, rounded up, and no more or less than Telegram takes', () => {
  expect(starsTotal({ amount: 1, currency: 'EUR' }, 60)).toEqual({ amount: 1, currency: 'XTR' });
  expect(starsTotal({ amount: 1121, currency: 'EUR' }, 60)).toEqual({ amount: 673, currency: 'XTR' });
  expect(starsTotal({ amount: 166_667, currency: 'EUR' }, 60)).toBeNull();
  expect(starsTotal({ amount: 0, currency: 'EUR' }, 60)).toBeNull();
});

test.each([
  ['EUR', 110, 750_000],
  ['USD', 100, 1_000_000],
  ['CNY', 800, 6_000_000],
] as const)('trap 37: an invoice in %s stays inside Telegram’s limits', async (currency, least, most) => {
  const { invoice } = await telegram();
  for (const amount of [least, most]) {
    expect(invoiceTotal({ amount, currency })).toEqual({ amount, currency });
    const attempt = { ...euros, total: { amount, currency } };
    expect(await invoice.invoiceLink({ attempt, title: 'x', description: 'x' })).toContain('https://t.me/$');
  }
  expect(invoiceTotal({ amount: least - 1, currency })).toBeNull();
  expect(invoiceTotal({ amount: most + 1, currency })).toBeNull();
  expect(invoiceTotal({ amount: 672, currency: 'XTR' })).toBeNull();
});

test('trap 28: money of a provider is never asked back from Telegram', async () => {
  const { invoice, box } = await telegram();
  const payment = aPayment({ rail: 'invoice', chargeId: 'tg_1', providerChargeId: 'ch_1' });
  const refund = {
    id: 'refund_1',
    paymentId: payment.id,
    reason: 'undeliverable',
    state: 'requested',
    requestedAt: 0,
    tries: 1,
    byHand: false,
  };
  const answer = await invoice.refund(payment, refund as Parameters<typeof invoice.refund>[1]);
  expect(answer).toMatchObject({ kind: 'impossible', reason: expect.stringContaining('ch_1') as string });
  expect(box.wire.entries()).toEqual([]);
});

test('trap 22: pre-checkouts and payments are among the updates that are asked for', () => {
  for (const update of ['message', 'pre_checkout_query', 'callback_query'])
    expect(allowedUpdates).toContain(update);
});

describe('What Telegram reports as paid', () => {
  const from = { id: 100_001, is_bot: false, first_name: 'A' };
  const update = (currency: string) =>
    ({
      update_id: 1,
      message: {
        message_id: 1,
        date: 1,
        from,
        chat: { id: from.id, type: 'private', first_name: 'A' },
        successful_payment: {
          currency,
          total_amount: 672,
          invoice_payload: 'attempt_x',
          telegram_payment_charge_id: 'tg_1',
          provider_payment_charge_id: 'ch_1',
        },
      },
    }) as Parameters<typeof readTelegramPayment>[0];
  const read = (currency: string) =>
    readTelegramPayment(update(currency), { newId: (prefix) => `${prefix}_x`, clock: () => 5 });

  test.each([
    ['XTR', 'stars', null],
    ['EUR', 'invoice', 'ch_1'],
    ['CHF', 'invoice', 'ch_1'],
  ])('in %s it came by %s', (currency, rail, providerChargeId) => {
    expect(read(currency)).toMatchObject({
      rail,
      chargeId: 'tg_1',
      providerChargeId,
      money: { amount: 672, currency },
      payload: 'attempt_x',
    });
  });
});
