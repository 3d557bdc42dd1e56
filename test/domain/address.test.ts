import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mailboxOf, maskAddress, parseAddress } from '../../src/domain/address.ts';

describe('An e-mail address', () => {
  test.each([
    ['someone+trip@example.com', 'someone+trip@example.com'],
    ['  Jane.Doe@EXAMPLE.co.uk ', 'Jane.Doe@example.co.uk'],
    ['ｚｈａｎｇ＠ｅｘａｍｐｌｅ。ｃｏｍ', 'zhang@example.com'],
    ["o'brien@xn--bcher-kva.example", "o'brien@xn--bcher-kva.example"],
    ['li@例え.jp', 'li@例え.jp'],
  ])('%s is read as people type it', (typed, address) => expect(parseAddress(typed)).toBe(address));

  test.each([
    '',
    '@',
    'a@b',
    'a@b@c.com',
    'a b@c.com',
    '.a@b.com',
    'a..b@c.com',
    'a@-b.com',
    'a@b..com',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    '"a b"@c.com',
    'Jane <jane@c.com>',
    'a@c.com,b@c.com',
    'a@c.com\nBcc: b@c.com',
    'a@c.com\r\nBcc:b@c.com',
    'ａ\u2028@c.com',
    'a\u202e@c.com',
    `${'a'.repeat(65)}@c.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${'b.'.repeat(200)}com`,
  ])('%j is none', (typed) => expect(parseAddress(typed)).toBeUndefined());

  test('whatever is typed, nothing that could end a line or begin another address gets through', () => {
    const signs = ['a', '@', '.', '\r', '\n', '<', '>', ',', ';', ':', '"', ' ', '\0', '＠', '＜', '　'];
    const sign = fc.oneof(
      fc.constantFrom(...signs),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    const put = fc.tuple(fc.nat(16), fc.array(sign, { maxLength: 3 }));
    const typed = put.map(
      ([at, put]) => `${'jane@example.com'.slice(0, at)}${put.join('')}${'jane@example.com'.slice(at)}`,
    );
    const read = fc.sample(typed, 5000).flatMap((text) => parseAddress(text) ?? []);
    const harmless = /^[^\s\p{Cc}\p{Cf}<>()[\]\\,;:"@]+@[^\s\p{Cc}\p{Cf}<>()[\]\\,;:"@]+$/u;
    expect(read.filter((address) => !harmless.test(address))).toEqual([]);
    expect(read.length).toBeGreaterThan(0);
  });
});

test('one mailbox counts once, whatever its case and tags, and whatever Gmail takes for the same', () => {
  for (const same of ['Jane.Doe@gmail.com', 'j.a.n.e.doe+1@googlemail.com', 'janedoe@GMAIL.com'])
    expect(mailboxOf(same)).toBe('janedoe@gmail.com');
  expect(mailboxOf('jane.doe@example.com')).not.toBe(mailboxOf('janedoe@example.com'));
  expect(mailboxOf('Jane+1@Example.com')).toBe('jane@example.com');
  expect(mailboxOf('jane@example.com')).toBe('jane@example.com');
  expect(mailboxOf('jan@example.com')).not.toBe(mailboxOf('jane@example.com'));
});

test.each([
  ['jane@example.com', 'j…e@example.com'],
  ['jo@example.com', 'j…@example.com'],
  ['j@example.com', 'j…@example.com'],
])('%s is shown as %s', (address, masked) => expect(maskAddress(address)).toBe(masked));
