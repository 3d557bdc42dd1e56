import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../db/migrations/index.ts';
import { activationCodeFrom } from '../../src/domain/activation-code.ts';
import type { ActivationCode } from '../../src/domain/activation-code.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { CustomerId, OrderId } from '../../src/domain/ids.ts';
import type { IssuedCode } from '../../src/domain/issued-code.ts';
import { day, hour } from '../../src/domain/time.ts';
import { createSandboxProvider } from '../../src/esim/sandbox/provider.ts';
import { createActivationCodes } from '../../src/services/activation-codes.ts';
import type { CodeService } from '../../src/services/activation-codes.ts';
import { createAssortment } from '../../src/services/assortment.ts';
import { createCards } from '../../src/services/cards.ts';
import { createSupplierLists } from '../../src/services/supplier-lists.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import { endCode, issueCode } from '../../src/services/code-books.ts';
import { returnCode, settleStanding } from '../../src/services/standing.ts';
import type { Repositories, Store } from '../../src/services/storage-port.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { createSqliteDialect } from '../../src/storage/sqlite-dialect.ts';
import type { Tables } from '../../src/storage/tables.ts';
import type { OpenDatabase } from '../../src/storage/sqlite.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aCard, aCustomer, anOrder, aPayment } from '../support/samples.ts';
import { silent } from '../support/silent.ts';

const catalogue = readCatalogue(path.join(import.meta.dirname, '../../db/catalogue.json'));
const giver = customerIdOf(100_001);
const friends = [customerIdOf(100_002), customerIdOf(100_003)] as const;

/** How one code may end: its own state, its purchase's, orders placed with it, refunds asked for it. */
const fair = [
  'redeemed fulfilled 1 0',
  'contested fulfilled 1 0',
  'void refund_pending 0 1',
  'void review 0 0',
  'expired refund_pending 0 1',
];

interface Counter {
  readonly store: Store;
  readonly codes: CodeService;
  now: number;
  /** A code that was paid for; `number` makes it. */
  sell(number: number): Promise<{ code: IssuedCode; secret: ActivationCode }>;
  /** What the books say of a code. */
  account(code: IssuedCode): Promise<{ code?: string; purchase?: string; orders: number; refunds: number }>;
}

async function openCounter({ db }: Pick<OpenDatabase, 'db'>): Promise<Counter> {
  const clock = (): number => counter.now;
  const { provider, close } = createSandboxProvider({ file: ':memory:', catalogue, clock });
  onTestFinished(close);
  const store = storeOver({ db }, { clock });
  const suppliers = createSuppliers({ provider, catalogue });
  const common = { store, suppliers, clock, newId, logger: silent };
  const assortment = createAssortment({ ...common, catalogue, currency: 'EUR' });
  const plan = catalogue.plans.get('it-5gb-30d');
  if (!plan) throw new Error('There is no plan');
  for (const person of [giver, ...friends]) await store.customers.see(aCustomer(person));

  const counter: Counter = {
    store,
    codes: createActivationCodes({ ...common, assortment, cards: createCards(common) }),
    now: 1_000_000,
    sell: async (number) => {
      const secret = activationCodeFrom(Buffer.from(String(number).padStart(11, '0')));
      const order = anOrder(aCard(), { cardId: null, delivery: 'code', state: 'paid', plan, payerId: giver });
      await store.orders.insert(order);
      const payment = aPayment({ payerId: giver, orderId: order.id, outcome: 'fulfilled' });
      await store.payments.record(payment);
      await store.transaction((tx) => issueCode(tx, { order, secret, newId, clock }));
      const code = await store.activationCodes.ofOrder(order.id);
      if (!code) throw new Error('No code was made');
      return { code, secret };
    },
    account: async ({ id, orderId }) => {
      const now = await store.activationCodes.byId(id);
      const purchase = await store.orders.byId(orderId);
      const redeemed = await db
        .selectFrom('orders')
        .select('id')
        .where('activation_code_id', '=', id)
        .execute();
      const [payment] = await store.payments.ofOrder(orderId);
      const refund = payment && (await store.refunds.ofPayment(payment.id));
      return {
        ...(now && { code: now.state }),
        ...(purchase && { purchase: purchase.state }),
        orders: redeemed.length,
        refunds: refund ? 1 : 0,
      };
    },
  };
  await createSupplierLists(common).open();
  return counter;
}

