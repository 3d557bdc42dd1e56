import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { day, minute, second } from '../../src/domain/time.ts';
import { signedHeaders } from '../../src/esim/esim-access/signature.ts';
import { openBook } from '../../src/sandbox/esim-access/book.ts';
import type { OrderRow } from '../../src/sandbox/esim-access/book.ts';
import { ESIM_ACCESS_CREDENTIALS } from '../../src/sandbox/esim-access/esim-access.ts';
import { createSupply } from '../esim/esim-access/world.ts';

const plan = 'it-5gb-30d';

async function open(options: Parameters<typeof createSupply>[0] = {}) {
  const supply = await createSupply({ manners: { limited: false }, ...options });
  onTestFinished(supply.close);
  /** One signed call, with headers of its own if wanted. */
  const call = async (
    path: string,
    content: unknown,
    headers: Record<string, string> = {},
    body = JSON.stringify(content),
  ) => {
    const signed = signedHeaders(ESIM_ACCESS_CREDENTIALS, {
      now: supply.now(),
      requestId: randomUUID(),
      body,
    });
    const response = await fetch(`${supply.baseUrl}/api/v1/open/${path}`, {
      method: 'POST',
      headers: { ...signed, ...headers },
      body,
    });
    return (await response.json()) as { success: boolean; errorCode: string; obj: Record<string, unknown> };
  };
  const codeOf = async (path: string, content: unknown, headers: Record<string, string> = {}) =>
    (await call(path, content, headers)).errorCode;
  return { supply, call, codeOf };
}

const order = (more: object = {}, item: object = {}): object => ({
  transactionId: 'k1',
  packageInfoList: [{ packageCode: 'IT_5_30', count: 1, ...item }],
  ...more,
});

test('a request is let in only with the right signature over its very bytes, and while it is fresh', async () => {
  const { supply, codeOf } = await open();
  expect(await codeOf('balance/query', {})).toBe('0');
  for (const signature of ['', '0', 'ff'.repeat(32), 'zz'.repeat(32), '0'.repeat(65)])
    expect(await codeOf('balance/query', {}, { 'RT-Signature': signature })).toBe('101003');
  expect(await codeOf('balance/query', {}, { 'RT-AccessCode': 'other' })).toBe('101003');
  expect(await codeOf('balance/query', {}, { 'RT-Timestamp': 'yesterday' })).toBe('000102');
  const body = '{"a": 1}';
  const now = supply.now() - 6 * minute;
  const old = signedHeaders(ESIM_ACCESS_CREDENTIALS, { now, requestId: 'r', body });
  const response = await fetch(`${supply.baseUrl}/api/v1/open/balance/query`, {
    method: 'POST',
    headers: old,
    body,
  });
  expect(await response.json()).toMatchObject({ errorCode: '101001' });
});

test('fields that nobody knows are let pass; missing and senseless ones are refused by name', async () => {
  const { call, codeOf } = await open();
  expect(await codeOf('esim/order', { ...order(), novelty: 1 })).toBe('0');
  expect(await codeOf('esim/order', { packageInfoList: [] })).toBe('000105');
  expect(await codeOf('esim/order', order({ transactionId: 'k'.repeat(51) }))).toBe('000106');
  expect(await codeOf('esim/order', order({ transactionId: 'k2' }, { count: 0 }))).toBe('000106');
  expect(await codeOf('esim/query', { orderNo: 'B1' })).toBe('000105');
  expect(await codeOf('esim/query', { pager: { pageNum: 1, pageSize: 1 } })).toBe('000106');
  expect(await codeOf('esim/usage/query', { esimTranNoList: Array.from({ length: 11 }, () => 'x') })).toBe(
    '000106',
  );
  expect(await codeOf('esim/revoke', {})).toBe('000103');
  expect((await call('balance/query', {}, {}, '{')).errorCode).toBe('000104');
});

test('prices and lengths are held against its own, and the wrong ones make nothing', async () => {
  const { supply, codeOf } = await open();
  const priced = (amount: number, price: number) => codeOf('esim/order', order({ amount }, { price }));
  expect(await priced(91_000, 90_999)).toBe('200005');
  expect(await priced(90_999, 91_000)).toBe('200006');
  expect(await codeOf('esim/order', order({}, { packageCode: 'XX_1_1' }))).toBe('310241');
  expect(await codeOf('esim/order', order({}, { periodNum: 7 }))).toBe('200008');
  expect(await codeOf('esim/order', order({}, { packageCode: 'IT_1_Daily', periodNum: 366 }))).toBe('000106');
  expect(supply.box.accepted()).toEqual([]);
  expect(await priced(91_000, 91_000)).toBe('0');
  supply.box.controls.setCredit(1);
  expect(await codeOf('esim/order', order({ transactionId: 'k2' }))).toBe('200007');
});

