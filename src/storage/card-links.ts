import type { CardLink } from '../domain/share.ts';
import type { CardLinks } from '../services/cards-port.ts';
import type { Digest } from './digest.ts';
import type { Executor, Row } from './tables.ts';

/** The card_links table: one link of a kind for a card, the newest. */
export function createCardLinks(db: Executor, digest: Digest): CardLinks {
  const digestOf = (purpose: CardLink['purpose'], token: string): string => digest(token, `link:${purpose}`);

  return {
    put: async (link, token) => {
      const values = {
        owner_id: link.ownerId,
        digest: digestOf(link.purpose, token),
        created_at: link.createdAt,
        expires_at: link.expiresAt,
        used_by: link.usedBy,
      };
      await db
        .insertInto('card_links')
        .values({ card_id: link.cardId, purpose: link.purpose, ...values })
        .onConflict((same) => same.columns(['card_id', 'purpose']).doUpdateSet(values))
        .execute();
    },
    find: async (purpose, token) => {
      const row = await db
        .selectFrom('card_links')
        .selectAll()
        .where('digest', '=', digestOf(purpose, token))
        .executeTakeFirst();
      return row && linkOf(row);
    },
    use: async (purpose, token, by, at) => {
      const row = await db
        .updateTable('card_links')
        .set({ used_by: by })
        .where('digest', '=', digestOf(purpose, token))
        .where('expires_at', '>', at)
        .where('used_by', 'is', null)
        .returning('card_id')
        .executeTakeFirst();
      return row !== undefined;
    },
    ofCard: async (cardId, purpose, at) => {
      const row = await db
        .selectFrom('card_links')
        .selectAll()
        .where('card_id', '=', cardId)
        .where('purpose', '=', purpose)
        .where('expires_at', '>', at)
        .where('used_by', 'is', null)
        .executeTakeFirst();
      return row && linkOf(row);
    },
    drop: async (cardId, purpose) => {
      await db
        .deleteFrom('card_links')
        .where('card_id', '=', cardId)
        .where('purpose', '=', purpose)
        .where('used_by', 'is', null)
        .execute();
    },
    exportOf: async (customerId) => {
      const rows = await db
        .selectFrom('card_links')
        .selectAll()
        .where('card_id', 'in', db.selectFrom('cards').select('id').where('owner_id', '=', customerId))
        // One that brought them the card was somebody else's.
        .where('owner_id', '=', customerId)
        .execute();
      return rows.map(linkOf).map(({ cardId, purpose, createdAt, expiresAt, usedBy }) => ({
        cardId,
        purpose,
        createdAt,
        expiresAt,
        used: usedBy !== null,
      }));
    },
    eraseOf: async (customerId) => {
      await db.deleteFrom('card_links').where('used_by', '=', customerId).execute();
    },
    prune: async (at) => {
      await db.deleteFrom('card_links').where('expires_at', '<=', at).execute();
    },
  };
}

function linkOf(row: Row<'card_links'>): CardLink {
  return {
    cardId: row.card_id,
    purpose: row.purpose,
    ownerId: row.owner_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedBy: row.used_by,
  };
}
