import { describe, expect, test } from 'vitest';
import { minute, second } from '../../src/domain/time.ts';
import { openAuditedWorld } from '../support/audited-world.ts';
import type { AuditedWorld } from '../support/audited-world.ts';
import { oneRenewal } from '../support/books.ts';
import type { Person } from '../support/person.ts';
import { callTelegram, invoicePayloads, payAnyway, payBy, payLink } from '../support/till.ts';
import { people } from '../support/world.ts';

const stars = 672;
const stranger = people.it;

/** A traveller in front of the payment screen. */
async function atTheTill({ world }: AuditedWorld): Promise<Person> {
  const traveller = world.person(people.en);
  await traveller.start();
  await traveller.tap('★');
  return traveller;
}

/** Ten gigabytes instead of five. */
async function chooseAnother(traveller: Person): Promise<void> {
  await traveller.start();
  await traveller.tap('Month');
  await traveller.tap('10 GB');
}

describe('A payment that does not fit is refused before any money moves', () => {
  test('an expired price: a fresh one stands in its place, and paying that works', async () => {
    await using shop = await openAuditedWorld();
    const traveller = await atTheTill(shop);
    const old = payLink(traveller);
    await shop.world.pass(35 * minute);

    expect(await traveller.pay()).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('The price has expired'),
    });
    expect(shop.world.box.ledger()).toEqual([]);
    expect(payLink(traveller)).not.toBe(old);
    expect(await traveller.pay()).toEqual({ outcome: 'paid' });
    expect(shop.books.of(people.en)).toEqual(oneRenewal(stars));
  });

  test('a forwarded invoice, opened by somebody else', async () => {
    await using shop = await openAuditedWorld();
    const { world, books } = shop;
    const traveller = await atTheTill(shop);
    expect(await payBy(world, stranger, payLink(traveller))).toMatchObject({
      outcome: 'refused',
      message: expect.any(String),
    });
    expect(world.box.ledger()).toEqual([]);
    expect(await traveller.pay()).toEqual({ outcome: 'paid' });
    expect(books.of(people.en)).toEqual(oneRenewal(stars));
  });

  test('the same link a second time', async () => {
    await using shop = await openAuditedWorld();
    const traveller = await atTheTill(shop);
    const link = payLink(traveller);
    await traveller.pay();
    expect(await payBy(shop.world, people.en, link)).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('paid already'),
    });
    expect(shop.books.of(people.en)).toEqual(oneRenewal(stars));
  });

  test('an older quote for the same card, after another plan was chosen', async () => {
    await using shop = await openAuditedWorld();
    const traveller = await atTheTill(shop);
    const older = payLink(traveller);
    await chooseAnother(traveller);
    expect(await payBy(shop.world, people.en, older)).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('pay the newer invoice'),
    });
    expect(shop.world.box.ledger()).toEqual([]);
    expect(await traveller.pay()).toEqual({ outcome: 'paid' });
    expect(shop.books.of(people.en)).toEqual(oneRenewal(1188));
  });

  test('an answer that comes after Telegram’s ten seconds: nothing is taken, and the next try works', async () => {
    await using shop = await openAuditedWorld();
    const { world, books } = shop;
    const traveller = await atTheTill(shop);
    world.box.faults.add({ method: 'answerPreCheckoutQuery', kind: 'delay', ms: 100 });
    const paying = traveller.pay();
    await until(() => world.box.wire.entries().at(-1)?.method === 'pre_checkout_query');
    world.box.clock.advance(10 * second);

    expect(await paying).toEqual({ outcome: 'timed_out' });
    expect(world.box.ledger()).toEqual([]);
    expect(await traveller.pay()).toEqual({ outcome: 'paid' });
    expect(books.of(people.en)).toEqual(oneRenewal(stars));
  });
});

describe('Money that came although it was refused is never ignored', () => {
  test('paid twice with two charges: one renewal, the second charge goes back, the traveller is told', async () => {
    await using shop = await openAuditedWorld();
    const traveller = await atTheTill(shop);
    const link = payLink(traveller);
    await traveller.pay();
    await payAnyway(shop.world, people.en, link);
    expect(shop.books.of(people.en)).toEqual({
      ...oneRenewal(stars),
      charged: [stars, stars],
      refunded: [stars],
      payments: ['fulfilled', 'refunded'],
      refunds: ['succeeded'],
    });
    expect(traveller.screen().text).toContain('You paid twice for the same thing');
  });

  test.each([
    ['an expired price', ({ world }: AuditedWorld) => world.pass(36 * minute)],
    ['a replaced quote', ({ world }: AuditedWorld) => chooseAnother(world.person(people.en))],
  ])('%s: the traveller gets what the money was for', async (_, meanwhile) => {
    await using shop = await openAuditedWorld();
    const traveller = await atTheTill(shop);
    const link = payLink(traveller);
    await meanwhile(shop);
    expect(await payAnyway(shop.world, people.en, link)).toEqual({ outcome: 'paid' });
    expect(shop.books.of(people.en)).toEqual(oneRenewal(stars));
  });

  test('another amount: a person’s case, and nothing is supplied', async () => {
    await using shop = await openAuditedWorld();
    await atTheTill(shop);
    const [payload = ''] = invoicePayloads(shop.world);
    await payAnyway(shop.world, people.en, await invoice(shop, payload, 1));
    expect(caseOf(shop, people.en)).toEqual(aCase(1, 'another amount'));
  });

  test('another payer: a person’s case, and nothing is supplied', async () => {
    await using shop = await openAuditedWorld();
    const traveller = await atTheTill(shop);
    await payAnyway(shop.world, stranger, payLink(traveller));
    expect(caseOf(shop, stranger)).toEqual(aCase(stars, 'another payer'));
    expect(shop.books.of(people.en)).toMatchObject({ charged: [], payments: [] });
  });

  test.each(['attempt_nobody-knows', 'not ours at all 😀'])(
    'an invoice we never made (%s)',
    async (payload) => {
      await using shop = await openAuditedWorld();
      await atTheTill(shop);
      await payAnyway(shop.world, people.en, await invoice(shop, payload, stars));
      expect(caseOf(shop, people.en)).toEqual(aCase(stars, 'no order for this payment'));
    },
  );
});

function invoice({ world }: AuditedWorld, payload: string, amount: number): Promise<string> {
  const prices = [{ label: 'x', amount }];
  const text = { title: 'x', description: 'x', currency: 'XTR' };
  return callTelegram(world, 'createInvoiceLink', { ...text, payload, prices }).then(String);
}

/** The money lies in the ledger, a person has the case, and nothing else happened. */
function aCase(amount: number, detail: string): unknown {
  const audit = { charged: [amount], refunded: [], supplied: 0, payments: ['review'], refunds: [] };
  return { ...audit, cases: [{ reason: 'payment_does_not_fit', detail }], suppliedToAnybody: 0 };
}

function caseOf({ books }: AuditedWorld, payer: number): unknown {
  const { orders: _, ...audit } = books.of(payer);
  const cases = books.reviews().map(({ reason, detail }) => ({ reason, detail }));
  return { ...audit, cases, suppliedToAnybody: books.supplied() };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
