import type { Kysely } from 'kysely';
import type { Catalogue } from '../domain/plan.ts';
import type { Tables } from './tables.ts';

/**
 * Mirrors the catalogue into the plans table, all or nothing: new and changed plans are written, those that disappeared are hidden at
 * `now`, those that came back are shown again. An unchanged catalogue writes nothing.
 */
export async function syncPlans({
  db,
  catalogue,
  now,
}: {
  db: Kysely<Tables>;
  catalogue: Catalogue;
  now: number;
}): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const rows = await trx.selectFrom('plans').selectAll().execute();
    const stored = new Map(rows.map((row) => [row.id, row]));
    for (const [id, plan] of catalogue.plans) {
      const body = JSON.stringify(plan);
      const row = stored.get(id);
      if (row?.body === body && row.hidden_at === null) continue;
      await trx
        .insertInto('plans')
        .values({ id, body, hidden_at: null })
        .onConflict((same) => same.column('id').doUpdateSet({ body, hidden_at: null }))
        .execute();
    }
    for (const { id, hidden_at } of rows) {
      if (catalogue.plans.has(id) || hidden_at !== null) continue;
      await trx.updateTable('plans').set({ hidden_at: now }).where('id', '=', id).execute();
    }
  });
}
