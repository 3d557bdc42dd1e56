import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hour, minute } from '../../../src/domain/time.ts';
import { decimalOf, hundredths, less } from '../../../src/esim/airalo/decimal.ts';
import { priceOf } from '../../../src/esim/airalo/price.ts';
import { bytesOf, contentsOf, isLike } from '../../../src/esim/airalo/recognise.ts';
import { renewalRuleOf } from '../../../src/esim/airalo/renewal-rule.ts';
import { packageShape } from '../../../src/esim/airalo/wire.ts';
import { endOf, ref, replay, sim } from './replay.ts';
import { catalogue, createAiraloSupply } from './supply.ts';

const cents = (value: string | number, rounding: 'up' | 'down' = 'up') => {
  const read = decimalOf(value);
  return read && hundredths(read, rounding);
};

describe('what Airalo sells', () => {
  test('supply trap 7: one gigabyte of Airalo’s is one gigabyte of ours, and every package its plan', () => {
    expect(bytesOf(1024)).toBe(2 ** 30);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.boolean(), (megabytes, asText) => {
        const bytes = contentsOf({
          id: 'x',
          amount: Number(asText ? `${megabytes}` : megabytes),
          day: 7,
        }).dataBytes;
        expect(bytes).toBe(megabytes * 1024 * 1024);
      }),
    );
    const sizes = [...catalogue.plans.values()].flatMap(({ dataBytes }) => dataBytes ?? []);
    expect(sizes.map((size) => bytesOf(size / 2 ** 20))).toEqual(sizes);
  });

  test('supply trap 7: money is read digit by digit, rounded up as a cost and down as credit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (amount) => {
        const text = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
        expect(cents(text)).toBe(amount);
        // As JSON writes it: 9.50 comes as 9.5.
        expect(cents(Number(text))).toBe(amount);
        expect(cents(`-${text}`, 'down')).toBe(amount === 0 ? 0 : -amount);
      }),
    );
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.integer({ min: 0, max: 12 }),
        (digits, scale) => {
          const exact = { digits, scale };
          const [up, down] = [hundredths(exact, 'up'), hundredths(exact, 'down')];
          expect(BigInt(up) * 10n ** BigInt(scale)).toBeGreaterThanOrEqual(digits * 100n);
          expect(BigInt(down) * 10n ** BigInt(scale)).toBeLessThanOrEqual(digits * 100n);
          expect(up - down).toBeLessThanOrEqual(1);
        },
      ),
    );
    expect([cents(4.3333), cents('4.3333', 'down'), cents(0.1), cents(1.1), cents('19.999')]).toEqual([
      434, 433, 10, 110, 2000,
    ]);
    expect([cents('-4.3333', 'down'), cents('-4.3333')]).toEqual([-434, -433]);
    for (const none of ['', 'free', '1e3', '1,50', 'NaN', '٣']) expect(decimalOf(none)).toBeUndefined();
  });

  test('supply trap 7: a discount is taken off exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 1000 }),
        (price, perMille) => {
          const left = less({ digits: BigInt(price), scale: 2 }, { digits: BigInt(perMille), scale: 1 });
          expect(left.digits * 1000n).toBe(BigInt(price * (1000 - perMille)) * 10n ** BigInt(left.scale - 2));
        },
      ),
    );
  });

  test('supply trap 21: what is paid for a package is known in both ways of pricing, and so is the least to be asked', async () => {
    const net = await replay({}).provider.listPlans();
    expect(net).toContainEqual({
      id: 'it-5gb-30d',
      cost: { amount: 650, currency: 'USD' },
      least: { USD: 1300, EUR: 1120 },
    });
    expect(net, 'without prices in other money').toContainEqual({
      id: 'it-3gb-30d',
      cost: { amount: 434, currency: 'USD' },
      least: { USD: 850 },
    });
    const discounted = await replay({ 'GET packages': 'packages: discount prices' }).provider.listPlans();
    expect(discounted.find(({ id }) => id === 'it-5gb-30d')).toMatchObject({
      cost: { amount: 1138 },
      least: { USD: 1300 },
    });
    expect(discounted.find(({ id }) => id === 'it-3gb-30d')).toMatchObject({ cost: { amount: 744 } });
    expect(priceOf({ id: 'x' }, null)).toEqual({ cost: null, least: {} });
  });

  test('supply trap 22: the list is read whole, once an hour, and what is missing in it is not sold', async () => {
    const airalo = replay({});
    const ids = (await airalo.provider.listPlans()).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(['it-3gb-30d', 'it-5gb-30d', 'it-unl-5d', 'it-voice-10gb-30d']);
    await Promise.all([airalo.provider.listPlans(), airalo.provider.listPlans()]);
    expect(airalo.count('GET packages')).toBe(1);
    expect(airalo.asked.at(-1)?.url.search, 'no limit, no page').toBe('');
    airalo.advance(hour - minute);
    await Promise.all([airalo.provider.listPlans(), airalo.provider.listPlans()]);
    expect(airalo.count('GET packages')).toBe(2);
  });

  test('supply trap 22: an empty list and a failed one are errors, not an empty shop', async () => {
    for (const answer of ['packages: empty', 'errors: gateway', 'history: one'] as const)
      expect(await endOf(replay({ 'GET packages': answer }).provider.listPlans())).toBe('temporary');
  });

  test('supply trap 22: a second page comes as an object, and is read all the same', async () => {
    const paged = replay({ 'GET packages': ['packages: first page', 'packages: second page'] });
    expect(await paged.provider.listPlans()).toEqual(await replay({}).provider.listPlans());
    const supply = await createAiraloSupply();
    try {
      const whole = await supply.provider.listPlans();
      supply.box.manners.countriesPerPage = 1;
      supply.restart();
      expect(await supply.provider.listPlans()).toEqual(whole);
      expect(whole.length).toBe(catalogue.plans.size);
    } finally {
      await supply.close();
    }
  });

  test('supply trap 28: an unlimited package is followed by a new eSIM, every other one by itself', async () => {
    expect(renewalRuleOf({ kind: 'unlimited' })).toMatchObject({ inPlace: false, asTopUp: false });
    expect(renewalRuleOf({ kind: 'allowance' })).toEqual({
      inPlace: true,
      asTopUp: true,
      start: 'added',
      graceDays: 30,
    });
    const supply = await createAiraloSupply();
    try {
      const card = await supply.usedCard('order_1', 'it-unl-5d');
      expect(await supply.provider.listTopUps(card)).toEqual([]);
    } finally {
      await supply.close();
    }
  });

  test('renewals are recognised by what is in them: bytes, days, minutes and messages', async () => {
    for (const list of ['top-ups: list', 'top-ups: list with discount prices'] as const) {
      const { provider } = replay({
        ...sim('usage: active', 'history: one'),
        'GET sims/:iccid/topups': list,
      });
      const offered = await provider.listTopUps(ref);
      expect(offered.map(({ id }) => id).toSorted()).toEqual([
        'it-3gb-30d',
        'it-5gb-30d',
        'it-voice-10gb-30d',
      ]);
      expect(offered.find(({ id }) => id === 'it-5gb-30d')).toMatchObject({
        cost: { amount: list === 'top-ups: list' ? 840 : 1120, currency: 'USD' },
        least: { USD: 1400, EUR: 920 },
      });
    }
  });

  test('a package is a plan of ours only where all of it is the same', () => {
    const plan = catalogue.plans.get('it-voice-10gb-30d');
    if (!plan) throw new Error('the mapping lost its plan with minutes');
    const same = { id: 'x', amount: 10240, day: 30, is_unlimited: false, voice: 200, text: 100 };
    expect(isLike(contentsOf(same), plan)).toBe(true);
    const others = [
      { amount: 10241 },
      { day: 31 },
      { voice: 201 },
      { voice: null },
      { text: 99 },
      { amount: 0 },
    ];
    for (const other of others) expect(isLike(contentsOf({ ...same, ...other }), plan)).toBe(false);
    expect(contentsOf({ ...same, amount: 0 })).toMatchObject({ unlimited: true, dataBytes: null });
  });

  test('supply trap 27: a package is the same one when its numbers and its yes and no come as words', () => {
    const words = { id: 'x', amount: '10240', day: '30', is_unlimited: 'false', voice: '200', text: '100' };
    const numbers = { id: 'x', amount: 10240, day: 30, is_unlimited: false, voice: 200, text: 100 };
    expect(contentsOf(packageShape.parse(words))).toEqual(contentsOf(packageShape.parse(numbers)));
    expect(contentsOf(packageShape.parse({ ...words, is_unlimited: 'true' })).unlimited).toBe(true);
    expect(contentsOf(packageShape.parse({ id: 'x', day: 5, is_unlimited: null })).unlimited).toBe(true);
  });

  test('a package that brings something else than our plan promises, or not everywhere, is not sold as it', async () => {
    const most = { amount: 100_000, currency: 'USD' } as const;
    for (const planId of ['it-10gb-30d', 'it-1gb-7d', 'it-unl-5d', 'jp-5gb-30d', 'eu-5gb-30d']) {
      const packages = new Map([
        [planId, { package: 'mamma-mia-30days-5gb' }],
        ['it-3gb-30d', { package: 'mamma-mia-30days-3gb' }],
      ]);
      const airalo = replay({ 'POST orders': 'orders: made' }, { packages });
      expect((await airalo.provider.listPlans()).map(({ id }) => id)).toEqual(['it-3gb-30d']);
      expect(await endOf(airalo.provider.placeOrder({ key: 'k', planId, maxCost: most }))).toBe('plan_gone');
      expect(airalo.count('POST orders')).toBe(0);
      await airalo.provider.listPlans();
      expect(airalo.logged).toHaveLength(1);
      expect(airalo.logged[0]).toContain(planId);
    }
  });

  test('a package for which a traveller would have to identify themselves is not sold, and that is said once', async () => {
    const supply = await createAiraloSupply({ identifiedIn: 'JP' });
    try {
      const most = { amount: 100_000, currency: 'USD' } as const;
      const japanese = [...catalogue.plans.values()].filter(({ coverage }) => coverage === 'JP');
      const listed = new Set((await supply.provider.listPlans()).map(({ id }) => id));
      expect(listed.size).toBe(catalogue.plans.size - japanese.length);
      for (const { id: planId } of japanese) {
        expect(listed).not.toContain(planId);
        expect(await endOf(supply.provider.placeOrder({ key: 'k', planId, maxCost: most }))).toBe(
          'plan_gone',
        );
      }
      supply.advance(hour);
      await supply.provider.listPlans();
      expect(supply.logged.filter((line) => line.includes('identify'))).toHaveLength(japanese.length);
    } finally {
      await supply.close();
    }
  });

  test('our credit is told in whole cents, never more than there is', async () => {
    const of = (name: 'account: balance' | 'account: balance as text') =>
      replay({ 'GET balance': name }).provider.balance();
    expect(await of('account: balance')).toEqual({ amount: 768_960, currency: 'USD' });
    expect(await of('account: balance as text')).toEqual({ amount: 950, currency: 'USD' });
  });
});
