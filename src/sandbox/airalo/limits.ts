import { minute, second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { Manners } from './manners.ts';
import { AiraloRefusal } from './refusal.ts';

export type Limits = ReturnType<typeof createLimits>;

/** Airalo's limits: beyond them 429, with the time to wait. */
export function createLimits({ clock, manners }: { clock: Clock; manners: Manners }) {
  const windows = new Map<string, readonly number[]>();

  function take(name: string, most: number, window: number): void {
    if (!manners.limited) return;
    const now = clock();
    const taken = (windows.get(name) ?? []).filter((at) => now - at < window);
    const [first] = taken;
    if (first !== undefined && taken.length >= most) {
      const wait = Math.max(1, Math.ceil((first + window - now) / second));
      throw new AiraloRefusal(
        429,
        { message: 'Too Many Attempts.' },
        { 'retry-after': String(wait), 'x-ratelimit-limit': String(most), 'x-ratelimit-remaining': '0' },
      );
    }
    windows.set(name, [...taken, now]);
  }

  return {
    perMinute: (name: string, most: number) => take(name, most, minute),
    perSecond: (name: string, most: number) => take(`${name} a second`, most, second),
  };
}
