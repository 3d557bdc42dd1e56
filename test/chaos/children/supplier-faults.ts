import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../../../src/esim/sandbox/gate.ts';
import { ProviderError } from '../../../src/services/supply-port.ts';
import type { ProviderErrorKind } from '../../../src/services/supply-port.ts';
import { createDice } from '../dice.ts';

/** A supplier on a bad day. */
export interface BadSupplier {
  readonly faults: Faults;
  /** Nothing is answered for so many real milliseconds. */
  stall(milliseconds: number): void;
  /** The bad day is over. */
  calm(): void;
}

/** What it says before it did anything: out of a thousand calls that change something. */
const refusals = {
  temporary: 30,
  rate_limited: 15,
  no_credit: 10,
  out_of_stock: 15,
  plan_gone: 8,
  topup_not_allowed: 8,
  profile_gone: 6,
  bad_request: 6,
  auth: 8,
} satisfies Partial<Record<ProviderErrorKind, number>>;

/** Faults of one life of the shop, from the seed. */
export function createBadSupplier(seed: string): BadSupplier {
  const dice = createDice(seed);
  let isCalm = false;
  let stalledUntil = 0;
  return {
    faults: async ({ method, phase }) => {
      const left = stalledUntil - Date.now();
      if (left > 0) await sleep(left);
      if (isCalm) return;
      const changes = method === 'placeOrder' || method === 'placeTopUp';
      if (phase === 'before') {
        if (dice.chance(0.05)) await sleep(dice.whole(5, 250));
        if (dice.chance(changes ? 0.05 : 0.015))
          throw new ProviderError('unknown_outcome', 'The question was lost');
        if (!changes) return;
        const total = Object.values(refusals).reduce((sum, rate) => sum + rate, 0);
        if (dice.chance(total / 1000)) throw new ProviderError(dice.of(refusals), 'An error on purpose');
        return;
      }
      if (dice.chance(changes ? 0.06 : 0.015))
        throw new ProviderError('unknown_outcome', 'The answer was lost');
      // It says no and has done it all the same.
      if (changes && dice.chance(0.03)) throw new ProviderError('out_of_stock', 'Not true');
    },
    stall: (milliseconds) => {
      stalledUntil = Date.now() + milliseconds;
    },
    calm: () => {
      isCalm = true;
      stalledUntil = 0;
    },
  };
}
