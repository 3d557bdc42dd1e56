import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { OrderId } from '../domain/ids.ts';
import { nextOrderState, awaitingDelivery } from '../domain/order.ts';
import type { Order, OrderEvent, OrderState } from '../domain/order.ts';
import type { OrderPatch, Orders } from '../services/orders-port.ts';
import { withoutJob } from './jobs.ts';
import { unsettled } from './attempts.ts';
import { orderOf, rowOf } from './order-row.ts';
import { createRefundWishes } from './refund-wishes.ts';
import type { Executor, Tables } from './tables.ts';

const unpaid: readonly OrderState[] = ['awaiting_payment', 'canceled'];

/** Paid, and neither delivered nor given back. */
const underWay: readonly OrderState[] = ['processing', 'paid', 'fulfilling', 'review'];

/** The orders table with its audit trail. */
export function createOrders(db: Executor): Orders {
  const orders = db.selectFrom('orders').selectAll();

  async function set(
    id: OrderId,
    column: 'status_message_id' | 'delivered_at',
    value: number,
  ): Promise<void> {
    await db
      .updateTable('orders')
      .set({ [column]: value })
      .where('id', '=', id)
      .where(column, 'is distinct from', value)
      .execute();
  }

  return {
    insert: async (order) => {
      await db.insertInto('orders').values(rowOf(order)).execute();
    },
    byId: async (id) => {
      const row = await orders.where('id', '=', id).executeTakeFirst();
      return row && orderOf(row);
    },
    of: async (customerId, limit) => {
      const newest = orders.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
      const paid = await newest.where('payer_id', '=', customerId).where('state', 'not in', unpaid).execute();
      const got = await newest
        .where('owner_id', '=', customerId)
        .where('payer_id', '<>', customerId)
        .where('supplied_card_id', 'is not', null)
        .execute();
      return [...paid, ...got]
        .toSorted((a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map(orderOf);
    },
    paidBy: async (payerId, limit) => {
      const rows = await orders
        .where('payer_id', '=', payerId)
        .where('state', 'not in', unpaid)
        .where('activation_code_id', 'is', null)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(orderOf);
    },
    awaiting: async (payerId, cardId, delivery) => {
      const rows = await orders
        .where('payer_id', '=', payerId)
        .where('card_id', cardId === null ? 'is' : '=', cardId)
        .where('delivery', '=', delivery)
        .where('state', '=', sql.lit<OrderState>('awaiting_payment'))
        .execute();
      return rows.map(orderOf);
    },
    isConfirming: async (payerId, cardId, delivery) => {
      const row = await db
        .selectFrom('orders')
        .select('id')
        .where('payer_id', '=', payerId)
        .where('card_id', cardId === null ? 'is' : '=', cardId)
        .where('delivery', '=', delivery)
        .where('state', '=', sql.lit<OrderState>('processing'))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    exportOf: async (customerId) => {
      const paid = await orders
        .where('payer_id', '=', customerId)
        .where('state', 'not in', unpaid)
        .orderBy('created_at')
        .execute();
      const got = await orders
        .where('owner_id', '=', customerId)
        .where('payer_id', '<>', customerId)
        .where('supplied_card_id', 'is not', null)
        .orderBy('created_at')
        .execute();
      const told = ({ id, plan, preview, state, cardId, suppliedCardId, createdAt, deliveredAt }: Order) => ({
        id,
        plan: plan.id,
        coverage: plan.coverage,
        preview: preview.kind,
        state,
        cardId,
        suppliedCardId,
        createdAt,
        deliveredAt,
      });
      return [
        ...paid.map(orderOf).map((order) => ({ ...told(order), paidBy: 'me', price: order.price })),
        ...got.map(orderOf).map((order) => ({ ...told(order), paidBy: 'somebody else' })),
      ];
    },
    allAwaiting: async (payerId) => {
      const rows = await orders
        .where('payer_id', '=', payerId)
        .where('state', '=', sql.lit<OrderState>('awaiting_payment'))
        .execute();
      return rows.map(orderOf);
    },
    areUnderWay: async (customerId) => {
      for (const role of ['payer_id', 'owner_id'] as const) {
        const row = await db
          .selectFrom('orders')
          .select('id')
          .where(role, '=', customerId)
          .where((eb) =>
            eb.or([
              eb('state', 'in', [...underWay, 'refund_pending']),
              eb.and([eb('state', '=', 'fulfilled'), eb('delivered_at', 'is', null)]),
            ]),
          )
          .limit(1)
          .executeTakeFirst();
        if (row) return true;
      }
      return false;
    },
    isUnderWay: async (cardId) => {
      const row = await db
        .selectFrom('orders')
        .select('id')
        .where('card_id', '=', cardId)
        .where('state', 'in', underWay)
        .limit(1)
        .executeTakeFirst();
      // What is being taken back from it is not settled either.
      return row !== undefined || (await createRefundWishes(db).holdsCard(cardId));
    },
    suppliedTo: async (cardId) => {
      const rows = await orders
        .where('supplied_card_id', '=', cardId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(orderOf);
    },
    isAddedTo: async (cardId, except) => {
      const row = await db
        .selectFrom('orders')
        .select('id')
        .where('card_id', '=', cardId)
        .where('state', 'in', ['fulfilling', 'review'])
        .where('supplied_card_id', 'is', null)
        .where('id', '<>', except)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    move: async (order, event, at, patch) => {
      const to = nextOrderState(order.state, event);
      if (to === undefined) return undefined;
      const step = { order, event, to, at, patch };
      if (db.isTransaction) return move(db, step);
      return db.transaction().execute((trx) => move(trx, step));
    },
    stalled: async (states, before, limit) => {
      if (states.length === 0) return [];
      const rows = await orders
        .where('state', 'in', states)
        .where('updated_at', '<', before)
        .where(withoutJob('order', 'orders.id'))
        .orderBy('updated_at')
        .limit(limit)
        .execute();
      return rows.map(orderOf);
    },
    late: async (before) => {
      const found = await db
        .selectFrom('orders')
        .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('updated_at').as('oldest')])
        .where('state', 'in', awaitingDelivery)
        .where('updated_at', '<=', before)
        .executeTakeFirstOrThrow();
      return { orders: Number(found.count), oldestAt: found.oldest === null ? null : Number(found.oldest) };
    },
    abandoned: async (before, limit) => {
      const cases = sql`reviews r where r.closed_at is null and r.subject`;
      const rows = await orders
        .where('state', '=', 'review')
        .where('updated_at', '<', before)
        .where(sql<boolean>`not exists (select 1 from ${cases} = orders.id)`)
        .where(
          sql<boolean>`not exists (select 1 from payments p where p.order_id = orders.id and (exists (select 1 from ${cases} = p.id)
            or exists (select 1 from refunds f where f.payment_id = p.id and exists (select 1 from ${cases} = f.id))))`,
        )
        .where(
          sql<boolean>`not exists (select 1 from reviews r where r.subject = orders.id and r.reason = 'books_differ')`,
        )
        .orderBy('updated_at')
        .limit(limit)
        .execute();
      return rows.map(orderOf);
    },
    undelivered: async (before, limit) => {
      // The state is written out, not bound: only so can the partial index be used.
      const rows = await orders
        .where('state', '=', sql.lit<OrderState>('fulfilled'))
        .where('delivered_at', 'is', null)
        .where('updated_at', '<', before)
        .where(withoutJob('order', 'orders.id'))
        .orderBy('updated_at')
        .limit(limit)
        .execute();
      return rows.map(orderOf);
    },
    settled: async (states, { since, until, after, limit }) => {
      const rows = await orders
        .where('state', 'in', states)
        .where('updated_at', '>', since)
        .where('updated_at', '<=', until)
        .$if(after !== null, (query) =>
          query.where(sql<boolean>`(updated_at, id) > (${after?.updatedAt}, ${after?.id})`),
        )
        .orderBy('updated_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(orderOf);
    },
    forgetUnpaid: async (before, limit) => {
      const old = await db
        .selectFrom('orders')
        .select('id')
        .where('state', 'in', unpaid)
        .where('updated_at', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('payments').select('id').whereRef('order_id', '=', 'orders.id'))),
        )
        // A page of the rail that is not settled may still bring money.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('payment_attempts')
                .select('id')
                .whereRef('order_id', '=', 'orders.id')
                .where('state', 'in', unsettled),
            ),
          ),
        )
        .limit(limit)
        .execute();
      const ids = old.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await db.deleteFrom('payment_attempts').where('order_id', 'in', ids).execute();
      await db.deleteFrom('order_transitions').where('order_id', 'in', ids).execute();
      await db.deleteFrom('orders').where('id', 'in', ids).execute();
      return ids.length;
    },
    extendQuote: async (id, until) => {
      await db
        .updateTable('orders')
        .set({ quote_expires_at: until })
        .where('id', '=', id)
        .where('quote_expires_at', '<', until)
        .execute();
    },
    setReviewMessage: async ({ id, payerId }, messageId) => {
      // One statement and so one commit: the orders that the bubble showed before let go of it.
      await db
        .updateTable('orders')
        .set({ review_message_id: sql`case when id = ${id} then ${sql.lit(messageId)} end` })
        .where('payer_id', '=', payerId)
        .where(({ eb, or }) =>
          or([
            eb('id', '=', id).and('review_message_id', 'is distinct from', messageId),
            eb('id', '<>', id).and('review_message_id', '=', messageId),
          ]),
        )
        .execute();
    },
    setStatusMessage: (id, messageId) => set(id, 'status_message_id', messageId),
    setDelivered: (id, at) => set(id, 'delivered_at', at),
  };
}

async function move(
  trx: Executor | Transaction<Tables>,
  {
    order,
    event,
    to,
    at,
    patch,
  }: { order: Order; event: OrderEvent; to: OrderState; at: number; patch: OrderPatch | undefined },
): Promise<Order | undefined> {
  const row = await trx
    .updateTable('orders')
    .set({
      state: to,
      version: order.version + 1,
      updated_at: at,
      ...(patch?.suppliedCardId && { supplied_card_id: patch.suppliedCardId }),
    })
    .where('id', '=', order.id)
    .where('version', '=', order.version)
    .where('state', '=', order.state)
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  await trx
    .insertInto('order_transitions')
    .values({ order_id: row.id, version: row.version, from_state: order.state, event, to_state: to, at })
    .execute();
  return orderOf(row);
}
