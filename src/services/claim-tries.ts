import type { CustomerId } from '../domain/ids.ts';
import { day, hour } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Limits } from './storage-port.ts';

/** Tries of a customer; of one proof, whoever has it; of everybody together. */
const perCustomer = { name: 'claims', most: 3, span: hour } as const;
const perProof = { name: 'claims of a proof', most: 10, span: day } as const;
const overall = { name: 'all claims', most: 300, span: hour } as const;

/** Guesses at codes and numbers. */
export interface ClaimTries {
  /** Takes a try; answers how many the customer has left then, or undefined when there is none to take. */
  take(customerId: CustomerId, proof: string): Promise<number | undefined>;
  /** What was no guess costs the customer no try. */
  giveBack(customerId: CustomerId): Promise<void>;
}

export function createClaimTries({ limits, clock }: { limits: Limits; clock: Clock }): ClaimTries {
  return {
    take: async (customerId, proof) => {
      const at = clock();
      const left = await limits.take({ ...perCustomer, subject: customerId, at });
      if (left === undefined) return undefined;
      const others =
        (await limits.take({ ...perProof, subject: proof, at })) !== undefined &&
        (await limits.take({ ...overall, subject: 'all', at })) !== undefined;
      return others ? left : undefined;
    },
    giveBack: (customerId) => limits.giveBack({ name: perCustomer.name, subject: customerId }),
  };
}
