import { findingSums } from '../../domain/reconciliation.ts';
import type {
  FindingKind,
  FindingSum,
  PartReport,
  ReconciledPart,
  Reconciliation,
  Turnover,
} from '../../domain/reconciliation.ts';
import type { StrangeBook } from '../../domain/strange-book.ts';
import { escapeHtml } from '../../i18n/html.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { Money } from '../../domain/money.ts';

/** What a comparison of the books found, for operators and their accountant. */
export function reconciliationText(speech: Speech, run: Reconciliation): string {
  const { kind, parts } = run;
  const found = findingLines(speech, findingSums(run));
  if (kind === 'recent') return [speech.t('books-differed'), ...found].join('\n');
  const open = parts.some(({ compared }) => compared === 'silent' || compared === 'strange');
  const differ = parts.some((part) => part.compared === 'yes' && !isSame(speech, part));
  const agreed = found.length === 0 && !open && !differ ? [speech.t('books-agree')] : [];
  return [
    speech.t('books-title'),
    ...spanLines(speech, parts),
    '',
    ...parts.flatMap((part) => [partLine(speech, part), ...deafLines(speech, part)]),
    ...ignoredLines(speech, parts),
    ...(found.length > 0 ? ['', ...found] : agreed),
  ].join('\n');
}

/** From when to when, once where it is the same for all. */
function spanLines(speech: Speech, parts: readonly PartReport[]): string[] {
  const words = parts.map(({ since, until }) =>
    speech.t('books-span', { since: speech.dateTime(since, 'UTC'), until: speech.dateTime(until, 'UTC') }),
  );
  return [...new Set(words)];
}

function partLine(speech: Speech, report: PartReport): string {
  const { t } = speech;
  const part = partWords(speech, report.part);
  if (report.strange) return strangeLine(speech, { part: report.part, ...report.strange });
  if (report.compared === 'silent') return t('books-silent', { part });
  if (report.part === 'supplier' || report.part === 'ledger')
    return t('books-checked', { part, count: speech.number(report.checked) });
  const ours = turnoverWords(speech, report.ours);
  if (report.compared === 'unlisted') return t('books-unlisted', { part, ours });
  const theirs = turnoverWords(speech, report.theirs);
  return theirs === ours ? t('books-same', { part, theirs }) : t('books-other', { part, theirs, ours });
}

/** Whether both books have the same sums. */
function isSame(speech: Speech, { theirs, ours }: PartReport): boolean {
  return turnoverWords(speech, theirs) === turnoverWords(speech, ours);
}

function deafLines(speech: Speech, { deaf }: PartReport): string[] {
  if (!deaf) return [];
  const { since, until } = deaf;
  return [
    speech.t('books-deaf', { since: speech.dateTime(since, 'UTC'), until: speech.dateTime(until, 'UTC') }),
  ];
}

function ignoredLines(speech: Speech, parts: readonly PartReport[]): string[] {
  let count = 0;
  for (const { ignored } of parts) count += ignored.before + ignored.foreign + ignored.other;
  return count > 0 ? [speech.t('books-ignored', { count: speech.number(count) })] : [];
}

/** `€22.40 (2) − €11.20 (1)`: what came, and what went back; after that what banks took, and gave back after all. */
function turnoverWords(speech: Speech, sums: readonly Turnover[]): string {
  const words = sums.map(({ currency, ...sum }) => {
    const moved = (amount: number, times: number): string =>
      `${speech.money({ amount, currency })} (${speech.number(times)})`;
    return [
      moved(sum.charged, sum.charges),
      ...(sum.refunds > 0 ? [`− ${moved(sum.refunded, sum.refunds)}`] : []),
      ...(sum.losses > 0 ? [`− ${speech.t('books-lost', { sum: moved(sum.lost, sum.losses) })}`] : []),
      ...(sum.regains > 0
        ? [`+ ${speech.t('books-regained', { sum: moved(sum.regained, sum.regains) })}`]
        : []),
    ].join(' ');
  });
  // In the same order on both sides.
  return words.length > 0 ? words.toSorted().join(' + ') : speech.t('books-nothing');
}

function partWords({ t }: Speech, part: ReconciledPart): string {
  switch (part) {
    case 'stars':
      return t('books-stars');
    case 'invoice':
      return t('books-invoice');
    case 'stripe':
      return t('books-stripe');
    case 'supplier':
      return t('books-supplier');
    case 'ledger':
      return t('books-ledger');
  }
}

/** Of a book that cannot be the right one, or ours cannot: what it lacks, and how much of it. */
export function strangeLine(
  speech: Speech,
  { part, kind, count, examples }: StrangeBook & Pick<PartReport, 'part'>,
): string {
  return speech.t('books-strange', {
    part: partWords(speech, part),
    what: findingWords(speech, kind),
    count: speech.number(count),
    // A charge of Telegram's may have a very long name.
    examples: examples.map((name) => escapeHtml(name.slice(0, 40))).join(', '),
  });
}

/** A line for each way in which books differed: how often, and how much money it was. */
function findingLines(speech: Speech, found: readonly FindingSum[]): string[] {
  return found.map(({ kind, outcome, count, sums }) =>
    speech.t('books-finding', {
      what: findingWords(speech, kind),
      count: speech.number(count),
      sum: sumWords(speech, sums),
      who: outcome === 'review' ? 'person' : 'shop',
    }),
  );
}

/** `€11.20 + ⭐672`, or nothing where it is not about money. */
function sumWords(speech: Speech, sums: readonly Money[]): string {
  return sums.length > 0 ? ` · ${sums.map((sum) => speech.money(sum)).join(' + ')}` : '';
}

function findingWords({ t }: Speech, kind: FindingKind): string {
  switch (kind) {
    case 'charge_missed':
      return t('books-charge-missed');
    case 'refund_missed':
      return t('books-refund-missed');
    case 'refund_came_back':
      return t('books-refund-came-back');
    case 'charge_unknown':
      return t('books-charge-unknown');
    case 'charge_unlisted':
      return t('books-charge-unlisted');
    case 'refund_unlisted':
      return t('books-refund-unlisted');
    case 'amount_differs':
      return t('books-amount-differs');
    case 'supply_missing':
      return t('books-supply-missing');
    case 'supply_extra':
      return t('books-supply-extra');
    case 'without_end':
      return t('books-without-end');
    case 'unbalanced':
      return t('books-unbalanced');
  }
}
