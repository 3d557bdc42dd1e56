import { describe, expect, test } from 'vitest';
import { minute } from '../../../src/domain/time.ts';
import { ProviderError } from '../../../src/services/supply-port.ts';
import { endOf, maker, ref, replay, sim } from './replay.ts';
import type { AnswerName } from './replay.ts';
import { createAiraloSupply } from './supply.ts';

const topUp = { key: 'order_key_2', ref, planId: 'it-5gb-30d' };
const usable = sim('usage: active', 'history: one');
const sought = { key: 'order_key_1', since: 0, ref: null };

describe('orders at Airalo', () => {
  test('supply trap 1: whatever the silence after an order, it is sent once, and nobody claims to know what became of it', async () => {
    const reset = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
    const silences: (AnswerName | Error)[] = [
      'errors: gateway',
      'errors: server error',
      'errors: nothing but a page',
      'errors: unexpected',
      'errors: a code nobody knows',
      'token: given',
      reset,
    ];
    for (const silence of silences) {
      const airalo = replay({
        ...usable,
        'POST orders': [silence],
        'POST orders/topups': [silence],
        'GET sims/:iccid/topups': 'top-ups: list',
      });
      expect(await endOf(airalo.provider.placeOrder(maker)), `${String(silence)}`).toBe('unknown_outcome');
      expect(await endOf(airalo.provider.placeTopUp(topUp)), `${String(silence)}`).toBe('unknown_outcome');
      expect([airalo.count('POST orders'), airalo.count('POST orders/topups')]).toEqual([1, 1]);
    }
  });

  test('supply trap 1: an order that was made though its answer was lost is one eSIM and one charge, found late', async () => {
    const supply = await createAiraloSupply();
    try {
      const before = (await supply.provider.balance()).amount;
      supply.box.manners.lateMs = 90_000;
      supply.box.faults.add({ method: 'POST orders', kind: 'drop_after' });
      expect(await endOf(supply.provider.placeOrder({ key: 'order_1', planId: 'it-5gb-30d' }))).toBe(
        'unknown_outcome',
      );
      const order = { key: 'order_1', since: supply.now(), ref: null };
      expect(await supply.provider.findOrder(order)).toEqual({ kind: 'not_found' });
      expect(supply.provider.capabilities.listLagMs).toBeGreaterThanOrEqual(120_000);
      supply.advance(91_000);
      expect(await supply.provider.findOrder(order)).toMatchObject({ kind: 'placed' });
      expect(supply.box.accepted().map(({ key }) => key)).toEqual(['order_1']);
      expect(supply.box.calls.filter((name) => name === 'POST orders')).toHaveLength(1);
      expect(before - (await supply.provider.balance()).amount).toBe(910);
    } finally {
      await supply.close();
    }
  });

  test('a connection that never was is no unknown outcome: nothing was sent', async () => {
    const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    expect(await endOf(replay({ 'POST orders': [refused] }).provider.placeOrder(maker))).toBe('temporary');
    expect(await endOf(replay({ 'POST token': [refused] }).provider.placeOrder(maker))).toBe('temporary');
    const reset = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
    const airalo = replay({ 'POST token': [reset], 'POST orders': 'orders: made' });
    expect(await endOf(airalo.provider.placeOrder(maker)), 'only the token was lost').toBe('temporary');
    expect(airalo.count('POST orders')).toBe(0);
  });

  test('an order carries our key as its description, in a form of one eSIM', async () => {
    const airalo = replay({ 'POST orders': 'orders: made' });
    expect(await airalo.provider.placeOrder(maker)).toEqual({ kind: 'placed', ref });
    const body = airalo.asked.at(-1)?.request.body;
    expect(body instanceof FormData && Object.fromEntries(body)).toEqual({
      quantity: '1',
      package_id: 'mamma-mia-30days-5gb',
      type: 'sim',
      description: 'order_key_1',
    });
  });

  test('every recorded answer to an order is understood', async () => {
    const placed = async (name: AnswerName) => replay({ 'POST orders': name }).provider.placeOrder(maker);
    expect(await placed('orders: made')).toEqual({ kind: 'placed', ref });
    const discounted = { id: '891000000000009126', iccid: '891000000000009126' };
    expect(await placed('orders: made with a discount')).toEqual({ kind: 'placed', ref: discounted });
    expect(await placed('orders: made without its eSIM')).toEqual({ kind: 'pending' });
    for (const name of ['top-ups: made', 'top-ups: made with a discount'] as const) {
      const airalo = replay({
        ...usable,
        'GET sims/:iccid/topups': 'top-ups: list',
        'POST orders/topups': name,
      });
      expect(await airalo.provider.placeTopUp(topUp)).toEqual({ kind: 'placed', ref });
    }
  });

  test('an order is looked for by our key, and by no other that only contains it', async () => {
    const find = async (list: AnswerName, one: AnswerName = 'orders: one') => {
      const airalo = replay({ 'GET orders': list, 'GET orders/583747': one });
      const found = await airalo.provider.findOrder(sought);
      expect(
        airalo.asked.find(({ name }) => name === 'GET orders')?.url.searchParams.get('filter[description]'),
      ).toBe('order_key_1');
      return { found, logged: airalo.logged.join() };
    };
    expect((await find('orders: list with it')).found).toEqual({ kind: 'placed', ref });
    expect((await find('orders: list without its eSIM')).found).toEqual({ kind: 'placed', ref });
    expect((await find('orders: list without its eSIM', 'orders: made without its eSIM')).found).toEqual({
      kind: 'pending',
    });
    expect((await find('orders: empty list')).found).toEqual({ kind: 'not_found' });
    expect((await find('orders: list with others alike')).found).toEqual({ kind: 'not_found' });
    const twice = await find('orders: list with it twice');
    expect(twice.found, 'the first of two').toEqual({ kind: 'placed', ref });
    expect(twice.logged).toContain('several orders with one key');
  });

  test('a list that was not filtered, or was cut off, does not prove that there is no order', async () => {
    for (const list of ['orders: list of others', 'orders: list of others alike, cut off'] as const)
      expect(await replay({ 'GET orders': list }).provider.findOrder(sought)).toEqual({ kind: 'unknown' });
  });

  test('a renewal is found by its key too, though Airalo does not say of which eSIM', async () => {
    const airalo = replay({ 'GET orders': 'orders: list with the top-up' });
    expect(await airalo.provider.findOrder({ key: 'order_key_2', since: 0, ref })).toEqual({
      kind: 'placed',
      ref,
    });
  });

  test('supply trap 4: a renewal is bought by the id in the list of that eSIM at that moment', async () => {
    const airalo = replay({
      ...usable,
      'GET sims/:iccid/topups': 'top-ups: list',
      'POST orders/topups': 'top-ups: made',
    });
    await airalo.provider.placeTopUp(topUp);
    const body = airalo.asked.at(-1)?.request.body;
    expect(body instanceof FormData && Object.fromEntries(body)).toEqual({
      package_id: 'mamma-mia-30days-5gb-topup-20241126133945',
      iccid: ref.iccid,
      description: 'order_key_2',
    });
  });

  test('of two packages that bring the same, the one is bought whose cost is known', async () => {
    const airalo = replay({
      ...usable,
      'GET sims/:iccid/topups': 'top-ups: two alike',
      'POST orders/topups': 'top-ups: made',
    });
    expect(await airalo.provider.listTopUps(ref)).toMatchObject([
      { id: 'it-5gb-30d', cost: { amount: 840 } },
    ]);
    await airalo.provider.placeTopUp(topUp);
    const body = airalo.asked.find(({ name }) => name === 'POST orders/topups')?.request.body as FormData;
    expect(body.get('package_id')).toBe('mamma-mia-30days-5gb-topup-20241126133945');
  });

  test('supply trap 23: opening the plans of a card and choosing one asks once, however often within a minute', async () => {
    const airalo = replay({
      ...usable,
      'GET sims/:iccid/topups': 'top-ups: list',
      'POST orders/topups': 'top-ups: made',
    });
    const lists = (): number => airalo.count('GET sims/:iccid/topups');
    for (let tap = 0; tap < 30; tap++) expect(await airalo.provider.listTopUps(ref)).toHaveLength(3);
    expect(lists()).toBe(1);
    airalo.advance(minute);
    await airalo.provider.listTopUps(ref);
    expect(lists()).toBe(2);
    // After a renewal the card may take something else.
    await airalo.provider.placeTopUp(topUp);
    expect(lists()).toBe(3);
    await airalo.provider.listTopUps(ref);
    expect(lists()).toBe(4);
  });

  test('supply trap 4: a renewal goes by the list of its own moment, whatever was shown a second before', async () => {
    const meanwhile = (list: AnswerName) =>
      replay({
        ...usable,
        'GET sims/:iccid/topups': ['top-ups: list', list],
        'POST orders/topups': 'top-ups: made',
      });
    const dearer = meanwhile('top-ups: list with discount prices');
    const shown = (await dearer.provider.listTopUps(ref)).find(({ id }) => id === topUp.planId);
    expect(shown).toMatchObject({ cost: { amount: 840 } });
    const maxCost = { amount: 900, currency: 'USD' } as const;
    expect(await endOf(dearer.provider.placeTopUp({ ...topUp, maxCost }))).toBe('plan_gone');
    const gone = meanwhile('top-ups: none');
    expect(await gone.provider.listTopUps(ref)).not.toEqual([]);
    expect(await endOf(gone.provider.placeTopUp(topUp))).toBe('topup_not_allowed');
    expect([dearer, gone].map((airalo) => airalo.count('POST orders/topups'))).toEqual([0, 0]);
  });

  test('a list that did not come is asked for again at the next tap', async () => {
    const airalo = replay({ ...usable, 'GET sims/:iccid/topups': ['errors: gateway', 'top-ups: list'] });
    expect(await endOf(airalo.provider.listTopUps(ref))).toBe('temporary');
    expect(await airalo.provider.listTopUps(ref)).not.toEqual([]);
  });

  test('supply trap 4: where the list is empty nothing is offered and nothing is sent', async () => {
    const airalo = replay({ ...usable, 'GET sims/:iccid/topups': 'top-ups: none' });
    expect(await airalo.provider.listTopUps(ref)).toEqual([]);
    expect(await endOf(airalo.provider.placeTopUp(topUp))).toBe('topup_not_allowed');
    expect(airalo.count('POST orders/topups')).toBe(0);
  });

  test('supply trap 5: a recycled eSIM is gone, whether it is looked at or topped up', async () => {
    const listed = replay({ ...usable, 'GET sims/:iccid/topups': 'errors: recycled' });
    expect(await endOf(listed.provider.listTopUps(ref))).toBe('profile_gone');
    expect(await endOf(listed.provider.placeTopUp(topUp))).toBe('profile_gone');
    const meanwhile = replay({
      ...usable,
      'GET sims/:iccid/topups': 'top-ups: list',
      'POST orders/topups': 'errors: recycled',
    });
    expect(await endOf(meanwhile.provider.placeTopUp(topUp))).toBe('profile_gone');
  });

  test('supply trap 25: being out of credit has a name of its own, at Airalo and in its sandbox mode', async () => {
    expect(await endOf(replay({ 'POST orders': 'errors: no credit' }).provider.placeOrder(maker))).toBe(
      'no_credit',
    );
    const supply = await createAiraloSupply({
      mode: 'sandbox',
      packages: new Map([
        ['it-1gb-7d', { package: 'test-insufficient-balance-7days-1gb' }],
        ['it-3gb-30d', { package: 'test-maintenance-mode-7days-1gb' }],
        ['it-5gb-30d', { package: 'test-disabled-top-up-7days-1gb' }],
        ['it-10gb-30d', { package: 'test-not-enough-7days-1gb' }],
        ['it-20gb-30d', { package: 'test-out-of-stock-7days-1gb' }],
      ]),
    });
    try {
      const ends = [];
      for (const planId of ['it-1gb-7d', 'it-3gb-30d', 'it-5gb-30d', 'it-10gb-30d', 'it-20gb-30d'])
        ends.push(await endOf(supply.provider.placeOrder({ key: planId, planId })));
      expect(ends).toEqual(['no_credit', 'temporary', 'topup_not_allowed', 'out_of_stock', 'out_of_stock']);
    } finally {
      await supply.close();
    }
  });

  test('supply trap 26: Airalo takes nothing back by itself, and is not asked to', async () => {
    const airalo = replay({});
    expect(await airalo.provider.cancel(ref)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('by request'),
    });
    expect(airalo.asked).toEqual([]);
  });

  test('what costs more than was reckoned with is not bought', async () => {
    const most = { amount: 600, currency: 'USD' } as const;
    const airalo = replay({ ...usable, 'GET sims/:iccid/topups': 'top-ups: list' });
    expect(await endOf(airalo.provider.placeOrder({ ...maker, maxCost: most }))).toBe('plan_gone');
    expect(await endOf(airalo.provider.placeTopUp({ ...topUp, maxCost: most }))).toBe('plan_gone');
    expect([airalo.count('POST orders'), airalo.count('POST orders/topups')]).toEqual([0, 0]);
    const enough = { amount: 650, currency: 'USD' } as const;
    const dear = replay({ 'POST orders': 'orders: made' });
    expect(await endOf(dear.provider.placeOrder({ ...maker, maxCost: enough }))).toBe('done');
  });

  test('an error of the port is all that is ever thrown', async () => {
    const odd = replay({ 'POST orders': [new Error('anything')] });
    await expect(odd.provider.placeOrder(maker)).rejects.toBeInstanceOf(ProviderError);
  });
});

