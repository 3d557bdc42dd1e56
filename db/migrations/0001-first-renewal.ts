import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** Everything that one renewal touches: who, which card, the order, its money, its supply, and the work in hand. */
export const up: Migration = async (step) => {
  await people(step);
  await orders(step);
  await money(step);
  await supply(step);
  await work(step);
  await rest(step);
};

const people: Migration = async ({ db, columns: { int, text, bytes, strict } }) => {
  await strict(
    db.schema
      .createTable('customers')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('chosen_locale', text)
      .addColumn('language_code', text)
      .addColumn('created_at', int, (c) => c.notNull()),
  ).execute();
  await strict(
    db.schema
      .createTable('cards')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('owner_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('provider', text, (c) => c.notNull())
      .addColumn('provider_ref', text, (c) => c.notNull())
      .addColumn('iccid', text, (c) => c.notNull())
      .addColumn('coverage', text, (c) => c.notNull())
      .addColumn('balance', text)
      .addColumn('balance_as_of', int)
      .addColumn('installation_code', bytes)
      .addColumn('created_at', int, (c) => c.notNull())
      .addUniqueConstraint('cards_profile', ['provider', 'provider_ref']),
  ).execute();
  await db.schema.createIndex('cards_owner').on('cards').columns(['owner_id', 'created_at', 'id']).execute();
};

const orders: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('orders')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('version', int, (c) => c.notNull())
      .addColumn('payer_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('owner_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('card_id', text, (c) => c.notNull().references('cards.id'))
      .addColumn('plan', text, (c) => c.notNull())
      .addColumn('preview', text, (c) => c.notNull())
      .addColumn('price_amount', int, (c) => c.notNull().check(sql`price_amount >= 0`))
      .addColumn('price_currency', text, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('quote_expires_at', int, (c) => c.notNull())
      .addColumn('review_message_id', int)
      .addColumn('status_message_id', int)
      .addColumn('supplied_card_id', text, (c) => c.references('cards.id'))
      .addColumn('delivered_at', int)
      .addColumn('created_at', int, (c) => c.notNull())
      .addColumn('updated_at', int, (c) => c.notNull()),
  ).execute();
  await db.schema
    .createIndex('orders_payer')
    .on('orders')
    .columns(['payer_id', 'created_at', 'id'])
    .execute();
  await db.schema
    .createIndex('orders_awaiting')
    .on('orders')
    .columns(['payer_id', 'card_id'])
    .where(sql<boolean>`state = 'awaiting_payment'`)
    .execute();
  await db.schema.createIndex('orders_state').on('orders').columns(['state', 'updated_at']).execute();
  await db.schema
    .createIndex('orders_undelivered')
    .on('orders')
    .columns(['state', 'updated_at'])
    .where(sql<boolean>`state = 'fulfilled' and delivered_at is null`)
    .execute();
  await strict(
    db.schema
      .createTable('order_transitions')
      .addColumn('order_id', text, (c) => c.notNull().references('orders.id'))
      .addColumn('version', int, (c) => c.notNull())
      .addColumn('from_state', text, (c) => c.notNull())
      .addColumn('event', text, (c) => c.notNull())
      .addColumn('to_state', text, (c) => c.notNull())
      .addColumn('at', int, (c) => c.notNull())
      .addPrimaryKeyConstraint('order_transitions_key', ['order_id', 'version']),
  ).execute();
};

const money: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('payment_attempts')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('order_id', text, (c) => c.notNull().references('orders.id'))
      .addColumn('rail', text, (c) => c.notNull())
      .addColumn('total_amount', int, (c) => c.notNull().check(sql`total_amount >= 0`))
      .addColumn('total_currency', text, (c) => c.notNull())
      .addColumn('created_at', int, (c) => c.notNull()),
  ).execute();
  await db.schema.createIndex('payment_attempts_order').on('payment_attempts').column('order_id').execute();

  // The payer has no foreign key: money from somebody who never wrote to us is money all the same.
  await strict(
    db.schema
      .createTable('payments')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('rail', text, (c) => c.notNull())
      .addColumn('charge_id', text, (c) => c.notNull())
      .addColumn('payer_id', text, (c) => c.notNull())
      .addColumn('amount', int, (c) => c.notNull().check(sql`amount >= 0`))
      .addColumn('currency', text, (c) => c.notNull())
      .addColumn('payload', text, (c) => c.notNull())
      .addColumn('order_id', text, (c) => c.references('orders.id'))
      .addColumn('outcome', text)
      .addColumn('received_at', int, (c) => c.notNull())
      .addUniqueConstraint('payments_charge', ['rail', 'charge_id']),
  ).execute();
  await db.schema.createIndex('payments_order').on('payments').column('order_id').execute();
  await db.schema
    .createIndex('payments_open')
    .on('payments')
    .column('received_at')
    .where(sql<boolean>`outcome is null`)
    .execute();

  await strict(
    db.schema
      .createTable('refunds')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('payment_id', text, (c) => c.notNull().unique().references('payments.id'))
      .addColumn('reason', text, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('requested_at', int, (c) => c.notNull())
      .addColumn('finished_at', int),
  ).execute();
  await db.schema
    .createIndex('refunds_open')
    .on('refunds')
    .column('requested_at')
    .where(sql<boolean>`state = 'requested'`)
    .execute();
};

