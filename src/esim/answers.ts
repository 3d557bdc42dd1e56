import { createRecent } from '../domain/recent.ts';
import type { Clock } from '../domain/time.ts';

/** Answers to questions that are asked again and again: equal ones share one call while it runs, and its answer for a while after. */
export interface Answers<Answer> {
  of(key: string): Promise<Answer>;
  /** What was told of this counts no more. */
  forget(key: string): void;
}

/** `lifeMs` and `failureMs` count from the question; without the latter a failed one may be asked again at once. */
export function createAnswers<Answer>({
  ask,
  clock,
  lifeMs,
  failureMs = 0,
  most = 10_000,
}: {
  ask: (key: string) => Promise<Answer>;
  clock: Clock;
  lifeMs: number;
  failureMs?: number;
  most?: number;
}): Answers<Answer> {
  const kept = createRecent<{ running: boolean; until: number; answer: Promise<Answer> }>(most);
  return {
    of: (key) => {
      const known = kept.get(key);
      if (known && (known.running || clock() < known.until)) return known.answer;
      const askedAt = clock();
      const answer = ask(key);
      const entry = { running: true, until: askedAt + lifeMs, answer };
      kept.set(key, entry);
      const settle = (until: number): void => {
        Object.assign(entry, { running: false, until });
        if (until <= askedAt && kept.get(key) === entry) kept.delete(key);
      };
      answer.then(
        () => settle(askedAt + lifeMs),
        () => settle(askedAt + failureMs),
      );
      return answer;
    },
    forget: (key) => kept.delete(key),
  };
}
