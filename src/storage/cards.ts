import type { Card } from '../domain/card.ts';
import type { CardId } from '../domain/ids.ts';
import type { Balance } from '../domain/usage.ts';
import type { Cards } from '../services/cards-port.ts';
import { fromJson } from './json.ts';
import type { Executor, Row } from './tables.ts';
import type { Vault } from './vault.ts';

/** The cards table. Installation codes are sealed for the card they belong to. */
export function createCards(db: Executor, vault: Vault): Cards {
  const cards = db.selectFrom('cards').selectAll();

  async function byProfile(provider: string, refId: string): Promise<Card | undefined> {
    const row = await cards
      .where('provider', '=', provider)
      .where('provider_ref', '=', refId)
      .executeTakeFirst();
    return row && cardOf(row);
  }

  return {
    add: async (card) => {
      const row = await db
        .insertInto('cards')
        .values({
          id: card.id,
          owner_id: card.ownerId,
          provider: card.provider,
          provider_ref: card.ref.id,
          iccid: card.ref.iccid,
          coverage: card.coverage,
          balance: card.balance && JSON.stringify(card.balance),
          balance_as_of: card.balance && card.createdAt,
          created_at: card.createdAt,
        })
        .onConflict((profile) => profile.columns(['provider', 'provider_ref']).doNothing())
        .returningAll()
        .executeTakeFirst();
      return row ? cardOf(row) : ((await byProfile(card.provider, card.ref.id)) ?? card);
    },
    byId: async (id) => {
      const row = await cards.where('id', '=', id).executeTakeFirst();
      return row && cardOf(row);
    },
    byProfile,
    ofOwner: async (ownerId) => {
      const rows = await cards
        .where('owner_id', '=', ownerId)
        .where('removed_at', 'is', null)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(cardOf);
    },
    ofCompanion: async (companionId) => {
      const rows = await db
        .selectFrom('shares')
        .innerJoin('cards', 'cards.id', 'shares.card_id')
        .selectAll('cards')
        .where('shares.companion_id', '=', companionId)
        .where('shares.ended_at', 'is', null)
        .where('cards.removed_at', 'is', null)
        .orderBy('shares.created_at')
        .orderBy('shares.id')
        .execute();
      return rows.map(cardOf);
    },
    exportOf: async (customerId) => {
      const rows = await cards
        .where('owner_id', '=', customerId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(cardOf).map(({ ref, ...card }) => ({ ...card, ref: undefined, iccid: ref.iccid }));
    },
    eraseOf: async (customerId, at) => {
      const theirs = db.selectFrom('cards').select('id').where('owner_id', '=', customerId);
      await db.deleteFrom('shares').where('card_id', 'in', theirs).execute();
      await db.deleteFrom('card_links').where('card_id', 'in', theirs).execute();
      await db
        .updateTable('cards')
        .set((eb) => ({
          removed_at: eb.fn.coalesce('removed_at', eb.val(at)),
          name: null,
          balance: null,
          balance_as_of: null,
          installation_code: null,
        }))
        .where('owner_id', '=', customerId)
        .execute();
    },
    hold: async (id, ownerId) => {
      const row = await db
        .updateTable('cards')
        .set({ owner_id: ownerId })
        .where('id', '=', id)
        .where('owner_id', '=', ownerId)
        .where('removed_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    rename: async (id, ownerId, name) => {
      const row = await db
        .updateTable('cards')
        .set({ name })
        .where('id', '=', id)
        .where('owner_id', '=', ownerId)
        .where('removed_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    remove: async (id, ownerId, at) => {
      const row = await inOneTransaction(db, async (trx) => {
        const removed = await trx
          .updateTable('cards')
          .set({ removed_at: at, name: null })
          .where('id', '=', id)
          .where('owner_id', '=', ownerId)
          .where('removed_at', 'is', null)
          .returning('id')
          .executeTakeFirst();
        if (removed) await endShares(trx, id, at);
        return removed;
      });
      return row !== undefined;
    },
    take: (card, to, at) =>
      inOneTransaction(db, async (trx) => {
        const row = await trx
          .updateTable('cards')
          .set({ owner_id: to, name: null, removed_at: null })
          .where('id', '=', card.id)
          .where('owner_id', '=', card.ownerId)
          .where('removed_at', 'is not distinct from', card.removedAt)
          .returningAll()
          .executeTakeFirst();
        if (row) await endShares(trx, card.id, at);
        return row && cardOf(row);
      }),
    saveBalance: async (id, balance, askedAt) => {
      const json = JSON.stringify(balance);
      // Nothing is written for an answer that is already there: a look at the balance must not cost a commit.
      await db
        .updateTable('cards')
        .set({ balance: json, balance_as_of: askedAt })
        .where('id', '=', id)
        .where('balance', 'is distinct from', json)
        .where((eb) => eb.or([eb('balance_as_of', 'is', null), eb('balance_as_of', '<=', askedAt)]))
        .execute();
    },
    installationCode: async (id) => {
      const row = await db
        .selectFrom('cards')
        .select('installation_code')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.installation_code ? vault.open(row.installation_code, id) : null;
    },
    saveInstallationCode: async (id, lpa) => {
      await db
        .updateTable('cards')
        .set({ installation_code: vault.seal(lpa, id) })
        .where('id', '=', id)
        .execute();
    },
  };
}

/** All that others may do with this card, or were about to. */
async function endShares(trx: Executor, id: CardId, at: number): Promise<void> {
  await trx
    .updateTable('shares')
    .set({ ended_at: at, companion_name: null })
    .where('card_id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  await trx.deleteFrom('card_links').where('card_id', '=', id).where('used_by', 'is', null).execute();
}

function inOneTransaction<T>(db: Executor, work: (trx: Executor) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

function cardOf(row: Row<'cards'>): Card {
  return {
    id: row.id,
    ownerId: row.owner_id,
    provider: row.provider,
    ref: { id: row.provider_ref, iccid: row.iccid },
    coverage: row.coverage,
    balance: row.balance === null ? null : fromJson<Balance>(row.balance),
    createdAt: row.created_at,
    name: row.name,
    removedAt: row.removed_at,
  };
}
