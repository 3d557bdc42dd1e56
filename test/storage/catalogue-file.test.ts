import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CatalogueError, readCatalogue } from '../../src/storage/catalogue-file.ts';

type Entry = Record<string, unknown>;

function fileWith(text: string): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'catalogue-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = path.join(dir, 'catalogue.json');
  writeFileSync(file, text);
  return file;
}

function mistakesIn(text: string): readonly string[] {
  try {
    readCatalogue(fileWith(text));
  } catch (error) {
    if (error instanceof CatalogueError) return error.mistakes;
    throw error;
  }
  return [];
}

/** The mistakes found when entries of the real catalogue are changed. */
function mistakesAfter(
  change: (plan: (id: string) => Entry, coverages: Record<string, Entry>) => void,
): readonly string[] {
  const data: { coverages: Record<string, Entry>; plans: Entry[] } = JSON.parse(
    readFileSync('db/catalogue.json', 'utf8'),
  );
  change((id) => data.plans.find((plan) => plan['id'] === id) ?? {}, data.coverages);
  return mistakesIn(JSON.stringify(data));
}

test('the catalogue of the shop is read whole', () => {
  const { plans, coverages } = readCatalogue('db/catalogue.json');
  expect(plans.size).toBe(28);
  expect(coverages.get('JP')).toMatchObject({ id: 'JP', countries: ['JP'], timezone: 'Asia/Tokyo' });
  expect(plans.get('it-voice-10gb-30d')).toEqual({
    id: 'it-voice-10gb-30d',
    coverage: 'IT',
    kind: 'allowance',
    group: 'month',
    validityDays: 30,
    dataBytes: 10 * 2 ** 30,
    dailyBytes: null,
    throttleKbps: null,
    voiceSeconds: 12_000,
    smsCount: 100,
    installWindowDays: 180,
    renewal: { inPlace: true, asTopUp: true, start: 'queued', graceDays: 30 },
    retail: { USD: 2900, EUR: 2490, CNY: 20600 },
  });
  expect(plans.get('it-2gbday-7d')).toMatchObject({
    kind: 'daily',
    dailyBytes: 2 * 2 ** 30,
    dataBytes: null,
  });
  expect(plans.get('jp-unl-5d')).toMatchObject({
    kind: 'unlimited',
    dailyBytes: 3 * 2 ** 30,
    throttleKbps: 1000,
  });
});

test.each<[string, (plan: Entry) => unknown, string]>([
  [
    'supply trap 21: a price below the floor',
    (plan) => Object.assign(plan['retail'] ?? {}, { EUR: 700 }),
    'retail.EUR 700 is below the floor 784',
  ],
  [
    'a negative price',
    (plan) => Object.assign(plan['retail'] ?? {}, { CNY: -1 }),
    'retail.CNY -1: must be a whole number above 0',
  ],
  [
    'a price with a fraction',
    (plan) => Object.assign(plan['retail'] ?? {}, { USD: 1300.5 }),
    'retail.USD 1300.5: ',
  ],
  [
    'a missing price',
    (plan) => Object.assign(plan, { retail: { EUR: 1120, USD: 1300 } }),
    'retail.CNY is missing',
  ],
  [
    'an unknown currency',
    (plan) => Object.assign(plan['retail'] ?? {}, { GBP: 1 }),
    'retail.GBP is not a known currency',
  ],
  [
    'an unknown coverage',
    (plan) => Object.assign(plan, { coverage: 'XX' }),
    'coverage XX is not in coverages',
  ],
  [
    'a coverage named like a built-in',
    (plan) => Object.assign(plan, { coverage: 'toString' }),
    'coverage toString is not in coverages',
  ],
  ['an extra field', (plan) => Object.assign(plan, { colour: 'red' }), 'colour is not a known field'],
  [
    'an extra field inside',
    (plan) => Object.assign(plan['renewal'] ?? {}, { max: 3 }),
    'renewal.max is not a known field',
  ],
  ['a missing field', (plan) => delete plan['validity_days'], 'validity_days is missing'],
  ['an unknown kind', (plan) => Object.assign(plan, { kind: 'hourly' }), 'kind hourly: '],
  ['a kind without its bytes', (plan) => delete plan['data_bytes'], 'data_bytes is missing'],
  ['bytes as a number', (plan) => Object.assign(plan, { data_bytes: 5 }), 'data_bytes 5: '],
  [
    'bytes with an exponent',
    (plan) => Object.assign(plan, { data_bytes: '5e9' }),
    'data_bytes 5e9: must be a decimal string',
  ],
  [
    'no bytes at all',
    (plan) => Object.assign(plan, { data_bytes: '0' }),
    'data_bytes 0: must be a decimal string',
  ],
  [
    'more bytes than can be counted',
    (plan) => Object.assign(plan, { data_bytes: '9007199254740993' }),
    'data_bytes 9007199254740993: is too large',
  ],
  [
    'zero days',
    (plan) => Object.assign(plan, { validity_days: 0 }),
    'validity_days 0: must be a whole number above 0',
  ],
  [
    'a negative number of messages',
    (plan) => Object.assign(plan, { sms_count: -1 }),
    'sms_count -1: must not be negative',
  ],
])('%s is refused, naming the plan', (_, change, mistake) => {
  const mistakes = mistakesAfter((plan) => void change(plan('it-5gb-30d')));
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toMatch(/^plans\[2\] it-5gb-30d: /);
  expect(mistakes[0]).toContain(mistake);
});

test('an id that is taken is refused, naming both plans', () => {
  const mistakes = mistakesAfter((plan) => void Object.assign(plan('it-10gb-30d'), { id: 'it-5gb-30d' }));
  expect(mistakes).toEqual(['plans[3] it-5gb-30d: the id is taken by plans[2]']);
});

test('an unknown time zone is refused, naming the coverage', () => {
  const mistakes = mistakesAfter(
    (_, coverages) => void Object.assign(coverages['IT'] ?? {}, { timezone: 'Europe/Roma' }),
  );
  expect(mistakes).toEqual(['coverages.IT: timezone Europe/Roma: is not a known time zone']);
});

test('every mistake is listed at once, also several in one plan', () => {
  const mistakes = mistakesAfter((plan, coverages) => {
    Object.assign(coverages['KR'] ?? {}, { countries: ['Korea'] });
    const wrong = plan('it-5gb-30d');
    Object.assign(wrong, { coverage: 'XX', validity_days: '30' });
    Object.assign(wrong['retail'] ?? {}, { EUR: 1, CNY: 2 });
    Object.assign(plan('jp-unl-5d'), { fair_use: {} });
  });
  expect(mistakes).toHaveLength(7);
});

test('a file that is not JSON is refused with its name and line', () => {
  expect(mistakesIn('{\n  "plans": [\n    oops\n  ]\n}')).toEqual([
    expect.stringMatching(/^line 3: not valid JSON/),
  ]);
  expect(mistakesIn('{\n  "plans": [\n')).toEqual([expect.stringMatching(/^line 3: not valid JSON/)]);
  const file = fileWith('');
  expect(() => readCatalogue(file)).toThrow(file);
});

test.each([
  'null',
  '[]',
  '"text"',
  '{}',
  '{"coverages":{},"plans":[]}',
  '{"coverages":{},"plans":[null]}',
  '{"coverages":[],"plans":{}}',
])('%s is no catalogue', (text) => {
  expect(mistakesIn(text).length).toBeGreaterThan(0);
});
