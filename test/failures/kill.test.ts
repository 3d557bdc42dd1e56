import { describe, expect, test } from 'vitest';
import { oneRenewal } from '../support/books.ts';
import { openMortalShop } from '../support/mortal-shop.ts';
import type { Moment } from '../support/mortal-shop.ts';
import { serveTelegram } from '../support/served-telegram.ts';
import { createUndaunted } from '../support/undaunted.ts';

/** The demo cards and what their suggestion costs. The calls of the two renewals do not differ, their commits do. */
const renewals = [
  {
    title: 'topped up in place',
    card: null,
    stars: 672,
    moments: ['after commit', 'before call', 'after call'],
  },
  { title: 'followed by a new eSIM', card: /🇯🇵/u, stars: 954, moments: ['after commit'] },
] as const;

/** Kills the shop at the first such moment of a renewal, at the second one of the next traveller's, until a renewal has no such moment left. */
async function killAtEach(at: Moment, { card, stars }: (typeof renewals)[number]): Promise<number> {
  await using telegram = await serveTelegram();
  await using shop = await openMortalShop({ telegram });
  for (let count = 1; ; count++) {
    const traveller = createUndaunted({ shop, id: 200_000 + count });
    await traveller.comeHome(card);
    shop.doom(at, count);
    const deaths = await traveller.renew();

    const found = { ...shop.books.of(traveller.id), payButtons: traveller.payButtons() };
    expect(found, `${at} ${count}`).toEqual({ ...oneRenewal(stars), payButtons: [] });
    expect(shop.books.supplied(), `the supplier's book, ${at} ${count}`).toBe(count);
    expect(shop.books.reviews()).toEqual([]);
    if (deaths === 0) return count - 1;
  }
}

describe.concurrent(
  'trap 25: wherever the power fails, the traveller pays once and gets one renewal and its picture',
  () => {
    describe.each(renewals)('a card $title', (renewal) => {
      test.each(renewal.moments)('killed %s 1, 2, 3 …', { timeout: 120_000 }, async (at) => {
        expect(await killAtEach(at, renewal)).toBeGreaterThan(5);
      });
    });
  },
);
