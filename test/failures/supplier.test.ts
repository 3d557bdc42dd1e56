import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { day, minute, second } from '../../src/domain/time.ts';
import { chooseBadPlan, openAuditedWorld } from '../support/audited-world.ts';
import type { AuditedWorld } from '../support/audited-world.ts';
import { moneyBack, oneRenewal } from '../support/books.ts';
import { people } from '../support/world.ts';

const stars = { italy: 672, japan: 954 } as const;
const cards = ['italy', 'japan'] as const;

describe('What the supplier refuses is paid back by itself', () => {
  test.each([
    ['our credit is used up', 'sbx-fail-credit', 'italy'],
    ['our credit is used up', 'sbx-fail-credit', 'japan'],
    ['out of stock', 'sbx-fail-stock', 'italy'],
    ['out of stock', 'sbx-fail-stock', 'japan'],
    ['the plan is gone', 'sbx-fail-gone', 'italy'],
    ['the plan is gone', 'sbx-fail-gone', 'japan'],
    ['this plan takes no top-ups', 'sbx-fail-topup-disabled', 'italy'],
  ] as const)('%s (%s, %s)', async (_, badPlan, card) => {
    await using shop = await openAuditedWorld({ badPlan });
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await chooseBadPlan(traveller, card);
    await traveller.pay();

    expect(traveller.screen().text).toContain('making sure that nothing was activated');
    await world.pass(2 * minute - 5 * second);
    expect(books.of(people.en), 'not before it is certain').toMatchObject({ refunded: [] });
    await world.pass(10 * second);

    expect(books.of(people.en)).toEqual(moneyBack(stars[card]));
    expect(traveller.screen().text).toContain(`⭐${stars[card]} is back in your Stars`);
    expect(world.box.starBalance(people.en)).toBe(5000);
    expect(traveller.bubbles().filter(({ hasPicture }) => hasPicture)).toEqual([]);
    await traveller.tap('Receipt');
    expect(traveller.screen().text).toContain('refunded to your Stars.');
    await world.pass(2 * day);
    expect(books.of(people.en)).toEqual(moneyBack(stars[card]));
    expect(books.supplied()).toBe(0);
    expect(books.reviews()).toEqual([]);
  });

  test('supply trap 25: of our credit with the supplier a buyer reads nothing, and the money comes back', async () => {
    await using shop = await openAuditedWorld({ badPlan: 'sbx-fail-credit' });
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await chooseBadPlan(traveller, 'italy');
    await traveller.pay();
    await world.pass(3 * minute);
    expect(books.of(people.en)).toEqual(moneyBack(stars.italy));
    const read = traveller.bubbles().map(({ text }) => text);
    expect(read.filter((text) => /credit|supplier/i.test(text))).toEqual([]);
  });

  test('an operator under maintenance for a whole day: the money goes back', async () => {
    await using shop = await openAuditedWorld({ badPlan: 'sbx-fail-maintenance' });
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await chooseBadPlan(traveller);
    await traveller.pay();
    await world.pass(15 * minute);
    expect(traveller.screen().text).toContain('Still working on it');
    await world.pass(day - 20 * minute);
    expect(books.of(people.en)).toMatchObject({ refunded: [], orders: ['fulfilling'] });
    await world.pass(10 * minute);
    await world.pass(3 * minute);
    expect(books.of(people.en)).toEqual(moneyBack(stars.italy));
    expect(traveller.screen().text).toContain('is back in your Stars');
  });
});

