import { withFinding } from '../domain/reconciliation.ts';
import type { Finding, PartReport, Reconciliation } from '../domain/reconciliation.ts';
import type { SpanPage } from './orders-port.ts';
import type { Repositories } from './storage-port.ts';

/** How many lines or orders are held against our books in one transaction. */
export const chunk = 100;

/** What is compared: from the moment of the last comparison, which is not in it any more, up to one that is. */
export interface Span {
  readonly since: number;
  readonly until: number;
  /** When this database began: what is older is nobody's here. */
  readonly born: number;
}

/** The run with what this part of it found, and the part's report; null where there is nothing to report of. */
export interface Checked {
  readonly run: Reconciliation;
  readonly part: PartReport | null;
}

/**
 * Lets everybody else have their turn: SQLite answers at once, so that a long comparison would otherwise be the only thing that happens.
 * Not to be awaited in a transaction.
 */
export function giveWay(): Promise<void> {
  const turn = Promise.withResolvers<void>();
  setImmediate(turn.resolve);
  return turn.promise;
}

/** All rows of a span, as many at a time as go into one transaction. */
export async function* pagesOf<Row>(
  { since, until }: Span,
  read: (page: SpanPage<Row>) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[], void> {
  for (let after: Row | null = null, more = true; more;) {
    const page: readonly Row[] = await read({ since, until, after, limit: chunk });
    if (page.length > 0) yield page;
    await giveWay();
    after = page.at(-1) ?? null;
    more = page.length === chunk;
  }
}

/** Writes findings down in the transaction that acts on them; answers the run as it is then. */
export async function note(
  tx: Repositories,
  run: Reconciliation,
  found: readonly (Finding | null)[],
): Promise<Reconciliation> {
  const fresh = found.filter((each) => each !== null);
  if (fresh.length === 0) return run;
  const next = fresh.reduce<Reconciliation>(withFinding, run);
  await tx.reconciliations.save(next);
  return next;
}

/** A part in which nothing moved yet. */
export function emptyPart(part: PartReport['part'], { since, until }: Span): PartReport {
  const nothing = { before: 0, foreign: 0, other: 0 };
  return {
    part,
    since,
    until,
    compared: 'yes',
    theirs: [],
    ours: [],
    ignored: nothing,
    deaf: null,
    strange: null,
    checked: 0,
  };
}
