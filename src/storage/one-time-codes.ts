import { sql } from 'kysely';
import { mostTries } from '../domain/mail.ts';
import type { OneTimeCode } from '../domain/mail.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { OneTimeCodes } from '../services/people-port.ts';
import type { Digest } from './digest.ts';
import type { Executor, Row } from './tables.ts';
import type { Vault } from './vault.ts';

/** The one_time_codes table: one row a customer. Digits are kept as digests, addresses sealed. */
export function createOneTimeCodes(
  db: Executor,
  { vault, digest }: { vault: Vault; digest: Digest },
): OneTimeCodes {
  const codes = db.selectFrom('one_time_codes').selectAll();
  const digestOf = (customerId: CustomerId, digits: string): string =>
    digest(digits, `one_time_code of ${customerId}`);

  const codeOf = (row: Row<'one_time_codes'>): OneTimeCode => ({
    id: row.id,
    customerId: row.customer_id,
    purpose: row.purpose,
    subject: row.subject,
    address: vault.open(row.address, row.id) || null,
    tries: row.tries,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  });

  const of: OneTimeCodes['of'] = async (customerId) => {
    const row = await codes.where('customer_id', '=', customerId).executeTakeFirst();
    return row && codeOf(row);
  };

  return {
    of,
    open: async ({ id, customerId, purpose, subject, address, expiresAt }, digits) => {
      const anew = {
        id,
        purpose,
        subject,
        address: vault.seal(address ?? '', id),
        // What is tried has six digits, so these words never fit.
        code: digestOf(customerId, digits ?? 'nothing fits'),
        tries: 0,
        expires_at: expiresAt,
        used_at: null,
      };
      await db
        .insertInto('one_time_codes')
        .values({ customer_id: customerId, ...anew })
        .onConflict((same) => same.column('customer_id').doUpdateSet(anew))
        .execute();
    },
    try: async (customerId, digits, at) => {
      const row = await db
        .updateTable('one_time_codes')
        .set({
          tries: sql`tries + 1`,
          used_at: sql`case when code = ${digestOf(customerId, digits)} then ${at} else used_at end`,
        })
        .where('customer_id', '=', customerId)
        .where('used_at', 'is', null)
        .where('tries', '<', mostTries)
        .where('expires_at', '>', at)
        .returningAll()
        .executeTakeFirst();
      return row && codeOf(row);
    },
    byId: async (id) => {
      const row = await codes.where('id', '=', id).executeTakeFirst();
      return row && codeOf(row);
    },
    prune: async (before) => {
      await db.deleteFrom('one_time_codes').where('expires_at', '<', before).execute();
    },
    exportOf: async (customerId) => {
      const code = await of(customerId);
      // Where a code for a claim went, and whether it went anywhere, is not theirs to know.
      if (code?.purpose !== 'receipts') return [];
      return [{ address: code.address, expiresAt: code.expiresAt }];
    },
    eraseOf: async (customerId) => {
      await db.deleteFrom('one_time_codes').where('customer_id', '=', customerId).execute();
    },
  };
}
