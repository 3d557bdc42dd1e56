import { expect, onTestFinished, test } from 'vitest';
import { day, hour } from '../../../src/domain/time.ts';
import * as recorded from './recorded.ts';
import { no, scripted, yes } from './scripted.ts';
import { createSupply } from './world.ts';

const { ref, fresh, inUse, listed } = recorded;
const gigabyte = 2 ** 30;

async function open(options: Parameters<typeof createSupply>[0] = {}) {
  const supply = await createSupply(options);
  onTestFinished(supply.close);
  return supply;
}

test('supply trap 15: a profile is known by its own number, though its ICCID is printed on another one too', async () => {
  const other = { ...inUse, esimTranNo: '25010109073100', esimStatus: 'CANCEL' };
  const { provider, sent } = scripted({
    'esim/query': [yes(listed(other, fresh)), yes(listed(other, fresh)), yes(listed(other, fresh))],
  });
  expect(await provider.getProfile(ref)).toMatchObject({ ref, state: 'ready' });
  expect(await provider.getProfile({ ...ref, id: other.esimTranNo })).toMatchObject({ state: 'cancelled' });
  expect(await provider.findProfile({ iccid: ref.iccid })).toEqual({ ref, coverage: 'IT' });
  expect(sent[0]?.body).toMatchObject({ esimTranNo: ref.id });
});

test('supply trap 15: of a number that was given out again, the card that goes on is found; of two such, none', async () => {
  const over = { ...inUse, esimTranNo: 'old', esimStatus: 'USED_EXPIRED' };
  const twin = { ...inUse, esimTranNo: 'twin' };
  const found = async (...all: object[]) => {
    const { provider } = scripted({ 'esim/query': yes(listed(...all)) });
    return (await provider.findProfile({ iccid: ref.iccid }))?.ref.id;
  };
  expect(await found(over, inUse)).toBe(ref.id);
  expect(await found(inUse, over)).toBe(ref.id);
  expect(await found(inUse, twin)).toBeUndefined();
  expect(await found(over)).toBe('old');
  expect(await found({ ...inUse, iccid: `${ref.iccid}0` })).toBeUndefined();
});

test('supply trap 15: an ICCID is text of which nothing is reckoned, with nineteen digits or twenty, right or wrong', async () => {
  for (const iccid of ['8910300000044404757', '89852000263413436720', 89000 as unknown as string]) {
    const { provider } = scripted({ 'esim/query': yes(listed({ ...fresh, iccid })) });
    expect((await provider.getProfile(ref)).ref.iccid).toBe(String(iccid));
  }
});

test('supply trap 17: the picture that the supplier has of a code, on a public address, is never passed on', async () => {
  const { provider } = scripted({ 'esim/query': yes(listed(fresh)) });
  const told = JSON.stringify([await provider.getProfile(ref), await provider.history(ref)]);
  expect(told).toContain(recorded.lpa);
  expect(told).not.toContain('https://');
});

test('supply trap 16: before first use the supplier’s day of expiry is the last day to install', async () => {
  const before = scripted({ 'esim/query': yes(listed(fresh)) });
  expect((await before.provider.getProfile(ref)).installBy).toBe(Date.UTC(2026, 10, 28, 9, 7, 31));
  expect(await before.provider.history(ref)).toMatchObject([
    { state: 'queued', startedAt: null, expiresAt: null },
  ]);
  const after = scripted({ 'esim/query': yes(listed(inUse)) });
  expect((await after.provider.getProfile(ref)).installBy).toBeNull();
  expect((await after.provider.history(ref))[0]?.expiresAt).toBe(Date.UTC(2026, 5, 29, 8));
});

test('supply trap 16: a plan that runs has an end, also when nobody says since when it runs', async () => {
  const { provider } = scripted({ 'esim/query': yes(listed({ ...inUse, activateTime: null })) });
  expect((await provider.history(ref))[0]).toMatchObject({
    state: 'active',
    startedAt: null,
    expiresAt: Date.UTC(2026, 5, 29, 8),
  });
});

test('supply trap 16: times are UTC, with either way of saying so or none', async () => {
  for (const zone of ['+0000', 'Z', '+00:00', '']) {
    const { provider } = scripted({
      'esim/query': yes(listed({ ...inUse, expiredTime: `2026-06-29T08:00:00${zone}` })),
    });
    expect((await provider.history(ref))[0]?.expiresAt).toBe(Date.UTC(2026, 5, 29, 8));
  }
});

test('supply trap 23: usage is asked once an hour, whatever anybody taps, and told with its time', async () => {
  const supply = await open();
  const card = await supply.usedCard('k1', 'it-5gb-30d');
  const asked = (): number => supply.asked.filter((path) => path === 'esim/usage/query').length;
  const [first, ...others] = await Promise.all(
    Array.from({ length: 6 }, () => supply.provider.getUsage(card)),
  );
  expect(others.every((usage) => usage.asOf === first?.asOf)).toBe(true);
  for (let tap = 0; tap < 40; tap++) await supply.provider.getUsage(card);
  expect(asked()).toBe(1);
  supply.advance(hour);
  expect((await supply.provider.getUsage(card)).asOf).toBeGreaterThan(first?.asOf ?? 0);
  expect(asked()).toBe(2);
});

