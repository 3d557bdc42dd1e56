import type { PaymentAttempt } from '../domain/order.ts';
import type { Attempts } from '../services/ports.ts';
import type { Executor, Row } from './tables.ts';

/** The payment_attempts table. */
export function createAttempts(db: Executor): Attempts {
  const attempts = db.selectFrom('payment_attempts').selectAll();
  return {
    insert: async (attempt) => {
      await db
        .insertInto('payment_attempts')
        .values({
          id: attempt.id,
          order_id: attempt.orderId,
          rail: attempt.rail,
          total_amount: attempt.total.amount,
          total_currency: attempt.total.currency,
          created_at: attempt.createdAt,
        })
        .execute();
    },
    byId: async (id) => {
      const row = await attempts.where('id', '=', id).executeTakeFirst();
      return row && attemptOf(row);
    },
    ofOrder: async (orderId) => {
      const rows = await attempts
        .where('order_id', '=', orderId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(attemptOf);
    },
  };
}

function attemptOf(row: Row<'payment_attempts'>): PaymentAttempt {
  return {
    id: row.id,
    orderId: row.order_id,
    rail: row.rail,
    total: { amount: row.total_amount, currency: row.total_currency },
    createdAt: row.created_at,
  };
}
