import { expect, test } from 'vitest';
import type { Api } from 'grammy';
import type { StarTransaction } from 'grammy/types';
import { createStarsBook } from '../../src/payments/stars-book.ts';
import { openBox } from '../support/boxed.ts';

const start = Date.UTC(2026, 5, 12, 10);
const minute = 60_000;

/** A bot whose Stars Telegram lists like this; every question is counted, and asked as Telegram allows. */
function listing(lines: readonly StarTransaction[]): { api: Api; asked: () => number } {
  let asked = 0;
  const getStarTransactions = async ({
    offset,
    limit,
  }: {
    offset: number;
    limit: number;
  }): Promise<unknown> => {
    asked++;
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(limit).toBeGreaterThanOrEqual(1);
    expect(limit).toBeLessThanOrEqual(100);
    return { transactions: lines.slice(offset, offset + limit) };
  };
  return { api: { getStarTransactions } as unknown as Api, asked: () => asked };
}

function line(minutes: number, changes: Partial<StarTransaction> = {}): StarTransaction {
  return { id: `stx_${minutes}`, amount: 1, date: start / 1000 + minutes * 60, ...changes };
}

test('boxed Telegram’s book: a charge and its refund have one id and two directions, and nothing is read twice', async () => {
  const { api, box, pass } = await openBox({ flood: false });
  box.start(100001);
  const link = await api.createInvoiceLink('x', 'x', 'attempt_1', '', 'XTR', [{ label: 'x', amount: 672 }]);
  const sheet = box.openLink(100001, link);
  const paying = box.pay(100001, sheet.kind === 'invoice' ? sheet.slug : '');
  const asked = (await api.getUpdates()).findLast((update) => update.pre_checkout_query)?.pre_checkout_query;
  await api.answerPreCheckoutQuery(asked?.id ?? '', true);
  await paying;
  const id = box.ledger()[0]?.id ?? '';
  const { chronicle, since } = createStarsBook({ api, account: '1' });

  const place = await chronicle.placeAt(start);
  const [first, ...rest] = (await chronicle.after(place)) ?? [];
  expect(rest).toEqual([]);
  const money = { amount: 672, currency: 'XTR' };
  const charge = {
    kind: 'charge',
    chargeId: id,
    money,
    payload: 'attempt_1',
    payerId: 'customer_100001',
    isOurs: true,
    at: start,
  };
  expect(first?.entry).toEqual(charge);
  expect(await chronicle.after(first?.place ?? '')).toEqual([]);

  pass(minute);
  await api.refundStarPayment(100001, id);
  const [second] = (await chronicle.after(first?.place ?? '')) ?? [];
  const refund = { kind: 'refund', chargeId: id, money, state: 'done', at: start + minute };
  expect(second?.entry).toEqual(refund);
  expect(await chronicle.after(second?.place ?? '')).toEqual([]);
  expect(await since(start)).toEqual([charge, refund]);
  expect(await since(start + 1)).toEqual([refund]);
});

test('the beginning of a span is found in a long history with few questions', async () => {
  const lines = Array.from({ length: 5000 }, (_, index) => line(index));
  const { api, asked } = listing(lines);
  const { chronicle, since } = createStarsBook({ api, account: '1' });
  for (const [from, count] of [
    [0, 5000],
    [4321, 679],
    [4999, 1],
    [5000, 0],
  ] as const)
    expect(await since(start + from * minute)).toHaveLength(count);
  const before = asked();
  expect(await chronicle.placeAt(start + 4321 * minute)).toBe('4321 out:stx_4320');
  expect(asked() - before).toBeLessThan(30);
});

test('withdrawals, gifts and advertisements are no sales', async () => {
  const user = { id: 5, is_bot: false, first_name: 'x' };
  const { api } = listing([
    line(1, { receiver: { type: 'fragment' } }),
    line(2, { receiver: { type: 'telegram_ads' } }),
    line(3, { receiver: { type: 'user', transaction_type: 'gift_purchase', user } }),
    line(4, { source: { type: 'other' } }),
    line(5),
  ]);
  const entries = await createStarsBook({ api, account: '1' }).since(start);
  expect(entries.map(({ kind }) => kind)).toEqual(['other', 'other', 'other', 'other', 'other']);
});

test('a place in the book of another bot leads nowhere', async () => {
  const place = await createStarsBook({ ...listing([line(1), line(2)]), account: '1' }).chronicle.placeAt(
    start + 2 * minute,
  );
  for (const lines of [[], [line(7), line(8)], [line(1, { source: { type: 'other' } })]])
    expect(await createStarsBook({ ...listing(lines), account: '1' }).chronicle.after(place)).toBeUndefined();
});
