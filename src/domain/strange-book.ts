import type { FindingKind, ReconciledPart } from './reconciliation.ts';
import type { Review } from './review.ts';

/**
 * A book that differs from ours in too much to be the one that ours was compared with before: another account's, or ours is an old copy.
 * Nothing is decided by it until a person has looked.
 */
export interface StrangeBook {
  readonly kind: FindingKind;
  /** How many such differences there were, as far as it was read. */
  readonly count: number;
  /** The first of them, by their names there. */
  readonly examples: readonly string[];
}

/** More differences of one kind in one comparison are no mishaps of single payments: then the book is strange. */
export const mostDifferences = 10;
/** How many are named. */
export const mostExamples = 3;

/** The detail of the case about it. */
export function strangeDetail({ kind, count, examples }: StrangeBook): string {
  return [kind, count, ...examples].join(' ');
}

/** What a case is about, by its subject and its detail. */
export function strangeBookOf({ subject, detail }: Pick<Review, 'subject' | 'detail'>): StrangeBook & {
  readonly part: ReconciledPart;
} {
  const [kind, count, ...examples] = detail.split(' ');
  return {
    part: subject as ReconciledPart,
    kind: kind as FindingKind,
    count: Number(count),
    examples,
  };
}
