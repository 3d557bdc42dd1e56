import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** E-mail: addresses that were proved, codes on their way to prove them, and mails to be sent. */
export const up: Migration = async ({ db, columns: { int, text, bytes, strict } }) => {
  await db.schema.alterTable('customers').addColumn('email_asked_at', int).execute();

  // One address a customer, so its id is theirs.
  await strict(
    db.schema
      .createTable('addresses')
      .addColumn('id', text, (c) => c.notNull().primaryKey().references('customers.id'))
      .addColumn('address', bytes, (c) => c.notNull())
      .addColumn('digest', text, (c) => c.notNull())
      .addColumn('wants_receipts', int, (c) => c.notNull())
      .addColumn('verified_at', int, (c) => c.notNull())
      .addColumn('refused_at', int),
  ).execute();

  await strict(
    db.schema
      .createTable('one_time_codes')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('customer_id', text, (c) => c.notNull().unique().references('customers.id'))
      .addColumn('purpose', text, (c) => c.notNull())
      .addColumn('subject', text)
      .addColumn('address', bytes, (c) => c.notNull())
      .addColumn('code', text, (c) => c.notNull())
      .addColumn('tries', int, (c) => c.notNull().check(sql`tries >= 0`))
      .addColumn('expires_at', int, (c) => c.notNull())
      .addColumn('used_at', int),
  ).execute();
  await db.schema.createIndex('one_time_codes_expired').on('one_time_codes').column('expires_at').execute();

  await strict(
    db.schema
      .createTable('mails')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('customer_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('subject', text, (c) => c.notNull())
      .addColumn('secret', bytes)
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('created_at', int, (c) => c.notNull())
      .addColumn('ended_at', int),
  ).execute();
  await db.schema.createIndex('mails_customer').on('mails').column('customer_id').execute();
  await db.schema
    .createIndex('mails_waiting')
    .on('mails')
    .column('created_at')
    .where(sql<boolean>`state = 'waiting'`)
    .execute();
  await db.schema
    .createIndex('mails_subject')
    .on('mails')
    .column('subject')
    .where(sql<boolean>`state = 'waiting'`)
    .execute();
  await db.schema
    .createIndex('mails_ended')
    .on('mails')
    .column('ended_at')
    .where(sql<boolean>`ended_at is not null`)
    .execute();
};
