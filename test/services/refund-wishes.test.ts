import { expect, test } from 'vitest';
import { activationCodeFrom } from '../../src/domain/activation-code.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { IssuedCode } from '../../src/domain/issued-code.ts';
import type { Order } from '../../src/domain/order.ts';
import { day, minute } from '../../src/domain/time.ts';
import { createRefundWishes } from '../../src/services/refund-wishes.ts';
import type { RefundWishService } from '../../src/services/refund-wishes.ts';
import type { Store } from '../../src/services/storage-port.ts';
import { beginTakingBack, isHeld } from '../../src/services/taking-back.ts';
import type { OpenDatabase } from '../../src/storage/sqlite.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aCard, aCustomer, anOrder, aPayment } from '../support/samples.ts';
import { silent } from '../support/silent.ts';

const [payer, stranger] = [customerIdOf(100_001), customerIdOf(100_002)] as const;
const operators = [customerIdOf(100_005), customerIdOf(100_006)] as const;

interface Counter {
  readonly store: Store;
  readonly requests: RefundWishService;
  now: number;
  /** An order that was paid and delivered. */
  sell(changes?: Partial<Order>): Promise<Order>;
  /** How often its money was sent back, and what its order says. */
  books(order: Order): Promise<{ order: string | undefined; wish: string | undefined; refunds: number }>;
}

function grant({ store, requests }: Counter, orderId: Order['id']): ReturnType<RefundWishService['grantIn']> {
  return store.transaction((tx) => requests.grantIn(tx, orderId, operators[0]));
}

async function openCounter({ db }: Pick<OpenDatabase, 'db'>): Promise<Counter> {
  const clock = (): number => counter.now;
  const store = storeOver({ db }, { clock });
  for (const person of [payer, stranger, ...operators]) await store.customers.see(aCustomer(person));
  const judge = async () => 'alone' as const;
  const counter: Counter = {
    store,
    requests: createRefundWishes({ store, takingBack: { judge }, clock, newId, logger: silent }),
    now: 1_000_000,
    sell: async (changes) => {
      const card = await store.cards.add(aCard({ ownerId: payer }));
      const sold = { state: 'fulfilled', deliveredAt: 1, suppliedCardId: card.id, createdAt: 1 } as const;
      const order = anOrder(card, { ...sold, ...changes });
      await store.orders.insert(order);
      await store.payments.record(aPayment({ payerId: payer, orderId: order.id, outcome: 'fulfilled' }));
      return order;
    },
    books: async ({ id }) => {
      const payments = await store.payments.ofOrder(id);
      const refunds = await Promise.all(payments.map((payment) => store.refunds.ofPayment(payment.id)));
      return {
        order: (await store.orders.byId(id))?.state,
        wish: (await store.refundWishes.ofOrder(id))?.state,
        refunds: refunds.filter((refund) => refund !== undefined).length,
      };
    },
  };
  return counter;
}

async function withPerson({ store, sell, requests }: Counter, changes?: Partial<Order>): Promise<Order> {
  const order = await sell(changes);
  await requests.ask(payer, order.id);
  const wish = await store.refundWishes.ofOrder(order.id);
  if (wish) await store.refundWishes.move(wish, 'with_person');
  return order;
}

