import { sql } from 'kysely';
import type { Share } from '../domain/share.ts';
import type { Shares } from '../services/cards-port.ts';
import type { Executor, Row } from './tables.ts';
import type { Vault } from './vault.ts';

/** The shares table. Names of companions are sealed for the share they belong to. */
export function createShares(db: Executor, vault: Vault): Shares {
  const shares = db.selectFrom('shares').selectAll();
  const shareOf = (row: Row<'shares'>): Share => ({
    id: row.id,
    cardId: row.card_id,
    companionId: row.companion_id,
    name: row.companion_name && vault.open(row.companion_name, row.id),
    createdAt: row.created_at,
    endedAt: row.ended_at,
  });

  return {
    begin: async (share) => {
      const row = await db
        .insertInto('shares')
        .values({
          id: share.id,
          card_id: share.cardId,
          companion_id: share.companionId,
          companion_name: share.name === null ? null : vault.seal(share.name, share.id),
          owner_id: db.selectFrom('cards').select('owner_id').where('id', '=', share.cardId),
          created_at: share.createdAt,
          ended_at: share.endedAt,
        })
        .onConflict((open) =>
          open
            .columns(['card_id', 'companion_id'])
            .where(sql<boolean>`ended_at is null`)
            .doNothing(),
        )
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    ofCard: async (cardId) => {
      const rows = await shares
        .where('card_id', '=', cardId)
        .where('ended_at', 'is', null)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(shareOf);
    },
    byId: async (id) => {
      const row = await shares.where('id', '=', id).executeTakeFirst();
      return row && shareOf(row);
    },
    between: async (cardId, companionId) => {
      const row = await shares
        .where('companion_id', '=', companionId)
        .where('card_id', '=', cardId)
        .orderBy(sql`ended_at is null`, 'desc')
        .orderBy('ended_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && shareOf(row);
    },
    exportOf: async (customerId) => {
      // Who shared it before the card became theirs is not theirs to know.
      const given = await shares.where('owner_id', '=', customerId).execute();
      const got = await shares.where('companion_id', '=', customerId).execute();
      return [
        ...given.map(shareOf).map(({ cardId, name, createdAt, endedAt }) => ({
          cardId,
          sharedWith: name,
          createdAt,
          endedAt,
        })),
        ...got.map(shareOf).map(({ cardId, createdAt, endedAt }) => ({
          cardId,
          sharedWith: 'me',
          createdAt,
          endedAt,
        })),
      ];
    },
    eraseOf: async (customerId) => {
      await db.deleteFrom('shares').where('companion_id', '=', customerId).execute();
      await db.deleteFrom('shares').where('owner_id', '=', customerId).execute();
    },
    end: async (id, at) => {
      const row = await db
        .updateTable('shares')
        .set({ ended_at: at, companion_name: null })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
