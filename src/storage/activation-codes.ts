import { sql } from 'kysely';
import type { ActivationCode } from '../domain/activation-code.ts';
import type { CustomerId } from '../domain/ids.ts';
import { nextCodeState } from '../domain/issued-code.ts';
import type { CodeState, IssuedCode } from '../domain/issued-code.ts';
import type { ActivationCodes } from '../services/orders-port.ts';
import type { Digest } from './digest.ts';
import { fromJson } from './json.ts';
import type { Executor, Row } from './tables.ts';
import type { Vault } from './vault.ts';

/** What a digest of a code is for. */
const place = 'activation_codes';

/** Written out, not bound: only so can the partial index be used. */
const active = sql.lit<CodeState>('active');

/** The activation codes with those who have shown them. Each code is sealed for its row. */
export function createActivationCodes({
  db,
  vault,
  digest,
}: {
  db: Executor;
  vault: Vault;
  digest: Digest;
}): ActivationCodes {
  // The sealed code is read only where it is asked for.
  const codes = db
    .selectFrom('activation_codes')
    .select([
      'id',
      'order_id',
      'payer_id',
      'plan',
      'state',
      'redeemed_by',
      'redemption_order_id',
      'created_at',
      'expires_at',
    ]);

  return {
    insert: async (code, secret) => {
      await db
        .insertInto('activation_codes')
        .values({
          id: code.id,
          secret: vault.seal(secret, code.id),
          digest: digest(secret, place),
          order_id: code.orderId,
          payer_id: code.payerId,
          coverage: code.plan.coverage,
          plan: JSON.stringify(code.plan),
          state: code.state,
          redeemed_by: code.redeemedBy,
          redemption_order_id: code.redemptionOrderId,
          created_at: code.createdAt,
          expires_at: code.expiresAt,
        })
        .execute();
    },
    byId: async (id) => {
      const row = await codes.where('id', '=', id).executeTakeFirst();
      return row && codeOf(row);
    },
    ofOrder: async (orderId) => {
      const row = await codes.where('order_id', '=', orderId).executeTakeFirst();
      return row && codeOf(row);
    },
    ofOrders: async (orderIds) => {
      if (orderIds.length === 0) return [];
      return (await codes.where('order_id', 'in', orderIds).execute()).map(codeOf);
    },
    shown: async (secret, customerId, at) => {
      const row = await codes
        .where('digest', '=', digest(secret, place))
        .where(({ and, or, eb }) =>
          or([
            eb('payer_id', '=', customerId),
            eb('redeemed_by', '=', customerId),
            and([eb('state', '=', 'active'), eb('expires_at', '>', at)]),
          ]),
        )
        .executeTakeFirst();
      return row && codeOf(row);
    },
    knownTo: async (customerId, id) => {
      const row = await codes
        .where('id', '=', id)
        .where(({ or, eb, exists, selectFrom }) =>
          or([
            eb('payer_id', '=', customerId),
            exists(
              selectFrom('code_holders')
                .select('shown_at')
                .whereRef('code_id', '=', 'activation_codes.id')
                .where('customer_id', '=', customerId),
            ),
          ]),
        )
        .executeTakeFirst();
      return row && codeOf(row);
    },
    addHolder: async (id, customerId, at) => {
      await db
        .insertInto('code_holders')
        .values({ code_id: id, customer_id: customerId, shown_at: at })
        .onConflict((same) => same.columns(['code_id', 'customer_id']).doNothing())
        .execute();
    },
    secretOf: async (id) => {
      const row = await db
        .selectFrom('activation_codes')
        .select('secret')
        .where('id', '=', id)
        .executeTakeFirst();
      return row && (vault.open(row.secret, id) as ActivationCode);
    },
    move: async (code, event, at, redemption) => {
      const to = nextCodeState(code.state, event);
      if (to === undefined) return undefined;
      const used = { redeemed_by: redemption?.by ?? null, redemption_order_id: redemption?.orderId ?? null };
      const row = await db
        .updateTable('activation_codes')
        .set({
          state: to,
          decided_at: at,
          ...((event === 'redeemed' || event === 'returned') && used),
        })
        .where('id', '=', code.id)
        .where('state', '=', code.state)
        // Redeemed, returned and redeemed again is not as given.
        .where('redemption_order_id', 'is not distinct from', code.redemptionOrderId)
        .returningAll()
        .executeTakeFirst();
      return row && codeOf(row);
    },
    ending: async (by, limit) => {
      const rows = await codes
        .where('state', '=', active)
        .where('expires_at', '<=', by)
        .orderBy('expires_at')
        .limit(limit)
        .execute();
      return rows.map(codeOf);
    },
    unreminded: async (by, limit) => {
      const rows = await codes
        .where('state', '=', active)
        .where('expires_at', '<=', by)
        .where('reminded_at', 'is', null)
        .orderBy('expires_at')
        .limit(limit)
        .execute();
      return rows.map(codeOf);
    },
    markReminded: async (id, at) => {
      const { numUpdatedRows } = await db
        .updateTable('activation_codes')
        .set({ reminded_at: at })
        .where('id', '=', id)
        .where('reminded_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    wasTold: async (id) => {
      const row = await db
        .selectFrom('activation_codes')
        .select('told_at')
        .where('id', '=', id)
        .executeTakeFirst();
      return typeof row?.told_at === 'number';
    },
    markTold: async (id, at) => {
      await db.updateTable('activation_codes').set({ told_at: at }).where('id', '=', id).execute();
    },
    activeOf: async (payerId) => {
      const rows = await codes
        .where('payer_id', '=', payerId)
        .where('state', 'in', ['active', 'held'])
        .execute();
      return rows.map(codeOf);
    },
    exportOf: async (customerId) => {
      const paid = await codes.where('payer_id', '=', customerId).orderBy('created_at').execute();
      const used = await codes.where('redeemed_by', '=', customerId).execute();
      return [
        ...paid.map((row) => ({ ...told(row), paid_by_order: row.order_id })),
        ...used.map((row) => ({ ...told(row), redeemed_by_order: row.redemption_order_id })),
      ];
    },
    eraseOf: async (customerId: CustomerId) => {
      await db.deleteFrom('code_holders').where('customer_id', '=', customerId).execute();
    },
  };
}

type CodeRow = Omit<
  Row<'activation_codes'>,
  'secret' | 'digest' | 'coverage' | 'decided_at' | 'reminded_at' | 'told_at'
>;

function codeOf(row: CodeRow): IssuedCode {
  return {
    id: row.id,
    orderId: row.order_id,
    payerId: row.payer_id,
    plan: fromJson<IssuedCode['plan']>(row.plan),
    state: row.state,
    redeemedBy: row.redeemed_by,
    redemptionOrderId: row.redemption_order_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

/** The other party of a code is nobody's business. */
function told(row: CodeRow): Record<string, string | number | null> {
  const { id, coverage } = fromJson<IssuedCode['plan']>(row.plan);
  const { state, created_at: created, expires_at: expires } = row;
  return { plan: id, coverage, state, created_at: created, expires_at: expires };
}
