import { sql } from 'kysely';
import type { Dispute, DisputeState } from '../domain/dispute.ts';
import type { NewId } from '../domain/ids.ts';
import type { Disputes } from '../services/money-port.ts';
import type { Executor, Row } from './tables.ts';

/** Written out, not bound: only so can the partial index be used. */
const lost = sql.lit<DisputeState>('lost');
const undecided = (['inquiry', 'open'] as const).map((state) => sql.lit<DisputeState>(state));

/** The disputes table: one row for each dispute of a payment. */
export function createDisputes(db: Executor, newId: NewId): Disputes {
  const disputes = db.selectFrom('disputes').selectAll();

  return {
    record: async ({ paymentId, railId, money: { amount, currency }, state }, at) => {
      const said = { amount, currency, state };
      const known = await disputes
        .where('payment_id', '=', paymentId)
        .where('rail_id', '=', railId)
        .executeTakeFirst();
      if (!known) {
        const row = { id: newId('dispute'), payment_id: paymentId, rail_id: railId, ...said };
        const made = await db
          .insertInto('disputes')
          .values({ ...row, opened_at: at, changed_at: at })
          .returningAll()
          .executeTakeFirstOrThrow();
        return { dispute: disputeOf(made), before: null };
      }
      const before = disputeOf(known);
      if (known.state === state && known.amount === amount && known.currency === currency)
        return { dispute: before, before };
      const changed = { ...said, changed_at: at };
      await db.updateTable('disputes').set(changed).where('id', '=', known.id).execute();
      return { dispute: disputeOf({ ...known, ...changed }), before };
    },
    byId: async (id) => {
      const row = await disputes.where('id', '=', id).executeTakeFirst();
      return row && disputeOf(row);
    },
    ofPayment: async (paymentId) => {
      const rows = await disputes.where('payment_id', '=', paymentId).orderBy('rail_id').execute();
      return rows.map(disputeOf);
    },
    undecided: async (limit) => {
      const rows = await disputes.where('state', 'in', undecided).orderBy('opened_at').limit(limit).execute();
      return rows.map(disputeOf);
    },
    lost: async (since, limit) => {
      const rows = await disputes
        .where('state', '=', lost)
        .where('changed_at', '>=', since)
        .orderBy('changed_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(disputeOf);
    },
    told: async (id, at) => {
      await db.updateTable('disputes').set({ told_at: at }).where('id', '=', id).execute();
    },
    endTold: async (id, end) => {
      await db.updateTable('disputes').set({ end_told: end }).where('id', '=', id).execute();
    },
    exportOf: (customerId) =>
      db
        .selectFrom('disputes')
        .innerJoin('payments', 'payments.id', 'disputes.payment_id')
        .select([
          'disputes.payment_id',
          'disputes.amount',
          'disputes.currency',
          'disputes.state',
          'disputes.opened_at',
          'disputes.changed_at',
        ])
        .where('payments.payer_id', '=', customerId)
        .orderBy('disputes.opened_at')
        .execute(),
  };
}

function disputeOf(row: Row<'disputes'>): Dispute {
  return {
    id: row.id,
    paymentId: row.payment_id,
    railId: row.rail_id,
    money: { amount: row.amount, currency: row.currency },
    state: row.state,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    toldAt: row.told_at,
    endTold: row.end_told,
  };
}
