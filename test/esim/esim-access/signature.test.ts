import { expect, test } from 'vitest';
import { signatureOf, signedHeaders } from '../../../src/esim/esim-access/signature.ts';

test('the signature is that of the supplier’s own test vector', () => {
  const signature = signatureOf(
    { accessCode: '11111', secretKey: '1111' },
    {
      timestamp: '1628670421',
      requestId: '4ce9d9cdac9e4e17b3a2c66c358c1ce2',
      body: '{"imsi":"326543826"}',
    },
  );
  expect(signature).toBe('7eb765e27df5373dea2dbc8c41a7d9557743e46c8054750f3d851b3fd01d0835');
});

test('what is signed is the body to the byte, with its time and its number; the secret itself is not sent', () => {
  const credentials = { accessCode: 'code', secretKey: 'the-secret' };
  const asked = { now: 1_628_670_421_000, requestId: 'r1', body: '{"名":"é"}' };
  const headers = signedHeaders(credentials, asked);
  expect(headers['RT-Timestamp']).toBe('1628670421000');
  expect(JSON.stringify(headers)).not.toContain('the-secret');
  for (const other of [{ body: '{"名": "é"}' }, { now: asked.now + 1 }, { requestId: 'r2' }])
    expect(signedHeaders(credentials, { ...asked, ...other })['RT-Signature']).not.toBe(
      headers['RT-Signature'],
    );
});
