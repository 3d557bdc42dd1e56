import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** Activation codes: what paid for them, what became of them, and who has shown them. */
export const up: Migration = async ({ db, columns: { int, text, bytes, strict } }) => {
  await strict(
    db.schema
      .createTable('activation_codes')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('secret', bytes, (c) => c.notNull())
      .addColumn('digest', text, (c) => c.notNull().unique())
      .addColumn('order_id', text, (c) => c.notNull().unique().references('orders.id'))
      .addColumn('payer_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('coverage', text, (c) => c.notNull())
      .addColumn('plan', text, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('redeemed_by', text, (c) => c.references('customers.id'))
      .addColumn('redemption_order_id', text, (c) => c.unique())
      .addColumn('created_at', int, (c) => c.notNull())
      .addColumn('expires_at', int, (c) => c.notNull())
      .addColumn('decided_at', int)
      .addColumn('reminded_at', int)
      .addColumn('told_at', int),
  ).execute();
  await db.schema
    .createIndex('activation_codes_active')
    .on('activation_codes')
    .column('expires_at')
    .where(sql<boolean>`state = 'active'`)
    .execute();
  await db.schema
    .createIndex('activation_codes_payer')
    .on('activation_codes')
    .columns(['payer_id', 'created_at'])
    .execute();
  await db.schema
    .createIndex('activation_codes_redeemer')
    .on('activation_codes')
    .column('redeemed_by')
    .where(sql<boolean>`redeemed_by is not null`)
    .execute();

  await strict(
    db.schema
      .createTable('code_holders')
      .addColumn('code_id', text, (c) => c.notNull().references('activation_codes.id'))
      .addColumn('customer_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('shown_at', int, (c) => c.notNull())
      .addPrimaryKeyConstraint('code_holders_key', ['code_id', 'customer_id']),
  ).execute();
  await db.schema.createIndex('code_holders_customer').on('code_holders').column('customer_id').execute();

  const orders = db.schema.alterTable('orders');
  await orders.addColumn('delivery', text, (c) => c.notNull().defaultTo('now')).execute();
  await orders.addColumn('activation_code_id', text).execute();
};
