import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { catalogueFor } from '../../src/domain/plan.ts';
import { CatalogueError, readCatalogue } from '../../src/storage/catalogue-file.ts';
import { readSupplierFile } from '../../src/storage/supplier-file.ts';

const catalogue = readCatalogue('db/catalogue.json');

function mistakesIn(content: unknown): readonly string[] {
  const dir = mkdtempSync(path.join(tmpdir(), 'supplier-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = path.join(dir, 'supplier.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  try {
    readSupplierFile(file, catalogue);
  } catch (error) {
    if (error instanceof CatalogueError) return error.mistakes;
    throw error;
  }
  return [];
}

test('eSIM Access sells every plan of ours that is data alone, and daily ones for their days', () => {
  const packages = readSupplierFile('db/suppliers/esimaccess.json', catalogue);
  const silent = [...catalogue.plans.values()].filter((plan) => plan.voiceSeconds === 0);
  expect(new Set(packages.keys())).toEqual(new Set(silent.map(({ id }) => id)));
  expect(packages.get('it-3gb-30d')).toEqual({ package: 'IT_3_30' });
  expect(packages.get('it-1gbday-7d')).toEqual({ package: 'IT_1_Daily', days: 7 });
});

test('Airalo sells every plan of ours that is not by the day, and the minutes too', () => {
  const packages = readSupplierFile('db/suppliers/airalo.json', catalogue);
  const whole = [...catalogue.plans.values()].filter((plan) => plan.kind !== 'daily');
  expect(new Set(packages.keys())).toEqual(new Set(whole.map(({ id }) => id)));
  expect(packages.get('it-1gb-7d')).toEqual({ package: 'mamma-mia-7days-1gb' });
  expect(packages.has('it-voice-10gb-30d')).toBe(true);
});

test('every mistake in a mapping is told at once, each with the name of its entry', () => {
  expect(
    mistakesIn({
      plans: {
        'it-3gb-30d': { package: 'IT_3_30' },
        'it-5gb-30d': { package: 'IT_3_30' },
        'xx-1gb-1d': { package: 'XX_1_1' },
        'it-1gbday-3d': { package: 'IT_1_Daily', days: 7 },
        'it-1gbday-7d': { package: 'IT_1_Daily', days: 400 },
        'it-10gb-30d': { package: 'IT_10_30', days: 30 },
        'it-20gb-30d': { package: '', slug: 'IT_20_30' },
        'eu-1gb-7d': {},
      },
    }),
  ).toEqual([
    'plans.it-5gb-30d: the package IT_3_30 is that of plans.it-3gb-30d',
    'plans.xx-1gb-1d: the catalogue has no such plan',
    'plans.it-1gbday-3d: days 7 differs from the 3 days of the plan',
    'plans.it-1gbday-7d: days 400: must be 365 at most',
    'plans.it-10gb-30d: days is for plans by the day and unlimited ones only',
    'plans.it-20gb-30d: package : must be one word',
    'plans.it-20gb-30d: slug is not a known field',
    'plans.eu-1gb-7d: package is missing',
  ]);
});

test('the same package for other days is another thing to buy', () => {
  const twice = {
    'it-1gbday-3d': { package: 'IT_1_Daily', days: 3 },
    'it-1gbday-7d': { package: 'IT_1_Daily', days: 7 },
  };
  expect(mistakesIn({ plans: twice })).toEqual([]);
});

test('a mapping that is empty or no JSON is refused', () => {
  expect(mistakesIn({ plans: {} })).toEqual(['plans: has no entry']);
  expect(mistakesIn('{ "plans": ')).toHaveLength(1);
  expect(mistakesIn({})).toHaveLength(1);
});

test('a supplier sells only what is mapped, and renews it by its own rule', () => {
  const rule = { inPlace: true, asTopUp: true, start: 'stacked', graceDays: 0 } as const;
  const packages = new Map([['it-3gb-30d', { package: 'IT_3_30' }]]);
  const theirs = catalogueFor(catalogue, packages, () => rule);
  expect([...theirs.plans.keys()]).toEqual(['it-3gb-30d']);
  expect(theirs.plans.get('it-3gb-30d')).toEqual({ ...catalogue.plans.get('it-3gb-30d'), renewal: rule });
  expect(theirs.coverages).toBe(catalogue.coverages);
});