describeOnBoth('An activation code in many hands', (open) => {
  test('two redeem it, its payer cancels it, its time is over and its money is taken back, all at once: one of them gets it', async () => {
    const { store, codes, sell, account, now } = await openCounter(await open());
    const winners = new Set<string | undefined>();
    const clock = (): number => now;
    for (let round = 0; round < 60; round++) {
      const { code, secret } = await sell(round);
      for (const person of friends) await codes.show(person, secret);
      const redeem = (person: CustomerId) => async (): Promise<unknown> =>
        codes.redeem({ customerId: person, id: code.id, cardId: null, statusMessageId: null });
      const acts = [
        redeem(friends[0]),
        redeem(friends[1]),
        redeem(giver),
        async () => codes.cancel(giver, code.id, null),
        async () => store.transaction((tx) => endCode(tx, { code, event: 'expired', newId, clock })),
        async () => store.transaction((tx) => takePartBack(tx, code.orderId, now)),
      ];
      // A different few each time, in a different order; who loses may also hear that it was moved meanwhile.
      const few = acts.filter((_, index) => (round + 1) & (1 << (index % 6)) || index === round % 6);
      await Promise.allSettled(few.map((act) => act()));
      const books = await account(code);
      winners.add(books.code);
      expect(fair).toContain(`${books.code} ${books.purchase} ${books.orders} ${books.refunds}`);
    }
    expect(winners.size).toBeGreaterThan(2);
  }, 60_000);

  test('a redemption that came to nothing meets a payment that is taken back: nobody can use the code again', async () => {
    const { store, codes, sell, account, now } = await openCounter(await open());
    for (let round = 0; round < 20; round++) {
      const { code } = await sell(round);
      const result = await codes.redeem({
        customerId: giver,
        id: code.id,
        cardId: null,
        statusMessageId: null,
      });
      if (result.kind !== 'redeemed') throw new Error(result.kind);
      const again = async (work: () => Promise<unknown>): Promise<void> => {
        // As jobs do: whoever was overtaken tries again.
        for (let attempt = 0; attempt < 3; attempt++)
          if (
            await work().then(
              () => true,
              () => false,
            )
          )
            return;
      };
      await Promise.all([
        again(() => store.transaction((tx) => takePartBack(tx, code.orderId, now))),
        again(() => store.transaction((tx) => returnCode(tx, result.order, now))),
      ]);
      expect(await account(code)).toMatchObject({ code: 'void', purchase: 'review', refunds: 0 });
    }
  }, 30_000);

  test('guesses from many accounts at once stop at five each, and at a thousand of all beyond which each has one', async () => {
    const { store, codes, sell, now } = await openCounter(await open());
    const { secret } = await sell(1);
    const limit = { name: 'all wrong codes', subject: 'all', most: 1000, span: hour, at: now };
    for (let n = 0; n < 960; n++) await store.limits.take(limit);
    const strangers = Array.from({ length: 30 }, (_, index) => customerIdOf(200_000 + index));
    for (const stranger of strangers) await store.customers.see(aCustomer(stranger));
    const one = async (stranger: CustomerId, n: number): Promise<string> =>
      (await codes.show(stranger, activationCodeFrom(Buffer.from(`${stranger.slice(-6)}-${n}-guess`)))).kind;
    const alone = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => one(friends[0], n)));
    expect(alone.filter((kind) => kind === 'wrong')).toHaveLength(5);
    const all = await Promise.all(strangers.flatMap((stranger) => [1, 2, 3].map((n) => one(stranger, n))));
    const wrong = all.filter((kind) => kind === 'wrong').length;
    expect(wrong).toBeGreaterThan(35);
    expect(wrong, 'thirty-five of all, and one each beyond that').toBeLessThanOrEqual(35 + 30);
    const again = await Promise.all(strangers.map((stranger) => one(stranger, 4)));
    const more = await Promise.all(strangers.map((stranger) => one(stranger, 5)));
    expect(wrong + [...again, ...more].filter((kind) => kind === 'wrong').length).toBe(35 + 30);
    expect(await codes.show(friends[1], secret), 'a right one is no guess').toMatchObject({ kind: 'known' });
  }, 30_000);

  test('right codes count for nothing, however often they are shown', async () => {
    const { store, codes, sell, now } = await openCounter(await open());
    const { secret } = await sell(1);
    for (let n = 0; n < 12; n++) expect((await codes.show(friends[0], secret)).kind).toBe('known');
    for (const [name, subject, most] of [
      ['all wrong codes', 'all', 1000],
      ['wrong codes', friends[0], 5],
      ['wrong codes beyond the cap', friends[0], 1],
    ] as const)
      expect(await store.limits.left({ name, subject, most, at: now })).toBe(most);
  });

  test('on a card of another place a code does nothing, also by a button that somebody forged', async () => {
    const { store, codes, sell, account } = await openCounter(await open());
    const [friend] = friends;
    const { code, secret } = await sell(1);
    await codes.show(friend, secret);
    const wrong = await store.cards.add(aCard({ ownerId: friend, coverage: 'JP' }));
    const request = { customerId: friend, id: code.id, cardId: wrong.id, statusMessageId: null };
    expect(await codes.redeem(request)).toMatchObject({ kind: 'not_offered' });
    expect(await codes.wayOf(friend, code.id, wrong.id)).toMatchObject({ kind: 'not_offered' });
    expect(await account(code)).toMatchObject({ code: 'active', orders: 0 });
  });

  test('what is kept of somebody can be told and forgotten, but what is owed stops a farewell', async () => {
    const counter = await openCounter(await open());
    const { store, codes, sell } = counter;
    const used = await sell(1);
    const unused = await sell(2);
    await codes.show(friends[0], used.secret);
    await codes.show(friends[0], unused.secret);
    await codes.redeem({ customerId: friends[0], id: used.code.id, cardId: null, statusMessageId: null });
    expect((await store.activationCodes.activeOf(giver)).map(({ id }) => id)).toEqual([unused.code.id]);
    expect(await store.activationCodes.activeOf(friends[0])).toEqual([]);
    const told = JSON.stringify([
      await store.activationCodes.exportOf(giver),
      await store.activationCodes.exportOf(friends[0]),
    ]);
    expect(told).toContain('it-5gb-30d');
    for (const secret of [used.secret, unused.secret]) expect(told).not.toContain(secret);
    expect(JSON.stringify(await store.activationCodes.exportOf(giver))).not.toContain(friends[0]);
    expect(await codes.known(friends[0], unused.code.id)).toBeDefined();
    await store.activationCodes.eraseOf(friends[0]);
    expect(await codes.known(friends[0], unused.code.id)).toBeUndefined();
    counter.now += 181 * day;
    expect((await codes.show(friends[0], unused.secret)).kind, 'over, though no sweep came yet').toBe(
      'wrong',
    );
  });
});

