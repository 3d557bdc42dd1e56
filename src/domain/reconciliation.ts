import type { ReconciliationId } from './ids.ts';
import type { Money } from './money.ts';
import type { Rail } from './payment.ts';
import type { StrangeBook } from './strange-book.ts';

/** `recent`: what a rail tells in order, every few minutes. `everything`: all that happened since the last time, by night. */
export type ReconciliationKind = 'recent' | 'everything';

/** What our books are compared with: each rail's own, the supplier's, and themselves. */
export type ReconciledPart = Rail | 'supplier' | 'ledger';

/** In the order in which they are told. */
export const findingKinds = [
  /** The rail took money that we had not heard of. */
  'charge_missed',
  /** The rail gave back what we did not know to be back. */
  'refund_missed',
  /** The rail says that a refund which we had booked did not stay away. */
  'refund_came_back',
  /** The rail took money in our name for something that we do not know. */
  'charge_unknown',
  /** We have booked money that the rail knows nothing of. */
  'charge_unlisted',
  /** We have booked a refund that the rail knows nothing of. */
  'refund_unlisted',
  /** Another amount, or another currency. */
  'amount_differs',
  /** Delivered, and the supplier knows no such order. */
  'supply_missing',
  /** Given back, and the supplier has made it all the same. */
  'supply_extra',
  /** Money that nobody has brought to an end for more than a day. */
  'without_end',
  /** What was paid and given back does not add up to what was delivered. */
  'unbalanced',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** One place where two books differed. */
export interface Finding {
  readonly kind: FindingKind;
  /** The id of a payment, refund, attempt or order of ours; of a charge that is none of them the rail and its name for it. */
  readonly subject: string;
  readonly money: Money | null;
  /** `repaired`: on its way through the same doors as everything else. `review`: a person has it. */
  readonly outcome: 'repaired' | 'review';
}

/** How many findings of a kind there were, and how much money they were about, currency by currency. */
export interface FindingSum {
  readonly kind: FindingKind;
  readonly outcome: Finding['outcome'];
  readonly count: number;
  readonly sums: readonly Money[];
}

/** Money that came and money that went, in one currency: how often, and how much in whole minor units. */
export interface Turnover {
  readonly currency: Money['currency'];
  readonly charges: number;
  readonly charged: number;
  readonly refunds: number;
  readonly refunded: number;
  /** What banks took for good in disputes. */
  readonly losses: number;
  readonly lost: number;
  /** What of that they gave back after all. */
  readonly regains: number;
  readonly regained: number;
}

/** How the comparison with one part went. */
export interface PartReport {
  readonly part: ReconciledPart;
  /** The span that the sums are of: from here on, up to there. */
  readonly since: number;
  readonly until: number;
  /**
   * `unlisted`: this rail shows its book to nobody by this way. `silent`: it gave no answer, so it is asked again later, as is a
   * `strange` one.
   */
  readonly compared: 'yes' | 'unlisted' | 'silent' | 'strange';
  /** What is strange about it. */
  readonly strange: StrangeBook | null;
  readonly theirs: readonly Turnover[];
  readonly ours: readonly Turnover[];
  /** What was looked at and is none of ours: older than this database, of others on the same account, or no sale. */
  readonly ignored: { readonly before: number; readonly foreign: number; readonly other: number };
  /** Longer than Telegram keeps what it has to tell, nobody listened: what was paid then may not be known to us. */
  readonly deaf: { readonly since: number; readonly until: number } | null;
  /** How many orders were asked of the supplier, or checked in our own books. */
  readonly checked: number;
}

/** One comparison of all books, as far as it has come. */
export interface Reconciliation {
  readonly id: ReconciliationId;
  readonly kind: ReconciliationKind;
  readonly parts: readonly PartReport[];
  /** The first of them, each once. */
  readonly findings: readonly Finding[];
  /** All others, so that what is kept of a run is no longer than this however much there was. */
  readonly beyond: readonly FindingSum[];
  readonly startedAt: number;
  readonly finishedAt: number | null;
}

/** So many findings are kept one by one. */
const mostFindings = 200;

/**
 * Adds a finding unless it is known: a run that was cut short finds the same again. Those that are not kept one by one could be counted
 * twice then.
 */
export function withFinding<Run extends Pick<Reconciliation, 'findings' | 'beyond'>>(
  run: Run,
  found: Finding,
): Run {
  const { findings, beyond } = run;
  if (findings.some(({ kind, subject }) => kind === found.kind && subject === found.subject)) return run;
  return findings.length < mostFindings
    ? { ...run, findings: [...findings, found] }
    : { ...run, beyond: addFinding(beyond, found) };
}

/** All that a run found, kind by kind and in the order of the kinds. */
export function findingSums({
  findings,
  beyond,
}: Pick<Reconciliation, 'findings' | 'beyond'>): readonly FindingSum[] {
  const all = findings.reduce(addFinding, beyond);
  return findingKinds.flatMap((kind) => all.filter((sum) => sum.kind === kind));
}

function addFinding(sums: readonly FindingSum[], { kind, outcome, money }: Finding): readonly FindingSum[] {
  const known = sums.find((sum) => sum.kind === kind && sum.outcome === outcome);
  const sum = known ?? { kind, outcome, count: 0, sums: [] };
  const more = { ...sum, count: sum.count + 1, sums: money ? addMoney(sum.sums, money) : sum.sums };
  return known ? sums.map((each) => (each === known ? more : each)) : [...sums, more];
}

function addMoney(sums: readonly Money[], { amount, currency }: Money): readonly Money[] {
  const known = sums.find((sum) => sum.currency === currency);
  if (!known) return [...sums, { amount, currency }];
  return sums.map((sum) => (sum === known ? { ...sum, amount: sum.amount + amount } : sum));
}

/** Nothing came and nothing went. */
export function noTurnover(currency: Money['currency']): Turnover {
  return {
    currency,
    charges: 0,
    charged: 0,
    refunds: 0,
    refunded: 0,
    losses: 0,
    lost: 0,
    regains: 0,
    regained: 0,
  };
}

/** Sums by currency. */
export function addTurnover(
  sums: readonly Turnover[],
  direction: keyof typeof added,
  { amount, currency }: Money,
): readonly Turnover[] {
  const sum = sums.find((each) => each.currency === currency) ?? noTurnover(currency);
  const more: Turnover = { ...sum, ...added[direction](sum, amount) };
  return sums.includes(sum) ? sums.map((each) => (each === sum ? more : each)) : [...sums, more];
}

const added = {
  charge: ({ charges, charged }: Turnover, amount: number) => ({
    charges: charges + 1,
    charged: charged + amount,
  }),
  refund: ({ refunds, refunded }: Turnover, amount: number) => ({
    refunds: refunds + 1,
    refunded: refunded + amount,
  }),
  loss: ({ losses, lost }: Turnover, amount: number) => ({ losses: losses + 1, lost: lost + amount }),
  regain: ({ regains, regained }: Turnover, amount: number) => ({
    regains: regains + 1,
    regained: regained + amount,
  }),
};
