import { expect, test } from 'vitest';
import { reconciliationText } from '../../src/bot/views/reconciliation.ts';
import { findingKinds, withFinding } from '../../src/domain/reconciliation.ts';
import type { PartReport, ReconciledPart, Reconciliation } from '../../src/domain/reconciliation.ts';
import { speeches } from '../support/scene.ts';
import { languages } from '../support/world.ts';

const parts: readonly ReconciledPart[] = ['stars', 'stripe', 'supplier', 'ledger'];

function strange(part: ReconciledPart): PartReport {
  const count = 1_234_567;
  const examples = ['a', 'b', 'c'].map((letter) => letter.repeat(200));
  return {
    part,
    since: parts.indexOf(part),
    until: Date.UTC(2026, 5, 13),
    compared: 'strange',
    theirs: [],
    ours: [],
    ignored: { before: 0, foreign: count, other: 0 },
    deaf: null,
    strange: { kind: 'charge_unlisted', count, examples },
    checked: 0,
  };
}

/** Of these we only have our own word. */
const unlisted: PartReport = {
  ...strange('stars'),
  part: 'invoice',
  compared: 'unlisted',
  deaf: { since: 0, until: 1 },
  strange: null,
};

const empty: Reconciliation = {
  id: 'reconciliation_x',
  kind: 'everything',
  parts: [...parts.map(strange), unlisted],
  findings: [],
  beyond: [],
  startedAt: 0,
  finishedAt: 1,
};

/** Each kind of finding five hundred times, in three currencies. */
function fullest(): Reconciliation {
  let run = empty;
  for (let n = 0; n < 500; n++)
    for (const kind of findingKinds) {
      const currency = (['EUR', 'XTR', 'CNY'] as const)[n % 3] ?? 'EUR';
      const money = { amount: 123_456, currency };
      run = withFinding(run, {
        kind,
        subject: `payment_${n}`,
        money,
        outcome: 'review',
      });
    }
  return run;
}

test.each(languages)('in %s: however much there is to tell, the report is one message', (locale) => {
  const speech = speeches(locale);
  const text = reconciliationText(speech, fullest());
  expect(text.length).toBeLessThan(4096);
  expect(text).toContain(speech.number(1_234_567));
  // Two hundred of them are kept one by one, and all of them counted.
  expect(text.split(speech.number(500))).toHaveLength(1 + findingKinds.length);
});

test('what is kept of a run grows no further, and what was found twice counts once', () => {
  const run = fullest();
  expect(JSON.stringify(run).length).toBeLessThan(40_000);
  const [first] = run.findings;
  expect(first && withFinding(run, first)).toBe(run);
});