test('a code lies in the database sealed, and nowhere as it is', async () => {
  const { db, queries } = await openLogged();
  const { sell, codes } = await openCounter({ db });
  const { secret } = await sell(1);
  await codes.show(friends[0], secret);
  for (const table of ['activation_codes', 'code_holders', 'orders', 'limits'] as const) {
    const rows = await db.selectFrom(table).selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
  }
  expect(queries.length).toBeGreaterThan(0);
});

test('unknown, used, cancelled and expired codes are answered by the same questions to the database', async () => {
  const { db, queries } = await openLogged();
  const counter = await openCounter({ db });
  const { codes, sell, store } = counter;
  const [used, cancelled, expired] = [await sell(1), await sell(2), await sell(3)];
  await codes.redeem({ customerId: giver, id: used.code.id, cardId: null, statusMessageId: null });
  await codes.cancel(giver, cancelled.code.id, null);
  const clock = (): number => counter.now;
  await store.transaction((tx) => endCode(tx, { code: expired.code, event: 'expired', newId, clock }));
  const unknown = activationCodeFrom(Buffer.from('unknown-code'));
  const asked: string[][] = [];
  for (const secret of [unknown, used.secret, cancelled.secret, expired.secret]) {
    queries.length = 0;
    expect((await codes.show(friends[1], secret)).kind).toBe('wrong');
    asked.push([...queries]);
  }
  expect(asked[0]?.length).toBeGreaterThan(2);
  for (const each of asked) expect(each).toEqual(asked[0]);
});

/** A database in memory that writes down what it is asked. */
async function openLogged(): Promise<{ db: Kysely<Tables>; queries: string[] }> {
  const queries: string[] = [];
  const dialect = createSqliteDialect({
    sqlite: new Sqlite(':memory:'),
    onCommit: () => {},
    explain: (error) => error,
  });
  const db = new Kysely<Tables>({ dialect, log: ({ query }) => void queries.push(query.sql) });
  await migrate({ db, dialect: 'sqlite', migrations });
  onTestFinished(() => db.destroy());
  return { db, queries };
}

/** Part of what paid for a code went back elsewhere. */
async function takePartBack(tx: Repositories, orderId: OrderId, at: number): Promise<void> {
  for (const { id, outcome } of await tx.payments.ofOrder(orderId)) {
    if (outcome === 'fulfilled') await tx.payments.settle(id, 'review');
    await settleStanding(tx, id, at);
  }
}
