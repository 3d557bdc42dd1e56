import type { NewId } from '../domain/ids.ts';
import { rails } from '../domain/payment.ts';
import { findingSums } from '../domain/reconciliation.ts';
import type { Rail } from '../domain/payment.ts';
import type {
  PartReport,
  ReconciledPart,
  Reconciliation,
  ReconciliationKind,
} from '../domain/reconciliation.ts';
import { day, hour, minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { createChronicleReading } from './chronicle-reading.ts';
import type { Advance } from './work-port.ts';
import { createLedgerCheck } from './ledger-check.ts';
import type { Logger } from './ports.ts';
import { createRailCheck } from './rail-check.ts';
import { createRailComparison } from './rail-comparison.ts';
import type { RailBook } from './rail-port.ts';
import { createDoubts, openStrange } from './reconciliation-doubts.ts';
import type { Doubts } from './reconciliation-doubts.ts';
import { emptyPart } from './reconciliation-run.ts';
import type { Checked, Span } from './reconciliation-run.ts';
import type { RefundService } from './refunds.ts';
import type { Store } from './storage-port.ts';
import { createSupplyCheck } from './supply-check.ts';
import type { Suppliers } from './suppliers.ts';

/** How often the rails' chronicles are read on; sooner when one gave no answer. */
const every = { answered: 10 * minute, silent: minute };
/** When everything is compared, in UTC, and how soon whoever gave no answer is asked again. */
const nightlyAt = 3 * hour;
const askAgain = hour;
/** What is younger is not settled yet, and belongs to the next night. */
const settling = 15 * minute;

/** A shop that was there before its books were compared is not gone through from its first day: that may be millions of orders. */
const firstLook = 7 * day;
/** Telegram keeps what it has to tell for so long. */
const telegramKeeps = day;

const parts: readonly ReconciledPart[] = [...rails, 'supplier', 'ledger'];

export interface ReconciliationService {
  /** Compares what is due now, and answers when to come again. After a crash at any point it goes on where it was. */
  run(kind: ReconciliationKind): Promise<Advance>;
}

/** Our books against everybody else's. What was missed goes the way that all money goes; nothing else is moved here. */
export function createReconciliation({
  store,
  books,
  offered,
  refunds,
  suppliers,
  clock,
  newId,
  logger,
}: {
  store: Store;
  books: Readonly<Partial<Record<Rail, RailBook>>>;
  /** The ways to pay that are switched on. */
  offered: ReadonlySet<Rail>;
  refunds: Pick<RefundService, 'confirmIn'>;
  suppliers: Suppliers;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): ReconciliationService {
  const comparison = createRailComparison({ refunds, clock, newId });
  const reading = createChronicleReading({ store, comparison, clock, logger });
  const railCheck = createRailCheck({ store, comparison });
  const supplyCheck = createSupplyCheck({ store, suppliers });
  const ledgerCheck = createLedgerCheck({ store, clock });

  /** The run that was cut short, or a new one, which is not written down before it has something to say. */
  async function begin(kind: ReconciliationKind): Promise<Reconciliation> {
    const unfinished = await store.reconciliations.unfinished(kind);
    const id = newId('reconciliation');
    const empty = { parts: [], findings: [], beyond: [] };
    return unfinished ?? { id, kind, ...empty, startedAt: clock(), finishedAt: null };
  }

  async function finish(run: Reconciliation): Promise<void> {
    const { id, kind } = run;
    let findings = 0;
    for (const { count } of findingSums(run)) findings += count;
    logger.info({ reconciliation: id, kind, findings }, 'The books were compared');
    await store.transaction(async (tx) => {
      await tx.reconciliations.save({ ...run, finishedAt: clock() });
      // Which tells the operators.
      await tx.jobs.send({ kind: 'sweep', key: 'sweep' });
    });
  }

  async function recent(): Promise<Advance> {
    const born = await store.reconciliations.born(clock());
    let run = await begin('recent');
    let next = every.answered;
    for (const rail of rails) {
      const chronicle = books[rail]?.chronicle;
      if (!chronicle) continue;
      try {
        run = await reading.readOn(run, rail, chronicle, born);
        if (rail === 'stars') await heardTelegram();
      } catch (error) {
        next = every.silent;
        // What it had found is written down, and is found there.
        run = (await store.reconciliations.unfinished('recent')) ?? run;
        logger.warn({ rail, error: String(error) }, 'The rail’s book was not read; again later');
      }
    }
    if (run.findings.length > 0) await finish(run);
    return { kind: 'again', at: clock() + next };
  }

  function check(part: ReconciledPart, run: Reconciliation, span: Span, doubts: Doubts): Promise<Checked> {
    switch (part) {
      case 'supplier':
        return supplyCheck.check(run, span, doubts);
      case 'ledger':
        return ledgerCheck.check(run, span, doubts);
      default:
        return checkRail(part, run, span, doubts);
    }
  }

  /** Of a rail that lists nothing, an update is all we hear: the report says when there was nobody to hear it. */
  async function checkRail(rail: Rail, run: Reconciliation, span: Span, doubts: Doubts): Promise<Checked> {
    const checked = await railCheck.check(run, rail, books[rail], span, doubts);
    const deaf = books[rail] || !offered.has(rail) ? null : await deafness();
    if (!deaf || deaf.since < span.since) return checked;
    return {
      ...checked,
      part: { ...emptyPart(rail, span), compared: 'unlisted', ...checked.part, deaf },
    };
  }

  /** The last time that Telegram had to forget something, as far as is known. */
  async function deafness(): Promise<PartReport['deaf']> {
    const heard = await store.reconciliations.mark('telegram heard');
    const now = clock();
    if (heard !== undefined && now - Number(heard) > telegramKeeps)
      return { since: Number(heard), until: now };
    const [since, until] = (await store.reconciliations.mark('telegram unheard'))?.split(' ') ?? [];
    return since && until ? { since: Number(since), until: Number(until) } : null;
  }

  async function heardTelegram(): Promise<void> {
    const now = clock();
    const before = Number((await store.reconciliations.mark('telegram heard')) ?? now);
    await store.transaction(async (tx) => {
      if (now - before > telegramKeeps)
        await tx.reconciliations.setMark('telegram unheard', `${before} ${now}`);
      await tx.reconciliations.setMark('telegram heard', String(now));
    });
  }

  /**
   * Compares one part, and moves its mark in the same commit as its report and its cases. Of a strange book the mark stays, so that all
   * of it is compared again once it is the right one, or once a person has closed the case: their word counts for one comparison.
   */
  async function compare(
    given: Reconciliation,
    part: ReconciledPart,
    span: Span,
  ): Promise<{ run: Reconciliation; held: PartReport | null }> {
    const word = String((await store.reviews.lastWord(part, 'book_strange')) ?? '');
    const trusted = word !== ((await store.reconciliations.mark(wordOf(part))) ?? '');
    const doubts = createDoubts(store, { trusted });
    const { run, part: report } = await check(part, given, span, doubts);
    const { strange } = doubts;
    if (strange) {
      await openStrange(store, part, strange, clock());
      return { run, held: { ...emptyPart(part, span), compared: 'strange', strange } };
    }
    const next = await store.transaction(async (tx) => {
      const settled = await doubts.settle(tx, run, clock());
      const compared = { ...settled, parts: report ? [...settled.parts, report] : settled.parts };
      await tx.reconciliations.save(compared);
      await tx.reconciliations.setMark(markOf(part), String(span.until));
      if (trusted) await tx.reconciliations.setMark(wordOf(part), word);
      if (doubts.none)
        await tx.reviews.settle(
          { subject: part, reason: 'book_strange' },
          { at: clock(), outcome: 'answered' },
        );
      return compared;
    });
    return { run: next, held: null };
  }

  async function everything(): Promise<Advance> {
    const now = clock();
    const born = await store.reconciliations.born(now);
    const night = lastNight(now);
    let run = await begin('everything');
    const held: PartReport[] = [];
    for (const part of parts) {
      const first = Math.max(born, night - firstLook);
      const mark = Number((await store.reconciliations.mark(markOf(part))) ?? first);
      // A clock that was ahead left a mark in times to come: then the last day is compared once more.
      const since = mark > now ? Math.max(born, night - day) : mark;
      const span = { since, until: now - settling, born };
      if (since >= night - settling) continue;
      try {
        const compared = await compare(run, part, span);
        ({ run } = compared);
        if (compared.held) held.push(compared.held);
      } catch (error) {
        held.push({ ...emptyPart(part, span), compared: 'silent' });
        run = (await store.reconciliations.unfinished('everything')) ?? run;
        logger.warn({ part, error: String(error) }, 'A part of the books was not compared; again later');
      }
    }
    await conclude({ ...run, parts: [...run.parts, ...held] }, night);
    return { kind: 'again', at: held.length > 0 ? clock() + askAgain : night + day };
  }

  /** That a book is silent, or strange, is told of once a night, however often it is found again. */
  async function conclude(run: Reconciliation, night: number): Promise<void> {
    const isHeld = run.parts.some(isOpen);
    const isNews = run.findings.length > 0 || !run.parts.every(isOpen);
    const known = (await store.reconciliations.mark('silence told')) === String(night);
    if (!isNews && (!isHeld || known)) return;
    await finish(run);
    if (isHeld) await store.reconciliations.setMark('silence told', String(night));
  }

  return { run: (kind) => (kind === 'recent' ? recent() : everything()) };
}

/** Not compared yet: it is asked again. */
function isOpen({ compared }: PartReport): boolean {
  return compared === 'silent' || compared === 'strange';
}

/** The last word of a person about a strange book that was acted upon. */
function wordOf(part: ReconciledPart): string {
  return `word ${part}`;
}

function markOf(part: ReconciledPart): string {
  return `compared ${part}`;
}

/** The last time at which everything was to be compared. */
function lastNight(now: number): number {
  return Math.floor((now - nightlyAt) / day) * day + nightlyAt;
}

/** Up to when our own books were last gone through by night; undefined before the first night. */
export async function reconciledUntil({
  reconciliations,
}: Pick<Store, 'reconciliations'>): Promise<number | undefined> {
  const mark = await reconciliations.mark(markOf('ledger'));
  return mark === undefined ? undefined : Number(mark);
}
