import type { NewId } from '../domain/ids.ts';
import type { Rail } from '../domain/payment.ts';
import { withFinding } from '../domain/reconciliation.ts';
import type { Finding, Reconciliation, ReconciliationKind } from '../domain/reconciliation.ts';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Advance } from './fulfilment.ts';
import type { Logger } from './ports.ts';
import type { RailComparison } from './rail-comparison.ts';
import type { Chronicle, RailBook } from './rail-port.ts';
import type { Repositories, Store } from './storage-port.ts';

/** How often the rails' chronicles are read on; sooner when one gave no answer. */
const every = { answered: 10 * minute, silent: minute };
/** What is younger may be on its way to us, and is left for the next time. */
const onItsWay = 2 * minute;
/** Lines of a book that are judged in one transaction, and that are read in one go. */
const chunk = 100;
const mostLines = 5000;

export interface ReconciliationService {
  /** Compares as far as is due now. May be repeated, also after a crash at any point: what was found is found once. */
  run(kind: ReconciliationKind): Promise<Advance>;
}

/** Our books against everybody else's. What was missed goes the way that all money goes; nothing else is moved here. */
export function createReconciliation({
  store,
  books,
  comparison,
  clock,
  newId,
  logger,
}: {
  store: Store;
  books: Readonly<Partial<Record<Rail, RailBook>>>;
  comparison: RailComparison;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): ReconciliationService {
  /** The run that was cut short, or a new one, which is not written down yet. */
  async function begin(kind: ReconciliationKind): Promise<Reconciliation> {
    const fresh = { id: newId('reconciliation'), kind, parts: [], findings: [] };
    return (
      (await store.reconciliations.unfinished(kind)) ?? { ...fresh, startedAt: clock(), finishedAt: null }
    );
  }

  async function note(
    tx: Repositories,
    run: Reconciliation,
    found: readonly Finding[],
  ): Promise<Reconciliation> {
    if (found.length === 0) return run;
    const next = { ...run, findings: found.reduce(withFinding, run.findings) };
    await tx.reconciliations.save(next);
    return next;
  }

  /** Reads a chronicle on from the place where it was left. The new place is written down with what was found before it. */
  async function readOn(
    given: Reconciliation,
    rail: Rail,
    chronicle: Chronicle,
    born: number,
  ): Promise<Reconciliation> {
    const name = `place ${rail} ${chronicle.account}`;
    const known = await store.reconciliations.mark(name);
    const start = known ?? (await chronicle.placeAt(born));
    if (known === undefined) await store.reconciliations.setMark(name, start);
    const lines = await readLines(chronicle, start);
    if (!lines) {
      logger.warn({ rail }, 'The rail’s book is not the one that was read before; it is read from the start');
      await store.reconciliations.setMark(name, await chronicle.placeAt(born));
      return given;
    }
    const until = clock() - onItsWay;
    const young = lines.findIndex(({ entry }) => entry.at > until);
    const ready = young < 0 ? lines : lines.slice(0, young);
    const wentBack = new Set(
      lines.flatMap(({ entry }) =>
        entry.kind === 'refund' && entry.state === 'done' ? [entry.chargeId] : [],
      ),
    );
    let run = given;
    for (let from = 0; from < ready.length; from += chunk) {
      const some = ready.slice(from, from + chunk);
      run = await store.transaction(async (tx) => {
        const found: Finding[] = [];
        for (const { entry } of some) {
          const { finding } = await comparison.judge(tx, rail, entry, { born, wentBack });
          if (finding) found.push(finding);
        }
        await tx.reconciliations.setMark(name, some.at(-1)?.place ?? start);
        return note(tx, run, found);
      });
    }
    return run;
  }

  async function recent(): Promise<Advance> {
    const born = await store.reconciliations.born(clock());
    let run = await begin('recent');
    let next = every.answered;
    for (const [rail, { chronicle }] of Object.entries(books) as [Rail, RailBook][]) {
      if (!chronicle) continue;
      try {
        run = await readOn(run, rail, chronicle, born);
      } catch (error) {
        next = every.silent;
        logger.warn({ rail, error: String(error) }, 'The rail’s book was not read; again later');
      }
    }
    if (run.findings.length > 0) await finish(run);
    return { kind: 'again', at: clock() + next };
  }

  async function finish(run: Reconciliation): Promise<void> {
    logger.warn({ reconciliation: run.id, findings: run.findings.length }, 'Our books differed from others’');
    await store.transaction(async (tx) => {
      await tx.reconciliations.save({ ...run, finishedAt: clock() });
      // Which tells the operators.
      await tx.jobs.send({ kind: 'sweep', key: 'sweep' });
    });
  }

  return { run: () => recent() };
}

/** All there is after this place; undefined where there is no such place. */
async function readLines(
  chronicle: Chronicle,
  start: string,
): Promise<Awaited<ReturnType<Chronicle['after']>>> {
  const lines: NonNullable<Awaited<ReturnType<Chronicle['after']>>>[number][] = [];
  for (let place = start; lines.length < mostLines;) {
    const more = await chronicle.after(place);
    if (!more) return undefined;
    const last = more.at(-1);
    if (!last) break;
    lines.push(...more);
    place = last.place;
  }
  return lines;
}