test('one key is one order; another request under it is refused', async () => {
  const { supply, call, codeOf } = await open();
  const first = await call('esim/order', order());
  expect((await call('esim/order', order())).obj).toEqual(first.obj);
  expect(await codeOf('esim/order', order({}, { packageCode: 'IT_3_30' }))).toBe('200008');
  supply.box.manners.knownKeys = 'refused';
  expect(await codeOf('esim/order', order())).toBe('310402');
  expect(supply.box.accepted()).toHaveLength(1);
});

test('a profile is allocated after its order, and told by its order, its own number, its ICCID or its time', async () => {
  const { supply, call, codeOf } = await open();
  const { orderNo } = (await call('esim/order', order())).obj;
  const pager = { pageNum: 1, pageSize: 50 };
  expect(await codeOf('esim/query', { orderNo, pager })).toBe('200010');
  supply.advance(3 * second);
  const [esim] = (await call('esim/query', { orderNo, pager })).obj['esimList'] as Record<string, string>[];
  expect(esim).toMatchObject({
    orderNo,
    transactionId: 'k1',
    smdpStatus: 'RELEASED',
    esimStatus: 'GOT_RESOURCE',
  });
  const time = { startTime: '2026-06-01T09:00+00:00', endTime: '2026-06-01T10:00+00:00' };
  for (const filter of [{ esimTranNo: esim?.['esimTranNo'] }, { iccid: esim?.['iccid'] }, time])
    expect((await call('esim/query', { ...filter, pager })).obj['esimList']).toMatchObject([{ orderNo }]);
  const before = { startTime: '2026-05-01T09:00+00:00', endTime: '2026-05-01T10:00+00:00' };
  expect((await call('esim/query', { ...before, pager })).obj['esimList']).toEqual([]);
  expect(await codeOf('esim/query', { orderNo: 'B2606010907000099', pager })).toBe('310272');
  expect(await codeOf('esim/query', { pager })).toBe('000105');
});

test('its states forbid what they have to: cancelling in use, renewing after the end, renewing what is not reloadable', async () => {
  const { supply, codeOf } = await open();
  const topUp = (id: string, code: string, key: string) =>
    codeOf('esim/topup', { esimTranNo: id, packageCode: code, transactionId: key });
  const inUse = await supply.usedCard('k1', 'it-1gb-7d');
  expect(await codeOf('esim/cancel', { esimTranNo: inUse.id })).toBe('200002');
  expect(await topUp(inUse.id, 'IT_1_7', 't1')).toBe('0');
  supply.advance(14 * day);
  expect(await topUp(inUse.id, 'IT_1_7', 't2')).toBe('200002');
  const unlimited = await supply.usedCard('k2', 'it-unl-5d');
  expect(await topUp(unlimited.id, 'IT_5_30', 't3')).toBe('200002');
  const japan = await supply.usedCard('k3', 'jp-5gb-30d');
  expect(await topUp(japan.id, 'IT_5_30', 't4')).toBe('310241');
  expect(await topUp('nobody', 'IT_5_30', 't5')).toBe('310403');
  expect(await codeOf('esim/cancel', { esimTranNo: 'nobody' })).toBe('310403');
});

test('more than eight calls in a second are too many', async () => {
  const { supply, call } = await open({ manners: { limited: true } });
  const nine = await Promise.all(Array.from({ length: 9 }, () => call('balance/query', {})));
  expect(nine.filter(({ success }) => success)).toHaveLength(8);
  supply.advance(second);
  expect((await call('balance/query', {})).success).toBe(true);
});

/** Somebody who listens for webhooks at this path. */
async function listener(path: string) {
  let failures = 0;
  const heard: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      if (request.url === path) heard.push(JSON.parse(body) as Record<string, unknown>);
      const fails = request.url !== path || failures-- > 0;
      response.writeHead(fails ? 500 : 200).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return { url, heard, fail: (times: number) => void (failures = times) };
}

test('an address for webhooks has to answer before it is saved', async () => {
  const { supply } = await open();
  const { url, heard } = await listener('/secret');
  const wrong = supply.adapter.saveWebhook(`${url}/wrong`);
  await expect(wrong).rejects.toMatchObject({ kind: 'bad_request' });
  expect(await supply.adapter.webhook()).toBe('');
  await supply.adapter.saveWebhook(`${url}/secret`);
  expect(heard).toMatchObject([{ notifyType: 'CHECK_HEALTH' }]);
  expect(await supply.adapter.webhook()).toBe(`${url}/secret`);
});