const supply: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('fulfilments')
      .addColumn('order_id', text, (c) => c.notNull().primaryKey().references('orders.id'))
      .addColumn('key', text, (c) => c.notNull().unique())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('sends', int, (c) => c.notNull().check(sql`sends >= 0`))
      .addColumn('not_found_at', int)
      .addColumn('last_error', text)
      .addColumn('started_at', int, (c) => c.notNull()),
  ).execute();
};

const work: Migration = async ({ db, columns: { int, text, numbered, strict } }) => {
  await strict(
    numbered(db.schema.createTable('inbox'))
      .addColumn('source', text, (c) => c.notNull())
      .addColumn('event_id', text, (c) => c.notNull())
      .addColumn('chat_key', text, (c) => c.notNull())
      .addColumn('raw', text, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('failures', int, (c) => c.notNull())
      .addColumn('received_at', int, (c) => c.notNull())
      .addColumn('done_at', int)
      .addUniqueConstraint('inbox_event', ['source', 'event_id']),
  ).execute();
  await db.schema
    .createIndex('inbox_pending')
    .on('inbox')
    .column('seq')
    .where(sql<boolean>`state = 'pending'`)
    .execute();
  await db.schema
    .createIndex('inbox_done')
    .on('inbox')
    .column('done_at')
    .where(sql<boolean>`done_at is not null`)
    .execute();
  await strict(
    db.schema
      .createTable('jobs')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('key', text, (c) => c.notNull())
      .addColumn('run_at', int, (c) => c.notNull())
      .addColumn('due_at', int, (c) => c.notNull())
      .addColumn('failures', int, (c) => c.notNull())
      .addColumn('claim', text)
      .addColumn('again_at', int)
      .addUniqueConstraint('jobs_subject', ['kind', 'key']),
  ).execute();
  await db.schema.createIndex('jobs_due').on('jobs').column('due_at').execute();
};

const rest: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('reviews')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('subject', text, (c) => c.notNull())
      .addColumn('reason', text, (c) => c.notNull())
      .addColumn('detail', text, (c) => c.notNull())
      .addColumn('opened_at', int, (c) => c.notNull())
      .addColumn('closed_at', int),
  ).execute();
  await db.schema
    .createIndex('reviews_open')
    .unique()
    .on('reviews')
    .columns(['subject', 'reason'])
    .where(sql<boolean>`closed_at is null`)
    .execute();
  await strict(
    db.schema
      .createTable('conversations')
      .addColumn('key', text, (c) => c.notNull().primaryKey())
      .addColumn('value', text, (c) => c.notNull()),
  ).execute();
  await strict(
    db.schema
      .createTable('plans')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('body', text, (c) => c.notNull())
      .addColumn('hidden_at', int),
  ).execute();
  await strict(
    db.schema
      .createTable('meta')
      .addColumn('key', text, (c) => c.notNull().primaryKey())
      .addColumn('value', text, (c) => c.notNull()),
  ).execute();
};
