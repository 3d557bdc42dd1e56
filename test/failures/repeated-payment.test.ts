import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Update } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { chooseBadPlan, openAuditedWorld, paymentUpdates } from '../support/audited-world.ts';
import { moneyBack, oneRenewal } from '../support/books.ts';
import { openMortalShop } from '../support/mortal-shop.ts';
import { serveTelegram } from '../support/served-telegram.ts';
import { createUndaunted } from '../support/undaunted.ts';
import { people } from '../support/world.ts';

const stars = 672;
const root = path.join(import.meta.dirname, '../..');

describe('A payment that Telegram reports again is one payment', () => {
  test.each([
    ['the same report once more', false, 1],
    ['the same report ten times', false, 10],
    ['the same payment in a new report', true, 1],
    ['the same payment in ten new reports at once', true, 10],
  ])('%s', async (_, newId, times) => {
    await using shop = await openAuditedWorld();
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await traveller.start();
    await traveller.tap('★');
    await traveller.pay();
    const [report] = paymentUpdates(world);
    if (!report) throw new Error('No payment was reported');
    const before = traveller.bubbles();

    for (let time = 0; time < times; time++) world.box.redeliver(report.update_id, { newId });
    await world.settle();
    await world.pass(10 * minute);
    await world.restart();
    world.box.redeliver(report.update_id, { newId });
    await world.settle();

    expect(books.of(people.en)).toEqual(oneRenewal(stars));
    expect(books.supplied()).toBe(1);
    expect(books.reviews()).toEqual([]);
    expect(traveller.bubbles()).toEqual(before);
  });

  test('supply trap 2: ten reports that arrive together with the first one', async () => {
    await using shop = await openAuditedWorld();
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await traveller.start();
    await traveller.tap('★');
    // Copies made in the moment of the payment come in the same batch of updates as the first report.
    world.box.events.subscribe(({ event }) => {
      if (event !== 'checkout') return;
      const asked = world.box.wire.entries().findLast(({ method }) => method === 'pre_checkout_query');
      if (!asked) throw new Error('Telegram did not ask');
      const { update_id } = asked.params as Update;
      for (let time = 0; time < 10; time++) world.box.redeliver(update_id + 1, { newId: true });
    });
    await traveller.pay();

    expect(paymentUpdates(world).length).toBeGreaterThan(10);
    expect(books.of(people.en)).toEqual(oneRenewal(stars));
    expect(books.supplied()).toBe(1);
  });
});

describe('Two shops started by mistake', () => {
  test('on one database file: the second says so and ends, the first goes on', async () => {
    await using shop = await openAuditedWorld();
    const env = { PATH: process.env['PATH'], DATABASE_URL: `sqlite:${shop.folder}/yuanyou.db`, PORT: '0' };
    const second = promisify(execFile)(process.execPath, ['src/main.ts'], { cwd: root, env });
    await expect(second).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: `Not started: Another process is already running on ${shop.folder}/yuanyou.db. Stop it first, or give this one its own DATABASE_URL.\n`,
    });

    const traveller = shop.world.person(people.en);
    await traveller.start();
    await traveller.tap('★');
    await traveller.pay();
    expect(shop.books.of(people.en)).toEqual(oneRenewal(stars));
  });

  test('with one token but their own files: the log names the mistake, and nobody pays twice', async () => {
    await using telegram = await serveTelegram();
    await using first = await openMortalShop({ telegram });
    await using second = await openMortalShop({ telegram });
    await first.logged('Another process fetches updates with this token: stop one of the two');
    const traveller = createUndaunted({ shop: second, id: 300_000 });
    await traveller.comeHome(null);
    await traveller.renew();

    const [one, two] = [first.books.of(traveller.id), second.books.of(traveller.id)];
    expect(one.charged).toEqual([stars]);
    expect(one.refunded).toEqual([]);
    expect(one.supplied + two.supplied).toBe(1);
    expect([...one.payments, ...two.payments]).toEqual(['fulfilled']);
  });
});

describe('A refund whose answer is lost', () => {
  test.each(['drop_after', 'drop_before'] as const)(
    'what could not be delivered goes back once (%s)',
    async (kind) => {
      await using shop = await openAuditedWorld({ badPlan: 'sbx-fail-stock' });
      const { world, books } = shop;
      const traveller = world.person(people.en);
      await chooseBadPlan(traveller);
      await traveller.pay();
      world.box.faults.add({ method: 'refundStarPayment', kind });
      for (let minutes = 0; minutes < 10; minutes++) await world.pass(minute);

      expect(books.of(people.en)).toEqual(moneyBack(stars));
      expect(world.box.starBalance(people.en)).toBe(5000);
      expect(told(traveller, 'is back in your Stars')).toBe(1);
      expect(books.reviews()).toEqual([]);
    },
  );

  test.each(['drop_after', 'drop_before'] as const)('a second payment goes back once (%s)', async (kind) => {
    await using shop = await openAuditedWorld();
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await traveller.start();
    await traveller.tap('★');
    world.box.faults.add({ method: 'refundStarPayment', kind });
    // Telegram asks about both before it reports either.
    const outcomes = await Promise.all([traveller.pay(), traveller.pay()]);
    for (let minutes = 0; minutes < 10; minutes++) await world.pass(minute);

    expect(outcomes).toEqual([{ outcome: 'paid' }, { outcome: 'paid' }]);
    expect(books.of(people.en)).toEqual({
      charged: [stars, stars],
      refunded: [stars],
      supplied: 1,
      orders: ['fulfilled'],
      payments: ['fulfilled', 'refunded'],
      refunds: ['succeeded'],
    });
    expect(books.supplied()).toBe(1);
    expect(told(traveller, 'You paid twice for the same thing')).toBe(1);
    await traveller.tap('Receipt');
    expect(traveller.screen().text).toContain('went back to your Stars.');
  });
});

function told(person: { bubbles(): readonly { text: string }[] }, words: string): number {
  return person.bubbles().filter(({ text }) => text.includes(words)).length;
}
