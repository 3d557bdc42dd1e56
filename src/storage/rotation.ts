import type { Kysely } from 'kysely';
import { openText, sealText, textPlace } from './sealed-text.ts';
import type { Tables } from './tables.ts';
import type { Vault } from './vault.ts';

const batch = 500;

/** Every column that holds sealed bytes, beside the id of the row that they are sealed for. */
const sealedColumns = [
  { table: 'cards', column: 'installation_code' },
  { table: 'shares', column: 'companion_name' },
  { table: 'addresses', column: 'address' },
  { table: 'one_time_codes', column: 'address' },
  { table: 'mails', column: 'secret' },
  { table: 'activation_codes', column: 'secret' },
  { table: 'sold_cards', column: 'email' },
  { table: 'sold_card_drafts', column: 'email' },
] as const;

/** Every column that holds sealed text, beside the column that says what it is sealed for; an empty text is none. */
const sealedTexts = [
  { table: 'inbox', column: 'raw', id: 'event_id' },
  { table: 'conversations', column: 'value', id: 'key' },
] as const;

/** Seals everything anew that another key than the first of this vault sealed, or none. May be stopped and begun again. */
export async function sealAllAnew({ db, vault }: { db: Kysely<Tables>; vault: Vault }): Promise<void> {
  for (const sealed of sealedColumns) await sealBytes(db, vault, sealed);
  for (const sealed of sealedTexts) await sealTexts(db, vault, sealed);
}

async function sealBytes(
  db: Kysely<Tables>,
  vault: Vault,
  { table, column }: (typeof sealedColumns)[number],
): Promise<void> {
  for (let after = ''; ;) {
    const last = await db.transaction().execute(async (trx) => {
      const rows = await trx
        .selectFrom(table)
        .select(['id', `${column} as sealed`])
        .where('id', '>', after as never)
        .orderBy('id')
        .limit(batch)
        .execute();
      for (const { id, sealed } of rows) {
        if (!sealed || !vault.isOld(sealed, id)) continue;
        const anew = vault.seal(vault.open(sealed, id), id);
        await trx
          .updateTable(table)
          .set({ [column]: anew })
          .where('id', '=', id)
          .execute();
      }
      return rows.at(-1)?.id;
    });
    if (last === undefined) return;
    after = last;
  }
}

async function sealTexts(
  db: Kysely<Tables>,
  vault: Vault,
  { table, column, id }: (typeof sealedTexts)[number],
): Promise<void> {
  for (let after = ''; ;) {
    const last = await db.transaction().execute(async (trx) => {
      const rows = await trx
        .selectFrom(table)
        .select([`${id} as id`, `${column} as stored`])
        .where(id, '>', after)
        .where(column, '!=', '')
        .orderBy(id)
        .limit(batch)
        .execute();
      for (const row of rows) {
        const place = textPlace(table, row.id);
        const anew = sealText(vault, openText(vault, row.stored, place), place);
        if (anew === row.stored) continue;
        await trx
          .updateTable(table)
          .set({ [column]: anew })
          .where(id, '=', row.id)
          .where(column, '=', row.stored)
          .execute();
      }
      return rows.at(-1)?.id;
    });
    if (last === undefined) return;
    after = last;
  }
}
