import { expect, test } from 'vitest';
import { noTurnover } from '../../src/domain/reconciliation.ts';
import type { Reconciliation, Turnover } from '../../src/domain/reconciliation.ts';
import { reconciliationText } from '../../src/bot/views/reconciliation.ts';
import { speeches } from '../support/scene.ts';
import { languages } from '../support/world.ts';

const sums: Turnover = {
  ...noTurnover('EUR'),
  charges: 3,
  charged: 3360,
  refunds: 1,
  refunded: 1120,
  losses: 2,
  lost: 1420,
  regains: 1,
  regained: 300,
};

function report(theirs: readonly Turnover[], ours: readonly Turnover[]): Reconciliation {
  const part = {
    part: 'stripe',
    since: 0,
    until: 1,
    compared: 'yes',
    theirs,
    ours,
    ignored: { before: 0, foreign: 0, other: 0 },
    deaf: null,
    strange: null,
    checked: 0,
  } as const;
  return {
    id: 'reconciliation_1',
    kind: 'everything',
    parts: [part],
    findings: [],
    beyond: [],
    startedAt: 0,
    finishedAt: 1,
  };
}

test.each(languages)(
  'in %s a report says what came, what went back, and what banks took and gave back',
  (locale) => {
    const speech = speeches(locale);
    const { t } = speech;
    const euros = (amount: number, times: number): string =>
      `${speech.money({ amount, currency: 'EUR' })} (${times})`;
    const theirs = [
      euros(3360, 3),
      `− ${euros(1120, 1)}`,
      `− ${t('books-lost', { sum: euros(1420, 2) })}`,
      `+ ${t('books-regained', { sum: euros(300, 1) })}`,
    ].join(' ');
    const text = reconciliationText(speech, report([sums], [sums]));
    expect(text.split('\n')).toContain(t('books-same', { part: t('books-stripe'), theirs }));
    expect(text).toContain(t('books-agree'));
  },
);

test('books of which one has a loss that the other lacks do not agree', () => {
  const speech = speeches('en');
  const text = reconciliationText(speech, report([], [sums]));
  expect(text).toContain('⚠️');
  expect(text).not.toContain(speech.t('books-agree'));
});
