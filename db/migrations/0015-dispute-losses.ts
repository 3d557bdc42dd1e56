import { sql } from 'kysely';
import type { Migration } from '../../src/storage/migrate.ts';

/** When banks took money for good, and when they gave such money back: lines that are only ever added. */
export const up: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('dispute_losses')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('dispute_id', text, (c) => c.notNull().references('disputes.id'))
      .addColumn('amount', int, (c) => c.notNull().check(sql`amount <> 0`))
      .addColumn('currency', text, (c) => c.notNull())
      .addColumn('at', int, (c) => c.notNull()),
  ).execute();
  await db.schema.createIndex('dispute_losses_at').on('dispute_losses').columns(['at', 'id']).execute();
  await sql`
    insert into dispute_losses (id, dispute_id, amount, currency, at)
    select 'loss_' || id, id, amount, currency, changed_at from disputes where state = 'lost' and amount > 0
  `.execute(db);
  await db.schema.dropIndex('disputes_lost').execute();
};
