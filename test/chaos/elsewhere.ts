import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import type { Box } from '../../src/sandbox/box.ts';
import type { Dice } from './dice.ts';

/** Money moves without the shop: somebody refunds in Stripe's dashboard, or a refund comes back from a closed account. */
export function moveMoney({
  box,
  dice,
  elsewhere,
}: {
  box: Box;
  dice: Dice;
  /** Gets the charges that went back. */
  elsewhere: Set<string>;
}): void {
  const rows = box.stripe.ledger();
  const refunded = new Set(rows.flatMap(({ kind, intent }) => (kind === 'charge' ? [] : [intent])));
  const charges = rows.filter(({ kind }) => kind === 'charge').map(({ intent }) => intent);
  const back = dice.chance(0.4);
  const candidates = charges.filter((intent) => refunded.has(intent) === back).slice(-12);
  if (candidates.length === 0) return;
  try {
    const intent = dice.pick(candidates);
    if (back) box.stripe.refundFails(intent);
    else {
      box.stripe.refundElsewhere(intent);
      elsewhere.add(intent);
    }
  } catch (error) {
    // Pending still, or failed already.
    if (!(error instanceof RangeError)) throw error;
  }
}

/** Resolves at the very moment at which money has moved by this currency of Telegram's, before the shop can know; false when none did. */
export async function momentOfPayment(
  box: Box,
  currency: string | null,
  patienceMs: number,
  then: () => void,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patienceMs);
  const forget = box.events.subscribe((happening) => {
    if (happening.event !== 'checkout' || happening.data.outcome !== 'paid') return;
    if (currency !== null && box.ledger().at(-1)?.currency !== currency) return;
    then();
    resolve(true);
  });
  const came = await promise;
  forget();
  clearTimeout(timer);
  return came;
}

/**
 * Another program holds the shop's database, as a backup may, from the moment at which money moves: for longer than the shop waits for it,
 * so nothing can be committed.
 */
export async function holdFile({
  box,
  folder,
  milliseconds,
}: {
  box: Box;
  folder: string;
  milliseconds: number;
}): Promise<void> {
  const db = new Sqlite(path.join(folder, 'yuanyou.db'), { timeout: 2000 });
  let held = false;
  try {
    await momentOfPayment(box, 'EUR', 3000, () => {
      if (!held) db.exec('begin immediate');
      held = true;
    });
    if (held) await sleep(milliseconds);
  } finally {
    db.close();
  }
}
