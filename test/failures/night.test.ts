import path from 'node:path';
import Sqlite from 'better-sqlite3';
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { day, hour, minute } from '../../src/domain/time.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { languages } from '../support/world.ts';
import type { people } from '../support/world.ts';

const operatorId = 100_005;
const night = Date.UTC(2026, 5, 13, 3);

/** A world that begins on a morning in June, with an operator who reads this. */
async function openDay(locale: keyof typeof people = 'en'): ReturnType<typeof openScene> {
  const openedAt = Date.now();
  const scene = await openScene({ now: () => Date.UTC(2026, 5, 12, 10) + Date.now() - openedAt });
  const operator = scene.world.person(operatorId);
  await operator.say('/language');
  await operator.tap(speeches(locale).t('language-name'));
  return scene;
}

async function passUntil({ world }: Scene, moment: number): Promise<void> {
  while (world.box.clock.now() < moment) await world.pass(Math.min(hour, moment - world.box.clock.now()));
  await world.pass(minute);
}

/** What the operator was told of the books, newest last. */
function reports({ world }: Scene, locale: keyof typeof people = 'en'): string[] {
  const { t } = speeches(locale);
  return world
    .person(operatorId)
    .bubbles()
    .map(({ text }) => plain(text))
    .filter((text) => text.includes(plain(t('books-title'))) || text.includes(plain(t('books-differed'))));
}

test.each(languages)(
  'in %s: every night the operators read what came, what went, and that it agrees',
  async (locale) => {
    await using scene = await openDay(locale);
    const { person } = scene;
    const { t, money } = speeches(locale);
    await person.start('renew');
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    await person.say('/renew');
    await (await person.openPage()).act('card', 'pay');
    await person.say('/renew');
    await person.tap(speeches('en').t('button-rail-invoice', { total: '€11.20' }));
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    await passUntil(scene, night);

    const [report = '', ...more] = reports(scene, locale);
    expect(more).toEqual([]);
    const [euros, stars] = [
      money({ amount: 1120, currency: 'EUR' }),
      money({ amount: 672, currency: 'XTR' }),
    ];
    for (const words of [
      t('books-same', { part: t('books-stars'), theirs: `${stars} (1)` }),
      t('books-same', { part: t('books-stripe'), theirs: `${euros} (1)` }),
      t('books-unlisted', { part: t('books-invoice'), ours: `${euros} (1)` }),
      t('books-checked', { part: t('books-supplier'), count: '3' }),
      t('books-checked', { part: t('books-ledger'), count: '3' }),
      t('books-agree'),
    ])
      expect(report).toContain(words);
    await passUntil(scene, night + day);
    expect(reports(scene, locale), 'and the next night again').toHaveLength(2);
    expect(reports(scene, locale)[1]).toContain(t('books-nothing'));
  },
);

test.each(languages)(
  'in %s: what banks took in disputes, and gave back after all, stands beside what came',
  async (locale) => {
    await using scene = await openDay(locale);
    const { world } = scene;
    const { t, money } = speeches(locale);
    await renewOnPage(scene);
    await world.pass(minute);
    const dispute = world.box.stripe.dispute(world.box.stripe.ledger()[0]?.intent ?? '', { amount: 300 });
    world.box.stripe.decide(dispute, 'lost');
    await passUntil(scene, night);
    const euros = (amount: number): string => `${money({ amount, currency: 'EUR' })} (1)`;
    const theirs = `${euros(1120)} − ${t('books-lost', { sum: euros(300) })}`;
    const [report] = reports(scene, locale);
    expect(report).toContain(plain(t('books-same', { part: t('books-stripe'), theirs })));
    expect(report).toContain(t('books-agree'));
  },
);

/** Changes what is written in a file of the shop, as nobody should. */
function tamper({ folder }: Scene, file: 'yuanyou.db' | 'supplier.db', change: string): void {
  const db = new Sqlite(path.join(folder, file), { timeout: 5000 });
  try {
    db.pragma('foreign_keys = OFF');
    db.exec(change);
  } finally {
    db.close();
  }
}

async function renewOnPage({ person }: Scene): Promise<void> {
  await person.say('/renew');
  await (await person.openPage()).act('card', 'pay');
}

const { t } = speeches('en');

