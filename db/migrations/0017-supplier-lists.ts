import type { Migration } from '../../src/storage/migrate.ts';

/** What each supplier sold of our plans when it last gave a list that could be believed, and at which cost we agreed to sell it. */
export const up: Migration = async ({ db, columns: { int, text, strict } }) => {
  await strict(
    db.schema
      .createTable('supplier_lists')
      .addColumn('provider', text, (c) => c.notNull().primaryKey())
      .addColumn('looked_at', int, (c) => c.notNull())
      .addColumn('taken_at', int)
      .addColumn('refused_at', int)
      .addColumn('refused_plans', int)
      .addColumn('accepted_plans', int),
  ).execute();
  await strict(
    db.schema
      .createTable('listings')
      .addColumn('provider', text, (c) => c.notNull())
      .addColumn('plan_id', text, (c) => c.notNull())
      .addColumn('cost_amount', int)
      .addColumn('cost_currency', text)
      .addColumn('accepted_amount', int)
      .addColumn('accepted_currency', text)
      .addColumn('least', text, (c) => c.notNull())
      .addColumn('missing_since', int)
      .addPrimaryKeyConstraint('listings_by_plan', ['provider', 'plan_id']),
  ).execute();
};
