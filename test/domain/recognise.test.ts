import { expect, test } from 'vitest';
import { activationCodeFrom } from '../../src/domain/activation-code.ts';
import { recognise } from '../../src/domain/recognise.ts';

const code = activationCodeFrom(new Uint8Array(11).fill(7));
const lpa = 'LPA:1$smdp.sandbox.invalid$SBX-AAAAA-BBBBB';

test.each([
  [lpa, { kind: 'installation_code', lpa }],
  ['1$smdp.example.com$', { kind: 'installation_code', lpa: '1$smdp.example.com$' }],
  [` ${code.toLowerCase()} `, { kind: 'activation_code', code }],
  ['YY-ABCD-ABCD-ABCD', { kind: 'wrong_activation_code' }],
  ['yy 123', { kind: 'wrong_activation_code' }],
  ['8999 9001 2345 6789 012', { kind: 'card_number', iccid: '8999900123456789012' }],
  ['８９９９９００１２３４５６７８９０１２', { kind: 'card_number', iccid: '8999900123456789012' }],
  ['someone+trip@example.com', { kind: 'address', address: 'someone+trip@example.com' }],
  ['123 456', { kind: 'one_time_code', code: '123456' }],
  ['https://t.me/Our_Bot?start=renew', { kind: 'link', payload: 'renew' }],
  ['t.me/our_bot?start=act_YY', { kind: 'link', payload: 'act_YY' }],
])('"%s" is recognised', (text, what) => expect(recognise(text, 'our_bot')).toEqual(what));

test.each([
  '',
  'renew',
  'yyy',
  '5',
  '2026',
  '1234567',
  '12345678901234567890',
  'my code is 123456',
  'write to someone@example.com please',
  'https://t.me/other_bot?start=renew',
  'https://example.com/?start=renew',
  `${lpa} and more`,
  'x'.repeat(5000),
])('"%s" is talk', (text) => expect(recognise(text, 'our_bot')).toBeUndefined());
