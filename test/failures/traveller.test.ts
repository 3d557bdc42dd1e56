import { describe, expect, test } from 'vitest';
import { minute, second } from '../../src/domain/time.ts';
import { chooseBadPlan, openAuditedWorld } from '../support/audited-world.ts';
import { moneyBack, oneRenewal } from '../support/books.ts';
import { callTelegram, payAnyway, payLink } from '../support/till.ts';
import { people } from '../support/world.ts';

describe('While the supplier does not answer for thirty seconds', () => {
  test('a traveller can pay, and gets the picture when it answers again', async () => {
    await using shop = await openAuditedWorld();
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await traveller.start();
    await traveller.tap('★');
    await fetch(`http://127.0.0.1:${world.app.port}/box/world`, {
      method: 'POST',
      body: JSON.stringify({ stall_supplier_seconds: 30 }),
    });

    const sheet = world.box.openLink(people.en, payLink(traveller));
    if (sheet.kind !== 'invoice') throw new Error('No invoice');
    expect(await world.box.pay(people.en, sheet.slug)).toEqual({ outcome: 'paid' });
    await until(() => traveller.screen().text.includes('activating'));
    expect(books.supplied()).toBe(0);

    world.box.clock.advance(30 * second);
    await world.settle();
    expect(books.of(people.en)).toEqual(oneRenewal(672));
    expect(traveller.screen().hasPicture).toBe(true);
  });
});

describe('A traveller who', () => {
  test('blocks the bot in the moment of paying finds the renewal under /orders', async () => {
    await using shop = await openAuditedWorld();
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await traveller.start();
    await traveller.tap('★');
    world.box.events.subscribe(({ event }) => {
      if (event === 'checkout') world.box.block(people.en, true);
    });
    await traveller.pay();
    await world.pass(minute);
    expect(books.of(people.en)).toEqual(oneRenewal(672));
    expect(traveller.bubbles().filter(({ hasPicture }) => hasPicture)).toEqual([]);

    world.box.block(people.en, false);
    await traveller.say('/orders');
    expect(JSON.stringify(traveller.screen().buttons)).toContain('✓ ');
    expect(books.reviews()).toEqual([]);
  });

  test('blocks the bot while a new eSIM is made finds it as a card that can be installed', async () => {
    await using shop = await openAuditedWorld();
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await traveller.start();
    await traveller.tap('🇯🇵');
    await traveller.tap('★');
    await traveller.pay();
    world.box.block(people.en, true);
    await world.pass(minute);
    expect(books.of(people.en)).toEqual(oneRenewal(954));

    world.box.block(people.en, false);
    await traveller.say('/orders');
    await traveller.tap('✓ ');
    await traveller.tap('My eSIM');
    await traveller.tap('Show the QR code');
    expect(traveller.screen().hasPicture).toBe(true);
  });

  test('deletes our bubbles before the delivery gets the picture as a new one', async () => {
    await using shop = await openAuditedWorld();
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await traveller.start();
    await traveller.tap('🇯🇵');
    await traveller.tap('★');
    await traveller.pay();
    for (const { id } of traveller.bubbles())
      await callTelegram(world, 'deleteMessage', { chat_id: people.en, message_id: id });
    await world.pass(minute);
    expect(traveller.bubbles().map(({ hasPicture }) => hasPicture)).toEqual([true]);
    expect(books.of(people.en)).toEqual(oneRenewal(954));
  });

  test('blocks the bot gets the money back all the same', async () => {
    await using shop = await openAuditedWorld({ badPlan: 'sbx-fail-stock' });
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await chooseBadPlan(traveller);
    await traveller.pay();
    world.box.block(people.en, true);
    await world.pass(3 * minute);
    expect(books.of(people.en)).toEqual(moneyBack(672));
  });
});

describe('A refund that Telegram refuses is a person’s case', () => {
  const refused = {
    method: 'refundStarPayment',
    kind: 'status',
    status: 400,
    description: 'CHARGE_NOT_FOUND',
  } as const;

  test('of an order that could not be delivered: the order is one too', async () => {
    await using shop = await openAuditedWorld({ badPlan: 'sbx-fail-stock' });
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await chooseBadPlan(traveller);
    await traveller.pay();
    world.box.faults.add(refused);
    await world.pass(3 * minute);
    expect(books.of(people.en)).toMatchObject({
      orders: ['review'],
      payments: ['review'],
      refunds: ['review'],
    });
    expect(books.reviews()).toMatchObject([{ reason: 'refund_refused' }]);
  });

  test('of a second payment: the order that the first one pays goes on', async () => {
    await using shop = await openAuditedWorld();
    const { world, books } = shop;
    const traveller = world.person(people.en);
    await traveller.start();
    await traveller.tap('🇯🇵');
    await traveller.tap('★');
    const link = payLink(traveller);
    await traveller.pay();
    world.box.faults.add(refused);
    await payAnyway(world, people.en, link);
    expect(books.of(people.en)).toMatchObject({ orders: ['fulfilling'], refunds: ['review'] });
    await world.pass(minute);
    expect(books.of(people.en)).toEqual({
      ...oneRenewal(954),
      charged: [954, 954],
      payments: ['fulfilled', 'review'],
      refunds: ['review'],
    });
    expect(traveller.screen().hasPicture).toBe(true);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
