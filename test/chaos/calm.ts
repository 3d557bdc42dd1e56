import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { day, hour, minute, second } from '../../src/domain/time.ts';
import type { Box } from '../../src/sandbox/box.ts';
import type { Shop } from './shop.ts';
import type { WorldTime } from './world-time.ts';

/** What still moves, by place: a query that counts, in the shop's own database. */
const unrest: Readonly<Record<string, string>> = {
  'updates not handled': `select id.event_id as id from inbox id where state = 'pending'`,
  'payments without an end': 'select id from payments where outcome is null',
  'orders under way': `select id from orders where state in ('processing', 'paid', 'fulfilling', 'refund_pending')`,
  'orders not delivered': `select id from orders where state = 'fulfilled' and delivered_at is null`,
  'refunds under way': `select id from refunds where state in ('requested', 'pending')`,
  'pages not settled': `select id from payment_attempts where state in ('opening', 'open', 'closing', 'processing')`,
};

/** Waits for our clock rather than for the world's. */
const isSlow = (what: string): boolean => what.includes('updates not handled');

/** The steps in which time passes: small ones first, as they are what most things wait for; in all more than a day. */
const steps: readonly number[] = [
  ...Array.from({ length: 6 }, () => 10 * second),
  ...Array.from({ length: 10 }, () => minute),
  ...Array.from({ length: 10 }, () => 6 * minute),
  ...Array.from({ length: 28 }, () => hour),
  ...Array.from({ length: 4 }, () => 6 * hour),
];

/** Lets time pass until nothing moves any more; answers what still does when that takes too long. */
export async function becomeQuiet({
  box,
  shop,
  time,
  folder,
}: {
  box: Box;
  shop: Shop;
  time: WorldTime;
  folder: string;
}): Promise<readonly string[]> {
  let moving: readonly string[] = [];
  for (const step of steps) {
    await settle({ box, shop });
    moving = stillMoving(folder);
    // What was handled is written down a moment later, by our clock.
    for (let waits = 0; waits < 12 && moving.length > 0 && moving.every(isSlow); waits++) {
      await sleep(150);
      await settle({ box, shop });
      moving = stillMoving(folder);
    }
    if (moving.length === 0) return [];
    time.jump(step);
    // A rail is not asked faster than it likes, by our clock too.
    await sleep(step < hour ? 10 : 100);
  }
  return moving;
}

/** So long that all books were compared with the others' once more. */
export const aNight = 26 * hour;
/** So long that every activation code has ended. */
export const untilCodesEnd = 181 * day;

async function settle({ box, shop }: { box: Box; shop: Shop }): Promise<void> {
  for (let rounds = 0; rounds < 500; rounds++) {
    if (!shop.alive()) await shop.start();
    await shop.idle();
    if (box.unconfirmed() + box.stripe.events.due() === 0) return;
    await sleep(5);
  }
}

function stillMoving(folder: string): string[] {
  const db = new Sqlite(path.join(folder, 'yuanyou.db'), { readonly: true, timeout: 5000 });
  try {
    return Object.entries(unrest).flatMap(([what, query]) => {
      const ids = db.prepare<[], { id: string }>(query).all();
      return ids.length > 0
        ? [
            `${ids.length} ${what} (${ids
              .slice(0, 3)
              .map(({ id }) => id)
              .join(', ')}…)`,
          ]
        : [];
    });
  } finally {
    db.close();
  }
}
