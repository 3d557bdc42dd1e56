import { expect, test } from 'vitest';
import { momentOf } from '../../src/esim/moment.ts';

const noon = Date.UTC(2026, 5, 1, 12);

test.each([
  '2026-06-01 12:00:00',
  '2026-06-01T12:00',
  '2026-06-01T12:00:00Z',
  '2026-06-01T12:00:00+0000',
  ' 2026-06-01T14:00:00.000+02:00 ',
  '2026-06-01 14:00:00+0200',
  noon,
])('a time is read however a supplier writes it: %s', (written) => {
  expect(momentOf(written)).toBe(noon);
});

test.each([
  '',
  'soon',
  '0000-00-00 00:00:00',
  '+275000-01-01T00:00:00Z',
  1e300,
  -5,
  0,
  Number.NaN,
  null,
  undefined,
  {},
])('what no screen could show as a day is no time: %s', (written) => {
  expect(momentOf(written)).toBeNull();
});
