import type { Clock } from '../domain/time.ts';
import { minute } from '../domain/time.ts';
import { ProviderError } from '../services/supply-port.ts';
import { createAnswers } from './answers.ts';
import { parseLpa } from './lpa.ts';

/** Whoever was told to come again later finds the answer of their search, which went on meanwhile. */
const answerLife = 3 * minute;
/** So many answers are remembered, and so many searches wait for their turn. */
const most = { remembered: 100, waiting: 5 };

/**
 * Looks for installation codes where a supplier can only be read through from the newest on, which takes many calls: one search at a
 * time, whoever tries how many codes, so that a supplier's limit is never used up by it. Beyond those that may wait it throws
 * `rate_limited`. A text that names no profile finds none.
 */
export function createSearches<Found>({
  search,
  clock,
}: {
  /** By the key of a code; see `codeKey`. */
  search: (key: string) => Promise<Found | undefined>;
  clock: Clock;
}): (lpa: string) => Promise<Found | undefined> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function inTurn(key: string): Promise<Found | undefined> {
    if (waiting >= most.waiting) throw new ProviderError('rate_limited', 'Too many codes are looked for');
    waiting++;
    const before = last;
    const found = before.then(() => search(key)).finally(() => waiting--);
    last = found.catch(() => undefined);
    return found;
  }

  const answers = createAnswers({ ask: inTurn, clock, lifeMs: answerLife, most: most.remembered });
  return async (lpa) => {
    const key = codeKey(lpa);
    return key === undefined ? undefined : answers.of(key);
  };
}

/** What of a code names its profile: the address counts in any case, the matching id exactly; undefined when nothing is named. */
export function codeKey(lpa: string): string | undefined {
  const code = parseLpa(lpa);
  return code && code.matchingId !== '' ? `${code.smdpAddress.toLowerCase()}$${code.matchingId}` : undefined;
}
