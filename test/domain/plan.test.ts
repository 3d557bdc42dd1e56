import { expect, test } from 'vitest';
import { coverageWith } from '../../src/domain/plan.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';

const catalogue = readCatalogue('db/catalogue.json');
const asia = catalogue.coverages.get('ASIA')?.countries ?? [];

test('a package works in a place of ours when it names all its countries and no other, in any order', () => {
  const of = (...countries: string[]) => coverageWith(countries, catalogue)?.id;
  expect(of(...asia)).toBe('ASIA');
  expect(of(...asia.toReversed(), ...asia)).toBe('ASIA');
  expect(of('it')).toBe('IT');
  expect(of(...asia.slice(1))).toBeUndefined();
  expect(of(...asia, 'US')).toBeUndefined();
  expect([of(), of(''), of('XX')]).toEqual([undefined, undefined, undefined]);
});
