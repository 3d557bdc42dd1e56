import type { Clock } from '../domain/time.ts';

/** For measuring waits: goes on from where it was when the clock is set back, so that nothing waits for what seems to be in the future. */
export function steadyClock(clock: Clock): Clock {
  let ahead = 0;
  let last = -Infinity;
  return () => {
    const now = clock();
    ahead = Math.max(ahead, last - now);
    last = now + ahead;
    return last;
  };
}
