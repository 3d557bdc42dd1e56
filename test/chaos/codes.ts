import type { Dice } from './dice.ts';
import type { Phone } from './phone.ts';

/** What people do with activation codes. */
export interface Codes {
  /** What becomes of a code that its payer has waited for since this moment. */
  handle(payer: Phone, since: number): Promise<void>;
}

const patienceMs = 1500;
const codeLike = /YY(?:-[0-9A-Z]{4}){3}/;

/** `friends`: to whom codes are given. */
export function createCodes({ dice, friends }: { dice: Dice; friends: readonly Phone[] }): Codes {
  /** Opens the link and chooses where to; answers the tap that activates, which is still to be made. */
  async function aboutToRedeem(phone: Phone, secret: string): Promise<() => void> {
    for (let tries = 0; tries < 4; tries++) {
      const since = phone.moment();
      phone.say(`/start act_${secret.replaceAll('-', '')}`);
      const way = await phone.see(() => {
        const ways = phone.buttons(/^on\//, since);
        return ways.length > 0 ? dice.pick(ways) : undefined;
      }, patienceMs);
      if (!way) continue;
      const chosen = phone.moment();
      phone.tap(way);
      let last = await phone.see(() => phone.buttons(/^(act|codephone)\//, chosen)[0], patienceMs);
      if (last?.data?.startsWith('codephone')) {
        const checked = phone.moment();
        phone.tap(last);
        last = await phone.see(() => phone.buttons(/^act\//, checked)[0], patienceMs);
      }
      if (!last) continue;
      const found = last;
      return () => {
        phone.tap(found);
        if (dice.chance(0.2)) phone.tap(found);
        // Whoever sees nothing happen taps once more.
        void phone
          .see(() => (phone.buttons(/^act\//, chosen).length === 0 ? true : undefined), patienceMs)
          .then((happened) => happened ?? phone.tap(found));
      };
    }
    return () => {};
  }

  async function aboutToCancel(phone: Phone, receipt: string): Promise<() => void> {
    for (let tries = 0; tries < 4; tries++) {
      const since = phone.moment();
      phone.tap(phone.buttons(new RegExp(`^${receipt}$`))[0]);
      const ask = await phone.see(() => phone.buttons(/^void\//, since)[0], patienceMs);
      if (!ask) continue;
      const asked = phone.moment();
      phone.tap(ask);
      const yes = await phone.see(() => phone.buttons(/^voidnow\//, asked)[0], patienceMs);
      if (!yes) continue;
      return () => {
        phone.tap(yes);
        if (dice.chance(0.3)) phone.tap(yes);
      };
    }
    return () => {};
  }

  /** All that are about to do something with it do it at once. */
  async function atOnce(prepared: readonly Promise<() => void>[]): Promise<void> {
    for (const act of await Promise.all(prepared)) act();
  }

  return {
    handle: async (payer, since) => {
      const known = new Set(payer.buttons(/^use\//).map(({ messageId }) => messageId));
      const picture = await payer.see(
        () =>
          payer
            .bubbles()
            .find(
              ({ message_id: id, caption }) =>
                codeLike.test(caption ?? '') &&
                (payer.buttons(/^use\//, since).some(({ messageId }) => messageId === id) || !known.has(id)),
            ),
        3000,
      );
      const secret = codeLike.exec(picture?.caption ?? '')?.[0];
      const receipt = payer
        .buttons(/^receipt\//)
        .find(({ messageId }) => messageId === picture?.message_id)?.data;
      if (!secret || !receipt) return;
      const friend = (): Phone => dice.pick(friends);
      switch (
        dice.of({ friend: 40, self: 10, cancel: 15, 'two friends': 12, 'friend and cancel': 13, keep: 10 })
      ) {
        case 'friend':
          return atOnce([aboutToRedeem(friend(), secret)]);
        case 'self':
          return atOnce([aboutToRedeem(payer, secret)]);
        case 'cancel':
          return atOnce([aboutToCancel(payer, receipt)]);
        case 'two friends':
          return atOnce([aboutToRedeem(friend(), secret), aboutToRedeem(friend(), secret)]);
        case 'friend and cancel':
          return atOnce([aboutToRedeem(friend(), secret), aboutToCancel(payer, receipt)]);
        case 'keep':
          return;
      }
    },
  };
}
