import type { Side } from '../domain/alert.ts';
import type { Clock } from '../domain/time.ts';
import { createCallTally } from './call-tally.ts';
import type { CallEnd, CallTally } from './call-tally.ts';
import { ProviderError, refusals } from './supply-port.ts';

/** The calls to everybody whom the shop depends on, counted. */
export function createSides({ clock }: { clock: Clock }): Readonly<Record<Side, CallTally>> {
  return {
    // A page that is refused is one that the shop cannot offer; `busy` was decided here.
    stripe: createCallTally({ side: 'stripe', clock, ended: byKind({ refused: 'failed', busy: 'none' }) }),
    telegram: createCallTally({ side: 'telegram', clock }),
    supplier: createCallTally({
      side: 'supplier',
      clock,
      ended: byKind({ unknown: 'failed' }),
      threw: (error) =>
        // A supplier that understood and said no to this one request works.
        error instanceof ProviderError && refusals.includes(error.kind) ? 'answered' : 'failed',
    }),
  };
}

/** Judges an answer by its `kind`. */
function byKind(ends: Readonly<Record<string, CallEnd>>): (answer: unknown) => CallEnd {
  return (answer) =>
    typeof answer === 'object' && answer !== null && 'kind' in answer
      ? (ends[String(answer.kind)] ?? 'answered')
      : 'answered';
}
