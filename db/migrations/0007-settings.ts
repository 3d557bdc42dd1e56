import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** What people set for themselves, and cards that are named, removed, shared or handed over. */
export const up: Migration = async ({ db, columns: { int, text, bytes, strict } }) => {
  const customers = db.schema.alterTable('customers');
  await customers.addColumn('home_zone', text).execute();
  await customers.addColumn('quiet_notices', int, (c) => c.notNull().defaultTo(0)).execute();
  const cards = db.schema.alterTable('cards');
  await cards.addColumn('name', text).execute();
  await cards.addColumn('removed_at', int).execute();

  await db.schema.createIndex('orders_card').on('orders').column('card_id').execute();
  await db.schema
    .createIndex('orders_owner')
    .on('orders')
    .columns(['owner_id', 'created_at', 'id'])
    .execute();
  await db.schema.createIndex('payments_payer').on('payments').columns(['payer_id', 'received_at']).execute();

  await strict(
    db.schema
      .createTable('shares')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('card_id', text, (c) => c.notNull().references('cards.id'))
      .addColumn('companion_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('companion_name', bytes)
      .addColumn('created_at', int, (c) => c.notNull())
      .addColumn('ended_at', int),
  ).execute();
  await db.schema
    .createIndex('shares_open')
    .on('shares')
    .columns(['card_id', 'companion_id'])
    .unique()
    .where(sql<boolean>`ended_at is null`)
    .execute();
  await db.schema.createIndex('shares_card').on('shares').column('card_id').execute();
  await db.schema.createIndex('shares_companion').on('shares').columns(['companion_id', 'card_id']).execute();

  // One link of a kind for a card at a time: a new one takes the place of the one before.
  await strict(
    db.schema
      .createTable('card_links')
      .addColumn('card_id', text, (c) => c.notNull().references('cards.id'))
      .addColumn('purpose', text, (c) => c.notNull())
      .addColumn('owner_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('digest', text, (c) => c.notNull().unique())
      .addColumn('created_at', int, (c) => c.notNull())
      .addColumn('expires_at', int, (c) => c.notNull())
      .addColumn('used_by', text, (c) => c.references('customers.id'))
      .addPrimaryKeyConstraint('card_links_key', ['card_id', 'purpose']),
  ).execute();
  await db.schema.createIndex('card_links_over').on('card_links').column('expires_at').execute();
  await db.schema
    .createIndex('card_links_used')
    .on('card_links')
    .column('used_by')
    .where(sql<boolean>`used_by is not null`)
    .execute();
  // What somebody wrote that nobody could handle goes with the rest of their data.
  await db.schema
    .createIndex('inbox_review')
    .on('inbox')
    .column('chat_key')
    .where(sql<boolean>`state = 'review'`)
    .execute();
};
