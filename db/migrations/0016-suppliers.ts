import type { Migration } from '../../src/storage/migrate.ts';

/** Several suppliers: an order stays with the one that it was sent to. Before, there was only the sandbox. */
export const up: Migration = async ({ db, columns: { text } }) => {
  await db.schema
    .alterTable('fulfilments')
    .addColumn('provider', text, (c) => c.notNull().defaultTo('sandbox'))
    .execute();
};
