import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** Payments by other rails than Stars, and orders without a card yet: the first one. */
export const up: Migration = async ({ db, columns: { int, text } }) => {
  // Both databases take this sentence; the schema builder would write it in one's words only.
  await sql`alter table orders alter column card_id drop not null`.execute(db);

  const attempts = db.schema.alterTable('payment_attempts');
  await attempts.addColumn('state', text, (c) => c.notNull().defaultTo('waiting')).execute();
  await attempts.addColumn('request', text).execute();
  await attempts.addColumn('session_id', text).execute();
  await attempts.addColumn('url', text).execute();
  await attempts.addColumn('opened_at', int).execute();
  await db.schema
    .createIndex('payment_attempts_unsettled')
    .on('payment_attempts')
    .column('opened_at')
    .where(sql<boolean>`state in ('opening', 'open', 'closing', 'processing')`)
    .execute();

  await db.schema.alterTable('payments').addColumn('provider_charge_id', text).execute();

  const customers = db.schema.alterTable('customers');
  await customers.addColumn('last_rail', text).execute();
  await customers.addColumn('phone_checked_at', int).execute();

  // A refund that the rail has taken on is open too.
  await db.schema.dropIndex('refunds_open').execute();
  await db.schema
    .createIndex('refunds_open')
    .on('refunds')
    .column('requested_at')
    .where(sql<boolean>`state in ('requested', 'pending')`)
    .execute();
};
