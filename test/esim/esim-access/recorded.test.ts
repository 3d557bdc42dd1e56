import { expect, test } from 'vitest';
import type { ProviderErrorKind } from '../../../src/services/supply-port.ts';
import * as recorded from './recorded.ts';
import { no, scripted, yes } from './scripted.ts';

const gigabyte = 2 ** 30;
const { ref, fresh, inUse, listed } = recorded;

/** The same, with every number as text. */
function asText(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'number' ? String(one) : one,
  );
}

const ways = { numbers: (value: unknown) => value, 'numbers as text': asText };

for (const [how, told] of Object.entries(ways)) {
  test(`a list of packages is read, with ${how}: plans of one day cost as much as all their days`, async () => {
    const packageList = [recorded.italy5, recorded.italyDaily, { ...recorded.italy5, slug: 'XX_9_9' }];
    const { provider } = scripted({ 'package/list': yes(told({ packageList })) as object });
    expect(await provider.listPlans()).toEqual([
      { id: 'it-5gb-30d', cost: { amount: 450, currency: 'USD' } },
      { id: 'it-1gbday-3d', cost: { amount: 258, currency: 'USD' } },
      { id: 'it-1gbday-7d', cost: { amount: 602, currency: 'USD' } },
    ]);
  });

  test(`a profile and its usage are read, with ${how}`, async () => {
    const { provider } = scripted({
      'esim/query': yes(told(listed(inUse))),
      'esim/usage/query': yes(told([recorded.usage])),
    });
    expect(await provider.getProfile(ref)).toEqual({
      ref,
      state: 'enabled',
      lpa: recorded.lpa,
      installBy: null,
      apn: 'drei.at',
    });
    expect(await provider.history(ref)).toMatchObject([
      {
        planId: 'it-5gb-30d',
        state: 'active',
        startedAt: Date.UTC(2026, 4, 30, 8),
        expiresAt: Date.UTC(2026, 5, 29, 8),
        dataTotal: 5 * gigabyte,
        dataUsed: 1453344832,
      },
    ]);
    expect(await provider.getUsage(ref)).toMatchObject({
      dataTotal: 5 * gigabyte,
      dataUsed: 1453344832,
      asOf: Date.UTC(2026, 5, 1, 8),
    });
  });

  test(`the credit is read in cents, with ${how}`, async () => {
    const { provider } = scripted({ 'balance/query': yes(told({ balance: 1234567 })) });
    expect(await provider.balance()).toEqual({ amount: 12345, currency: 'USD' });
  });
}

test('supply trap 27: success as a word, usage under a name, new fields and nothing where something was', async () => {
  const { provider } = scripted({
    'esim/query': {
      success: 'true',
      errorCode: null,
      obj: { ...listed({ ...inUse, msisdn: null, novelty: {} }) },
    },
    'esim/usage/query': {
      success: 'true',
      obj: { esimUsageList: [{ ...recorded.usage, dataUsage: '1453344999' }] },
    },
  });
  expect((await provider.getUsage(ref)).dataUsed).toBe(1453344999);
});

test('supply trap 27: a word that nobody has heard of is no state, is told once, and ends nothing', async () => {
  const { provider, log } = scripted({
    'esim/query': yes(listed({ ...inUse, esimStatus: 'HIBERNATING', smdpStatus: 'FLOATING' })),
  });
  expect((await provider.getProfile(ref)).state).toBe('unknown');
  expect(await provider.history(ref)).toMatchObject([{ state: 'unknown', dataTotal: 5 * gigabyte }]);
  await provider.getProfile(ref);
  expect(log.lines.filter((line) => line.includes('HIBERNATING'))).toHaveLength(1);
  expect(log.lines.filter((line) => line.includes('FLOATING'))).toHaveLength(1);
});

test('supply trap 27: no word of the supplier’s can be taken for a part of the program', async () => {
  for (const word of ['constructor', 'toString', '__proto__']) {
    const { provider } = scripted({
      'esim/query': yes(listed({ ...inUse, esimStatus: word, smdpStatus: word })),
      'balance/query': no(word),
    });
    expect((await provider.getProfile(ref)).state).toBe('unknown');
    expect((await provider.history(ref))[0]?.state).toBe('unknown');
    await expect(provider.balance()).rejects.toMatchObject({ kind: 'temporary' });
  }
});

const places = {
  RELEASED: 'ready',
  DOWNLOAD: 'downloading',
  INSTALLATION: 'installed',
  ENABLED: 'enabled',
  DISABLED: 'disabled',
  DELETED: 'deleted',
};
test.each(Object.entries(places))('a profile that is %s is %s', async (smdpStatus, state) => {
  const { provider } = scripted({ 'esim/query': yes(listed({ ...fresh, smdpStatus })) });
  expect((await provider.getProfile(ref)).state).toBe(state);
});

