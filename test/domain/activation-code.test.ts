import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activationCodeFrom, parseActivationCode } from '../../src/domain/activation-code.ts';

const codes = fc.uint8Array({ minLength: 11, maxLength: 11 }).map(activationCodeFrom);

test('a code is read back however it is typed', () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(code).toMatch(/^YY(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
      const sloppy = ` ${code.toLowerCase().replaceAll('-', ' – ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
      expect(parseActivationCode(code)).toBe(code);
      expect(parseActivationCode(sloppy)).toBe(code);
    }),
  );
});

test('one wrong character is never another code', () => {
  fc.assert(
    fc.property(codes, fc.nat(11), fc.nat(30), (code, place, step) => {
      const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
      const plain = code.replaceAll('-', '').slice(2);
      const wrong = alphabet.charAt((alphabet.indexOf(plain.charAt(place)) + 1 + step) % 32);
      expect(
        parseActivationCode(`YY${plain.slice(0, place)}${wrong}${plain.slice(place + 1)}`),
      ).toBeUndefined();
    }),
  );
});

test.each(['', 'YY', 'renew', '123456789012', 'thankyouvery', 'YY-0000-0000-000U', 'Y'.repeat(100)])(
  '"%s" is no code',
  (text) => expect(parseActivationCode(text)).toBeUndefined(),
);

test('too little chance makes no code', () => {
  expect(() => activationCodeFrom(new Uint8Array(10))).toThrow(RangeError);
});
