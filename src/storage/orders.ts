import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { OrderId } from '../domain/ids.ts';
import { nextOrderState } from '../domain/order.ts';
import type { Order, OrderEvent, OrderState } from '../domain/order.ts';
import type { OrderPatch, Orders } from '../services/ports.ts';
import { fromJson } from './json.ts';
import type { Executor, Row, Tables } from './tables.ts';

/** The orders table with its audit trail. */
export function createOrders(db: Executor): Orders {
  const orders = db.selectFrom('orders').selectAll();

  async function set(
    id: OrderId,
    column: 'review_message_id' | 'status_message_id' | 'delivered_at',
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
    ofPayer: async (payerId, limit) => {
      const rows = await orders
        .where('payer_id', '=', payerId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(orderOf);
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
        .orderBy('updated_at')
        .limit(limit)
        .execute();
      return rows.map(orderOf);
    },
    setReviewMessage: (id, messageId) => set(id, 'review_message_id', messageId),
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

function rowOf(order: Order): Row<'orders'> {
  return {
    id: order.id,
    version: order.version,
    payer_id: order.payerId,
    owner_id: order.ownerId,
    card_id: order.cardId,
    plan: JSON.stringify(order.plan),
    preview: JSON.stringify(order.preview),
    price_amount: order.price.amount,
    price_currency: order.price.currency,
    state: order.state,
    quote_expires_at: order.quoteExpiresAt,
    review_message_id: order.reviewMessageId,
    status_message_id: order.statusMessageId,
    supplied_card_id: order.suppliedCardId,
    delivered_at: order.deliveredAt,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
  };
}

function orderOf(row: Row<'orders'>): Order {
  return {
    id: row.id,
    version: row.version,
    payerId: row.payer_id,
    ownerId: row.owner_id,
    cardId: row.card_id,
    plan: fromJson<Order['plan']>(row.plan),
    preview: fromJson<Order['preview']>(row.preview),
    price: { amount: row.price_amount, currency: row.price_currency },
    state: row.state,
    quoteExpiresAt: row.quote_expires_at,
    reviewMessageId: row.review_message_id,
    statusMessageId: row.status_message_id,
    suppliedCardId: row.supplied_card_id,
    deliveredAt: row.delivered_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