test('supply trap 23: all that a screen shows of a card is one question, however many look at it', async () => {
  const { provider, asked } = scripted({
    'esim/query': yes(listed(inUse)),
    'esim/usage/query': yes([recorded.usage]),
    'package/list': yes({ packageList: [] }),
  });
  const looks = Array.from({ length: 5 }, () => [
    provider.getProfile(ref),
    provider.getUsage(ref),
    provider.history(ref),
  ]);
  await Promise.all(looks.flat());
  expect(asked('esim/query')).toBe(1);
  expect(asked('esim/usage/query')).toBe(1);
});

test('supply trap 23: after a renewal, and after a hint about this card, usage is asked anew', async () => {
  const supply = await open();
  const card = await supply.usedCard('k1', 'it-5gb-30d');
  const asked = (): number => supply.asked.filter((path) => path === 'esim/usage/query').length;
  const tap = () => supply.provider.getUsage(card);
  await tap();
  await supply.provider.placeTopUp({ key: 't1', ref: card, planId: 'it-5gb-30d' });
  expect((await tap()).dataTotal).toBe(10 * gigabyte);
  expect(asked()).toBe(2);
  const hint = async (notifyType: string): Promise<void> => {
    const content = { esimTranNo: card.id, iccid: card.iccid };
    const rawBody = new TextEncoder().encode(JSON.stringify({ notifyType, content }));
    await supply.provider.parseWebhook({ headers: {}, rawBody, ip: '' });
    await tap();
  };
  await hint('DATA_USAGE');
  expect(asked()).toBe(3);
  // What a phone does comes in numbers, and is no usage.
  await hint('SMDP_EVENT');
  expect(asked()).toBe(3);
});

test('supply trap 23: figures without a time of their own are as old as the question', async () => {
  const { provider, now, advance } = scripted({
    'esim/query': yes(listed(inUse)),
    'esim/usage/query': yes([{ ...recorded.usage, lastUpdateTime: null }]),
  });
  const askedAt = now();
  expect((await provider.getUsage(ref)).asOf).toBe(askedAt);
  advance(hour / 2);
  expect((await provider.getUsage(ref)).asOf).toBe(askedAt);
});

test('supply trap 23: a question that failed is not asked at every tap either', async () => {
  const { provider, asked, advance } = scripted({
    'esim/query': yes(listed(inUse)),
    'esim/usage/query': [no('900001'), yes([recorded.usage])],
  });
  for (let tap = 0; tap < 10; tap++)
    await expect(provider.getUsage(ref)).rejects.toMatchObject({ kind: 'temporary' });
  expect(asked('esim/usage/query')).toBe(1);
  advance(hour);
  expect((await provider.getUsage(ref)).dataUsed).toBe(recorded.usage.dataUsage);
});

test('usage that is told late is never less than what was told already', async () => {
  const supply = await open({ usageLagMs: 3 * hour });
  const card = await supply.usedCard('k1', 'it-5gb-30d');
  let last = await supply.provider.getUsage(card);
  for (let step = 0; step < 40; step++) {
    supply.advance(17 * hour);
    const usage = await supply.provider.getUsage(card);
    expect(usage.dataUsed).toBeGreaterThanOrEqual(last.dataUsed ?? 0);
    expect(usage.asOf).toBeGreaterThanOrEqual(last.asOf);
    last = usage;
  }
});

test('of a plan by the day whose usage is told for all days together, nothing is said of today', async () => {
  const bought = { ...fresh.packageList[0], packageCode: 'JC172', slug: 'IT_1_Daily', duration: 7 };
  const daily = { ...inUse, dataType: 2, packageList: [bought], orderUsage: 3 * gigabyte };
  const { provider } = scripted({
    'esim/query': [
      yes(listed({ ...daily, totalVolume: 7 * gigabyte })),
      yes(listed({ ...daily, totalVolume: gigabyte, orderUsage: 5 })),
    ],
  });
  expect((await provider.history(ref))[0]).toMatchObject({
    planId: 'it-1gbday-7d',
    dataTotal: gigabyte,
    dataUsed: null,
  });
  expect((await provider.history(ref))[0]).toMatchObject({ dataTotal: gigabyte, dataUsed: 5 });
});

test('a package that we do not sell is shown as what the supplier says it is, and never sold', async () => {
  const bought = { ...fresh.packageList[0], packageCode: 'CKH491', slug: 'NA-3_1_7', locationCode: 'NA-3' };
  const { provider } = scripted({
    'esim/query': yes(listed({ ...inUse, totalDuration: 7, packageList: [bought] })),
    'package/list': yes({ packageList: [recorded.topUp5] }),
  });
  const [plan] = await provider.history(ref);
  expect(plan).toMatchObject({ planId: 'esimaccess:NA-3_1_7', dataTotal: 5 * gigabyte });
  expect(plan?.plan).toMatchObject({ kind: 'allowance', validityDays: 7, retail: { EUR: 0 } });
  expect(plan?.plan.renewal.asTopUp).toBe(false);
  expect(await provider.listTopUps(ref)).toEqual([]);
});

