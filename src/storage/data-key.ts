import type { Kysely } from 'kysely';
import { digestKeyPlace } from './digest.ts';
import { sealAllAnew } from './rotation.ts';
import { StorageError } from './storage-error.ts';
import type { Tables } from './tables.ts';
import type { Vault } from './vault.ts';

const place = 'meta:data_key';

/**
 * Makes sure that this vault opens what the database holds, by a word sealed when the database was new: a wrong DATA_KEY is found at
 * start and not at somebody's renewal. After a rotation everything is sealed anew with the first key, and only then the word, so that an
 * old key taken away too early is refused. Throws StorageError `wrong_key`.
 */
export async function checkDataKey({ db, vault }: { db: Kysely<Tables>; vault: Vault }): Promise<void> {
  const kept = await sealedMeta(db, 'data_key');
  if (!kept) return keep(db, 'data_key', vault.seal('yuanyou', place));
  if (!opens(vault, kept))
    throw new StorageError(
      'wrong_key',
      'DATA_KEY does not open this database. Give the key it was made with; after a rotation, keep the old one in the list.',
    );
  if (!vault.isOld(kept, place)) return;
  await sealAllAnew({ db, vault });
  const digestKey = await sealedMeta(db, 'digest_key');
  if (digestKey)
    await keep(db, 'digest_key', vault.seal(vault.open(digestKey, digestKeyPlace), digestKeyPlace));
  await keep(db, 'data_key', vault.seal('yuanyou', place));
}

/** Whether this vault opens what the database holds; `none` while nothing was sealed in it. Changes nothing. */
export async function opensDataKey({
  db,
  vault,
}: {
  db: Kysely<Tables>;
  vault: Vault;
}): Promise<'opens' | 'none' | 'wrong'> {
  const kept = await sealedMeta(db, 'data_key');
  if (!kept) return 'none';
  return opens(vault, kept) ? 'opens' : 'wrong';
}

function opens(vault: Vault, kept: Buffer): boolean {
  try {
    vault.open(kept, place);
    return true;
  } catch {
    return false;
  }
}

async function sealedMeta(db: Kysely<Tables>, key: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row && Buffer.from(row.value, 'base64');
}

async function keep(db: Kysely<Tables>, key: string, sealed: Uint8Array): Promise<void> {
  const value = Buffer.from(sealed).toString('base64');
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((same) => same.column('key').doUpdateSet({ value }))
    .execute();
}
