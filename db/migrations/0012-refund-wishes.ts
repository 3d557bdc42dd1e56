import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** Customers who want their money back, before the delivery or after it, and what came of it. */
export const up: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('refund_wishes')
      .addColumn('order_id', text, (c) => c.notNull().primaryKey().references('orders.id'))
      .addColumn('customer_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('card_id', text, (c) => c.references('cards.id'))
      .addColumn('message_id', int)
      .addColumn('asked_at', int, (c) => c.notNull())
      .addColumn('sent_at', int)
      .addColumn('decided_at', int)
      .addColumn('decided_by', text, (c) => c.references('customers.id'))
      .addColumn('told_at', int),
  ).execute();
  await db.schema
    .createIndex('refund_wishes_customer')
    .on('refund_wishes')
    .columns(['customer_id', 'asked_at'])
    .execute();
  await db.schema
    .createIndex('refund_wishes_card')
    .on('refund_wishes')
    .column('card_id')
    .where(sql<boolean>`state = 'taking_back'`)
    .execute();
  await db.schema
    .createIndex('refund_wishes_open')
    .on('refund_wishes')
    .column('asked_at')
    .where(sql<boolean>`told_at is null`)
    .execute();

  await db.schema
    .createIndex('orders_supplied_card')
    .on('orders')
    .column('supplied_card_id')
    .where(sql<boolean>`supplied_card_id is not null`)
    .execute();
  await db.schema.alterTable('fulfilments').addColumn('slow_told_at', int).execute();
};
