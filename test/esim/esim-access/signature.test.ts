import { expect, test } from 'vitest';
import { createEsimAccess } from '../../../src/esim/esim-access/esim-access.ts';
import { signatureOf, signedHeaders } from '../../../src/esim/esim-access/signature.ts';
import { catalogue, createLog, packages } from './world.ts';

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

test('supply trap 29: every call goes to the given address by the given fetch, at the time of the given clock', async () => {
  const calls: { url: string; headers: Headers; body: string }[] = [];
  const { provider } = createEsimAccess({
    accessCode: 'code',
    secretKey: 'the-secret',
    baseUrl: 'https://supplier.example/box/',
    packages,
    catalogue,
    clock: () => 1_628_670_421_000,
    newRequestId: () => 'r1',
    logger: createLog().logger,
    sleep: () => Promise.resolve(),
    fetch: (url, init) => {
      const text = (value: unknown): string => (typeof value === 'string' ? value : '');
      calls.push({ url: text(url), headers: new Headers(init?.headers), body: text(init?.body) });
      return Promise.resolve(Response.json({ success: true, obj: { balance: 100, packageList: [] } }));
    },
  });
  await provider.balance();
  await provider.listPlans();
  expect(calls.map(({ url }) => url)).toEqual([
    'https://supplier.example/box/api/v1/open/balance/query',
    'https://supplier.example/box/api/v1/open/package/list',
  ]);
  for (const { headers, body } of calls) {
    const signed = signatureOf(
      { accessCode: 'code', secretKey: 'the-secret' },
      { timestamp: '1628670421000', requestId: 'r1', body },
    );
    expect(headers.get('rt-signature')).toBe(signed);
    expect(headers.get('content-type')).toBe('application/json');
  }
});
