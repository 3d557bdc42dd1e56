import type { ClaimRequest } from '../domain/claim.ts';
import type { ClaimRequests } from '../services/cards-port.ts';
import type { Executor, Row } from './tables.ts';

/** The claim_requests table: questions to owners, each decided once. */
export function createClaimRequests(db: Executor): ClaimRequests {
  const requests = db.selectFrom('claim_requests').selectAll();

  return {
    open: async (request) => {
      await db
        .insertInto('claim_requests')
        .values({
          id: request.id,
          card_id: request.cardId,
          owner_id: request.ownerId,
          claimant_id: request.claimantId,
          way: request.way,
          state: request.state,
          asked_at: request.askedAt,
          expires_at: request.expiresAt,
          told_at: request.toldAt,
        })
        .execute();
    },
    byId: async (id) => {
      const row = await requests.where('id', '=', id).executeTakeFirst();
      return row && requestOf(row);
    },
    move: async (id, from, to) => {
      const row = await db
        .updateTable('claim_requests')
        .set({ state: to, told_at: null })
        .where('id', '=', id)
        .where('state', '=', from)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    told: async (id, state, at) => {
      await db
        .updateTable('claim_requests')
        .set({ told_at: at })
        .where('id', '=', id)
        .where('state', '=', state)
        .execute();
    },
    exportOf: (customerId) =>
      // Who asked is not theirs to know; that somebody did is.
      db
        .selectFrom('claim_requests')
        .select(['card_id as card', 'state', 'asked_at as askedAt'])
        .where('owner_id', '=', customerId)
        .orderBy('asked_at')
        .orderBy('id')
        .execute(),
    eraseOf: async (customerId) => {
      await db.deleteFrom('claim_requests').where('claimant_id', '=', customerId).execute();
      await db.deleteFrom('claim_requests').where('owner_id', '=', customerId).execute();
    },
  };
}

function requestOf(row: Row<'claim_requests'>): ClaimRequest {
  return {
    id: row.id,
    cardId: row.card_id,
    ownerId: row.owner_id,
    claimantId: row.claimant_id,
    way: row.way,
    state: row.state,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    toldAt: row.told_at,
  };
}
