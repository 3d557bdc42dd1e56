import { minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { ProviderError } from '../../services/supply-port.ts';
import { createRecent } from '../../domain/recent.ts';

/** Keeps to limits that would make a traveller wait for too long: what is beyond them is refused here, before it is sent. */
export interface Quota {
  /** Takes one call of this name, of which there are `most` in a minute; throws `rate_limited` with the time to wait. */
  take(name: string, most: number): void;
  /** The supplier wants no call of this name for so long. */
  block(name: string, milliseconds: number): void;
}

/** So many names; of more, the oldest is forgotten. */
const remembered = 5000;

export function createQuota({ clock }: { clock: Clock }): Quota {
  const names = createRecent<{ taken: readonly number[]; blockedUntil: number }>(remembered);

  function of(name: string): { taken: readonly number[]; blockedUntil: number } {
    const { taken, blockedUntil } = names.get(name) ?? { taken: [], blockedUntil: 0 };
    return { taken: taken.filter((at) => clock() - at < minute), blockedUntil };
  }

  return {
    take: (name, most) => {
      const { taken, blockedUntil } = of(name);
      const full = taken.length >= most ? (taken.at(-most) ?? 0) + minute : 0;
      const retryAfterMs = Math.max(full, blockedUntil) - clock();
      if (retryAfterMs > 0)
        throw new ProviderError('rate_limited', 'Airalo: too many calls in a minute', { retryAfterMs });
      names.set(name, { taken: [...taken, clock()], blockedUntil });
    },
    block: (name, milliseconds) => names.set(name, { ...of(name), blockedUntil: clock() + milliseconds }),
  };
}
