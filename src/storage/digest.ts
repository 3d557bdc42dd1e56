import { createHmac, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import type { Vault } from './vault.ts';

/**
 * Makes what can be looked up, but not read back, of a secret or an address: 43 characters of base64url, the same for the same `place`
 * and text as long as the database lives.
 */
export type Digest = (text: string, place: string) => string;

/** Where the key lies, sealed: a change of DATA_KEY seals it anew, and every digest stays as it is. */
export const digestKeyPlace = 'meta:digest_key';

/** The digest of this database; its key is made with the first start. */
export async function openDigest({ db, vault }: { db: Kysely<Tables>; vault: Vault }): Promise<Digest> {
  const fresh = Buffer.from(vault.seal(randomBytes(32).toString('base64'), digestKeyPlace)).toString(
    'base64',
  );
  await db
    .insertInto('meta')
    .values({ key: 'digest_key', value: fresh })
    .onConflict((key) => key.column('key').doNothing())
    .execute();
  const { value } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'digest_key')
    .executeTakeFirstOrThrow();
  const key = Buffer.from(vault.open(Buffer.from(value, 'base64'), digestKeyPlace), 'base64');
  return createDigest(key);
}

/** A digest with this key of 32 bytes. */
export function createDigest(key: Uint8Array): Digest {
  return (text, place) => createHmac('sha256', key).update(`${place}\n${text}`).digest('base64url');
}
