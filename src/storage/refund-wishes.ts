import { sql } from 'kysely';
import { mayBecome } from '../domain/refund-wish.ts';
import type { RefundWish, RefundWishState } from '../domain/refund-wish.ts';
import type { RefundWishes } from '../services/money-port.ts';
import { withoutJob } from './jobs.ts';
import type { Executor, Row } from './tables.ts';

const open = (['stopping', 'asked', 'taking_back', 'with_person'] as const).map((state) =>
  sql.lit<RefundWishState>(state),
);

/** The refund_wishes table: at most one row for each order. */
export function createRefundWishes(db: Executor): RefundWishes {
  const wishes = db.selectFrom('refund_wishes').selectAll();

  return {
    open: async ({ orderId, customerId, state, messageId, askedAt }) => {
      const row = await db
        .insertInto('refund_wishes')
        .values({
          order_id: orderId,
          customer_id: customerId,
          state,
          card_id: null,
          message_id: messageId,
          asked_at: askedAt,
          sent_at: null,
          decided_at: null,
          decided_by: null,
          told_at: null,
        })
        .onConflict((order) => order.column('order_id').doNothing())
        .returningAll()
        .executeTakeFirst();
      return row && wishOf(row);
    },
    ofOrder: async (orderId) => {
      const row = await wishes.where('order_id', '=', orderId).executeTakeFirst();
      return row && wishOf(row);
    },
    ofOrders: async (orderIds) => {
      if (orderIds.length === 0) return [];
      return (await wishes.where('order_id', 'in', orderIds).execute()).map(wishOf);
    },
    move: async (wish, to, patch = {}) => {
      if (!mayBecome(wish.state, to)) return undefined;
      const row = await db
        .updateTable('refund_wishes')
        .set({
          state: to,
          ...(patch.cardId !== undefined && { card_id: patch.cardId }),
          ...(patch.messageId !== undefined && { message_id: patch.messageId }),
          ...(patch.askedAt !== undefined && { asked_at: patch.askedAt }),
          ...(patch.decidedAt !== undefined && { decided_at: patch.decidedAt }),
          ...(patch.decidedBy !== undefined && { decided_by: patch.decidedBy }),
          ...(patch.toldAt !== undefined && { told_at: patch.toldAt }),
        })
        .where('order_id', '=', wish.orderId)
        .where('state', '=', wish.state)
        .returningAll()
        .executeTakeFirst();
      return row && wishOf(row);
    },
    send: async (orderId, at) => {
      await db
        .updateTable('refund_wishes')
        .set({ sent_at: at })
        .where('order_id', '=', orderId)
        .where('sent_at', 'is', null)
        .execute();
    },
    told: async (wish, at) => {
      await db
        .updateTable('refund_wishes')
        .set({ told_at: at })
        .where('order_id', '=', wish.orderId)
        .where('state', '=', wish.state)
        .execute();
    },
    holdsCard: async (cardId) => {
      const row = await db
        .selectFrom('refund_wishes')
        .select('order_id')
        .where('card_id', '=', cardId)
        .where('state', '=', sql.lit<RefundWishState>('taking_back'))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    areOpen: async (customerId) => {
      const row = await db
        .selectFrom('refund_wishes')
        .select('order_id')
        .where('customer_id', '=', customerId)
        .where('state', 'in', open)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    untold: async (before, limit) => {
      const rows = await wishes
        .where('told_at', 'is', null)
        .where('asked_at', '<', before)
        .where('state', 'in', ['asked', 'taking_back', 'with_person', 'refused'])
        .where(withoutJob('wish', 'refund_wishes.order_id'))
        .orderBy('asked_at')
        .limit(limit)
        .execute();
      return rows.map(wishOf);
    },
    exportOf: (customerId) =>
      // Who decided is not theirs to know; how and when is.
      db
        .selectFrom('refund_wishes')
        .select(['order_id as order', 'state', 'asked_at as askedAt', 'decided_at as decidedAt'])
        .where('customer_id', '=', customerId)
        .orderBy('asked_at')
        .orderBy('order_id')
        .execute(),
  };
}

function wishOf(row: Row<'refund_wishes'>): RefundWish {
  return {
    orderId: row.order_id,
    customerId: row.customer_id,
    state: row.state,
    cardId: row.card_id,
    messageId: row.message_id,
    askedAt: row.asked_at,
    sentAt: row.sent_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    toldAt: row.told_at,
  };
}
