import type { Kysely } from 'kysely';
import type { CardId } from '../domain/ids.ts';
import { StorageError } from './storage-error.ts';
import type { Tables } from './tables.ts';
import type { Vault } from './vault.ts';

const place = 'meta:data_key';
const batch = 500;

/**
 * Makes sure that this vault opens what the database holds, by a word sealed when the database was new: a wrong DATA_KEY is found at
 * start and not at somebody's renewal. After a rotation everything is sealed anew with the first key, and only then the word, so that an
 * old key taken away too early is refused. Throws StorageError `wrong_key`.
 */
export async function checkDataKey({ db, vault }: { db: Kysely<Tables>; vault: Vault }): Promise<void> {
  const kept = await db.selectFrom('meta').select('value').where('key', '=', 'data_key').executeTakeFirst();
  if (!kept) return keepWord(db, vault);

  const sealed = Buffer.from(kept.value, 'base64');
  try {
    vault.open(sealed, place);
  } catch (cause) {
    throw new StorageError(
      'wrong_key',
      'DATA_KEY does not open this database. Give the key it was made with; after a rotation, keep the old one in the list.',
      { cause },
    );
  }
  if (!vault.isOld(sealed, place)) return;
  await sealAnew(db, vault);
  await keepWord(db, vault);
}

async function keepWord(db: Kysely<Tables>, vault: Vault): Promise<void> {
  const value = Buffer.from(vault.seal('yuanyou', place)).toString('base64');
  await db
    .insertInto('meta')
    .values({ key: 'data_key', value })
    .onConflict((key) => key.column('key').doUpdateSet({ value }))
    .execute();
}

async function sealAnew(db: Kysely<Tables>, vault: Vault): Promise<void> {
  for (let after: CardId = 'card_'; ;) {
    const last = await db.transaction().execute(async (trx) => {
      const cards = await trx
        .selectFrom('cards')
        .select(['id', 'installation_code'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(batch)
        .execute();
      for (const { id, installation_code: code } of cards) {
        if (!code || !vault.isOld(code, id)) continue;
        await trx
          .updateTable('cards')
          .set({ installation_code: vault.seal(vault.open(code, id), id) })
          .where('id', '=', id)
          .execute();
      }
      return cards.at(-1)?.id;
    });
    if (last === undefined) return;
    after = last;
  }
}
