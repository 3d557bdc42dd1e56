import { expect, test } from 'vitest';
import { parseCardName, shortened } from '../../src/domain/card-name.ts';

test.each([
  ['  For   Rome ', 'For Rome'],
  ['妈妈的卡', '妈妈的卡'],
  ['👩‍👧 <b>', '👩‍👧 <b>'],
  ['x'.repeat(24), 'x'.repeat(24)],
  ['👨‍👩‍👧‍👦🇮🇹👍🏽', '👨‍👩‍👧‍👦🇮🇹👍🏽'],
  ['👍🏽'.repeat(15), '👍🏽'.repeat(15)],
  ['爱'.repeat(24), '爱'.repeat(24)],
])('“%s” is a name', (typed, name) => {
  expect(parseCardName(typed)).toBe(name);
});

test.each([
  ['nothing', '   '],
  ['too long', 'x'.repeat(25)],
  ['too long in Chinese', '爱'.repeat(25)],
  ['one letter with too many marks', `a${'\u0316'.repeat(80)}`],
  ['too many bytes', '👨‍👩‍👧‍👦'.repeat(6)],
  ['a whole message', 'x'.repeat(4096)],
  ['two lines', 'a\nb'],
  ['turned round', 'abc\u202edef'],
  ['not to be seen', '\u200b\u2060'],
  ['only a joiner', '\u200d'],
  ['a line separator', 'a\u2028b'],
])('%s is none', (_, typed) => {
  expect(parseCardName(typed)).toBeUndefined();
});

test.each([
  ['Anna Maria Bianchi di Santa Chiara', 'Anna Maria Bianchi di Sa'],
  ['👨‍👩‍👧‍👦'.repeat(9), '👨‍👩‍👧‍👦'.repeat(4)],
  ['Anna', 'Anna'],
])('“%s” is cut between characters that people see', (text, short) => {
  expect(shortened(text)).toBe(short);
});
