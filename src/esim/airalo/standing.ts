import { minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { createRecent } from '../../domain/recent.ts';
import type { Client } from './client.ts';
import { simPath } from './client.ts';
import { RecycledError } from './refusal.ts';
import { historyAnswer, usageAnswer } from './wire.ts';
import type { HistoryEntry, UsageFigures } from './wire.ts';

/** What Airalo said of an eSIM when it was asked; it says itself that its figures may be 20 minutes older, in sandbox mode 60. */
export interface Standing {
  readonly usage: UsageFigures;
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly at: number;
}

export interface Standings {
  /** Not older than 20 minutes, and one question for all who ask at once. `paid`: asked for an order that is paid. */
  of(iccid: string, paid?: boolean): Promise<Standing>;
  /** Something happened to it: whoever asks next hears news. */
  forget(iccid: string): void;
  /** Airalo said that nothing is left of it, which its figures may not say for as long as they are old. */
  recycled(iccid: string): void;
}

/** Airalo itself looks only so often; somebody who asked in a loop lost their account. */
export const usageCacheMs = 20 * minute;
const remembered = 2000;

/** What is told of a recycled eSIM, where Airalo does not answer but with a refusal that says so. */
const recycled = { data: { status: 'RECYCLED' } };
const empty = { data: [] };

export function createStandings({ client, clock }: { client: Client; clock: Clock }): Standings {
  const asked = createRecent<{ at: number; answer: Promise<Standing> }>(remembered);
  const gone = createRecent<true>(remembered);

  async function ask(iccid: string, at: number, paid: boolean): Promise<Standing> {
    const how = { subject: 'sim', paid } as const;
    const [usage, history] = await Promise.all([
      gone.get(iccid)
        ? recycled
        : client
            .read({ path: simPath(iccid, 'usage'), ...how, shape: usageAnswer })
            .catch(orRecycled(recycled)),
      client
        .read({ path: simPath(iccid, 'packages'), ...how, shape: historyAnswer })
        .catch(orRecycled(empty)),
    ]);
    return { usage: usage.data, history: history.data.toSorted((a, b) => a.id - b.id), at };
  }

  return {
    of: (iccid, paid = false) => {
      const now = clock();
      const known = asked.get(iccid);
      if (known && now - known.at < usageCacheMs) return known.answer;
      const fresh = { at: now, answer: ask(iccid, now, paid) };
      asked.set(iccid, fresh);
      fresh.answer.catch(() => {
        // Unless it was forgotten and asked anew meanwhile.
        if (asked.get(iccid) === fresh) asked.delete(iccid);
      });
      return fresh.answer;
    },
    forget: (iccid) => asked.delete(iccid),
    recycled: (iccid) => {
      gone.set(iccid, true);
      asked.delete(iccid);
    },
  };
}

function orRecycled<T>(told: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof RecycledError) return told;
    throw error;
  };
}
