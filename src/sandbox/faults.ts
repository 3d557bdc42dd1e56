import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { BoxEnv } from './guard.ts';

/** A way for the next calls of one method of an API (or `*`) to fail; `ms` is real time. */
export type Fault = { method: string; times?: number } & (
  | { kind: 'status'; status: number; description?: string; retryAfter?: number }
  | { kind: 'drop_before' | 'drop_after' }
  | { kind: 'delay'; ms: number }
);
export type Faults = ReturnType<typeof createFaults<Fault>>;

/** Failures on purpose, in the order in which they were asked for. */
export function createFaults<Kind extends { method: string; times?: number } = Fault>() {
  let waiting: { fault: Kind; left: number }[] = [];
  return {
    /** `drop_after` carries the call out, then cuts the connection without an answer; `drop_before` does not carry it out. */
    add: (fault: Kind) => void waiting.push({ fault, left: fault.times ?? 1 }),
    clear: () => void (waiting = []),
    /** Uses up one turn of the oldest fault for this method. */
    take(method: string): Kind | undefined {
      const found = waiting.find(({ fault }) =>
        ['*', method.toLowerCase()].includes(fault.method.toLowerCase()),
      );
      if (found) found.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return found?.fault;
    },
  };
}

/** Cuts the connection without a word, as a network does. */
export function hangUp(c: Context<BoxEnv>): Response {
  const { outgoing } = c.env;
  if (!outgoing) throw new RangeError('the box can only hang up on a real connection');
  outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}
