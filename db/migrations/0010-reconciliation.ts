import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** Our books are compared with everybody else's: how far that has come, and what was found. */
export const up: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('reconciliations')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      .addColumn('started_at', int, (c) => c.notNull())
      .addColumn('finished_at', int)
      .addColumn('told_at', int),
  ).execute();
  await db.schema
    .createIndex('reconciliations_open')
    .on('reconciliations')
    .columns(['started_at', 'id'])
    .where(sql<boolean>`told_at is null`)
    .execute();
  await strict(
    db.schema
      .createTable('reconciliation_marks')
      .addColumn('name', text, (c) => c.notNull().primaryKey())
      .addColumn('value', text, (c) => c.notNull()),
  ).execute();

  // What was booked in a span of time, rail by rail.
  await db.schema
    .createIndex('payments_received')
    .on('payments')
    .columns(['rail', 'received_at', 'id'])
    .execute();
  await db.schema
    .createIndex('refunds_finished')
    .on('refunds')
    .columns(['finished_at', 'id'])
    .where(sql<boolean>`finished_at is not null`)
    .execute();
  await db.schema.createIndex('reviews_subject').on('reviews').columns(['subject', 'reason']).execute();
};
