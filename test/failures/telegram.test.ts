import { describe, expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import { openAuditedWorld } from '../support/audited-world.ts';
import type { AuditedWorld } from '../support/audited-world.ts';
import { oneRenewal } from '../support/books.ts';
import type { Person } from '../support/person.ts';
import { people } from '../support/world.ts';

/** Every call of a renewal, from the tap on ★ to the picture. */
const calls = [
  'getUpdates',
  'answerCallbackQuery',
  'createInvoiceLink',
  'editMessageText',
  'answerPreCheckoutQuery',
  'sendMessage',
  'editMessageMedia',
] as const;

const faults: readonly (readonly [
  string,
  Omit<Fault & { kind: 'status' }, 'method'> | { kind: 'drop_before' | 'drop_after' },
])[] = [
  ['fails inside Telegram', { kind: 'status', status: 500 }],
  ['never reaches Telegram', { kind: 'drop_before' }],
  ['is carried out, but the answer is lost', { kind: 'drop_after' }],
  ['comes too fast for Telegram', { kind: 'status', status: 429, retryAfter: 1 }],
];

describe.concurrent('The traveller pays once and gets the picture, although one call', () => {
  describe.each(faults)('%s:', (_, fault) => {
    test.each(calls)('%s', async (method) => {
      await using shop = await openAuditedWorld();
      const { world, books } = shop;
      const traveller = world.person(people.en);
      await traveller.start();
      world.box.faults.add({ method, ...fault });
      const tapping = traveller.tap('★');
      await world.settle();
      // A phone stops waiting for the answer to a tap.
      world.box.clock.advance(15_000);
      await tapping;
      await payPatiently(shop, traveller);
      for (let minutes = 0; minutes < 3; minutes++) await world.pass(minute);

      expect(books.of(people.en)).toEqual(oneRenewal(672));
      expect(traveller.bubbles().filter(({ hasPicture }) => hasPicture).length).toBeGreaterThan(0);
    });
  });
});

test('Telegram takes no message for half an hour: the renewal is done meanwhile, and the picture comes afterwards', async () => {
  await using shop = await openAuditedWorld();
  const { world, books } = shop;
  const traveller = world.person(people.en);
  await traveller.start();
  await traveller.tap('★');
  for (const method of ['sendMessage', 'sendPhoto', 'editMessageText', 'editMessageMedia'])
    world.box.faults.add({ method, kind: 'status', status: 502, times: Infinity });
  await traveller.pay();
  for (let minutes = 0; minutes < 30; minutes++) await world.pass(minute);
  expect(books.of(people.en)).toEqual(oneRenewal(672));
  expect(traveller.bubbles().filter(({ hasPicture }) => hasPicture)).toEqual([]);

  world.box.faults.clear();
  for (let minutes = 0; minutes < 10; minutes++) await world.pass(minute);
  expect(traveller.bubbles().filter(({ hasPicture }) => hasPicture)).toHaveLength(1);
  expect(books.of(people.en)).toEqual(oneRenewal(672));
});

/** Presses Pay again when the sheet closes because the shop's answer did not arrive within Telegram's ten seconds. */
async function payPatiently({ world }: AuditedWorld, traveller: Person): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    const paying = traveller.pay();
    await world.settle();
    const paid = world.box.ledger().length > 0;
    if (!paid) world.box.clock.advance(10_000);
    const { outcome } = await paying;
    if (outcome === 'paid') return;
    expect(outcome).toBe('timed_out');
  }
}
