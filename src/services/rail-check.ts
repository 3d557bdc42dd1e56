import type { AttemptId } from '../domain/ids.ts';
import { addTurnover } from '../domain/reconciliation.ts';
import type { Finding, PartReport, Reconciliation } from '../domain/reconciliation.ts';
import type { Payment, Rail } from '../domain/payment.ts';
import { day, minute } from '../domain/time.ts';
import { within } from './patience.ts';
import { isByUs } from './rail-comparison.ts';
import type { RailComparison } from './rail-comparison.ts';
import type { RailBook, RailEntry } from './rail-port.ts';
import type { Doubts } from './reconciliation-doubts.ts';
import { chunk, emptyPart, giveWay, note, pagesOf } from './reconciliation-run.ts';
import type { Checked, Span } from './reconciliation-run.ts';
import type { DisputeLoss, FinishedRefund } from './money-port.ts';
import type { Store } from './storage-port.ts';

/** Money in our books that a list does not have. */
interface Suspect {
  readonly kind: 'charge' | 'refund';
  /** The id of the payment, or of its refund. */
  readonly subject: string;
  readonly payment: Payment;
  /** A refund that we asked for. */
  readonly byUs: boolean;
}

/** A rail's book is read from so much earlier: what happened in between may be booked in one span and listed in another. */
const overlap = 2 * day;
/** No rail may take longer to tell of its past, in real time. */
const patience = 3 * minute;

/** The rail's lines of a span, with what else is to be known to read them. */
interface Listed {
  readonly settled: readonly RailEntry[];
  readonly wentBack: ReadonlySet<string>;
  /** The charges of refunds that we booked as done in it. */
  readonly finished: ReadonlySet<string>;
}

export interface RailCheck {
  /**
   * Holds all that a rail lists of this span against the ledger, and the ledger against the list. Of a strange book nothing is taken
   * over. Throws when the rail gives no answer; may be repeated.
   */
  check(
    run: Reconciliation,
    rail: Rail,
    book: RailBook | undefined,
    span: Span,
    doubts: Doubts,
  ): Promise<Checked>;
}

