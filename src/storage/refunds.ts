import { sql } from 'kysely';
import type { PaymentId } from '../domain/ids.ts';
import type { Refund } from '../domain/payment.ts';
import type { Refunds } from '../services/money-port.ts';
import { withoutJob } from './jobs.ts';
import { paymentOf } from './payments.ts';
import type { Executor, Row } from './tables.ts';

/** Not finished, as literals. */
const openStates = (['requested', 'pending'] as const).map((state) => sql.lit<Refund['state']>(state));

/** The refunds table: at most one row per payment. */
export function createRefunds(db: Executor): Refunds {
  const refunds = db.selectFrom('refunds').selectAll();

  async function ofPayment(paymentId: PaymentId): Promise<Refund | undefined> {
    const row = await refunds.where('payment_id', '=', paymentId).executeTakeFirst();
    return row && refundOf(row);
  }

  return {
    request: async (refund) => {
      const row = await db
        .insertInto('refunds')
        .values({
          id: refund.id,
          payment_id: refund.paymentId,
          reason: refund.reason,
          state: refund.state,
          requested_at: refund.requestedAt,
        })
        .onConflict((payment) => payment.column('payment_id').doNothing())
        .returningAll()
        .executeTakeFirst();
      if (row) return { refund: refundOf(row), requested: true };
      const known = await ofPayment(refund.paymentId);
      if (!known) throw new Error(`${refund.paymentId} has no refund, and takes none`);
      return { refund: known, requested: false };
    },
    byId: async (id) => {
      const row = await refunds.where('id', '=', id).executeTakeFirst();
      return row && refundOf(row);
    },
    ofPayment,
    finish: async (id, state, at) => {
      const { numUpdatedRows } = await db
        .updateTable('refunds')
        .set({ state, finished_at: at })
        .where('id', '=', id)
        .where('state', 'in', ['requested', 'pending'])
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    reopen: async (id) => {
      const { numUpdatedRows } = await db
        .updateTable('refunds')
        .set({ state: 'review' })
        .where('id', '=', id)
        .where('state', '=', 'succeeded')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    restart: async (id, { at, byHand }) => {
      const row = await db
        .updateTable('refunds')
        .set((eb) => ({
          state: 'requested',
          requested_at: at,
          finished_at: null,
          tries: eb('tries', '+', 1),
          by_hand: byHand ? 1 : 0,
        }))
        .where('id', '=', id)
        .where('state', '=', 'review')
        .returningAll()
        .executeTakeFirst();
      return row && refundOf(row);
    },
    areUnderWay: async (payerId) => {
      const row = await db
        .selectFrom('payments')
        .innerJoin('refunds', 'refunds.payment_id', 'payments.id')
        .select('refunds.id')
        .where('payments.payer_id', '=', payerId)
        .where('refunds.state', 'in', ['requested', 'pending', 'review'])
        // One that a person had in hand is over when the bank gave the money back.
        .where(({ eb, or }) =>
          or([eb('refunds.state', '<>', 'review'), eb('payments.outcome', 'is distinct from', 'refunded')]),
        )
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    pend: async (id) => {
      const { numUpdatedRows } = await db
        .updateTable('refunds')
        .set({ state: 'pending' })
        .where('id', '=', id)
        .where('state', '=', 'requested')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    succeeded: async (rail, { since, until, after, limit }) => {
      const rows = await db
        .selectFrom('refunds')
        .innerJoin('payments', 'payments.id', 'refunds.payment_id')
        .selectAll('payments')
        .select([
          'refunds.id as refund_id',
          'refunds.reason',
          'refunds.state',
          'refunds.requested_at',
          'refunds.finished_at',
          'refunds.by_hand',
          'refunds.tries',
        ])
        .where('payments.rail', '=', rail)
        .where('refunds.state', '=', 'succeeded')
        .where('refunds.finished_at', '>', since)
        .where('refunds.finished_at', '<=', until)
        .$if(after !== null, (query) =>
          query.where(
            sql<boolean>`(refunds.finished_at, refunds.id) > (${after?.finishedAt}, ${after?.refund.id})`,
          ),
        )
        .orderBy('refunds.finished_at')
        .orderBy('refunds.id')
        .limit(limit)
        .execute();
      return rows.map(
        ({ refund_id, reason, state, requested_at, finished_at, by_hand, tries, ...payment }) => ({
          refund: refundOf({
            id: refund_id,
            payment_id: payment.id,
            reason,
            state,
            requested_at,
            by_hand,
            tries,
          }),
          payment: paymentOf(payment),
          finishedAt: finished_at ?? 0,
        }),
      );
    },
    open: async (before, limit) => {
      // The states are written out, not bound: only so can the partial index be used.
      const rows = await refunds
        .where('state', 'in', openStates)
        .where('requested_at', '<', before)
        .where(withoutJob('refund', 'refunds.id'))
        .orderBy('requested_at')
        .limit(limit)
        .execute();
      return rows.map(refundOf);
    },
    endless: async (before, limit) => {
      const rows = await refunds
        .where('state', 'in', openStates)
        .where('requested_at', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('reviews')
                .select('id')
                .whereRef('subject', '=', 'refunds.id')
                .where('reason', '=', 'books_differ'),
            ),
          ),
        )
        .orderBy('requested_at')
        .limit(limit)
        .execute();
      return rows.map(refundOf);
    },
  };
}

function refundOf(row: Omit<Row<'refunds'>, 'finished_at'>): Refund {
  return {
    id: row.id,
    paymentId: row.payment_id,
    reason: row.reason,
    state: row.state,
    requestedAt: row.requested_at,
    tries: row.tries,
    byHand: row.by_hand === 1,
  };
}
