import type { Rail } from '../domain/payment.ts';
import type { Finding, Reconciliation } from '../domain/reconciliation.ts';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { within } from './patience.ts';
import type { Logger } from './ports.ts';
import type { RailComparison } from './rail-comparison.ts';
import { refundedIn } from './rail-check.ts';
import type { Chronicle } from './rail-port.ts';
import { createDoubts, openStrange } from './reconciliation-doubts.ts';
import { chunk, note } from './reconciliation-run.ts';
import type { Store } from './storage-port.ts';

/** What is younger may be on its way to us, and is left for the next time. */
const onItsWay = 2 * minute;
/** Lines read in one go, and how long that may take, in real time. */
const mostLines = 5000;
const patience = 2 * minute;

export interface ChronicleReading {
  /**
   * Reads a rail's chronicle on from where it was left; not while a person looks at how strange it is. Throws when the rail gives no
   * answer; may be repeated.
   */
  readOn(run: Reconciliation, rail: Rail, chronicle: Chronicle, born: number): Promise<Reconciliation>;
}

/** The place in a chronicle is written down with what was found before it: a crash in between repeats lines, and never skips one. */
export function createChronicleReading({
  store,
  comparison,
  clock,
  logger,
}: {
  store: Store;
  comparison: RailComparison;
  clock: Clock;
  logger: Logger;
}): ChronicleReading {
  return {
    readOn: async (given, rail, chronicle, born) => {
      if (await store.reviews.openOf(rail, 'book_strange')) return given;
      const name = `place ${rail} ${chronicle.account}`;
      const known = await store.reconciliations.mark(name);
      const start = known ?? (await within(patience, chronicle.placeAt(born)));
      if (known === undefined) await store.reconciliations.setMark(name, start);
      const lines = await within(patience, linesAfter(chronicle, start));
      if (!lines) {
        logger.warn({ rail }, 'The rail’s book is not the one that was read before: read from the start');
        await store.reconciliations.setMark(name, await within(patience, chronicle.placeAt(born)));
        return given;
      }
      const until = clock() - onItsWay;
      const young = lines.findIndex(({ entry }) => entry.at > until);
      const ready = young < 0 ? lines : lines.slice(0, young);
      const wentBack = refundedIn(lines.map(({ entry }) => entry));
      const doubts = createDoubts(store, { trusted: false });
      const entries = ready.map(({ entry }) => entry);
      await comparison.gauge(store, doubts, rail, entries, { born, since: born });
      const { strange } = doubts;
      if (strange) {
        // What is in it is left to the night, which asks again until it is the right book or a person says so.
        await store.transaction(async (tx) => {
          await openStrange(tx, rail, strange, clock());
          await tx.reconciliations.setMark(name, ready.at(-1)?.place ?? start);
        });
        return given;
      }
      let run = doubts.none ? given : await store.transaction((tx) => doubts.settle(tx, given, clock()));
      for (let from = 0; from < ready.length; from += chunk) {
        const before = run;
        const some = ready.slice(from, from + chunk);
        run = await store.transaction(async (tx) => {
          const found: (Finding | null)[] = [];
          for (const { entry } of some)
            found.push((await comparison.judge(tx, rail, entry, { born, wentBack })).finding);
          await tx.reconciliations.setMark(name, some.at(-1)?.place ?? start);
          return note(tx, before, found);
        });
      }
      return run;
    },
  };
}

/** All there is after this place; undefined where there is no such place. */
async function linesAfter(chronicle: Chronicle, start: string): ReturnType<Chronicle['after']> {
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
