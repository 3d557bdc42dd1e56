import { describe, expect, test } from 'vitest';
import { day, minute, second } from '../../../src/domain/time.ts';
import { endOf, maker, replay } from './replay.ts';

const balance = { 'GET balance': 'account: balance' as const };

describe('Airalo’s token', () => {
  test('supply trap 8: a token is fetched once for all who wait, by a form, and kept for a day at most', async () => {
    const airalo = replay(balance);
    await Promise.all([airalo.provider.balance(), airalo.provider.balance(), airalo.provider.listPlans()]);
    expect(airalo.count('POST token')).toBe(1);
    const { headers, body } = airalo.asked[0]?.request ?? {};
    expect(headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(body).toBe('client_id=client&client_secret=top-secret&grant_type=client_credentials');
    airalo.advance(day - 6 * minute);
    await airalo.provider.balance();
    expect(airalo.count('POST token')).toBe(1);
    // It is said to last 366 days.
    airalo.advance(2 * minute);
    await airalo.provider.balance();
    expect(airalo.count('POST token')).toBe(2);
  });

  test('supply trap 8: a refused token is fetched anew once, and the question repeated once', async () => {
    const airalo = replay({ 'GET balance': ['errors: token expired', 'account: balance'] });
    expect(await endOf(airalo.provider.balance())).toBe('done');
    expect([airalo.count('POST token'), airalo.count('GET balance')]).toEqual([2, 2]);
    const hopeless = replay({ 'GET balance': 'errors: token expired' });
    expect(await endOf(hopeless.provider.balance())).toBe('auth');
    expect(hopeless.count('GET balance')).toBe(2);
  });

  test('supply trap 8: an order is never repeated, not even with a new token', async () => {
    const airalo = replay({ 'POST orders': ['errors: token expired', 'orders: made'] });
    expect(await endOf(airalo.provider.placeOrder(maker))).toBe('auth');
    expect(airalo.count('POST orders')).toBe(1);
    expect(await endOf(airalo.provider.placeOrder(maker)), 'the next one has a new token').toBe('done');
  });

  test('supply trap 8: however the token fails, it is asked for twice a minute at most', async () => {
    const gone = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } });
    for (const failure of [
      'token: secret wrong',
      'token: client unknown',
      'errors: gateway',
      'errors: too many',
      'account: balance',
      gone,
    ] as const) {
      const airalo = replay({ ...balance, 'POST token': [failure] });
      for (let call = 0; call < 50; call++) expect(await endOf(airalo.provider.balance())).not.toBe('done');
      expect(airalo.count('POST token')).toBe(2);
      airalo.advance(minute);
      await endOf(airalo.provider.balance());
      expect(airalo.count('POST token')).toBe(3);
    }
    const refused = replay({ 'GET balance': 'errors: token expired' });
    for (let call = 0; call < 20; call++) await endOf(refused.provider.balance());
    expect(refused.count('POST token')).toBe(2);
  });

  test('supply trap 29: address, fetch and clock are given to it, and nothing is asked before somebody asks', async () => {
    const airalo = replay(balance);
    expect(airalo.asked).toEqual([]);
    await airalo.provider.balance();
    expect(airalo.asked.map(({ url }) => url.href)).toEqual([
      'https://airalo.test/v2/token',
      'https://airalo.test/v2/balance',
    ]);
  });

  test('wrong keys are told as such', async () => {
    for (const failure of ['token: secret wrong', 'token: client unknown'] as const)
      expect(await endOf(replay({ ...balance, 'POST token': failure }).provider.balance())).toBe('auth');
  });

  test('a token that is good for less than five minutes is good for nothing', async () => {
    const airalo = replay(balance);
    await airalo.provider.balance();
    airalo.advance(day - 5 * minute - second);
    await airalo.provider.balance();
    airalo.advance(second);
    await airalo.provider.balance();
    expect(airalo.count('POST token')).toBe(2);
  });
});
