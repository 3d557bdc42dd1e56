import type { ProfileRef } from '../../src/domain/card.ts';
import type { SoughtOrder } from '../../src/services/supply-port.ts';

/** An order to look for, whenever it was made. */
export function sought(
  key: string,
  { since = 0, ref = null }: { since?: number; ref?: ProfileRef | null } = {},
): SoughtOrder {
  return { key, since, ref };
}
