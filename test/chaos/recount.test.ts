import { expect, test } from 'vitest';
import type { Books, Charge, OrderEntry } from './books.ts';
import { recount } from './recount.ts';

const charge: Charge = {
  id: 'stx1',
  attempt: 'attempt_1',
  payer: 300_001,
  amount: 672,
  currency: 'XTR',
  refunds: [],
};
const order: OrderEntry = {
  id: 'order_1',
  payer: 300_001,
  state: 'fulfilled',
  delivery: 'now',
  redeems: null,
  key: 'supply_1',
  attempts: [{ id: 'attempt_1', amount: 672, currency: 'XTR' }],
};
const gift: OrderEntry = { ...order, delivery: 'code', key: null };
const redemption: OrderEntry = {
  ...order,
  id: 'order_2',
  payer: 300_002,
  redeems: 'code_1',
  key: 'supply_2',
  attempts: [],
};
const code = { id: 'code_1', order: 'order_1' };

/** One order: paid once, supplied once, its picture sent. */
const good: Books = {
  charges: [charge],
  purchases: ['supply_1'],
  orders: [order],
  codes: [],
  cases: 0,
  inReview: new Set(),
  differing: new Set(),
  byHand: new Set(),
  elsewhere: new Set(),
  pictures: new Map([['order_1', 1]]),
  refundTexts: new Map(),
};
const back: Charge = { ...charge, refunds: [672] };
const again: Charge = { ...charge, id: 'stx2' };
const soldCode: Books = { ...good, orders: [gift], purchases: [], codes: [{ ...code, good: true }] };
const usedCode: Books = {
  ...soldCode,
  orders: [gift, redemption],
  purchases: ['supply_2'],
  codes: [{ ...code, good: false }],
  pictures: new Map([
    ['order_1', 1],
    ['order_2', 1],
  ]),
};
const nothingSupplied: Partial<Books> = {
  purchases: [],
  orders: [{ ...order, state: 'refunded' }],
  pictures: new Map(),
};

function found(books: Books): string[] {
  const { lost, doubled, broken } = recount(books);
  return [...lost, ...doubled, ...broken].map(({ what }) => what.split(':')[0] ?? '');
}

test.each<[string, Books]>([
  ['paid and supplied', good],
  ['given back, nothing supplied', { ...good, ...nothingSupplied, charges: [back] }],
  ['in the hands of a person', { ...good, ...nothingSupplied, inReview: new Set(['order_1']) }],
  ['paid twice, the second one back', { ...good, charges: [charge, { ...again, refunds: [672] }] }],
  [
    'paid twice, a person looks at the second one',
    { ...good, charges: [charge, again], inReview: new Set(['stx2']) },
  ],
  [
    'given back by somebody else, and a person looks at it',
    { ...good, charges: [back], inReview: new Set(['stx1']), elsewhere: new Set(['stx1']) },
  ],
  ['a code that is still good', soldCode],
  ['a code that was used', usedCode],
  [
    'paid for nothing of ours, and back',
    { ...good, charges: [charge, { ...back, id: 'stx3', attempt: 'attempt_9' }] },
  ],
])('An accountant signs: %s', (_what, books) => {
  expect(found(books)).toEqual([]);
});

test.each<[string, Books, readonly string[]]>([
  ['kept for nothing', { ...good, ...nothingSupplied }, ['kept for nothing']],
  [
    'kept for a code that is not good any more',
    { ...soldCode, codes: [{ ...code, good: false }] },
    ['kept for nothing'],
  ],
  [
    'kept for a code whose order brought nothing',
    { ...usedCode, orders: [gift, { ...redemption, state: 'refunded' }], purchases: [] },
    ['kept for nothing'],
  ],
  [
    'paid for no order at all',
    { ...good, charges: [charge, { ...again, attempt: 'attempt_9' }] },
    ['paid for no order of the shop, and kept'],
  ],
])('Money is lost: %s', (_what, books, what) => {
  const { lost, doubled, broken } = recount(books);
  expect(lost.map((finding) => finding.what.split(':')[0])).toEqual(what);
  expect(lost[0]?.money).toMatchObject({ amount: 672, currency: 'XTR' });
  expect([...doubled, ...broken]).toEqual([]);
});

test.each<[string, Books, string]>([
  ['supplied twice under one key', { ...good, purchases: ['supply_1', 'supply_1'] }, 'supplied 2 times'],
  [
    'supplied once more under a key that nobody knows',
    { ...good, purchases: ['supply_1', 'supply_x'] },
    'supplied 1 times for no order',
  ],
  [
    'a code used twice',
    {
      ...usedCode,
      orders: [gift, redemption, { ...redemption, id: 'order_3', key: 'supply_3' }],
      purchases: ['supply_2', 'supply_3'],
      pictures: new Map([...usedCode.pictures, ['order_3', 1]]),
    },
    'supplied 2 times',
  ],
  [
    'a code used and still good',
    { ...usedCode, codes: [{ ...code, good: true }] },
    'supplied and its code still good',
  ],
  ['refunded although supplied', { ...good, charges: [back] }, 'refunded although supplied'],
  [
    'refunded although supplied, and a person looks at it',
    { ...good, charges: [back], inReview: new Set(['stx1']) },
    'refunded although supplied',
  ],
  [
    'refunded although its code is still good',
    { ...soldCode, charges: [back] },
    'refunded although supplied',
  ],
  [
    'refunded twice',
    { ...good, ...nothingSupplied, charges: [{ ...charge, refunds: [672, 672] }] },
    'refunded 672 + 672 of 672',
  ],
  ['charged twice and both kept', { ...good, charges: [charge, again] }, 'charged 2 times and kept'],
  [
    'its code still good although somebody else has given the money back',
    { ...soldCode, charges: [back], inReview: new Set(['stx1']), elsewhere: new Set(['stx1']) },
    'its code is good although its money is back',
  ],
  [
    'given back by somebody else, and nobody looks at it',
    { ...good, charges: [back], elsewhere: new Set(['stx1']) },
    'given back elsewhere, and nobody looks at it',
  ],
  ['supplied and not paid', { ...good, charges: [] }, 'supplied unpaid'],
])('Something is doubled: %s', (_what, books, what) => {
  const { lost, doubled } = recount(books);
  expect(doubled.map((finding) => finding.what.split(':')[0])).toEqual([what]);
  expect(lost).toEqual([]);
});

test.each<[string, Books, string]>([
  [
    'back, and a person is asked to give it back',
    { ...good, ...nothingSupplied, charges: [back], byHand: new Set(['stx1']) },
    'a person is asked to give back what is back',
  ],
  [
    'left to a person, and no case is open',
    { ...good, orders: [{ ...order, state: 'review' }], pictures: new Map() },
    'left to a person whom nobody tells',
  ],
  ['delivered and never shown', { ...good, pictures: new Map() }, 'fulfilled without a picture'],
  [
    'supplied for less than was asked',
    { ...good, charges: [{ ...charge, amount: 1 }] },
    'supplied for other money than was asked',
  ],
  [
    "supplied for a stranger's money",
    { ...good, charges: [{ ...charge, payer: 300_009 }] },
    'supplied for other money than was asked',
  ],
])('Something does not hold: %s', (_what, books, what) => {
  expect(found(books)).toEqual([what]);
});

test('Messages that came twice are counted apart', () => {
  const twice = { ...good, pictures: new Map([['order_1', 3]]), refundTexts: new Map([['order_1', 1]]) };
  expect(recount(twice).repeated).toBe(3);
  expect(found(twice)).toEqual([]);
});
