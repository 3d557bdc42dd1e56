import type { Dice } from './dice.ts';
import type { Phone } from './phone.ts';

const patienceMs = 1500;

/** Somebody wants their money back: of an order that takes long by its own button, of any other by its receipt. */
export async function wantMoneyBack({ phone, dice }: { phone: Phone; dice: Dice }): Promise<void> {
  const stops = phone.buttons(/^stop\//);
  if (stops.length > 0 && dice.chance(0.6)) {
    phone.tap(dice.pick(stops));
    return;
  }
  const receipts = phone.buttons(/^receipt\//);
  if (receipts.length === 0) return;
  const receipt = dice.pick(receipts);
  for (let tries = 0; tries < 3; tries++) {
    const since = phone.moment();
    phone.tap(receipt);
    const ask = await phone.see(() => phone.buttons(/^refund\//, since)[0], patienceMs);
    if (!ask) continue;
    const asked = phone.moment();
    phone.tap(ask);
    const yes = await phone.see(() => phone.buttons(/^refundnow\//, asked)[0], patienceMs);
    if (!yes) continue;
    phone.tap(yes);
    if (dice.chance(0.3)) phone.tap(yes);
    return;
  }
}
