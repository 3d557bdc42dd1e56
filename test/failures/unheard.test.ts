import type { Update } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { day, minute } from '../../src/domain/time.ts';
import { openAuditedWorld } from '../support/audited-world.ts';
import { oneRenewal } from '../support/books.ts';
import { plain, speeches } from '../support/scene.ts';
import { callTelegram, payLink } from '../support/till.ts';
import { languages, people } from '../support/world.ts';
import type { World } from '../support/world.ts';

const operatorId = 100_005;
const stars = 672;

/** Pays while nobody tells the shop, for longer than Telegram keeps what it has to tell. */
async function payUnheard(world: World, payer: number): Promise<void> {
  const { box } = world;
  const sheet = box.openLink(payer, payLink(world.person(payer)));
  if (sheet.kind !== 'invoice') throw new Error('There is no invoice');
  box.faults.add({ method: 'answerPreCheckoutQuery', kind: 'status', status: 500 });
  const paying = box.pay(payer, sheet.slug);
  await world.settle();
  const asked = box.wire.entries().findLast(({ method }) => method === 'pre_checkout_query');
  box.faults.add({ method: 'getUpdates', kind: 'status', status: 500, times: 1000 });
  // Ends the question that hangs now.
  box.say(payer, '?');
  const id = (asked?.params as Update | undefined)?.pre_checkout_query?.id;
  await callTelegram(world, 'answerPreCheckoutQuery', { pre_checkout_query_id: id, ok: true });
  expect(await paying).toEqual({ outcome: 'paid' });
  box.clock.advance(day + minute);
  expect(box.unconfirmed(), 'forgotten by Telegram').toBe(0);
  box.faults.clear();
}

describe('Stars were paid, and Telegram has forgotten to say so', () => {
  test.each(languages)(
    'trap 26: in %s: the renewal is delivered all the same, and the operators hear of it once',
    async (locale) => {
      await using audited = await openAuditedWorld();
      const { world, books } = audited;
      const { t, money } = speeches(locale);
      const operator = world.person(operatorId);
      await operator.say('/language');
      await operator.tap(t('language-name'));
      const traveller = world.person(people.en);
      await traveller.start();
      await traveller.tap('★');
      await payUnheard(world, people.en);
      for (let n = 0; n < 3; n++) await world.pass(10 * minute);

      expect(books.of(people.en)).toEqual(oneRenewal(stars));
      expect(traveller.bubbles().filter(({ hasPicture }) => hasPicture)).toHaveLength(1);
      expect(books.reviews()).toEqual([]);
      const told = operator
        .bubbles()
        .map(({ text }) => plain(text))
        .filter((text) => text.includes(t('books-charge-missed')));
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(money({ amount: stars, currency: 'XTR' }));
    },
  );
});
