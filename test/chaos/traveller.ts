import { setTimeout as sleep } from 'node:timers/promises';
import type { Codes } from './codes.ts';
import type { Dice } from './dice.ts';
import { payLike } from './paying.ts';
import type { Paying } from './paying.ts';
import type { Phone } from './phone.ts';
import { wantMoneyBack } from './second-thoughts.ts';

/** How long somebody waits for an answer before they try again, in real milliseconds. */
const patienceMs = 1500;

/** Somebody who does one errand after the other, whatever happens to the shop, until it is enough. */
export async function travel({
  phone,
  dice,
  paying,
  codes,
  enough,
  hasCard,
}: {
  phone: Phone;
  dice: Dice;
  paying: Paying;
  codes: Codes;
  enough: () => boolean;
  /** Finds a card in the shop from the start; else the first errand is to buy one. */
  hasCard: boolean;
}): Promise<void> {
  /** Acts, again and again, until such a button is there that was not there before. */
  async function reach(like: RegExp, act: () => void): Promise<number | undefined> {
    for (let tries = 0; tries < 5 && !enough(); tries++) {
      const since = phone.moment();
      act();
      if (await phone.see(() => phone.buttons(like, since)[0], patienceMs * (tries + 1))) return since;
      await sleep(dice.whole(0, 200));
    }
    return undefined;
  }
  const first = (like: RegExp, since?: number): ReturnType<Phone['buttons']>[number] | undefined =>
    phone.buttons(like, since)[0];

  /** The review of a renewal, by an old button if there is one, or from home. */
  async function review(): Promise<number | undefined> {
    if (!first(/^plan\//) || dice.chance(0.3)) {
      if ((await reach(/^plan\//, () => phone.say(dice.pick(['/start', '/renew', 'balance'])))) === undefined)
        return undefined;
      const others = phone.buttons(/^home\/card_/);
      if (others.length > 0 && dice.chance(0.4)) await reach(/^plan\//, () => phone.tap(dice.pick(others)));
    }
    const buttons = phone.buttons(/^plan\//);
    // What was there a moment ago may have changed by now.
    if (buttons.length === 0) return undefined;
    return reach(payLike, () => phone.tap(dice.chance(0.8) ? buttons[0] : dice.pick(buttons)));
  }

  async function firstCard(): Promise<number | undefined> {
    if ((await reach(/^buyin\//, () => phone.say('/buy'))) === undefined) return undefined;
    const places = phone.buttons(/^buyin\//);
    const plans = await reach(/^buy\//, () => phone.tap(dice.pick(places)));
    if (plans === undefined) return undefined;
    const sold = phone.buttons(/^buy\//, plans);
    return reach(new RegExp(`${payLike.source}|^phone\\/`), () =>
      phone.tap(first(/^phone\//, plans) ?? dice.pick(sold)),
    );
  }

  async function gift(): Promise<number | undefined> {
    if ((await review()) === undefined) return undefined;
    if ((await reach(/^later\//, () => phone.tap(first(/^etc\//)))) === undefined) return undefined;
    return reach(payLike, () => phone.tap(first(/^later\//)));
  }

  while (!enough()) {
    const isThere = hasCard || phone.bubbles().some(({ photo }) => photo !== undefined);
    const errand = !isThere
      ? 'first card'
      : dice.of({ renewal: 48, 'first card': 15, gift: 25, 'old sheet': 7, refund: 5 });
    if (errand === 'old sheet') await paying.payOld(phone);
    else if (errand === 'refund') await wantMoneyBack({ phone, dice });
    else {
      const since =
        errand === 'renewal' ? await review() : errand === 'gift' ? await gift() : await firstCard();
      // A phone that was never checked is asked about first.
      const phoneOk = since !== undefined && first(/^phone\//, since);
      if (phoneOk && !first(payLike, since)) await reach(payLike, () => phone.tap(phoneOk));
      if (since !== undefined) {
        const paidAt = phone.moment();
        await paying.pay(phone, since);
        if (errand === 'gift') await codes.handle(phone, paidAt);
        else if (dice.chance(0.5))
          await phone.see(
            () => phone.bubbles().find(({ message_id: id, photo }) => photo && id > paidAt),
            600,
          );
      }
    }
    await sleep(dice.whole(0, 250));
  }
}
