import { sql } from 'kysely';
import type { AttemptState, PaymentAttempt } from '../domain/payment.ts';
import type { Attempts } from '../services/money-port.ts';
import { withoutJob } from './jobs.ts';
import type { Executor, Row } from './tables.ts';

/** The rail has a page, or may have one, that can still bring money. As literals: only so can the partial index be used. */
export const unsettled = (['opening', 'open', 'closing', 'processing'] as const).map((state) =>
  sql.lit<AttemptState>(state),
);

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
          state: attempt.state,
          request: attempt.request,
          session_id: attempt.sessionId,
          url: attempt.url,
          opened_at: attempt.openedAt,
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
    move: async (attempt, state, patch = {}) => {
      const next = { ...attempt, ...patch };
      const row = await db
        .updateTable('payment_attempts')
        .set({
          state,
          request: next.request,
          session_id: next.sessionId,
          url: next.url,
          opened_at: next.openedAt,
        })
        .where('id', '=', attempt.id)
        .where('state', '=', attempt.state)
        .returningAll()
        .executeTakeFirst();
      return row && attemptOf(row);
    },
    unsettled: async (before, limit) => {
      const rows = await attempts
        .where('state', 'in', unsettled)
        .where('opened_at', '<', before)
        .where(withoutJob('attempt', 'payment_attempts.id'))
        .orderBy('opened_at')
        .limit(limit)
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
    state: row.state,
    request: row.request,
    sessionId: row.session_id,
    url: row.url,
    openedAt: row.opened_at,
    createdAt: row.created_at,
  };
}