describe('What does not agree is a person’s case, once, and the report names it', () => {
  test.each([
    [
      'money in our books that the rail knows nothing of',
      "update payments set charge_id = 'pi_invented'",
      'books-charge-unlisted',
    ],
    ['another amount', 'update payments set amount = 5', 'books-amount-differs'],
    [
      'a refund that the rail knows nothing of',
      `insert into refunds (id, payment_id, reason, state, requested_at, finished_at)
        select 'refund_x', id, 'duplicate', 'succeeded', received_at, received_at + 1 from payments`,
      'books-refund-unlisted',
    ],
    [
      'money that nobody has ended',
      'update payments set outcome = null, received_at = received_at - 86400000',
      'books-without-end',
    ],
    [
      'an order that is left to a person whom nobody told',
      "update orders set state = 'review', updated_at = updated_at - 86400000",
      'books-without-end',
    ],
    [
      'two payments kept for one delivery',
      `insert into payments (id, rail, charge_id, payer_id, amount, currency, payload, order_id, outcome, received_at)
        select 'payment_x', 'invoice', 'x', payer_id, amount, currency, payload, order_id, outcome, received_at from payments`,
      'books-unbalanced',
    ],
  ] as const)('%s', async (_, change, words) => {
    await using scene = await openDay();
    await renewOnPage(scene);
    tamper(scene, 'yuanyou.db', change);
    await passUntil(scene, night);
    expect(reports(scene)[0]).toContain(t(words));
    const cases = scene.books.reviews().filter(({ reason }) => reason === 'books_differ');
    expect(cases).toHaveLength(1);
    tamper(scene, 'yuanyou.db', 'update reviews set closed_at = opened_at');
    await passUntil(scene, night + day);
    expect(scene.books.reviews(), 'what was closed stays closed').toEqual([]);
  });

  test('delivered, and the supplier has no such order', async () => {
    await using scene = await openDay();
    await renewOnPage(scene);
    tamper(scene, 'supplier.db', 'delete from orders');
    await passUntil(scene, night);
    expect(reports(scene)[0]).toContain(t('books-supply-missing'));
    expect(scene.books.reviews()).toMatchObject([{ reason: 'books_differ' }]);
  });

  test('given back, and the supplier has made it all the same', async () => {
    await using scene = await openDay();
    await renewOnPage(scene);
    tamper(
      scene,
      'yuanyou.db',
      "update fulfilments set state = 'failed'; update orders set state = 'refunded'",
    );
    await passUntil(scene, night);
    expect(reports(scene)[0]).toContain(t('books-supply-extra'));
  });
});

test.concurrent.each(languages)(
  'in %s: an account that knows none of our payments is one case, which asks for the right account',
  async (locale) => {
    await using scene = await openDay(locale);
    tamper(
      scene,
      'yuanyou.db',
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1100)
        insert into payments (id, rail, charge_id, payer_id, amount, currency, payload, order_id, outcome, received_at)
        select 'payment_' || i, 'stripe', 'pi_' || i, c.id, 1120, 'EUR', '', null, 'fulfilled', c.created_at + 60000
        from n, (select id, created_at from customers limit 1) c`,
    );
    await passUntil(scene, night);
    const { t, number } = speeches(locale);
    const facts = { part: t('books-stripe'), what: t('books-charge-unlisted'), count: number(1100) };
    const [report = '', ...more] = reports(scene, locale);
    const [words = ''] = plain(t('books-strange', { ...facts, examples: '' })).split('<');
    expect(more).toEqual([]);
    expect(report).toContain(words.split(number(1100))[0] + number(1100));
    expect(report).not.toContain(t('books-agree'));
    expect(scene.books.reviews()).toMatchObject([{ reason: 'book_strange', subject: 'stripe' }]);
    const operator = scene.world.person(operatorId);
    await operator.say('/review');
    await operator.tap(/^[A-Z0-9]{8} · /);
    const text = plain(operator.screen().text);
    expect(text).toContain(t('reason-book-strange'));
    expect(text).toContain(number(1100));
    expect(text).toContain(t('case-book-strange'));
  },
);

test('money of other shops on the same Stripe account is counted, and nothing else', async () => {
  await using scene = await openDay();
  const { world } = scene;
  const stripe = new Stripe('sk_test_box', { host: '127.0.0.1', port: world.app.port, protocol: 'http' });
  const { id } = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [
      { quantity: 1, price_data: { currency: 'eur', unit_amount: 900, product_data: { name: 'A hat' } } },
    ],
    success_url: 'https://example.org/',
  });
  world.box.stripe.act(id, { method: 'card', outcome: 'pay' });
  await passUntil(scene, night);
  expect(reports(scene)[0]).toContain(
    t('books-same', { part: t('books-stripe'), theirs: t('books-nothing') }),
  );
  expect(reports(scene)[0]).toContain(t('books-ignored', { count: '1' }));
  scene.allIsWell();
});

test('a refund made in Stripe’s dashboard, of which no event came, is booked that night', async () => {
  await using scene = await openDay();
  const { world } = scene;
  await renewOnPage(scene);
  world.box.stripe.events.mode('off');
  world.box.stripe.refundElsewhere(world.box.stripe.ledger()[0]?.intent ?? '');
  await passUntil(scene, night);
  expect(reports(scene)[0]).toContain(t('books-refund-missed'));
  expect(scene.books.reviews()).toMatchObject([{ reason: 'went_back_elsewhere' }]);
  await passUntil(scene, night + day);
  expect(reports(scene)[1]).not.toContain(t('books-refund-missed'));
});

test('who gives no answer is told of once, asked every hour, and compared when they are back', async () => {
  await using scene = await openDay();
  const { world } = scene;
  await renewOnPage(scene);
  await passUntil(scene, night - 10 * minute);
  world.box.stripe.faults.add({ method: 'GET sessions', kind: 'status', status: 500, times: 3 });
  await passUntil(scene, night + 2 * hour);
  const [first = '', ...more] = reports(scene);
  expect(first).toContain(t('books-silent', { part: t('books-stripe') }));
  expect(more).toEqual([]);
  await passUntil(scene, night + 6 * hour);
  const [, second = '', ...others] = reports(scene);
  expect(second).toContain(t('books-same', { part: t('books-stripe'), theirs: '€11.20 (1)' }));
  expect(second, 'who had answered is not asked again').not.toContain(t('books-stars'));
  expect(others).toEqual([]);
  scene.allIsWell();
});
