import { sql } from 'kysely';
import type { CustomerId, ImportId, NewId } from '../domain/ids.ts';
import type { SoldCards } from '../services/cards-port.ts';
import type { Digest } from './digest.ts';
import type { Executor } from './tables.ts';
import type { Vault } from './vault.ts';

/** Rows written by one statement: far below what either database takes as parameters. */
const batch = 500;

/** The sold_cards table and the lists on their way into it. Addresses are sealed, and looked up by their digest. */
export function createSoldCards(
  db: Executor,
  { vault, digest, newId }: { vault: Vault; digest: Digest; newId: NewId },
): SoldCards {
  const digestOf = (email: string): string => digest(email.toLowerCase(), 'address of a sold card');

  async function countsOf(id: ImportId) {
    const changed = sql<boolean>`sold_cards.email_digest is distinct from sold_card_drafts.email_digest`;
    const row = await db
      .selectFrom('sold_card_drafts')
      .leftJoin('sold_cards', 'sold_cards.iccid', 'sold_card_drafts.iccid')
      .where('import_id', '=', id)
      .select([
        sql<number>`cast(count(*) as bigint)`.as('all'),
        sql<number>`cast(sum(case when sold_cards.iccid is null then 1 else 0 end) as bigint)`.as('fresh'),
        sql<number>`cast(sum(case when sold_cards.iccid is not null and ${changed} then 1 else 0 end) as bigint)`.as(
          'changed',
        ),
      ])
      .executeTakeFirstOrThrow();
    const { fresh, changed: other } = { fresh: row.fresh ?? 0, changed: row.changed ?? 0 };
    return { fresh, changed: other, known: row.all - fresh - other };
  }

  /** Those that are on this customer's list of cards. */
  const ofOwner = (customerId: CustomerId) =>
    db
      .selectFrom('cards')
      .innerJoin('sold_cards', 'sold_cards.iccid', 'cards.iccid')
      .where('cards.owner_id', '=', customerId);

  async function dropDraft(id: ImportId): Promise<void> {
    await db.deleteFrom('sold_card_drafts').where('import_id', '=', id).execute();
  }

  return {
    draft: async ({ id, operatorId, messageId, createdAt }, rows) => {
      await db
        .insertInto('sold_card_imports')
        .values({ id, operator_id: operatorId, state: 'draft', message_id: messageId, created_at: createdAt })
        .execute();
      for (let from = 0; from < rows.length; from += batch) {
        const values = rows.slice(from, from + batch).map(({ iccid, email, order }) => {
          const rowId = newId('sold');
          const sealed = { email: vault.seal(email, rowId), email_digest: digestOf(email) };
          return { id: rowId, import_id: id, iccid, ...sealed, order_text: order };
        });
        await db.insertInto('sold_card_drafts').values(values).execute();
      }
      return countsOf(id);
    },

    decide: async (id, operatorId, state, { at, since }) => {
      const row = await db
        .updateTable('sold_card_imports')
        .set({ state, decided_at: at })
        .where('id', '=', id)
        .where('operator_id', '=', operatorId)
        .where('state', '=', 'draft')
        .where('created_at', '>', since)
        .returning('message_id')
        .executeTakeFirst();
      if (!row) return undefined;
      const counts = await countsOf(id);
      if (state === 'imported')
        await db
          .insertInto('sold_cards')
          .columns(['id', 'iccid', 'email', 'email_digest', 'order_text', 'imported_at', 'imported_by'])
          .expression((eb) =>
            eb
              .selectFrom('sold_card_drafts')
              .where('import_id', '=', id)
              .select([
                'id',
                'iccid',
                'email',
                'email_digest',
                'order_text',
                sql<number>`cast(${at} as bigint)`.as('imported_at'),
                sql<string>`cast(${operatorId} as text)`.as('imported_by'),
              ]),
          )
          .onConflict((same) =>
            same
              .column('iccid')
              .doUpdateSet((eb) => ({
                // Sealed for the row it came with.
                id: eb.ref('excluded.id'),
                email: eb.ref('excluded.email'),
                email_digest: eb.ref('excluded.email_digest'),
                order_text: eb.ref('excluded.order_text'),
                imported_at: eb.ref('excluded.imported_at'),
                imported_by: eb.ref('excluded.imported_by'),
                granted_to: null,
              }))
              .where(
                sql<boolean>`sold_cards.email_digest is distinct from excluded.email_digest
                  or sold_cards.order_text <> excluded.order_text`,
              ),
          )
          .execute();
      await dropDraft(id);
      return { counts, messageId: row.message_id };
    },

    addressOf: async (iccid) => {
      const row = await db
        .selectFrom('sold_cards')
        .select(['id', 'email'])
        .where('iccid', '=', iccid)
        .executeTakeFirst();
      return row?.email ? vault.open(row.email, row.id) : undefined;
    },
    grant: async ({ customerId, address, iccid, at }) => {
      const update = db
        .updateTable('sold_cards')
        .set({ granted_to: customerId, granted_at: at })
        .where('email_digest', '=', digestOf(address));
      await (iccid === null ? update : update.where('iccid', '=', iccid)).execute();
    },
    grantedTo: async (customerId, limit) => {
      const rows = await db
        .selectFrom('sold_cards')
        .select(['iccid', 'granted_at as grantedAt'])
        .where('granted_to', '=', customerId)
        .orderBy('iccid')
        .limit(limit)
        .execute();
      return rows;
    },
    settle: async (iccid, customerId) => {
      const row = await db
        .updateTable('sold_cards')
        .set({ granted_to: null })
        .where('iccid', '=', iccid)
        .where('granted_to', '=', customerId)
        .returning('iccid')
        .executeTakeFirst();
      return row !== undefined;
    },

    exportOf: async (customerId) => {
      // Whose card it is now need not be whoever bought it: only who proved the address reads what was ordered with it.
      const proved = await ofOwner(customerId)
        .innerJoin('claims', 'claims.card_id', 'cards.id')
        .where('claims.customer_id', '=', customerId)
        .where('claims.way', '=', 'email')
        .where('claims.outcome', 'in', ['added', 'yours', 'handed_over'])
        .whereRef('claims.at', '>=', 'sold_cards.imported_at')
        .select(['sold_cards.iccid', 'order_text'])
        .execute();
      const granted = await db
        .selectFrom('sold_cards')
        .select(['iccid', 'order_text'])
        .where('granted_to', '=', customerId)
        .execute();
      const orders = new Map([...proved, ...granted].map(({ iccid, order_text: order }) => [iccid, order]));
      return Array.from(orders, ([iccid, order]) => ({ iccid, order }));
    },
    eraseOf: async (customerId) => {
      const iccids = ofOwner(customerId).select('sold_cards.iccid');
      await db
        .updateTable('sold_cards')
        .set({ email: null, email_digest: null, granted_to: null })
        .where((eb) => eb.or([eb('iccid', 'in', iccids), eb('granted_to', '=', customerId)]))
        .execute();
    },

    pruneDrafts: async (before) => {
      const old = await db
        .selectFrom('sold_card_imports')
        .select('id')
        .where('state', '=', 'draft')
        .where('created_at', '<=', before)
        .execute();
      for (const { id } of old) {
        await dropDraft(id);
        await db.updateTable('sold_card_imports').set({ state: 'forgotten' }).where('id', '=', id).execute();
      }
    },
  };
}