test('the life of a card comes as webhooks, each once, and each leads to the card it is about', async () => {
  const { supply } = await open();
  const { url, heard } = await listener('/secret');
  const types = () => heard.splice(0).map(({ notifyType }) => notifyType);
  await supply.card('before', plan);
  await supply.adapter.saveWebhook(`${url}/secret`);
  await supply.box.sweep();
  expect(types(), 'nothing of before').toEqual(['CHECK_HEALTH']);

  const ref = await supply.card('k1', 'it-1gb-7d');
  await supply.box.sweep();
  expect(types()).toEqual(['ORDER_STATUS']);
  supply.install(ref);
  await supply.box.sweep();
  const events = await Promise.all(
    heard.map(async (body) => {
      const rawBody = new TextEncoder().encode(JSON.stringify(body));
      return supply.provider.parseWebhook({ headers: {}, rawBody, ip: '127.0.0.1' });
    }),
  );
  expect(events).toMatchObject([
    { events: [{ ref, orderKey: 'k1' }] },
    { events: [{ ref, orderKey: 'k1' }] },
  ]);
  expect(types()).toEqual(['SMDP_EVENT', 'ESIM_STATUS']);
  supply.box.controls.useBytes(ref.id, 2 ** 30 * 0.6);
  await supply.box.sweep();
  expect(types()).toEqual(['DATA_USAGE']);
  supply.box.controls.useBytes(ref.id, 2 ** 30);
  await supply.box.sweep();
  expect(types()).toEqual(['ESIM_STATUS', 'DATA_USAGE']);
  await supply.box.sweep();
  expect(types()).toEqual([]);
  supply.advance(8 * day);
  await supply.box.sweep();
  expect(types()).toEqual(['ESIM_STATUS']);
});

test('the last day is told once, and once more after a renewal', async () => {
  const { supply } = await open();
  const { url, heard } = await listener('/secret');
  await supply.adapter.saveWebhook(`${url}/secret`);
  const ref = await supply.usedCard('k1', 'it-1gbday-7d');
  const lastDays = async (): Promise<number> => {
    await supply.box.sweep();
    return heard.splice(0).filter(({ notifyType }) => notifyType === 'VALIDITY_USAGE').length;
  };
  expect(await lastDays()).toBe(0);
  supply.advance(6 * day);
  expect(await lastDays()).toBe(1);
  await supply.provider.placeTopUp({ key: 't1', ref, planId: 'it-1gbday-7d' });
  expect(await lastDays()).toBe(0);
  supply.advance(7 * day);
  expect(await lastDays()).toBe(1);
});

test('whoever does not answer hears of it again, as the same notification', async () => {
  const { supply } = await open();
  const { url, heard, fail } = await listener('/secret');
  await supply.adapter.saveWebhook(`${url}/secret`);
  await supply.card('k1', plan);
  fail(2);
  await supply.box.sweep();
  await supply.box.sweep();
  expect(heard).toHaveLength(2);
  supply.advance(minute);
  await supply.box.sweep();
  supply.advance(minute);
  await supply.reopen();
  await supply.box.sweep();
  await supply.box.sweep();
  const [, ...told] = heard;
  expect(told.map(({ notifyType }) => notifyType)).toEqual(Array.from({ length: 3 }, () => 'ORDER_STATUS'));
  expect(new Set(told.map(({ notifyId }) => notifyId)).size).toBe(1);
});

test('a supplier that is stalled can be closed at once', async () => {
  const never = (): Promise<void> => new Promise(() => undefined);
  const { supply } = await open({ sleep: never });
  const { url } = await listener('/secret');
  await supply.adapter.saveWebhook(`${url}/secret`);
  await supply.provider.placeOrder({ key: 'k1', planId: plan });
  supply.box.controls.stall(3600);
  void supply.box.sweep();
  await expect(supply.box.close()).resolves.toBeUndefined();
  await supply.reopen();
});

test('what was accepted is made, also when the box died in between', async () => {
  const { supply, call } = await open();
  const first = (await call('esim/order', order())).obj['orderNo'];
  await supply.reopen((file) => {
    const book = openBook(file);
    const { seq: _, ...accepted } = book.order('k1') ?? { seq: 0 };
    book.add({ ...(accepted as Omit<OrderRow, 'seq'>), key: 'k2', profile: null });
    book.close();
  });
  supply.advance(3 * second);
  expect(await supply.find('k2')).toEqual({ kind: 'pending' });
  supply.advance(3 * second);
  const [one, two] = [await supply.find('k1'), await supply.find('k2')];
  expect(one).toMatchObject({ kind: 'placed' });
  expect(two).toMatchObject({ kind: 'placed' });
  expect(one).not.toEqual(two);
  const pager = { pageNum: 1, pageSize: 50 };
  expect((await call('esim/query', { orderNo: first, pager })).obj['esimList']).toMatchObject([
    { transactionId: 'k1' },
  ]);
});

test('the cards of a demonstration are bought like any other: they can be shown, renewed and claimed', async () => {
  const { supply } = await open();
  const [italy] = await supply.box.demoProfiles('somebody');
  expect(italy?.coverage).toBe('IT');
  const ref = italy?.ref ?? { id: '', iccid: '' };
  expect((await supply.provider.history(ref))[0]).toMatchObject({ planId: plan, state: 'active' });
  expect((await supply.provider.listTopUps(ref)).map(({ id }) => id)).toContain(plan);
  expect(await supply.box.demoProfiles('somebody')).toEqual(await supply.box.demoProfiles('somebody'));
  const elsewhere = supply.box.controls.cardElsewhere('somebody');
  expect(await supply.provider.findProfile({ lpa: elsewhere.lpa })).toMatchObject({ coverage: 'IT' });
});
