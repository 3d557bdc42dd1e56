import { expect, onTestFinished, test } from 'vitest';
import { minute } from '../../../src/domain/time.ts';
import * as recorded from './recorded.ts';
import { scripted, yes } from './scripted.ts';
import { createSupply } from './world.ts';

async function open(options: Parameters<typeof createSupply>[0] = {}) {
  const supply = await createSupply(options);
  onTestFinished(supply.close);
  return supply;
}

test('supply trap 24: however much is asked, the strict supplier never has to say that it is too much', async () => {
  const supply = await open();
  for (let call = 0; call < 40; call++) await supply.provider.balance();
  expect(supply.asked).toHaveLength(40);
});

test('supply trap 24: a pause that the supplier asks for is kept, and an order waits for its end', async () => {
  const tooMuch = Response.json({ message: 'slow down' }, { status: 429, headers: { 'retry-after': '7' } });
  const { provider, now } = scripted({
    'balance/query': [tooMuch, yes({ balance: 1 })],
    'package/list': yes({ packageList: [recorded.italy5] }),
    'esim/order': yes({ orderNo: 'B1' }),
  });
  const before = now();
  await expect(provider.balance()).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 7000 });
  await provider.placeOrder({ key: 'k1', planId: 'it-5gb-30d' });
  expect(now() - before).toBeGreaterThanOrEqual(7000);
});

test('supply trap 24: what would wait for long is not sent, and is told when to come again', async () => {
  const tooMuch = Response.json({ message: 'slow down' }, { status: 429, headers: { 'retry-after': '90' } });
  const { provider, asked, advance } = scripted({
    'balance/query': [tooMuch, yes({ balance: 1 })],
    'package/list': yes({ packageList: [recorded.italy5] }),
    'esim/order': yes({ orderNo: 'B1' }),
  });
  await expect(provider.balance()).rejects.toMatchObject({ kind: 'rate_limited' });
  await expect(provider.balance()).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 90_000 });
  expect(asked('balance/query')).toBe(1);
  const order = { key: 'k1', planId: 'it-5gb-30d' };
  await expect(provider.placeOrder(order)).rejects.toMatchObject({ kind: 'rate_limited' });
  expect(asked('esim/order')).toBe(0);
  advance(90_000);
  expect(await provider.placeOrder(order)).toEqual({ kind: 'pending' });
  expect(asked('esim/order')).toBe(1);
});

test('an order that was turned away for coming too often was not made, and may be sent again', async () => {
  const supply = await open();
  supply.box.faults.add({ method: 'esim/order', kind: 'status', status: 429, retryAfter: 3 });
  const order = { key: 'k1', planId: 'it-5gb-30d' };
  await expect(supply.provider.placeOrder(order)).rejects.toMatchObject({ kind: 'rate_limited' });
  await supply.provider.placeOrder(order);
  expect(supply.box.accepted()).toHaveLength(1);
});

test('our clock or our key being wrong is told by name', async () => {
  const supply = await open({ secretKey: 'another' });
  await expect(supply.provider.balance()).rejects.toMatchObject({
    kind: 'auth',
    message: expect.stringContaining('101003'),
  });
  const late = await open();
  const { fetch: send } = globalThis;
  const old = await send(`${late.baseUrl}/api/v1/open/balance/query`, {
    method: 'POST',
    headers: {
      'RT-AccessCode': 'box',
      'RT-RequestID': 'r1',
      'RT-Timestamp': String(late.now() - 6 * minute),
      'RT-Signature': '0'.repeat(64),
    },
    body: '{}',
  });
  expect(await old.json()).toMatchObject({ success: false, errorCode: '101001' });
});

test('an order that is paid goes out though everybody asks for their cards', async () => {
  const never = new Promise(() => {});
  const { provider, asked } = scripted(
    {
      'esim/query': yes({ esimList: [] }),
      'package/list': yes({ packageList: [recorded.italy5] }),
      'esim/order': yes({ orderNo: 'B1' }),
    },
    { sleep: () => never },
  );
  const flood = Array.from({ length: 400 }, (_, n) => provider.getProfile({ id: `x${n}`, iccid: '' }));
  for (const one of flood) one.catch(() => undefined);
  expect(await provider.placeOrder({ key: 'k1', planId: 'it-5gb-30d' })).toEqual({ kind: 'pending' });
  expect(asked('esim/order')).toBe(1);
});
