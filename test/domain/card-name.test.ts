import { expect, test } from 'vitest';
import { parseCardName } from '../../src/domain/card-name.ts';

test.each([
  ['  For   Rome ', 'For Rome'],
  ['妈妈的卡', '妈妈的卡'],
  ['👩‍👧 <b>', '👩‍👧 <b>'],
  ['x'.repeat(24), 'x'.repeat(24)],
])('“%s” is a name', (typed, name) => {
  expect(parseCardName(typed)).toBe(name);
});

test.each([
  ['nothing', '   '],
  ['too long', 'x'.repeat(25)],
  ['two lines', 'a\nb'],
  ['turned round', 'abc\u202edef'],
  ['not to be seen', '\u200b\u2060'],
  ['only a joiner', '\u200d'],
  ['a line separator', 'a\u2028b'],
])('%s is none', (_, typed) => {
  expect(parseCardName(typed)).toBeUndefined();
});
