import type { Dice } from './dice.ts';

/** What the network does to one call: the work is done unless it says `before`; then the answer comes, another one, or none. */
export type Mischief =
  'none' | 'slow' | 'lost before' | 'lost after' | 'broken before' | 'broken after' | 'busy' | 'twice';

/** How often each of them happens, out of a thousand. */
export type Rates = Readonly<Partial<Record<Mischief, number>>>;

/** Calls of the shop to Telegram and Stripe. */
export const outgoing: Rates = {
  slow: 25,
  'lost before': 15,
  'lost after': 20,
  'broken before': 10,
  'broken after': 10,
  busy: 4,
};

/** Calls that move money: their answers get lost more often. */
export const moving: Rates = { ...outgoing, 'lost before': 30, 'lost after': 80, 'broken after': 40 };

/** Updates and events on their way to the shop; `twice` carries them out twice. */
export const incoming: Rates = { slow: 60, 'lost before': 25, 'lost after': 25, twice: 40 };

/** The outside world's temper; `calm` ends all mischief. */
export interface Temper {
  take(rates: Rates): Mischief;
  /** How long something slow takes, in real milliseconds. */
  slowness(): number;
  chance(probability: number): boolean;
  calm(): void;
  isCalm(): boolean;
}

export function createTemper(dice: Dice): Temper {
  let isCalm = false;
  return {
    take: (rates) => {
      const { none: _none, ...given } = { none: 0, ...rates };
      const total = Object.values(given).reduce((sum, rate) => sum + rate, 0);
      return isCalm ? 'none' : dice.of<Mischief>({ ...noMischief, ...given, none: 1000 - total });
    },
    slowness: () => dice.whole(20, 300),
    chance: (probability) => !isCalm && dice.chance(probability),
    calm: () => {
      isCalm = true;
    },
    isCalm: () => isCalm,
  };
}

const noMischief: Readonly<Record<Mischief, number>> = {
  none: 0,
  slow: 0,
  'lost before': 0,
  'lost after': 0,
  'broken before': 0,
  'broken after': 0,
  busy: 0,
  twice: 0,
};
