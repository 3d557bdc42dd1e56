import { createRecent } from '../domain/recent.ts';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Logger } from './ports.ts';

/** So many lines are told apart; what strangers cause says nothing of their own, so there are few. */
const most = 100;

/**
 * Warns of what strangers can cause at will, so that they do not fill the log: the same line once a minute at most, with the number of
 * `times` since it was last written.
 */
export function sparingly({ logger, clock }: { logger: Logger; clock: Clock }): Logger['warn'] {
  const written = createRecent<{ at: number; since: number }>(most);
  return (facts, message) => {
    const now = clock();
    const line = `${message} ${JSON.stringify(facts)}`;
    const last = written.get(line);
    // A clock that was set back since keeps nobody silent for longer.
    if (last && Math.abs(now - last.at) < minute) {
      last.since++;
      return;
    }
    logger.warn({ ...facts, times: 1 + (last?.since ?? 0) }, message);
    written.set(line, { at: now, since: 0 });
  };
}