export function createRailCheck({
  store,
  comparison,
}: {
  store: Store;
  comparison: RailComparison;
}): RailCheck {
  /** The rail's lines, a hundred in a transaction. */
  async function theirs(
    given: Checked & { part: PartReport },
    rail: Rail,
    { settled, wentBack, finished }: Listed,
    { since, born }: Span,
  ): Promise<Checked & { part: PartReport }> {
    let { run, part } = given;
    for (let from = 0; from < settled.length; from += chunk) {
      const before = { run, part };
      ({ run, part } = await store.transaction(async (tx) => {
        let sums = before.part;
        const found: (Finding | null)[] = [];
        for (const entry of settled.slice(from, from + chunk)) {
          const verdict = await comparison.judge(tx, rail, entry, { born, wentBack });
          found.push(verdict.finding);
          // What we asked for counts once, when it is done.
          const counts =
            verdict.byUs && entry.kind === 'refund' ? finished.has(entry.chargeId) : entry.at > since;
          if (counts) sums = tally(sums, entry, verdict);
        }
        return { run: await note(tx, before.run, found), part: sums };
      }));
      await giveWay();
    }
    return { run, part };
  }

  /** What we have booked in this span and the rail did not list in it, some at a time. */
  async function* unlisted(
    rail: Rail,
    entries: readonly RailEntry[],
    span: Span,
  ): AsyncGenerator<readonly Suspect[], void> {
    const charges = listedAs('charge', entries);
    for await (const page of pagesOf<Payment>(span, (part) => store.payments.received(rail, part)))
      yield page
        .filter(({ chargeId }) => !charges.has(chargeId))
        .map((payment) => ({ kind: 'charge', subject: payment.id, payment, byUs: false }));
    const refunds = listedAs('refund', entries);
    const failed = failedIn(entries);
    for await (const page of pagesOf<FinishedRefund>(span, (part) => store.refunds.succeeded(rail, part)))
      yield (
        page
          // One that came back is told of by its own line, and goes to a person; what was sent instead of it has no line there.
          .filter(({ refund, payment: { chargeId } }) =>
            failed.has(chargeId) && !refund.byHand && refund.tries === 1 ? false : !refunds.has(chargeId),
          )
          .map(({ refund, payment }) => ({
            kind: 'refund',
            subject: refund.id,
            payment,
            byUs: isByUs(refund),
          }))
      );
  }

  /** Money can be booked long after it moved: what the rail knows from before the span is no difference. */
  async function unknownTo(
    book: RailBook,
    suspects: readonly Suspect[],
    born: number,
  ): Promise<readonly Suspect[]> {
    if (suspects.length === 0) return [];
    const { ofCharge } = book;
    const told: RailEntry[] = [];
    if (ofCharge)
      for (const { payment } of suspects) told.push(...(await within(patience, ofCharge(payment.chargeId))));
    else {
      const begun = suspects.map(async ({ payment: { payload } }) => {
        const attempt = await store.attempts.byId(payload as AttemptId);
        return attempt?.createdAt ?? born;
      });
      told.push(...(await within(patience, book.since(Math.min(...(await Promise.all(begun)))))));
    }
    return suspects.filter(({ kind, payment }) => !listedAs(kind, told).has(payment.chargeId));
  }

  /** Of a kind that there is too much of already the rail is not asked one by one. */
  async function missingOf(
    book: RailBook,
    suspects: readonly Suspect[],
    born: number,
    doubts: Doubts,
  ): Promise<readonly Suspect[]> {
    const isTooMuch = suspects.every(({ kind }) => doubts.isFrequent(`${kind}_unlisted`));
    const missing = isTooMuch ? suspects : await unknownTo(book, suspects, born);
    for (const { kind, subject, payment } of missing) {
      const { chargeId: name, rail, orderId, money } = payment;
      const detail = `${name} of ${rail}, for ${orderId ?? 'no order'}`;
      await doubts.add({ kind: `${kind}_unlisted`, subject, money, name, detail });
    }
    return missing;
  }

  async function ours(
    given: PartReport,
    rail: Rail,
    book: RailBook | undefined,
    entries: readonly RailEntry[],
    span: Span,
    doubts: Doubts,
  ): Promise<PartReport> {
    let part = given;
    for await (const suspects of unlisted(rail, entries, span)) {
      const missing = book ? await missingOf(book, suspects, span.born, doubts) : suspects;
      // Done at last, and begun before the list does.
      for (const { payment } of suspects.filter((each) => each.byUs && !missing.includes(each)))
        part = {
          ...part,
          theirs: addTurnover(part.theirs, 'refund', payment.money),
          ours: addTurnover(part.ours, 'refund', payment.money),
        };
      for (const { kind, payment } of missing)
        part = { ...part, ours: addTurnover(part.ours, kind, payment.money) };
    }
    return part;
  }

  /** The charges of the refunds that we have booked as done in this span. */
  async function finishedIn(rail: Rail, span: Span): Promise<ReadonlySet<string>> {
    const all = new Set<string>();
    for await (const page of pagesOf<FinishedRefund>(span, (part) => store.refunds.succeeded(rail, part)))
      for (const { payment } of page) all.add(payment.chargeId);
    return all;
  }

  /** What banks took for good in this span, or gave back after that. A rail lists disputes by their beginning, so it is asked about each. */
  async function losses(
    given: Checked & { part: PartReport },
    rail: Rail,
    book: RailBook | undefined,
    span: Span,
  ): Promise<Checked & { part: PartReport }> {
    let { part } = given;
    for await (const page of pagesOf<DisputeLoss>(span, (some) => store.disputes.losses(rail, some)))
      for (const loss of page) {
        const { kind, money } = loss;
        part = { ...part, ours: addTurnover(part.ours, kind, money) };
        if (await stands(loss, rail, book, span))
          part = { ...part, theirs: addTurnover(part.theirs, kind, money) };
      }
    return { ...given, part };
  }

  /** Whether the rail says of the dispute what our books say now. Where it does not, the judgement sees to it that they will. */
  async function stands(
    { chargeId, railId }: DisputeLoss,
    rail: Rail,
    book: RailBook | undefined,
    { born }: Span,
  ): Promise<boolean> {
    const told = book?.ofCharge ? await within(patience, book.ofCharge(chargeId)) : [];
    const entry = told.find((each) => each.kind === 'dispute' && each.railId === railId);
    if (!entry) return false;
    const context = { born, wentBack: new Set<string>() };
    const { booked } = await store.transaction((tx) => comparison.judge(tx, rail, entry, context));
    return booked !== null;
  }

  return {
    check: async (run, rail, book, span, doubts) => {
      const entries = book
        ? await within(patience, book.since(Math.max(span.born, span.since - overlap)))
        : [];
      const before = book?.olderThan ? await within(patience, book.olderThan(span.born)) : 0;
      const empty = emptyPart(rail, span);
      const begun: PartReport = {
        ...empty,
        compared: book ? 'yes' : 'unlisted',
        ignored: { ...empty.ignored, before },
      };
      const settled = entries.filter(({ at }) => at <= span.until);
      await comparison.gauge(store, doubts, rail, settled, span);
      const part = await ours(begun, rail, book, entries, span, doubts);
      if (doubts.strange) return { run, part };
      const finished = await finishedIn(rail, span);
      const listed = { settled, wentBack: refundedIn(entries), finished };
      const seen = await theirs({ run, part }, rail, listed, span);
      const checked = await losses(seen, rail, book, span);
      return !book && checked.part.ours.length === 0 ? { ...checked, part: null } : checked;
    },
  };
}

function tally(
  part: PartReport,
  entry: RailEntry,
  { booked, ignored }: Awaited<ReturnType<RailComparison['judge']>>,
): PartReport {
  if (ignored) return { ...part, ignored: { ...part.ignored, [ignored]: part.ignored[ignored] + 1 } };
  const moved = entry.kind === 'charge' || (entry.kind === 'refund' && entry.state === 'done');
  if (!moved) return part;
  return {
    ...part,
    theirs: addTurnover(part.theirs, entry.kind, entry.money),
    ours: booked ? addTurnover(part.ours, entry.kind, booked) : part.ours,
  };
}

/** Charges of which a book says that they went back. */
export function refundedIn(entries: readonly RailEntry[]): ReadonlySet<string> {
  const done = entries.flatMap((entry) => (entry.kind === 'refund' && entry.state === 'done' ? [entry] : []));
  return new Set(done.map(({ chargeId }) => chargeId));
}

/** Charges of which a refund did not stay away. */
function failedIn(entries: readonly RailEntry[]): ReadonlySet<string> {
  const failed = entries.flatMap((entry) =>
    entry.kind === 'refund' && entry.state === 'failed' ? [entry] : [],
  );
  return new Set(failed.map(({ chargeId }) => chargeId));
}

function listedAs(direction: 'charge' | 'refund', entries: readonly RailEntry[]): ReadonlySet<string> {
  const some = entries.flatMap((entry) => (entry.kind === direction ? [entry] : []));
  return new Set(
    some
      .filter((entry) => entry.kind === 'charge' || entry.state !== 'failed')
      .map(({ chargeId }) => chargeId),
  );
}
