import type { Claims } from '../services/cards-port.ts';
import type { Digest } from './digest.ts';
import type { Executor } from './tables.ts';

/** The claims table: every claim and its end. Proofs are kept as digests. */
export function createClaims(db: Executor, digest: Digest): Claims {
  return {
    record: async ({ id, customerId, way, proof, end, cardId, at }) => {
      const row = { id, customer_id: customerId, way, outcome: end, card_id: cardId, at };
      await db
        .insertInto('claims')
        .values({ ...row, proof: digest(proof, 'claim') })
        .execute();
    },
    prune: async (before) => {
      await db.deleteFrom('claims').where('at', '<', before).execute();
    },
    exportOf: (customerId) =>
      // How it ended may be somebody else's secret; that it was added is on their list of cards.
      db
        .selectFrom('claims')
        .select(['way', 'at'])
        .where('customer_id', '=', customerId)
        .orderBy('at')
        .orderBy('id')
        .execute(),
    eraseOf: async (customerId) => {
      await db.deleteFrom('claims').where('customer_id', '=', customerId).execute();
    },
  };
}
