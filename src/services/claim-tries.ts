import type { CustomerId } from '../domain/ids.ts';
import type { Clock } from '../domain/time.ts';
import { allGuesses, giveEachBack, guesses, ownGuess, takeEach } from './limits.ts';
import type { Limits } from './storage-port.ts';

/** A guess that was counted before it is known to be one. */
export interface Try {
  /** How many the customer has after this one. */
  readonly left: number;
  /** It was no guess, and costs nobody one. */
  giveBack(): Promise<void>;
}

/** Guesses at codes and numbers. */
export interface ClaimTries {
  /** Takes a try; undefined, with nothing taken, when there is none to take. */
  take(customerId: CustomerId): Promise<Try | undefined>;
}

export function createClaimTries({ limits, clock }: { limits: Limits; clock: Clock }): ClaimTries {
  return {
    take: async (customerId) => {
      const at = clock();
      const ways = [[allGuesses, 'all'] as const, [ownGuess, customerId] as const];
      for (const way of ways) {
        const taken = [[guesses, customerId] as const, way];
        const left = await takeEach(limits, taken, at);
        if (left !== undefined) return { left, giveBack: () => giveEachBack(limits, taken) };
      }
      return undefined;
    },
  };
}
