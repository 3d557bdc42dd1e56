import { createTraveller } from './traveller.ts';
import type { Traveller } from './traveller.ts';
import type { Outside } from './outside.ts';

const atOnce = 32;

/** So many travellers who have just pressed Start. */
export async function gather(
  outside: Outside,
  { count, firstId = 1_000 }: { count: number; firstId?: number },
): Promise<readonly Traveller[]> {
  // Even numbers: the seeded customers have the odd ones between them.
  const travellers = Array.from({ length: count }, (_, n) =>
    createTraveller({ outside, id: 2 * (firstId + n) }),
  );
  await inFlight(travellers, atOnce, (traveller) => traveller.come());
  return travellers;
}

/** Works through the items, so many at a time. */
export async function inFlight<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const rest = items.values();
  const lane = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
