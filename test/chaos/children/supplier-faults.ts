import { setTimeout as sleep } from 'node:timers/promises';
import { second } from '../../../src/domain/time.ts';
import type { Clock } from '../../../src/domain/time.ts';
import type { Faults } from '../../../src/esim/sandbox/gate.ts';
import { hash32 } from '../../../src/esim/sandbox/identity.ts';
import { ProviderError } from '../../../src/services/supply-port.ts';
import type { FoundOrder, ProviderErrorKind } from '../../../src/services/supply-port.ts';
import { createDice } from '../dice.ts';

/** A supplier on a bad day. */
export interface BadSupplier {
  readonly faults: Faults;
  /** Nothing is answered for so many real milliseconds; `only`: to orders, which come in before that, or are carried out before that. */
  stall(milliseconds: number, only?: 'before orders' | 'after orders'): void;
  /** The bad day is over; only what it never finishes it does not finish now either. */
  calm(): void;
}

/** What it says instead of doing anything: out of a thousand calls that change something. */
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

/** Of so many orders it never says more than that it is at it. */
const oneForEver = 60;
/** How long what it made is not found: less than the two minutes after which a second "not found" is believed. */
const longestLag = 100 * second;

/** Faults of one life of the shop, from the seed. */
export function createBadSupplier({
  seed,
  clock,
  reliable = false,
}: {
  seed: string;
  clock: Clock;
  /** It finishes whatever it takes on. */
  reliable?: boolean;
}): BadSupplier {
  const dice = createDice(seed);
  const made = new Map<string, { at: number; lag: number }>();
  let isCalm = false;
  let stalledUntil = 0;
  let stalled: string | undefined;

  const isForEver = (key: string): boolean => !reliable && hash32(key) % oneForEver === 0;
  const pending: FoundOrder = { kind: 'pending' };

  function afterwards(key: string): ReturnType<Faults> {
    if (!made.has(key)) made.set(key, { at: clock(), lag: dice.chance(0.3) ? dice.whole(0, longestLag) : 0 });
    if (isForEver(key)) return { instead: pending };
    if (dice.chance(0.06)) throw new ProviderError('unknown_outcome', 'The answer was lost');
    // It says no and has done it all the same.
    if (dice.chance(0.04)) throw new ProviderError('out_of_stock', 'Not true');
  }

  function look(key: string): ReturnType<Faults> {
    if (isForEver(key)) return { instead: pending };
    if (isCalm) return;
    if (dice.chance(0.02)) throw new ProviderError('unknown_outcome', 'The answer was lost');
    const { at, lag } = made.get(key) ?? { at: 0, lag: 0 };
    // Not a clock that was set back: the lag itself does not grow by that.
    if (clock() >= at && clock() < at + lag) return { instead: { kind: 'not_found' } satisfies FoundOrder };
  }

  return {
    faults: async ({ method, phase, key = '' }) => {
      const left = stalledUntil - Date.now();
      const changes = method === 'placeOrder' || method === 'placeTopUp';
      if (left > 0 && (!stalled || (changes && stalled === `${phase} orders`))) await sleep(left);
      if (method === 'findOrder' && phase === 'after') return look(key);
      if (isCalm) return changes && phase === 'after' && isForEver(key) ? { instead: pending } : undefined;
      if (changes && phase === 'after') return afterwards(key);
      if (phase === 'after') return;
      if (dice.chance(0.05)) await sleep(dice.whole(5, 250));
      if (dice.chance(changes ? 0.05 : 0.015))
        throw new ProviderError('unknown_outcome', 'The question was lost');
      const total = Object.values(refusals).reduce((sum, rate) => sum + rate, 0);
      if (changes && dice.chance(total / 1000))
        throw new ProviderError(dice.of(refusals), 'An error on purpose');
    },
    stall: (milliseconds, only) => {
      stalled = only;
      stalledUntil = Date.now() + milliseconds;
    },
    calm: () => {
      isCalm = true;
      stalledUntil = 0;
    },
  };
}
