import { noTurnover } from '../domain/reconciliation.ts';
import type { Reconciliation, Turnover } from '../domain/reconciliation.ts';
import { second } from '../domain/time.ts';
import type { Reconciliations } from '../services/money-port.ts';
import { fromJson } from './json.ts';
import type { Executor, Row } from './tables.ts';

type Body = Pick<Reconciliation, 'parts' | 'findings' | 'beyond'>;

/** The reconciliations table, and the marks between which they compare. */
export function createReconciliations(db: Executor): Reconciliations {
  const untold = db
    .selectFrom('reconciliations')
    .selectAll()
    .where('told_at', 'is', null)
    .orderBy('started_at')
    .orderBy('id');

  async function mark(name: string): Promise<string | undefined> {
    const row = await db
      .selectFrom('reconciliation_marks')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.value;
  }

  async function setMark(name: string, value: string): Promise<void> {
    await db
      .insertInto('reconciliation_marks')
      .values({ name, value })
      .onConflict((known) => known.column('name').doUpdateSet({ value }))
      .execute();
  }

  return {
    save: async ({ id, kind, parts, findings, beyond, startedAt, finishedAt }) => {
      const body = JSON.stringify({ parts, findings, beyond } satisfies Body);
      await db
        .insertInto('reconciliations')
        .values({ id, kind, body, started_at: startedAt, finished_at: finishedAt })
        .onConflict((known) => known.column('id').doUpdateSet({ body, finished_at: finishedAt }))
        .execute();
    },
    unfinished: async (kind) => {
      const row = await untold.where('kind', '=', kind).where('finished_at', 'is', null).executeTakeFirst();
      return row && reconciliationOf(row);
    },
    untold: async () => (await untold.where('finished_at', 'is not', null).execute()).map(reconciliationOf),
    told: async (id, at) => {
      await db.updateTable('reconciliations').set({ told_at: at }).where('id', '=', id).execute();
    },
    mark,
    setMark,
    born: async (now) => {
      const known = await mark('born');
      if (known !== undefined) return Number(known);
      const first = await db
        .selectFrom('customers')
        .select(({ fn }) => fn.min('created_at').as('at'))
        .executeTakeFirst();
      // Rails tell whole seconds.
      const born = Math.floor(Math.min(first?.at ?? now, now) / second) * second - 1;
      await setMark('born', String(born));
      return born;
    },
  };
}

function reconciliationOf(row: Row<'reconciliations'>): Reconciliation {
  // A run of before there were bounds has nothing beyond them.
  const { parts, findings, beyond = [] } = fromJson<Omit<Body, 'beyond'> & Partial<Body>>(row.body);
  return {
    parts: parts.map((part) => ({ ...part, theirs: complete(part.theirs), ours: complete(part.ours) })),
    findings,
    beyond,
    id: row.id,
    kind: row.kind,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** A report from before a column was kept has nothing in it. */
function complete(sums: readonly Turnover[]): readonly Turnover[] {
  return sums.map((sum) => ({ ...noTurnover(sum.currency), ...sum }));
}
