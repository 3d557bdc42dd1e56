import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProfileRef } from '../../../src/domain/card.ts';
import { minute } from '../../../src/domain/time.ts';
import { ProviderError, refusals } from '../../../src/services/supply-port.ts';
import type { FoundOrder } from '../../../src/services/supply-port.ts';
import { createSupply } from './world.ts';

type Supply = Awaited<ReturnType<typeof createSupply>>;

const mishaps = ['drop_before', 'drop_after', 'gateway', 'too_often', 'restart', 'reopen', 'none'] as const;
type Mishap = (typeof mishaps)[number];

/** One thing goes wrong at one of the next calls of this kind. */
async function befall(supply: Supply, mishap: Mishap, method: string): Promise<void> {
  const { faults } = supply.box;
  if (mishap === 'drop_before' || mishap === 'drop_after') faults.add({ method, kind: mishap });
  if (mishap === 'gateway') faults.add({ method, kind: 'status', status: 502 });
  if (mishap === 'too_often') faults.add({ method, kind: 'status', status: 429, retryAfter: 1 });
  if (mishap === 'restart') supply.restart();
  if (mishap === 'reopen') await supply.reopen();
}

/** As the shop does it: what is not certain is looked up, and sent again under the same key. */
async function persist(
  supply: Supply,
  send: () => Promise<FoundOrder>,
  look: () => Promise<FoundOrder>,
): Promise<ProfileRef> {
  for (let round = 0; round < 40; round++) {
    for (const ask of [look, send]) {
      const answer = await ask().catch((error: unknown): FoundOrder => {
        if (error instanceof ProviderError && !refusals.includes(error.kind)) return { kind: 'unknown' };
        throw error;
      });
      if (answer.kind === 'placed') return answer.ref;
      if (answer.kind === 'pending') break;
    }
    supply.advance(minute / 2);
  }
  throw new Error('not placed after twenty minutes');
}

const methods = ['esim/order', 'esim/topup', 'esim/query', 'package/list', '*'];
const storm = fc.array(fc.tuple(fc.constantFrom(...mishaps), fc.constantFrom(...methods)), {
  minLength: 1,
  maxLength: 12,
});

test.each([
  { knownKeys: 'success', namesTransactions: true },
  { knownKeys: 'refused', namesTransactions: false },
] as const)(
  'supply trap 1: whatever gets lost, every key is one order, made once and paid once ($knownKeys)',
  async (manners) => {
    await fc.assert(
      fc.asyncProperty(storm, async (weather) => {
        const supply = await createSupply({ manners });
        try {
          const before = await supply.provider.balance();
          const gusts = weather.values();
          const gust = async (): Promise<void> => {
            for (const [mishap, method] of gusts.take(2)) await befall(supply, mishap, method);
          };
          const planId = 'it-5gb-30d';
          const order = async (key: string): Promise<ProfileRef> => {
            await gust();
            return persist(
              supply,
              () => supply.provider.placeOrder({ key, planId }),
              () => supply.find(key),
            );
          };
          const topUp = async (key: string, ref: ProfileRef): Promise<ProfileRef> => {
            await gust();
            return persist(
              supply,
              () => supply.provider.placeTopUp({ key, ref, planId }),
              () => supply.find(key, ref),
            );
          };
          const first = await order('k1');
          const second = await order('k2');
          expect(await topUp('t1', first)).toEqual(first);
          expect(await topUp('t2', first)).toEqual(first);
          supply.box.faults.clear();
          expect(second).not.toEqual(first);
          expect(supply.box.accepted().map(({ key }) => key)).toEqual(['k1', 'k2', 't1', 't2']);
          expect(before.amount - (await supply.provider.balance()).amount).toBe(4 * 910);
          const [plan] = await supply.provider.history(first);
          expect(plan?.dataTotal).toBe(15 * 2 ** 30);
        } finally {
          await supply.close();
        }
      }),
      { numRuns: 12 },
    );
  },
);
