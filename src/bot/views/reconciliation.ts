import { findingKinds } from '../../domain/reconciliation.ts';
import type { Finding, FindingKind, Reconciliation } from '../../domain/reconciliation.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { Money } from '../../domain/money.ts';

/** What a comparison of the books found, for operators and their accountant. */
export function reconciliationText(speech: Speech, { findings }: Reconciliation): string {
  return [speech.t('books-differed'), ...findingLines(speech, findings)].join('\n');
}

/** A line for each way in which books differed: how often, and how much money it was. */
function findingLines(speech: Speech, findings: readonly Finding[]): string[] {
  return findingKinds.flatMap((kind) => {
    const some = findings.filter((found) => found.kind === kind);
    if (some.length === 0) return [];
    const line = speech.t('books-finding', {
      what: findingWords(speech, kind),
      count: speech.number(some.length),
      sum: sumWords(speech, some),
      who: some.some(({ outcome }) => outcome === 'review') ? 'person' : 'shop',
    });
    return [line];
  });
}

/** `€11.20 + ⭐672`, or nothing where it is not about money. */
function sumWords(speech: Speech, findings: readonly Finding[]): string {
  const sums = new Map<Money['currency'], number>();
  for (const { money } of findings)
    if (money) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.amount);
  const words = [...sums].map(([currency, amount]) => speech.money({ amount, currency }));
  return words.length > 0 ? ` · ${words.join(' + ')}` : '';
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
