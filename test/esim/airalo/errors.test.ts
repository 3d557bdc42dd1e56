import { describe, expect, test } from 'vitest';
import { second } from '../../../src/domain/time.ts';
import { endOf, maker, recorded, ref, replay, sim } from './replay.ts';
import type { AnswerName } from './replay.ts';

/** Of each recorded refusal: what it means for a question, an order, a renewal. */
const meanings: Readonly<Record<string, readonly [string, string, string]>> = {
  'no credit': ['no_credit', 'no_credit', 'no_credit'],
  maintenance: ['temporary', 'temporary', 'temporary'],
  checksum: ['bad_request', 'bad_request', 'bad_request'],
  'top-up disabled': ['topup_not_allowed', 'topup_not_allowed', 'topup_not_allowed'],
  'not enough stock': ['out_of_stock', 'out_of_stock', 'out_of_stock'],
  'out of stock': ['out_of_stock', 'out_of_stock', 'out_of_stock'],
  'bad request': ['bad_request', 'bad_request', 'bad_request'],
  unexpected: ['temporary', 'unknown_outcome', 'unknown_outcome'],
  recycled: ['profile_gone', 'profile_gone', 'profile_gone'],
  'address not allowed': ['auth', 'auth', 'auth'],
  'a code nobody knows': ['temporary', 'unknown_outcome', 'unknown_outcome'],
  'token expired': ['auth', 'auth', 'auth'],
  forbidden: ['auth', 'auth', 'auth'],
  'not found': ['profile_gone', 'unknown_outcome', 'profile_gone'],
  'package invalid': ['bad_request', 'plan_gone', 'topup_not_allowed'],
  'quantity not available': ['bad_request', 'out_of_stock', 'bad_request'],
  'brand unknown': ['bad_request', 'bad_request', 'bad_request'],
  'top-up limit': ['bad_request', 'plan_gone', 'topup_not_allowed'],
  'fields missing': ['bad_request', 'bad_request', 'profile_gone'],
  'top-up invalid': ['bad_request', 'plan_gone', 'topup_not_allowed'],
  'limit no number': ['bad_request', 'bad_request', 'bad_request'],
  'too many': ['rate_limited', 'rate_limited', 'rate_limited'],
  'server error': ['temporary', 'unknown_outcome', 'unknown_outcome'],
  'code in a server error': ['temporary', 'unknown_outcome', 'unknown_outcome'],
  gateway: ['temporary', 'unknown_outcome', 'unknown_outcome'],
  'nothing but a page': ['temporary', 'unknown_outcome', 'unknown_outcome'],
};

describe('Airalo’s refusals', () => {
  test.each(Object.keys(recorded('errors')))(
    'supply trap 9: «%s» has one meaning for each kind of call',
    async (title) => {
      const answer: AnswerName = `errors: ${title}`;
      const usable = {
        ...sim('usage: active', 'history: one'),
        'GET sims/:iccid/topups': 'top-ups: list' as const,
      };
      const question = replay({ ...usable, 'GET sims/:iccid/topups': answer }).provider.listTopUps(ref);
      const order = replay({ 'POST orders': answer }).provider.placeOrder(maker);
      const renewal = replay({ ...usable, 'POST orders/topups': answer }).provider.placeTopUp({
        ...maker,
        ref,
      });
      expect([await endOf(question), await endOf(order), await endOf(renewal)]).toEqual(meanings[title]);
    },
  );

  test('supply trap 24: after "too many" nothing is asked there until the time is over, and everything else is', async () => {
    const airalo = replay({
      'POST orders': ['errors: too many', 'orders: made'],
      'GET balance': 'account: balance',
    });
    const once: unknown = await airalo.provider.placeOrder(maker).catch((error: unknown) => error);
    expect(once).toMatchObject({ kind: 'rate_limited', retryAfterMs: 42 * second });
    airalo.advance(40 * second);
    const again: unknown = await airalo.provider.placeOrder(maker).catch((error: unknown) => error);
    expect(again).toMatchObject({ kind: 'rate_limited', retryAfterMs: 2 * second });
    expect(airalo.count('POST orders')).toBe(1);
    expect(await endOf(airalo.provider.balance())).toBe('done');
    airalo.advance(2 * second);
    expect(await endOf(airalo.provider.placeOrder(maker)), 'put off, not dropped').toBe('done');
  });

  test('supply trap 24: no more than five calls go to one address in any second, and of ten a minute for one eSIM two are kept for what is paid', async () => {
    const airalo = replay({ ...sim('usage: active', 'history: one'), 'POST orders': 'orders: made' });
    const started = airalo.now();
    for (let order = 0; order < 26; order++) await airalo.provider.placeOrder(maker);
    expect(airalo.now() - started).toBeGreaterThanOrEqual(5 * second);
    const ends = [];
    for (let ask = 0; ask < 12; ask++) ends.push(await endOf(airalo.provider.getProfile(ref)));
    expect(ends.filter((end) => end === 'done')).toHaveLength(8);
    expect(ends.slice(8)).toEqual(Array(4).fill('rate_limited'));
  });

  test('a number that is none of an eSIM never gets into an address', async () => {
    const airalo = replay({});
    for (const iccid of ['', '../balance', '8944465400003573253/usage', '%2e%2e', '١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩']) {
      expect(await airalo.provider.findProfile({ iccid })).toBeUndefined();
      expect(await endOf(airalo.provider.getUsage({ id: iccid, iccid }))).toBe('profile_gone');
    }
    expect(airalo.asked).toEqual([]);
  });
});
