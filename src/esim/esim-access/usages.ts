import type { ProfileRef } from '../../domain/card.ts';
import { hour, minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { createRecent } from '../recent.ts';
import type { EsimAccessClient } from './client.ts';
import { usagesShape } from './shapes.ts';
import type { ToldUsage } from './shapes.ts';

/** The supplier counts every two to three hours; asking more often brings nothing, and has cost resellers their account. */
export const usageLife = hour;
const failureLife = minute;

/** How much was used, asked once an hour for each profile at most, whatever anybody taps. */
export interface Usages {
  of(ref: ProfileRef): Promise<ToldUsage | undefined>;
  /** What was told of this profile counts no more. */
  forget(id: string): void;
}

export function createUsages({ client, clock }: { client: EsimAccessClient; clock: Clock }): Usages {
  const told = createRecent<{ until: number; answer: Promise<ToldUsage | undefined> }>(10_000);

  async function ask(id: string): Promise<ToldUsage | undefined> {
    const usages = await client.ask('esim/usage/query', { esimTranNoList: [id] }, usagesShape);
    return usages.find(({ esimTranNo }) => esimTranNo === id);
  }

  return {
    of: ({ id }) => {
      const known = told.get(id);
      if (known && clock() < known.until) return known.answer;
      const entry = { until: clock() + usageLife, answer: ask(id) };
      told.set(id, entry);
      entry.answer.catch(() => {
        entry.until = clock() + failureLife;
      });
      return entry.answer;
    },
    forget: (id) => told.delete(id),
  };
}