describeOnBoth('Refunds on request', (open, name) => {
  test('asked for ten times at once it is one wish, and all read how it stands', async () => {
    const { requests, sell, store } = await openCounter(await open());
    const order = await sell();
    const asked = await Promise.all(Array.from({ length: 10 }, async () => requests.ask(payer, order.id)));
    expect(asked.filter(({ kind }) => kind === 'asked')).toHaveLength(1);
    expect(asked.filter(({ kind }) => kind === 'known')).toHaveLength(9);
    expect(await store.refundWishes.ofOrder(order.id)).toMatchObject({ state: 'asked' });
  });

  test('granted and refused at once by many operators it ends one way, and the money goes back once or not at all', async () => {
    const counter = await openCounter(await open());
    const ends = new Set<string | undefined>();
    for (let round = 0; round < 12; round++) {
      const order = await withPerson(counter);
      const acts = Array.from({ length: 6 }, async (_, n) =>
        (n + round) % 2
          ? grant(counter, order.id)
          : counter.store.transaction((tx) => counter.requests.refuseIn(tx, order.id, operators[1])),
      );
      const decided = await Promise.all(acts);
      expect(decided.filter(({ kind }) => kind === 'granted' || kind === 'refused')).toHaveLength(1);
      const books = await counter.books(order);
      ends.add(books.wish);
      expect([
        { order: 'refund_pending', wish: 'granted', refunds: 1 },
        { order: 'fulfilled', wish: 'refused', refunds: 0 },
      ]).toContainEqual(books);
    }
    expect(ends.size).toBe(2);
  });

  test('nobody but whoever paid can ask, and for what was not paid, not delivered or given back nobody can', async () => {
    const counter = await openCounter(await open());
    const { requests, sell } = counter;
    const order = await sell();
    expect(await requests.ask(stranger, order.id)).toEqual({ kind: 'unknown' });
    expect(await requests.ask(payer, 'order_of_nobody')).toEqual({ kind: 'unknown' });
    expect(await requests.stop(stranger, order.id)).toEqual({ kind: 'unknown' });
    const given = await sell({ payerId: stranger });
    expect(await requests.ask(payer, given.id), 'the owner did not pay').toEqual({ kind: 'unknown' });
    for (const [state, kind] of [
      ['awaiting_payment', 'unknown'],
      ['canceled', 'unknown'],
      ['processing', 'not_yet'],
      ['fulfilling', 'not_yet'],
      ['refund_pending', 'settled'],
      ['refunded', 'settled'],
      ['review', 'settled'],
    ] as const)
      expect([state, (await requests.ask(payer, (await sell({ state })).id)).kind]).toEqual([state, kind]);
    expect(await requests.ask(payer, (await sell({ deliveredAt: null })).id)).toMatchObject({
      kind: 'not_yet',
    });
    counter.now += 181 * day;
    expect(await requests.ask(payer, order.id)).toMatchObject({ kind: 'too_old' });
    expect(await requests.mayAsk(payer, order)).toBe(false);
  });

  test('what nobody asked for, or is decided, no operator decides again', async () => {
    const counter = await openCounter(await open());
    const { requests, sell, store } = counter;
    const order = await sell();
    expect(await grant(counter, order.id)).toEqual({ kind: 'unknown' });
    await requests.ask(payer, order.id);
    expect(await grant(counter, order.id), 'not a case yet').toMatchObject({ kind: 'decided' });
    const moved = await withPerson(counter);
    await store.orders.move(moved, 'withdrawn', 5);
    expect(await grant(counter, moved.id), 'with a person for another reason').toMatchObject({
      kind: 'decided',
    });
    expect(await counter.books(moved)).toMatchObject({ wish: 'with_person', refunds: 0 });
  });

  test.runIf(name === 'PostgreSQL')(
    'a code that is used at the moment its money is granted back is no good again afterwards',
    async () => {
      const counter = await openCounter(await open());
      const { store, requests } = counter;
      const order = await withPerson(counter, { delivery: 'code', cardId: null });
      const code: IssuedCode = {
        id: newId('code'),
        orderId: order.id,
        payerId: payer,
        plan: order.plan,
        state: 'active',
        redeemedBy: null,
        redemptionOrderId: null,
        createdAt: 1,
        expiresAt: day,
      };
      await store.activationCodes.insert(code, activationCodeFrom(Buffer.alloc(11)));
      const use = { by: stranger, orderId: newId('order') };
      const granted = store.transaction((tx) => {
        const ofOrder = async (id: Order['id']) => {
          const seen = await tx.activationCodes.ofOrder(id);
          await store.activationCodes.move(code, 'redeemed', 5, use);
          return seen;
        };
        const activationCodes = { ...tx.activationCodes, ofOrder };
        return requests.grantIn({ ...tx, activationCodes }, order.id, operators[0]);
      });
      await expect(granted).rejects.toThrow('moved meanwhile');
      expect(await counter.books(order)).toMatchObject({ order: 'fulfilled', refunds: 0 });
      await grant(counter, order.id);
      expect((await store.activationCodes.byId(code.id))?.state).toBe('contested');
    },
  );

  test('an order that takes long can be cancelled by whoever paid, once, and not before a quarter of an hour', async () => {
    const counter = await openCounter(await open());
    const { requests, sell, store } = counter;
    const order = await sell({ state: 'fulfilling', suppliedCardId: null, deliveredAt: null });
    const begun = { orderId: order.id, key: newId('supply'), state: 'unknown', sends: 1 } as const;
    const rest = { provider: 'sandbox', notFoundAt: null, lastError: null, slowToldAt: null };
    await store.fulfilments.start({ ...begun, ...rest, startedAt: counter.now });
    expect(await requests.stop(payer, order.id)).toMatchObject({ kind: 'over' });
    counter.now += 15 * minute;
    for (const stopped of await Promise.all([1, 2, 3].map(async () => requests.stop(payer, order.id))))
      expect(stopped.kind).toBe('stopping');
    expect(await store.refundWishes.ofOrder(order.id)).toMatchObject({ state: 'stopping' });
  });

  test('a card of which something is taken back takes nothing new, and one to which something is added gives nothing back', async () => {
    const counter = await openCounter(await open());
    const { requests, sell, store } = counter;
    for (let round = 0; round < 10; round++) {
      const order = await sell();
      const cardId = order.cardId ?? 'card_';
      await requests.ask(payer, order.id);
      const wish = await store.refundWishes.ofOrder(order.id);
      const renewal = anOrder(aCard({ id: cardId }), { state: 'paid', suppliedCardId: null });
      await store.orders.insert(renewal);
      const takes = async (): Promise<boolean> =>
        store.transaction(
          async (tx) => wish !== undefined && (await beginTakingBack(tx, wish, order, cardId)) !== undefined,
        );
      const adds = async (): Promise<boolean> =>
        store.transaction(
          async (tx) =>
            !(await isHeld(tx, cardId)) &&
            (await tx.orders.move(renewal, 'supply_started', counter.now)) !== undefined,
        );
      const both = await Promise.all(round % 2 ? [takes(), adds()] : [adds(), takes()]);
      expect(both.filter((went) => went)).toHaveLength(1);
    }
  });
});