test('how fast a daily plan goes on is what the supplier says of the card, not what our catalogue says', async () => {
  for (const [fupPolicy, throttleKbps] of [
    ['384 Kbps', 384],
    ['1 Mbps', 1000],
    ['1.5Mbps', 1500],
    ['', null],
    [null, null],
    ['as fast as it can', null],
  ] as const) {
    const packageList = [{ slug: 'IT_1_Daily', duration: 7, volume: gigabyte, locationCode: 'IT' }];
    const esim = { ...inUse, dataType: 2, totalVolume: gigabyte, totalDuration: 7, packageList, fupPolicy };
    const { provider } = scripted({ 'esim/query': yes(listed(esim)) });
    expect(await provider.history(ref)).toMatchObject([{ planId: 'it-1gbday-7d', plan: { throttleKbps } }]);
  }
});

test('what phones have to be told as the APN is what the supplier says, if it is one', async () => {
  for (const [apn, told] of [
    ['drei.at', 'drei.at'],
    ['', undefined],
    [null, undefined],
    ['<b>', undefined],
  ] as const) {
    const { provider } = scripted({ 'esim/query': yes(listed({ ...inUse, apn })) });
    expect((await provider.getProfile(ref)).apn).toBe(told);
  }
});

test.each(['RELEASED', 'DOWNLOAD'])(
  'a profile in use is on a phone, though its server still says %s',
  async (smdpStatus) => {
    const { provider } = scripted({ 'esim/query': yes(listed({ ...inUse, smdpStatus })) });
    expect(await provider.getProfile(ref)).toMatchObject({ state: 'enabled', installBy: null });
  },
);

const statuses = {
  GOT_RESOURCE: 'queued',
  IN_USE: 'active',
  USED_UP: 'depleted',
  USED_EXPIRED: 'expired',
  CANCEL: 'cancelled',
  REVOKE: 'revoked',
  REVOKED: 'revoked',
  SUSPENDED: 'unknown',
};
test.each(Object.entries(statuses))('a plan that is %s is %s', async (esimStatus, state) => {
  const esim = esimStatus === 'GOT_RESOURCE' ? fresh : inUse;
  const { provider, log } = scripted({ 'esim/query': yes(listed({ ...esim, esimStatus })) });
  expect((await provider.history(ref))[0]?.state).toBe(state);
  await provider.getProfile(ref);
  expect(log.lines).toEqual([]);
});

test('expired with data left is expired when it was in use, and unused only when it was not', async () => {
  for (const [esim, state, profile] of [
    [inUse, 'expired', 'enabled'],
    [fresh, 'expired_unused', 'recycled'],
  ] as const) {
    const { provider } = scripted({
      'esim/query': yes(listed({ ...esim, esimStatus: 'UNUSED_EXPIRED' })),
    });
    expect((await provider.history(ref))[0]?.state).toBe(state);
    expect((await provider.getProfile(ref)).state).toBe(profile);
  }
});

test('what the supplier has not noticed yet is over all the same once its own day has come', async () => {
  const expiredTime = '2026-06-01T09:07:31+0000';
  const { provider } = scripted({ 'esim/query': yes(listed({ ...inUse, expiredTime })) });
  expect((await provider.history(ref))[0]?.state).toBe('expired');
});

const refusals: Readonly<Record<string, readonly [ProviderErrorKind, ProviderErrorKind]>> = {
  '000001': ['temporary', 'unknown_outcome'],
  '000101': ['bad_request', 'bad_request'],
  '000102': ['bad_request', 'bad_request'],
  '000103': ['bad_request', 'bad_request'],
  '000104': ['bad_request', 'bad_request'],
  '000105': ['bad_request', 'bad_request'],
  '000106': ['bad_request', 'bad_request'],
  '000107': ['bad_request', 'bad_request'],
  '101001': ['auth', 'auth'],
  '101002': ['auth', 'auth'],
  '101003': ['auth', 'auth'],
  '200002': ['bad_request', 'bad_request'],
  '200005': ['temporary', 'temporary'],
  '200006': ['temporary', 'temporary'],
  '200007': ['no_credit', 'no_credit'],
  '200008': ['bad_request', 'bad_request'],
  '200009': ['temporary', 'unknown_outcome'],
  '200010': ['temporary', 'temporary'],
  '200011': ['out_of_stock', 'out_of_stock'],
  '310201': ['plan_gone', 'plan_gone'],
  '310211': ['bad_request', 'bad_request'],
  '310221': ['bad_request', 'bad_request'],
  '310231': ['bad_request', 'bad_request'],
  '310241': ['plan_gone', 'plan_gone'],
  '310243': ['plan_gone', 'plan_gone'],
  '310251': ['bad_request', 'bad_request'],
  '310272': ['profile_gone', 'profile_gone'],
  '310403': ['profile_gone', 'profile_gone'],
  '900001': ['temporary', 'unknown_outcome'],
  '999999': ['temporary', 'unknown_outcome'],
};
test.each(Object.entries(refusals))(
  'supply trap 9: code %s, with HTTP 200 and under either name of its message, has its meaning',
  async (code, [asked, ordered]) => {
    const named = { success: false, errorCode: code, errorMessage: 'told under another name' };
    for (const refusal of [no(code, 'told'), named, { ...named, success: 'false' }]) {
      const { provider } = scripted({
        'balance/query': refusal,
        'package/list': yes({ packageList: [recorded.italy5] }),
        'esim/order': refusal,
      });
      await expect(provider.balance()).rejects.toMatchObject({
        kind: asked,
        message: expect.stringMatching(`${code}: told`),
      });
      const order = provider.placeOrder({ key: 'key-1', planId: 'it-5gb-30d' });
      await expect(order).rejects.toMatchObject({ kind: ordered });
    }
  },
);

