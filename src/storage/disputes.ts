import { sql } from 'kysely';
import type { Dispute, DisputeState } from '../domain/dispute.ts';
import type { NewId } from '../domain/ids.ts';
import type { Disputes } from '../services/money-port.ts';
import type { Executor, Row } from './tables.ts';

/** Written out, not bound: only so can the partial index be used. */
const undecided = (['inquiry', 'open'] as const).map((state) => sql.lit<DisputeState>(state));

type Said = Pick<Row<'disputes'>, 'amount' | 'currency' | 'state'>;

/** The disputes table: one row for each dispute of a payment. */
export function createDisputes(db: Executor, newId: NewId): Disputes {
  const disputes = db.selectFrom('disputes').selectAll();

  /** Writes down what was taken for good between one thing that the rail said and the next, or given back of it. */
  async function book(
    before: Said | null,
    { id, ...now }: Said & Pick<Dispute, 'id'>,
    at: number,
  ): Promise<void> {
    const amount = takenIn(now) - (before ? takenIn(before) : 0);
    if (amount === 0) return;
    const row = { id: newId('loss'), dispute_id: id, amount, currency: now.currency, at };
    await db.insertInto('dispute_losses').values(row).execute();
  }

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
        await book(null, made, at);
        return { dispute: disputeOf(made), before: null };
      }
      const before = disputeOf(known);
      if (known.state === state && known.amount === amount && known.currency === currency)
        return { dispute: before, before };
      const changed = { ...said, changed_at: at };
      const { numUpdatedRows } = await db
        .updateTable('disputes')
        .set(changed)
        .where('id', '=', known.id)
        .where('state', '=', known.state)
        .where('amount', '=', known.amount)
        .executeTakeFirst();
      // Two at once would write the same loss down twice.
      if (numUpdatedRows === 0n) throw new Error(`${known.id} was moved meanwhile`);
      await book(known, { ...known, ...changed }, at);
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
    losses: async (rail, { since, until, after, limit }) => {
      const rows = await db
        .selectFrom('dispute_losses')
        .innerJoin('disputes', 'disputes.id', 'dispute_losses.dispute_id')
        .innerJoin('payments', 'payments.id', 'disputes.payment_id')
        .selectAll('dispute_losses')
        .select(['disputes.rail_id', 'payments.charge_id'])
        .where('payments.rail', '=', rail)
        .where('dispute_losses.at', '>', since)
        .where('dispute_losses.at', '<=', until)
        .$if(after !== null, (query) =>
          query.where(sql<boolean>`(dispute_losses.at, dispute_losses.id) > (${after?.at}, ${after?.id})`),
        )
        .orderBy('dispute_losses.at')
        .orderBy('dispute_losses.id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        kind: row.amount > 0 ? 'loss' : 'regain',
        chargeId: row.charge_id,
        railId: row.rail_id,
        money: { amount: Math.abs(row.amount), currency: row.currency },
        at: row.at,
      }));
    },
    setHeard: async (id, heard) => {
      await db.updateTable('disputes').set({ heard }).where('id', '=', id).execute();
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

/** How much of our money is gone for good, as things stand. */
function takenIn({ state, amount }: Said): number {
  return state === 'lost' ? amount : 0;
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
    heard: row.heard,
    endTold: row.end_told,
  };
}
