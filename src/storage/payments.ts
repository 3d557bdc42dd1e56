import { sql } from 'kysely';
import type { Payment, Rail } from '../domain/payment.ts';
import type { Payments } from '../services/money-port.ts';
import { withoutJob } from './jobs.ts';
import type { Executor, Row } from './tables.ts';

type Outcome = NonNullable<Payment['outcome']>;

/** From which outcomes an entry may come to this one, besides from none: a review ends one way or the other, and a refund can fail late. */
const settlesFrom: Readonly<Record<Outcome, readonly Outcome[]>> = {
  fulfilled: ['review'],
  review: ['fulfilled', 'refunded'],
  refunded: ['fulfilled', 'review'],
};

/** The payments table: the ledger. */
export function createPayments(db: Executor): Payments {
  const payments = db.selectFrom('payments').selectAll();

  async function byCharge(rail: Rail, chargeId: string): Promise<Payment | undefined> {
    const row = await payments.where('rail', '=', rail).where('charge_id', '=', chargeId).executeTakeFirst();
    return row && paymentOf(row);
  }

  return {
    record: async (payment) => {
      const row = await db
        .insertInto('payments')
        .values({
          id: payment.id,
          rail: payment.rail,
          charge_id: payment.chargeId,
          provider_charge_id: payment.providerChargeId,
          payer_id: payment.payerId,
          amount: payment.money.amount,
          currency: payment.money.currency,
          payload: payment.payload,
          order_id: payment.orderId,
          outcome: payment.outcome,
          received_at: payment.receivedAt,
        })
        .onConflict((charge) => charge.columns(['rail', 'charge_id']).doNothing())
        .returningAll()
        .executeTakeFirst();
      if (row) return { payment: paymentOf(row), recorded: true };
      return { payment: (await byCharge(payment.rail, payment.chargeId)) ?? payment, recorded: false };
    },
    byId: async (id) => {
      const row = await payments.where('id', '=', id).executeTakeFirst();
      return row && paymentOf(row);
    },
    byCharge,
    ofOrder: async (orderId) => {
      const rows = await payments
        .where('order_id', '=', orderId)
        .orderBy('received_at')
        .orderBy('id')
        .execute();
      return rows.map(paymentOf);
    },
    assign: async (id, orderId) => {
      const bound = await db
        .updateTable('payments')
        .set({ order_id: orderId })
        .where('id', '=', id)
        .where('order_id', 'is', null)
        .executeTakeFirst();
      if (bound.numUpdatedRows > 0n) return;
      const entry = await payments.where('id', '=', id).executeTakeFirst();
      if (entry?.order_id !== orderId)
        throw new Error(`${id} cannot be bound to ${orderId}: it belongs to ${entry?.order_id ?? 'nothing'}`);
    },
    exportOf: async (customerId) => {
      const rows = await db
        .selectFrom('payments')
        .leftJoin('refunds', 'refunds.payment_id', 'payments.id')
        .select([
          'payments.id',
          'payments.rail',
          'payments.charge_id',
          'payments.amount',
          'payments.currency',
          'payments.order_id',
          'payments.outcome',
          'payments.received_at',
          'refunds.reason as refund_reason',
          'refunds.state as refund_state',
          'refunds.requested_at as refund_requested_at',
          'refunds.finished_at as refund_finished_at',
        ])
        .where('payments.payer_id', '=', customerId)
        .orderBy('payments.received_at')
        .execute();
      return rows;
    },
    settle: async (id, outcome) => {
      await db
        .updateTable('payments')
        .set({ outcome })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', 'in', settlesFrom[outcome])]))
        .execute();
    },
    unassigned: async (before, limit) => {
      const rows = await payments
        .where('outcome', 'is', null)
        .where('order_id', 'is', null)
        .where('received_at', '<', before)
        .where(withoutJob('payment', 'payments.id'))
        .orderBy('received_at')
        .limit(limit)
        .execute();
      return rows.map(paymentOf);
    },
    received: async (rail, { since, until, after, limit }) => {
      const rows = await payments
        .where('rail', '=', rail)
        .where('received_at', '>', since)
        .where('received_at', '<=', until)
        .$if(after !== null, (query) =>
          query.where(sql<boolean>`(received_at, id) > (${after?.receivedAt}, ${after?.id})`),
        )
        .orderBy('received_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(paymentOf);
    },
    withoutEnd: async (before, limit) => {
      const rows = await payments
        .where('outcome', 'is', null)
        .where('received_at', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('refunds')
                .select('id')
                .whereRef('payment_id', '=', 'payments.id')
                .where('state', 'in', ['requested', 'pending']),
            ),
          ),
        )
        .where(withoutJob('payment', 'payments.id'))
        .where(withoutJob('order', 'payments.order_id'))
        // Those that operators know of already would hide the others in the end.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('reviews')
                .select('id')
                .whereRef('subject', '=', 'payments.id')
                .where('reason', '=', 'books_differ'),
            ),
          ),
        )
        .orderBy('received_at')
        .limit(limit)
        .execute();
      return rows.map(paymentOf);
    },
  };
}

export function paymentOf(row: Row<'payments'>): Payment {
  return {
    id: row.id,
    rail: row.rail,
    chargeId: row.charge_id,
    providerChargeId: row.provider_charge_id,
    payerId: row.payer_id,
    money: { amount: row.amount, currency: row.currency },
    payload: row.payload,
    orderId: row.order_id,
    outcome: row.outcome,
    receivedAt: row.received_at,
  };
}
