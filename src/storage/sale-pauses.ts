import { pauseReasons } from '../domain/sale-pause.ts';
import type { SalePauses } from '../services/operators-port.ts';
import type { Executor } from './tables.ts';

/** The sale_pauses table: a row for each reason why nothing is sold now. */
export function createSalePauses(db: Executor): SalePauses {
  // By key, since payments ask this too; and of a reason that a newer version wrote, this one knows no way out.
  const known = db
    .selectFrom('sale_pauses')
    .select(['reason', 'since'])
    .where('reason', 'in', [...pauseReasons]);

  return {
    list: () => known.execute(),
    begin: async ({ reason, since }) => {
      const row = await db
        .insertInto('sale_pauses')
        .values({ reason, since })
        .onConflict((same) => same.column('reason').doNothing())
        .returning('reason')
        .executeTakeFirst();
      return row !== undefined;
    },
    end: async (reason) => {
      const row = await db
        .deleteFrom('sale_pauses')
        .where('reason', '=', reason)
        .returning('reason')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
