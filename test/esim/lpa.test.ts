import fc from 'fast-check';
import { expect, test } from 'vitest';
import { installLinks, maskLpa, parseLpa } from '../../src/esim/lpa.ts';

const token = '04386-AGYFT-A74Y8-3F815';

test.each([
  [`1$SMDP.GSMA.COM$${token}`, null, false],
  [`LPA:1$SMDP.GSMA.COM$${token}`, null, false],
  [`LPA:1$SMDP.GSMA.COM$${token}$$1`, null, true],
  [`LPA:1$SMDP.GSMA.COM$${token}$1.3.6.1.4.1.31746$1`, '1.3.6.1.4.1.31746', true],
  [`LPA:1$SMDP.GSMA.COM$${token}$1.3.6.1.4.1.31746`, '1.3.6.1.4.1.31746', false],
  [`  lpa:1$SMDP.GSMA.COM$${token}$$0$later$fields \n`, null, false],
])('the installation code %s of the specification is understood', (text, oid, confirmationCodeRequired) => {
  expect(parseLpa(text)).toMatchObject({
    smdpAddress: 'SMDP.GSMA.COM',
    matchingId: token,
    oid,
    confirmationCodeRequired,
  });
});

test('an installation code may have an empty token', () => {
  const parsed = parseLpa('1$SMDP.GSMA.COM$$1.3.6.1.4.1.31746');
  expect(parsed).toMatchObject({ matchingId: '', oid: '1.3.6.1.4.1.31746' });
});

test.each([
  '',
  'LPA:',
  'LPA$1$smdp.example.com$ABC',
  'LPA:2$smdp.example.com$ABC',
  'LPA:1$smdp.example.com',
  'LPA:1$localhost$ABC',
  'LPA:1$192.168.0.1$ABC',
  'LPA:1$https://smdp.example.com$ABC',
  'LPA:1$smdp.example.com:443$ABC',
  'LPA:1$-smdp.example.com$ABC',
  'LPA:1$smdp.example.com$AB C',
  'LPA:1$smdp.example.com$ABC_D',
  'LPA:1$smdp.example.com$ABC$oid',
  'LPA:1$smdp.example.com$ABC$$2',
  `LPA:1$smdp.example.com$${'A'.repeat(255)}`,
  '8999900223721504821',
])('%j is not taken for an installation code', (text) => {
  expect(parseLpa(text)).toBeUndefined();
});

test('case and spelling of an installation code are never changed', () => {
  expect(parseLpa('LPA:1$Smdp.Example.com$aBc-1')).toMatchObject({
    lpa: 'LPA:1$Smdp.Example.com$aBc-1',
    smdpAddress: 'Smdp.Example.com',
    matchingId: 'aBc-1',
  });
});

test('supply trap 19: both one-tap links carry the whole code, unencoded', () => {
  expect(installLinks({ lpa: 'LPA:1$smdp.example.com$ABC-1' })).toEqual({
    iphone: 'https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$smdp.example.com$ABC-1',
    android: 'https://esimsetup.android.com/esim_qrcode_provisioning?carddata=LPA:1$smdp.example.com$ABC-1',
  });
});

test('supply trap 18: a masked text shows no token, in whatever it stands', () => {
  const code = /[0-9A-Z]{5}(-[0-9A-Z]{5})+/;
  for (const text of [
    `LPA:1$smdp.example.com$${token}`,
    `1$smdp.example.com$${token}$$1`,
    `{"lpa":"LPA:1$smdp.example.com$${token}","x":1}`,
    `failed for ${installLinks({ lpa: `LPA:1$smdp.example.com$${token}` }).iphone} twice`,
    `lpa%3A1%24smdp.example.com%24${token}`,
    `LPA:1\\u0024smdp.example.com\\u0024${token}`,
  ]) {
    expect(maskLpa(text)).not.toMatch(code);
    expect(maskLpa(text)).toContain('smdp.example.com');
  }
  expect(maskLpa('costs 1$ or 2$ here')).toBe('costs 1$ or 2$ here');
});

test('any text at all is answered, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `LPA:1$${text}`),
      ),
      (text) => {
        const parsed = parseLpa(text);
        expect(parseLpa(parsed?.lpa ?? '')).toEqual(parsed);
        expect(maskLpa(maskLpa(text))).toBe(maskLpa(text));
      },
    ),
  );
});