describe('what is paid for at Airalo', () => {
  test('goes out though everybody looks at what their cards can be topped up with', async () => {
    const never = new Promise(() => {});
    const airalo = replay(
      { ...usable, 'GET sims/:iccid/topups': 'top-ups: list', 'POST orders/topups': 'top-ups: made' },
      { sleep: () => never },
    );
    const flood = Array.from({ length: 400 }, (_, n) => {
      const iccid = String(8_944_465_400_000_000_000n + BigInt(n));
      return airalo.provider.listTopUps({ id: iccid, iccid });
    });
    for (const one of flood) one.catch(() => undefined);
    expect(await airalo.provider.placeTopUp(topUp)).toEqual({ kind: 'placed', ref });
  });

  test('finds room in the second and in the minute though the books are compared', async () => {
    const never = new Promise(() => {});
    const answers = { 'GET orders': 'orders: empty list', 'POST orders': 'orders: made' } as const;
    const airalo = replay(answers, { sleep: () => never });
    const looks = Array.from({ length: 400 }, (_, n) =>
      airalo.provider.findOrder({ ...sought, key: `k${n}` }),
    );
    for (const look of looks) look.catch(() => undefined);
    expect(await endOf(looks.at(-1) ?? never)).toBe('rate_limited');
    expect(await endOf(airalo.provider.placeOrder(maker))).toBe('done');
  });
});
