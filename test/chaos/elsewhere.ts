import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import type { Box } from '../../src/sandbox/box.ts';
import type { Dice } from './dice.ts';

/** Money moves without the shop: somebody refunds in Stripe's dashboard, or a refund comes back from a closed account. */
export function moveMoney({ box, dice }: { box: Box; dice: Dice }): void {
  const mode = box.stripe.events.currentMode();
  // Nobody would hear of it before a person looks.
  if (mode === 'off') return;
  const rows = box.stripe.ledger();
  const refunded = new Set(rows.flatMap(({ kind, intent }) => (kind === 'charge' ? [] : [intent])));
  const charges = rows.filter(({ kind }) => kind === 'charge').map(({ intent }) => intent);
  const back = dice.chance(0.4);
  const candidates = charges.filter((intent) => refunded.has(intent) === back).slice(-12);
  if (candidates.length === 0) return;
  try {
    if (back) box.stripe.refundFails(dice.pick(candidates));
    else box.stripe.refundElsewhere(dice.pick(candidates));
  } catch (error) {
    // Pending still, or failed already.
    if (!(error instanceof RangeError)) throw error;
  }
}

/** Another program holds the shop's database for so many real milliseconds, as a backup may: nothing can be committed. */
export async function holdFile(folder: string, milliseconds: number): Promise<void> {
  const db = new Sqlite(path.join(folder, 'yuanyou.db'), { timeout: 2000 });
  try {
    db.exec('begin immediate');
    await sleep(milliseconds);
    db.exec('rollback');
  } finally {
    db.close();
  }
}
