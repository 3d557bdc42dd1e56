import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** Cards bought elsewhere: who claims which, what their owners were asked, and what sellers say they sold to whom. */
export const up: Migration = async (step) => {
  await claims(step);
  await soldCards(step);
};

const claims: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('claims')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('customer_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('way', text, (c) => c.notNull())
      .addColumn('proof', text, (c) => c.notNull())
      .addColumn('outcome', text, (c) => c.notNull())
      .addColumn('card_id', text, (c) => c.references('cards.id'))
      .addColumn('at', int, (c) => c.notNull()),
  ).execute();
  await db.schema.createIndex('claims_customer').on('claims').columns(['customer_id', 'at', 'id']).execute();
  await db.schema.createIndex('claims_at').on('claims').column('at').execute();

  await strict(
    db.schema
      .createTable('claim_requests')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('card_id', text, (c) => c.notNull().references('cards.id'))
      .addColumn('owner_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('claimant_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('way', text, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('asked_at', int, (c) => c.notNull())
      .addColumn('expires_at', int, (c) => c.notNull())
      .addColumn('told_at', int),
  ).execute();
  await db.schema
    .createIndex('claim_requests_card')
    .on('claim_requests')
    .columns(['card_id', 'claimant_id', 'asked_at'])
    .execute();
  await db.schema.createIndex('claim_requests_owner').on('claim_requests').column('owner_id').execute();
  await db.schema.createIndex('claim_requests_claimant').on('claim_requests').column('claimant_id').execute();
};

const soldCards: Migration = async ({ db, columns: { int, text, bytes, strict } }) => {
  await strict(
    db.schema
      .createTable('sold_cards')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('iccid', text, (c) => c.notNull().unique())
      .addColumn('email', bytes)
      .addColumn('email_digest', text)
      .addColumn('order_text', text, (c) => c.notNull())
      .addColumn('imported_at', int, (c) => c.notNull())
      .addColumn('imported_by', text, (c) => c.notNull().references('customers.id'))
      .addColumn('granted_to', text, (c) => c.references('customers.id')),
  ).execute();
  await db.schema.createIndex('sold_cards_email').on('sold_cards').column('email_digest').execute();
  await db.schema
    .createIndex('sold_cards_granted')
    .on('sold_cards')
    .column('granted_to')
    .where(sql<boolean>`granted_to is not null`)
    .execute();

  await strict(
    db.schema
      .createTable('sold_card_imports')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('operator_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('message_id', int, (c) => c.notNull())
      .addColumn('created_at', int, (c) => c.notNull())
      .addColumn('decided_at', int),
  ).execute();
  await db.schema
    .createIndex('sold_card_imports_draft')
    .on('sold_card_imports')
    .column('created_at')
    .where(sql<boolean>`state = 'draft'`)
    .execute();
  await strict(
    db.schema
      .createTable('sold_card_drafts')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('import_id', text, (c) => c.notNull().references('sold_card_imports.id'))
      .addColumn('iccid', text, (c) => c.notNull())
      .addColumn('email', bytes, (c) => c.notNull())
      .addColumn('email_digest', text, (c) => c.notNull())
      .addColumn('order_text', text, (c) => c.notNull())
      .addUniqueConstraint('sold_card_drafts_iccid', ['import_id', 'iccid']),
  ).execute();
};
