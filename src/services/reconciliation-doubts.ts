import type { Finding, FindingKind, Reconciliation } from '../domain/reconciliation.ts';
import { mostDifferences, mostExamples, strangeDetail } from '../domain/strange-book.ts';
import type { StrangeBook } from '../domain/strange-book.ts';
import { note } from './reconciliation-run.ts';
import type { Repositories } from './storage-port.ts';

/** One place where two books differ, which a person is to look at. */
export interface Doubt extends Omit<Finding, 'outcome'> {
  /** What it is called in the other book. */
  readonly name: string;
  /** For whoever looks; null where it comes to a person by a way of its own, and only counts here. */
  readonly detail: string | null;
}

/** What is doubtful about one book. It takes no more room for a thousand doubts than for some. */
export interface Doubts {
  /** Counts a doubt, unless a person knows it already. */
  add(doubt: Doubt): Promise<void>;
  /** Whether there is too much of this kind already, so that each one more only counts. */
  isFrequent(kind: FindingKind): boolean;
  /** Whether nothing was doubtful. */
  readonly none: boolean;
  /** Present as soon as there is too much of one kind, unless a person has said that the book is the right one. */
  readonly strange: StrangeBook | null;
  /** Opens a case for each doubt, once; those of a kind that is too frequent a person has closed already. Answers the run as it is then. */
  settle(tx: Repositories, run: Reconciliation, at: number): Promise<Reconciliation>;
}

/** The one rule for when a book is strange, whoever it belongs to. */
export function createDoubts(
  books: Pick<Repositories, 'reviews'>,
  { trusted }: { trusted: boolean },
): Doubts {
  const counts = new Map<FindingKind, number>();
  const kept: Doubt[] = [];
  const isFrequent = (kind: FindingKind): boolean => (counts.get(kind) ?? 0) > mostDifferences;

  return {
    add: async (doubt) => {
      const { kind, subject } = doubt;
      if (!isFrequent(kind)) {
        if (await books.reviews.wasOpened([subject], 'books_differ')) return;
        kept.push(doubt);
      }
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    },
    isFrequent,
    get none() {
      return counts.size === 0;
    },
    get strange() {
      const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
      if (trusted || !most || !isFrequent(most[0])) return null;
      const [kind, count] = most;
      const some = kept.filter((doubt) => doubt.kind === kind).slice(0, mostExamples);
      return { kind, count, examples: some.map(({ name }) => name) };
    },
    settle: async (tx, run, at) => {
      const found: Finding[] = [];
      for (const { kind, subject, money, detail } of kept) {
        if (detail === null || isFrequent(kind)) continue;
        if (await tx.reviews.wasOpened([subject], 'books_differ')) continue;
        await tx.reviews.open({ subject, reason: 'books_differ', detail: `${kind}: ${detail}`, at });
        found.push({ kind, subject, money, outcome: 'review' });
      }
      return note(tx, run, found);
    },
  };
}

/** One case for all of it, while none is open. */
export async function openStrange(
  books: Pick<Repositories, 'reviews'>,
  part: string,
  strange: StrangeBook,
  at: number,
): Promise<void> {
  await books.reviews.open({ subject: part, reason: 'book_strange', detail: strangeDetail(strange), at });
}