test('a card of this supplier that works where we sell nothing is not taken for another one', async () => {
  const bought = { ...fresh.packageList[0], packageCode: 'CKH491', slug: 'NA-3_1_7', locationCode: 'NA-3' };
  const elsewhere = scripted({ 'esim/query': yes(listed({ ...fresh, packageList: [bought] })) });
  expect(await elsewhere.provider.findProfile({ iccid: ref.iccid })).toBeUndefined();
  const here = { ...bought, locationCode: 'IT' };
  const italian = scripted({ 'esim/query': yes(listed({ ...fresh, packageList: [here] })) });
  expect(await italian.provider.findProfile({ iccid: ref.iccid })).toEqual({ ref, coverage: 'IT' });
});

test('a code is looked for among the newest cards first, through twenty pages at most, and never guessed', async () => {
  const { provider, sent, asked } = scripted({ 'esim/query': yes(listed()) });
  expect(await provider.findProfile({ lpa: recorded.lpa })).toBeUndefined();
  const starts = sent.map(({ body }) => Date.parse(String(body['startTime'])));
  expect(starts).toEqual(starts.toSorted((a, b) => b - a));
  expect(starts.at(-1)).toBeLessThan(Date.UTC(2022, 0));
  const page = {
    ...listed(...Array.from({ length: 500 }, () => ({ ...fresh, ac: '' }))),
    pager: { total: 1e9 },
  };
  const endless = scripted({ 'esim/query': yes(page) });
  expect(await endless.provider.findProfile({ lpa: recorded.lpa })).toBeUndefined();
  expect(endless.asked('esim/query')).toBe(20);
  expect(asked('esim/query')).toBeLessThan(20);
});

test('supply trap 18: codes, PINs and keys stand in no error and in no line of the log', async () => {
  const secrets = [recorded.lpa, '5E9C8A3F9B0D4E6FA2C1D3B4E5F60718', '7462', '36582413', 'the-secret-key'];
  const talkative = `profile ${recorded.lpa} of https://shop.example/esim/esimaccess/path-secret is odd`;
  const { provider, adapter, log } = scripted({
    'esim/query': yes(listed({ ...inUse, smdpStatus: 'NEW-WORD' })),
    'package/list': no('310241', talkative),
    'esim/usage/query': no('900001', talkative),
    'webhook/save': no('000106', talkative),
    'balance/query': yes({ balance: recorded.lpa }),
  });
  const failures = await Promise.allSettled([
    provider.getUsage(ref),
    provider.listPlans(),
    provider.balance(),
    provider.placeTopUp({ key: 't1', ref, planId: 'it-5gb-30d' }),
    adapter.saveWebhook('https://shop.example/esim/esimaccess/path-secret'),
  ]);
  const told = failures.map((failure) => {
    const reason: unknown = failure.status === 'rejected' ? failure.reason : 'none';
    return `${String(reason)} ${JSON.stringify(reason)}`;
  });
  expect(told.filter((words) => words.startsWith('none'))).toEqual([]);
  for (const words of [...told, ...log.lines])
    for (const secret of [...secrets, 'path-secret']) expect(words).not.toContain(secret);
});

test('an address for webhooks is saved under both of its names, and can be read back', async () => {
  const url = 'https://shop.example/hook';
  const { adapter, sent } = scripted({ 'webhook/save': yes(null), 'webhook/query': yes({ webhook: url }) });
  await adapter.saveWebhook(url);
  expect(sent[0]?.body).toEqual({ webhook: url, webhookUrl: url });
  expect(await adapter.webhook()).toBe(url);
  const other = scripted({ 'webhook/query': [yes({ webhookUrl: url }), yes(null)] });
  expect(await other.adapter.webhook()).toBe(url);
  expect(await other.adapter.webhook()).toBe('');
});

test('a hint that was no notification is rejected, whatever it is', async () => {
  const { provider } = scripted({});
  const junk = ['', '{', '[]', '"x"', '{}', '{"notifyType":""}', '{"notifyType":null}', '\u0000'];
  for (const text of junk) {
    const rawBody = new TextEncoder().encode(text);
    expect((await provider.parseWebhook({ headers: {}, rawBody, ip: '' })).kind).toBe('rejected');
  }
  const invalid = Uint8Array.from([0xff, 0xfe, 0x00]);
  expect((await provider.parseWebhook({ headers: {}, rawBody: invalid, ip: '' })).kind).toBe('rejected');
});

test('a card that ended long ago still reads as it ended', async () => {
  const supply = await open();
  const card = await supply.usedCard('k1', 'it-1gb-7d');
  supply.advance(300 * day);
  expect(await supply.provider.history(card)).toMatchObject([{ state: 'expired' }]);
  expect((await supply.provider.getProfile(card)).state).toBe('enabled');
});
