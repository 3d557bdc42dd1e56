import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** What banks doubt of the payments that came by a rail, and how that ended. */
export const up: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('disputes')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('payment_id', text, (c) => c.notNull().references('payments.id'))
      .addColumn('rail_id', text, (c) => c.notNull())
      .addColumn('amount', int, (c) => c.notNull().check(sql`amount >= 0`))
      .addColumn('currency', text, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('opened_at', int, (c) => c.notNull())
      .addColumn('changed_at', int, (c) => c.notNull())
      .addColumn('told_at', int)
      .addColumn('end_told', text)
      .addUniqueConstraint('disputes_payment', ['payment_id', 'rail_id']),
  ).execute();
  await db.schema
    .createIndex('disputes_undecided_open')
    .on('disputes')
    .column('opened_at')
    .where(sql<boolean>`state in ('inquiry', 'open')`)
    .execute();
  await db.schema
    .createIndex('disputes_lost')
    .on('disputes')
    .columns(['changed_at', 'id'])
    .where(sql<boolean>`state = 'lost'`)
    .execute();
};
