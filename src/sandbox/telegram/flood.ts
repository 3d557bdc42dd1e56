import type { WorldClock } from '../clock.ts';
import { tooMany } from './refusal.ts';

/**
 * Telegram's documented limits: 30 messages a second in all, one a second to a person, 20 a minute to a group. Short bursts
 * to a person pass in Telegram ("avoid sending more than one … may be exceeded for short bursts"); here five do.
 */
const OVERALL = { count: 30, perMs: 1000 };
const PERSON = { burst: 5, perMs: 1000 };
const GROUP = { count: 20, perMs: 60_000 };

export type Flood = ReturnType<typeof createFlood>;

/** Limits in world time, forgotten at a restart. */
export function createFlood({ clock, enabled }: { clock: WorldClock; enabled: boolean }) {
  let sent: { chatId: number; at: number }[] = [];
  const credit = new Map<number, { left: number; at: number }>();

  const window = (times: readonly number[], { count, perMs }: typeof GROUP, now: number) => {
    const recent = times.filter((at) => at > now - perMs);
    const first = recent.at(-count);
    if (first !== undefined) throw tooMany(Math.max(1, Math.ceil((first + perMs - now) / 1000)));
  };
  return {
    /** Counts one new message to the chat, or throws 429 with the seconds to wait; refused ones do not count. */
    count(chatId: number) {
      if (!enabled) return;
      const now = clock.now();
      sent = sent.filter(({ at }) => at > now - GROUP.perMs);
      window(
        sent.map(({ at }) => at),
        OVERALL,
        now,
      );
      if (chatId < 0) {
        window(
          sent.filter((s) => s.chatId === chatId).map(({ at }) => at),
          GROUP,
          now,
        );
      } else {
        const last = credit.get(chatId) ?? { left: PERSON.burst, at: now };
        const left = Math.min(PERSON.burst, last.left + (now - last.at) / PERSON.perMs);
        if (left < 1) throw tooMany(Math.ceil(1 - left));
        credit.set(chatId, { left: left - 1, at: now });
      }
      sent.push({ chatId, at: now });
    },
  };
}