const oddities = {
  'an HTML page with 502': () => new Response('<html>502</html>', { status: 502 }),
  'an HTML page with 200': () => new Response('<html>ok</html>'),
  'nothing at all': () => new Response(''),
  'JSON that is none of its own': () => Response.json([1, 2]),
  'an envelope without success': () => Response.json({ obj: {} }),
  'a success without what was asked for': () => Response.json(yes('nothing')),
  'a connection that breaks': () => Promise.reject(new TypeError('fetch failed')),
};
test.each(Object.entries(oddities))(
  'supply trap 9: after %s a question may be asked again, and an order has an unknown outcome',
  async (_, oddity) => {
    const { provider } = scripted({
      'balance/query': oddity,
      'package/list': yes({ packageList: [recorded.italy5] }),
      'esim/order': oddity,
    });
    await expect(provider.balance()).rejects.toMatchObject({ kind: 'temporary' });
    const order = provider.placeOrder({ key: 'key-1', planId: 'it-5gb-30d' });
    await expect(order).rejects.toMatchObject({ kind: 'unknown_outcome' });
  },
);

test('whoever is not let in hears so, also without the supplier’s own words', async () => {
  const { provider } = scripted({
    'balance/query': Response.json({ message: 'Forbidden' }, { status: 403 }),
  });
  await expect(provider.balance()).rejects.toMatchObject({ kind: 'auth' });
});

test('every notification is a hint about its profile or its order, and nothing more', async () => {
  const { provider } = scripted({
    'package/list': yes({ packageList: [recorded.italy5] }),
    'esim/order': yes({ orderNo: fresh.orderNo, transactionId: 'key-1' }),
  });
  await provider.placeOrder({ key: 'key-1', planId: 'it-5gb-30d' });
  const read = async (body: object) => {
    const rawBody = new TextEncoder().encode(JSON.stringify(body));
    const result = await provider.parseWebhook({ headers: {}, rawBody, ip: '3.1.131.226' });
    return result.kind === 'events' ? result.events : 'rejected';
  };
  const { notifications: told } = recorded;
  const about = { ref, orderKey: 'key-1' };
  // Only the supplier's number of the order, which we know by our own.
  expect(await read(told.ORDER_STATUS)).toMatchObject([{ ref: null, orderKey: 'key-1' }]);
  expect(await read(told.SMDP_EVENT)).toEqual([{ id: told.SMDP_EVENT.notifyId, ...about }]);
  expect(await read(told.ESIM_STATUS)).toEqual([{ id: told.ESIM_STATUS.notifyId, ...about }]);
  expect(await read(told.DATA_USAGE)).toEqual([{ id: told.DATA_USAGE.notifyId, ...about }]);
  expect(await read(told.VALIDITY_USAGE)).toMatchObject([{ ref: null, orderKey: 'key-1' }]);
});

test('supply trap 12: the supplier’s question whether we are there is answered, and is about nothing', async () => {
  const { provider } = scripted({});
  const rawBody = new TextEncoder().encode(JSON.stringify(recorded.notifications.CHECK_HEALTH));
  expect(await provider.parseWebhook({ headers: {}, rawBody, ip: '' })).toEqual({
    kind: 'events',
    events: [],
  });
});

test('supply trap 13: a notification without a number of its own is the same one when it comes again', async () => {
  const { provider } = scripted({});
  const read = async (body: object) => {
    const rawBody = new TextEncoder().encode(JSON.stringify(body));
    const result = await provider.parseWebhook({ headers: {}, rawBody, ip: '' });
    return result.kind === 'events' ? result.events[0]?.id : 'rejected';
  };
  const { VALIDITY_USAGE: told } = recorded.notifications;
  expect(await read(told)).toBe(await read(told));
  expect(await read(told)).not.toBe(await read({ ...told, content: { ...told.content, remain: 2 } }));
});
