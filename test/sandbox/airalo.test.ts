import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { day } from '../../src/domain/time.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import { AIRALO_CREDENTIALS } from '../../src/sandbox/airalo/airalo.ts';
import { createAiraloSupply } from '../esim/airalo/supply.ts';

const keys = { client_id: AIRALO_CREDENTIALS.clientId, client_secret: AIRALO_CREDENTIALS.clientSecret };
const grant = { ...keys, grant_type: 'client_credentials' };

describe('Airalo in a box', () => {
  let supply: Awaited<ReturnType<typeof createAiraloSupply>>;
  beforeEach(async () => {
    supply = await createAiraloSupply();
  });
  afterEach(() => supply.close());

  async function send(
    path: string,
    request: RequestInit = {},
  ): Promise<{ status: number; headers: Headers; body: unknown }> {
    const response = await fetch(`${supply.baseUrl}/v2/${path}`, request);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }
  const askToken = (form: Record<string, string>) =>
    send('token', { method: 'POST', body: new URLSearchParams(form) });

  /** As somebody who has a token. */
  async function entered(): Promise<
    (path: string, form?: Record<string, string> | string) => ReturnType<typeof send>
  > {
    const { body } = await askToken(grant);
    const { access_token: token } = (body as { data: { access_token: string } }).data;
    const headers = { authorization: `Bearer ${token}` };
    return (path, form) => {
      if (form === undefined) return send(path, { headers });
      if (typeof form === 'string')
        return send(path, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: form,
        });
      const body = new FormData();
      for (const [name, value] of Object.entries(form)) body.append(name, value);
      return send(path, { method: 'POST', headers, body });
    };
  }

  test('a token is given by form and right keys only, three times a minute, and is over after a day whatever it says', async () => {
    expect(await askToken(grant)).toMatchObject({ status: 200, body: { data: { expires_in: 31_622_400 } } });
    expect(await askToken({ ...grant, client_id: 'x' })).toMatchObject({
      status: 422,
      body: { data: { client_id: expect.any(String) } },
    });
    expect(await askToken({ ...grant, client_secret: 'x' })).toMatchObject({
      status: 401,
      body: { data: [], meta: { message: 'Client authentication failed' } },
    });
    const fourth = await askToken(grant);
    expect(fourth).toMatchObject({ status: 429, body: { message: 'Too Many Attempts.' } });
    expect(fourth.headers.get('retry-after')).toBe('60');
    supply.advance(60_000);
    const json = await send('token', {
      method: 'POST',
      body: JSON.stringify(grant),
      headers: { 'content-type': 'application/json' },
    });
    expect(json.status, 'not as JSON').toBe(422);
    const ask = await entered();
    expect((await ask('balance')).status).toBe(200);
    supply.advance(day);
    expect(await ask('balance')).toMatchObject({ status: 401, body: { code: 401 } });
    expect((await send('balance')).status).toBe(401);
  });

  test('an order wants its fields as a form, and the same one twice is two orders with two charges', async () => {
    const ask = await entered();
    expect(await ask('orders', '{"quantity":1,"package_id":"mamma-mia-7days-1gb"}')).toMatchObject({
      status: 422,
      body: { data: { quantity: 'The quantity field is required.' } },
    });
    expect(await ask('orders', { package_id: 'mamma-mia-7days-1gb' })).toMatchObject({ status: 422 });
    expect(await ask('orders', { quantity: '1', package_id: 'no-such' })).toMatchObject({
      status: 422,
      body: { code: 34 },
    });
    const before = await supply.provider.balance();
    const order = { quantity: '1', package_id: 'mamma-mia-7days-1gb', description: 'order_1' };
    const [first, second] = [await ask('orders', order), await ask('orders', order)];
    const iccid = ({ body }: { body: unknown }) =>
      (body as { data: { sims: { iccid: string }[] } }).data.sims[0]?.iccid;
    expect(iccid(first)).not.toBe(iccid(second));
    expect(first.body).toMatchObject({
      data: {
        quantity: '1',
        sims: [{ lpa: 'smdp.sandbox.invalid', qrcode: expect.stringMatching(/^LPA:1\$/) }],
      },
    });
    expect(before.amount - (await supply.provider.balance()).amount).toBe(2 * 315);
    expect(
      supply.box.accepted().map(({ key }) => key),
      'an auditor counts them by key',
    ).toEqual(['order_1', 'order_1#2']);
    expect(await ask('orders?filter[description]=order_1')).toMatchObject({
      body: { data: [{ price: '4.50' }, { quantity: 1 }], meta: { per_page: '25' } },
    });
  });

  test('in its sandbox mode names of packages force failures; otherwise nobody knows such packages', async () => {
    const ask = await entered();
    const order = { quantity: '1', package_id: 'test-insufficient-balance-7days-1gb' };
    expect(await ask('orders', order)).toMatchObject({ body: { code: 34 } });
    await supply.close();
    supply = await createAiraloSupply({ mode: 'sandbox' });
    expect(await (await entered())('orders', order)).toMatchObject({ status: 422, body: { code: 11 } });
  });

  test('questions about one eSIM are answered ten times a minute, for usage five times a second in all', async () => {
    const card = await supply.card('order_1', 'it-1gb-7d');
    const ask = await entered();
    const statuses = [];
    for (let count = 0; count < 11; count++) statuses.push((await ask(`sims/${card.iccid}/topups`)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    const usages = [];
    for (let count = 0; count < 6; count++) usages.push((await ask(`sims/${card.iccid}/usage`)).status);
    expect(usages).toEqual([200, 200, 200, 200, 200, 429]);
    supply.advance(1000);
    expect(await ask('sims/8999900000000000000/usage')).toMatchObject({
      status: 404,
      body: { data: [], meta: { message: 'messages.resource_not_found' } },
    });
  });

  test('usage is up to 20 minutes old, in sandbox mode 60, with dates without a zone; the history has one', async () => {
    for (const [mode, cached] of [
      ['production', 20],
      ['sandbox', 60],
    ] as const) {
      await supply.close();
      supply = await createAiraloSupply({ mode });
      const card = await supply.usedCard('order_1', 'it-1gb-7d');
      const ask = await entered();
      const usage = () => ask(`sims/${card.iccid}/usage`);
      const first = await usage();
      expect(first.body).toMatchObject({
        data: {
          status: 'ACTIVE',
          total: 1024,
          expired_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        },
      });
      expect((await ask(`sims/${card.iccid}/packages`)).body).toMatchObject({
        data: [{ activated_at: expect.stringMatching(/T.*\+00:00$/) }],
      });
      supply.box.controls.setProfileState(card.id, 'recycled');
      supply.advance(cached * 60_000 - 1);
      expect((await usage()).body, `${mode}`).toEqual(first.body);
      supply.advance(1);
      expect((await usage()).body).toMatchObject({
        data: { status: 'RECYCLED', expired_at: null, is_unlimited: null },
      });
      expect(await ask(`sims/${card.iccid}/topups`)).toMatchObject({ status: 422, body: { code: 73 } });
    }
  });

  test('a refund is a wish with a reason of its list, for eSIMs of ours, and is answered by 202', async () => {
    const card = await supply.card('order_1', 'it-1gb-7d');
    const ask = await entered();
    expect(await ask('refund', { 'iccids[]': card.iccid, reason: 'NO_COVERAGE' })).toMatchObject({
      status: 202,
      body: { data: { refund_id: '1' } },
    });
    expect((await ask('refund', { 'iccids[]': card.iccid, reason: 'BORED' })).status).toBe(422);
    expect((await ask('refund', { 'iccids[]': card.iccid, reason: 'OTHERS' })).status, 'without notes').toBe(
      422,
    );
    expect(await ask('refund', { 'iccids[]': '8999900000000000000', reason: 'NO_COVERAGE' })).toMatchObject({
      status: 422,
      body: { data: [] },
    });
  });

  test('its orders survive with their descriptions; one that the process died over is listed once it is looked for', async () => {
    const card = await supply.card('order_1', 'it-1gb-7d');
    await supply.restartBox();
    const found = await supply.provider.findOrder({ key: 'order_1', since: 0, ref: null });
    expect(found).toEqual({ kind: 'placed', ref: card });

    await supply.close();
    supply = await createAiraloSupply({
      faults: ({ method, phase }) => {
        if (method === 'placeOrder' && phase === 'after') throw new ProviderError('unknown_outcome', 'died');
      },
    });
    const order = { key: 'order_2', planId: 'it-1gb-7d' };
    await expect(supply.provider.placeOrder(order)).rejects.toMatchObject({ kind: 'unknown_outcome' });
    await supply.restartBox();
    expect(await supply.provider.findOrder({ key: 'order_2', since: 0, ref: null })).toMatchObject({
      kind: 'placed',
    });
  });

  test('eSIMs that nobody ordered here are Airalo’s all the same: the demo cards, and what was bought elsewhere', async () => {
    const { iccid, lpa } = supply.box.controls.cardElsewhere('someone');
    const elsewhere = { ref: { id: iccid, iccid }, coverage: 'IT' };
    expect(await supply.provider.findProfile({ lpa })).toEqual(elsewhere);
    expect(supply.box.controls.idElsewhere('someone')).toBe(iccid);
    const demo = await supply.box.demoProfiles('someone');
    expect(demo.map(({ coverage }) => coverage)).toEqual(['IT', 'JP']);
    for (const { ref, coverage } of demo) {
      expect(await supply.provider.findProfile({ iccid: ref.iccid })).toEqual({ ref, coverage });
      expect(await supply.provider.history(ref)).toMatchObject([{ state: 'active' }]);
    }
    expect((await supply.provider.listTopUps(elsewhere.ref)).length).toBeGreaterThan(0);
  });
});
