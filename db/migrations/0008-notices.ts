import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** What others did with somebody's cards, until they are told; and whose a card was when it was shared. */
export const up: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('card_notices')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('reader_id', text, (c) => c.notNull().references('customers.id'))
      .addColumn('card_id', text, (c) => c.notNull().references('cards.id'))
      .addColumn('share_id', text),
  ).execute();
  await db.schema
    .createIndex('card_notices_reader')
    .on('card_notices')
    .columns(['reader_id', 'kind'])
    .execute();

  await db.schema.alterTable('shares').addColumn('owner_id', text).execute();
  // Of shares that are over nobody knows any more whose the card was: they are in nobody's data.
  await sql`update shares set owner_id = (select owner_id from cards where cards.id = shares.card_id) where ended_at is null`.execute(
    db,
  );
  await db.schema
    .createIndex('shares_owner')
    .on('shares')
    .column('owner_id')
    .where(sql<boolean>`owner_id is not null`)
    .execute();

  await db.schema.alterTable('sold_cards').addColumn('granted_at', int).execute();
  // A refusal is a limit, not a question that was answered.
  await db.schema.dropIndex('claim_requests_card').execute();
};
