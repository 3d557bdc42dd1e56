import { expect, test } from 'vitest';
import { errorWords } from '../../src/domain/error-words.ts';

test('an error is kept in one short line', () => {
  expect(errorWords(new TypeError('x is\n  not a function'))).toBe('TypeError: x is not a function');
  expect(errorWords('x'.repeat(5000))).toHaveLength(200);
});

test('a whole page of words holds nobody up', () => {
  const begun = performance.now();
  expect(errorWords('x'.repeat(100_000))).toHaveLength(200);
  expect(performance.now() - begun).toBeLessThan(500);
});

test.each([
  'LPA:1$smdp.example$MATCHING-ID',
  '1$smdp.example$MATCHING-ID',
  'YY-7KQ2-9XWD-M4T8',
  'yy7kq29xwdm4t8',
  'https://t.me/some_bot?start=act_YY7KQ29XWDM4T8',
  'jane.doe@example.com',
  '89049032007108882600137544319616',
  '1234567890:AAE-abcdefghijklmnopqrstuvwxyz012345',
])('nothing that looks like a secret is kept: %s', (secret) => {
  const words = errorWords(new Error(`550 <${secret}> was refused`));
  expect(words).toContain('was refused');
  expect(words).not.toContain(secret);
});

test('nothing is kept that a database or a line of text stumbles over', () => {
  expect(errorWords('no\u0000such\u001b[31m eSIM \u202Eback\u2066\ud83d')).toBe('no such [31m eSIM back ');
});
