import { sql } from 'kysely';
import type { Limits } from '../services/work-port.ts';
import type { Digest } from './digest.ts';
import type { Executor } from './tables.ts';

/** The limits table: one row per limit and subject, counted up to the end of its window. Subjects are kept as digests. */
export function createLimits(db: Executor, digest: Digest): Limits {
  return {
    take: async ({ name, subject, most, span, at }) => {
      if (most < 1) return undefined;
      const over = sql<boolean>`limits.resets_at <= ${at}`;
      // One statement, so that of many at once no more than `most` get through, in one process or several.
      const row = await db
        .insertInto('limits')
        .values({ name, subject: digest(subject, name), used: 1, resets_at: at + span })
        .onConflict((same) =>
          same
            .columns(['name', 'subject'])
            .doUpdateSet({
              used: sql`case when ${over} then 1 else limits.used + 1 end`,
              resets_at: sql`case when ${over} then excluded.resets_at else limits.resets_at end`,
            })
            .where(sql<boolean>`limits.used < ${most} or ${over}`),
        )
        .returning('used')
        .executeTakeFirst();
      return row && most - row.used;
    },
    giveBack: async ({ name, subject }) => {
      await db
        .updateTable('limits')
        .set((eb) => ({ used: eb('used', '-', 1) }))
        .where('name', '=', name)
        .where('subject', '=', digest(subject, name))
        .where('used', '>', 0)
        .execute();
    },
    left: async ({ name, subject, most, at }) => {
      const row = await db
        .selectFrom('limits')
        .select('used')
        .where('name', '=', name)
        .where('subject', '=', digest(subject, name))
        .where('resets_at', '>', at)
        .executeTakeFirst();
      return Math.max(0, most - (row?.used ?? 0));
    },
    prune: async (at) => {
      await db.deleteFrom('limits').where('resets_at', '<=', at).execute();
    },
  };
}