describe('What the supplier did is delivered, once, although its answer was lost or late', () => {
  test.each(cards)('the answer was lost after the order was made (%s)', async (card) => {
    await using shop = await openAuditedWorld({ badPlan: 'sbx-timeout-after-commit' });
    await renew(shop, card);
    expect(shop.books.of(people.en)).toEqual(oneRenewal(stars[card]));
    expect(shop.books.supplied()).toBe(1);
  });

  test.each(cards)('the question was lost (%s)', async (card) => {
    await using shop = await openAuditedWorld({ badPlan: 'sbx-timeout-before-commit' });
    await renew(shop, card);
    expect(shop.books.of(people.en)).toEqual(oneRenewal(stars[card]));
    expect(shop.books.supplied()).toBe(1);
  });

  test('an order that was not ready yet is looked at again soon, not after minutes', async () => {
    const now = Date.now();
    await using shop = await openAuditedWorld({ badPlan: 'sbx-timeout-before-commit', now: () => now });
    const traveller = shop.world.person(people.en);
    await chooseBadPlan(traveller, 'japan');
    await traveller.pay();
    // An odd number of milliseconds, of which half is no whole number.
    await shop.world.pass(5001);
    await shop.world.pass(5001);
    expect(shop.books.of(people.en)).toEqual(oneRenewal(stars.japan));
  });

  test('supply trap 2: the order and its key are in our books before the supplier answers, which takes twenty seconds', async () => {
    await using shop = await openAuditedWorld({ badPlan: 'sbx-slow-20s' });
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await chooseBadPlan(traveller);
    const paying = traveller.pay();
    await until(() => books.of(people.en).orders[0] === 'fulfilling');
    expect(keysIn(shop)).toEqual([expect.stringMatching(/^supply_/)]);
    world.box.clock.advance(20 * second);
    expect(await paying).toEqual({ outcome: 'paid' });
    expect(books.of(people.en)).toEqual(oneRenewal(stars.italy));
    expect(traveller.screen().hasPicture).toBe(true);
  });
});

test('trap 30: a supplier that never says what became of an order: told at 15 minutes, a person’s case after a day, no refund', async () => {
  await using shop = await openAuditedWorld({ badPlan: 'sbx-pending-forever' });
  const { world, books } = shop;
  const traveller = world.person(people.en);
  await chooseBadPlan(traveller);
  await traveller.pay();
  for (let minutes = 1; minutes < 15; minutes++) {
    await world.pass(minute);
    expect(traveller.screen().text).toContain('activating');
  }
  await world.pass(minute);
  expect(traveller.screen().text).toContain('Your payment is safe');

  for (let hours = 0; hours < 23; hours++) await world.pass(day / 24);
  expect(books.of(people.en)).toMatchObject({ orders: ['fulfilling'], payments: [null], refunds: [] });
  await world.pass(day / 24);
  await world.pass(10 * minute);
  const [order] = books.reviews();
  expect(order).toMatchObject({ reason: 'supply_unknown' });
  expect(books.of(people.en)).toMatchObject({
    refunded: [],
    orders: ['review'],
    payments: ['review'],
    refunds: [],
  });
  await world.pass(3 * day);
  expect(books.of(people.en)).toMatchObject({ refunded: [], orders: ['review'], payments: ['review'] });
  await traveller.say('/orders');
  expect(JSON.stringify(traveller.screen().buttons)).toContain('👤');
});

/** What the supplier is sent orders under, as a process that starts now would find it. */
function keysIn({ folder }: AuditedWorld): string[] {
  const db = new Sqlite(path.join(folder, 'yuanyou.db'), { readonly: true });
  try {
    return db
      .prepare<[], { key: string }>('select key from fulfilments')
      .all()
      .map(({ key }) => key);
  } finally {
    db.close();
  }
}

/** Pays for the bad plan, and waits as long as it takes, and then two days more. */
async function renew({ world }: AuditedWorld, card: (typeof cards)[number]): Promise<void> {
  const traveller = world.person(people.en);
  await chooseBadPlan(traveller, card);
  await traveller.pay();
  for (let minutes = 0; minutes < 4; minutes++) await world.pass(minute);
  expect(traveller.screen().hasPicture).toBe(true);
  await world.pass(2 * day);
  expect(traveller.bubbles().filter(({ hasPicture }) => hasPicture)).toHaveLength(1);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
