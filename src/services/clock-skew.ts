import type { Side } from '../domain/alert.ts';
import { minute, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Watch } from './alerts.ts';

const most = 30 * second;
/** What was heard longer ago says nothing of now. */
const holds = 5 * minute;

export interface ClockSkew {
  readonly watch: Watch;
  /** Another's clock said this in the `Date` of an answer that has just come; what is no date is not heard. */
  heard(from: Side, date: string | undefined): void;
}

/** Our clock against those of whom we talk to anyway. `now`: the machine's own clock, not the world's of the sandbox. */
export function createClockSkew({ now }: { now: Clock }): ClockSkew {
  const latest = new Map<string, { at: number; ahead: number }>();

  return {
    heard: (from, date) => {
      const theirs = Date.parse(date ?? '');
      if (!Number.isNaN(theirs)) latest.set(from, { at: now(), ahead: now() - theirs });
    },
    watch: {
      key: 'clock',
      ask: async () => {
        const fresh = [...latest.values()].filter(({ at }) => Math.abs(now() - at) <= holds);
        const [nearest] = fresh.toSorted((a, b) => Math.abs(a.ahead) - Math.abs(b.ahead));
        if (!nearest) return { kind: 'unknown' };
        // As long as one of them agrees with us, it is the other's clock that is wrong.
        if (Math.abs(nearest.ahead) <= most) return { kind: 'well' };
        return { kind: 'ill', trouble: { key: 'clock', seconds: Math.round(nearest.ahead / second) } };
      },
    },
  };
}
