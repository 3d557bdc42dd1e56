import type { Side } from '../domain/alert.ts';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Watch } from './alerts.ts';

/** Ill are at least so many failures within so many minutes, if they are more than half of the calls. */
const most = 4;
const minutes = 5;

/** What a call came to; `none`: it never left the house. */
export type CallEnd = 'answered' | 'failed' | 'none';

export interface CallTally {
  readonly watch: Watch;
  /** The same port, whose calls are counted; it answers and throws what it always did. */
  over<Port extends object>(port: Port): Port;
}

/** Counts which calls to one side failed in the last minutes. `ended` judges an answer, `threw` an error; a call that throws has failed. */
export function createCallTally({
  side,
  clock,
  ended = () => 'answered',
  threw = () => 'failed',
}: {
  side: Side;
  clock: Clock;
  ended?: (answer: unknown) => CallEnd;
  threw?: (error: unknown) => CallEnd;
}): CallTally {
  /** By the minute in which the calls ended. */
  let counts: { at: number; failed: number; answered: number }[] = [];

  function count(end: CallEnd): void {
    if (end === 'none') return;
    const at = Math.floor(clock() / minute);
    let last = counts.at(-1);
    if (last?.at !== at) counts = [...recent(), (last = { at, failed: 0, answered: 0 })];
    last[end]++;
  }

  function recent(): typeof counts {
    const from = Math.floor(clock() / minute) - minutes;
    return counts.filter(({ at }) => at > from);
  }

  return {
    over: (port) =>
      Object.fromEntries(
        Object.entries(port).map(([name, member]: [string, unknown]) => {
          if (typeof member !== 'function') return [name, member];
          return [
            name,
            (...args: unknown[]): unknown => {
              const answer: unknown = member.apply(port, args);
              if (answer instanceof Promise)
                answer.then(
                  (value) => count(ended(value)),
                  (error: unknown) => count(threw(error)),
                );
              return answer;
            },
          ];
        }),
      ) as typeof port,
    watch: {
      key: side,
      ask: async () => {
        const sum = (of: 'failed' | 'answered'): number =>
          recent().reduce((total, each) => total + each[of], 0);
        const [failed, answered] = [sum('failed'), sum('answered')];
        if (failed > most && failed > answered)
          return { kind: 'ill', trouble: { key: side, failed, calls: failed + answered } };
        // Silence proves nothing.
        return answered > 0 ? { kind: 'well' } : { kind: 'unknown' };
      },
    },
  };
}
