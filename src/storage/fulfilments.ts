import type { OrderId } from '../domain/ids.ts';
import type { Fulfilment } from '../domain/order.ts';
import type { Fulfilments } from '../services/orders-port.ts';
import type { Executor, Row } from './tables.ts';

/** The fulfilments table: one row per order, and a key that never serves two orders. */
export function createFulfilments(db: Executor): Fulfilments {
  async function byOrder(orderId: OrderId): Promise<Fulfilment | undefined> {
    const row = await db
      .selectFrom('fulfilments')
      .selectAll()
      .where('order_id', '=', orderId)
      .executeTakeFirst();
    return row && fulfilmentOf(row);
  }

  const update = (fulfilment: Fulfilment) =>
    db
      .updateTable('fulfilments')
      .set({
        state: fulfilment.state,
        sends: fulfilment.sends,
        not_found_at: fulfilment.notFoundAt,
        last_error: fulfilment.lastError,
        started_at: fulfilment.startedAt,
      })
      .where('order_id', '=', fulfilment.orderId)
      .where('key', '=', fulfilment.key);

  return {
    byOrder,
    byKey: async (provider, key) => {
      const row = await db
        .selectFrom('fulfilments')
        .selectAll()
        .where('key', '=', key)
        .where('provider', '=', provider)
        .executeTakeFirst();
      return row && fulfilmentOf(row);
    },
    start: async (fulfilment) => {
      const row = await db
        .insertInto('fulfilments')
        .values({
          order_id: fulfilment.orderId,
          key: fulfilment.key,
          provider: fulfilment.provider,
          state: fulfilment.state,
          sends: fulfilment.sends,
          not_found_at: fulfilment.notFoundAt,
          last_error: fulfilment.lastError,
          started_at: fulfilment.startedAt,
          slow_told_at: null,
        })
        .onConflict((order) => order.column('order_id').doNothing())
        .returningAll()
        .executeTakeFirst();
      return row ? fulfilmentOf(row) : ((await byOrder(fulfilment.orderId)) ?? fulfilment);
    },
    save: async (fulfilment) => {
      const { numUpdatedRows } = await update(fulfilment).executeTakeFirst();
      if (numUpdatedRows === 0n)
        throw new Error(`${fulfilment.orderId} has no fulfilment with the key ${fulfilment.key}`);
    },
    slowTold: async (orderId, at) => {
      await db
        .updateTable('fulfilments')
        .set({ slow_told_at: at })
        .where('order_id', '=', orderId)
        .where('slow_told_at', 'is', null)
        .execute();
    },
    saveFrom: async (state, fulfilment) => {
      const { numUpdatedRows } = await update(fulfilment).where('state', '=', state).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

function fulfilmentOf(row: Row<'fulfilments'>): Fulfilment {
  return {
    orderId: row.order_id,
    key: row.key,
    provider: row.provider,
    state: row.state,
    sends: row.sends,
    notFoundAt: row.not_found_at,
    lastError: row.last_error,
    startedAt: row.started_at,
    slowToldAt: row.slow_told_at,
  };
}
