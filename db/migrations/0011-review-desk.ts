import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** What operators do is written down, who closed a case and how, and why a job failed. */
export const up: Migration = async ({ db, columns: { int, text, strict } }) => {
  // The operator has no foreign key: what was done stays written, whoever has their data deleted.
  await strict(
    db.schema
      .createTable('audit')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('at', int, (c) => c.notNull())
      .addColumn('operator_id', text, (c) => c.notNull())
      .addColumn('action', text, (c) => c.notNull())
      .addColumn('subject', text, (c) => c.notNull())
      .addColumn('detail', text, (c) => c.notNull()),
  ).execute();
  await db.schema.createIndex('audit_subject').on('audit').columns(['subject', 'at', 'id']).execute();

  const reviews = db.schema.alterTable('reviews');
  await reviews.addColumn('closed_by', text).execute();
  await reviews.addColumn('outcome', text).execute();
  await db.schema
    .createIndex('reviews_queue_open')
    .on('reviews')
    .columns(['opened_at', 'id'])
    .where(sql<boolean>`closed_at is null`)
    .execute();

  await db.schema.alterTable('jobs').addColumn('last_error', text).execute();
  await db.schema
    .createIndex('jobs_failing_open')
    .on('jobs')
    .column('run_at')
    .where(sql<boolean>`failures > 0`)
    .execute();

  // A refund that failed may be started once more, or made by hand at the provider.
  const refunds = db.schema.alterTable('refunds');
  await refunds.addColumn('tries', int, (c) => c.notNull().defaultTo(1)).execute();
  await refunds.addColumn('by_hand', int, (c) => c.notNull().defaultTo(0)).execute();
};
