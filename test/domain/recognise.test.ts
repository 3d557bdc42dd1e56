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
  ['123 456', { kind: 'one_time_code', code: '123456', alone: true }],
  ['il codice è 123456', { kind: 'one_time_code', code: '123456', alone: false }],
  ['我的验证码是１２３４５６。', { kind: 'one_time_code', code: '123456', alone: false }],
  [`My code is ${lpa} please`, { kind: 'installation_code', lpa }],
  [`我的安装码：${lpa}，谢谢`, { kind: 'installation_code', lpa }],
  [`Ecco il codice: ${lpa}.`, { kind: 'installation_code', lpa }],
  [`${lpa}\n${lpa}`, { kind: 'installation_code', lpa }],
  [
    `mail: 1$smdp.example.com$A-1 ${'x '.repeat(500)}`,
    { kind: 'installation_code', lpa: '1$smdp.example.com$A-1' },
  ],
  [`Ciao, usa questo: ${code}`, { kind: 'activation_code', code }],
  [`${code} please`, { kind: 'activation_code', code }],
  [`用这个${code.toLowerCase()}哦`, { kind: 'activation_code', code }],
  [`use ${code.replaceAll('-', ' ')}!`, { kind: 'activation_code', code }],
  ['usa YY-ABCD-ABCD-ABCD grazie', { kind: 'wrong_activation_code' }],
  [
    'For your trip: 5 GB, paid already.\nhttps://t.me/our_bot?start=act_YY1',
    { kind: 'link', payload: 'act_YY1' },
  ],
  ['打开t.me/our_bot?start=share_x-1，就行', { kind: 'link', payload: 'share_x-1' }],
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
  'call 1234567 or 12345',
  '123456 or 654321',
  'it costs 123456.50',
  'costs 1$5$6 or so',
  'so yy aaaa bbbb cccc',
  'hobbyy-ABCD-ABCD-ABCD-1',
  `${code} or ${lpa}`,
  'https://t.me/our_bot?start=renew&x=1',
  'https://evil.example/t.me/our_bot?start=renew',
  'write to someone@example.com please',
  'https://t.me/other_bot?start=renew',
  'https://example.com/?start=renew',
  'x'.repeat(5000),
])('"%s" is talk', (text) => expect(recognise(text, 'our_bot')).toBeUndefined());
