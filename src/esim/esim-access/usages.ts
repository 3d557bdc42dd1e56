import { hour, minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { createAnswers } from '../answers.ts';
import type { Answers } from '../answers.ts';
import type { EsimAccessClient } from './client.ts';
import { usagesShape } from './shapes.ts';
import type { ToldUsage } from './shapes.ts';

/** The supplier counts every two to three hours; asking more often brings nothing, and has cost resellers their account. */
export const usageLife = hour;

/** How much was used of a profile, by its number: asked once an hour at most, whatever anybody taps. */
export type Usages = Answers<{ readonly told: ToldUsage | undefined; readonly askedAt: number }>;

export function createUsages({ client, clock }: { client: EsimAccessClient; clock: Clock }): Usages {
  return createAnswers({
    ask: async (id) => {
      const askedAt = clock();
      const usages = await client.ask('esim/usage/query', { esimTranNoList: [id] }, usagesShape);
      return { told: usages.find(({ esimTranNo }) => esimTranNo === id), askedAt };
    },
    clock,
    lifeMs: usageLife,
    failureMs: minute,
  });
}
