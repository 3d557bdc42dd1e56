import { expect, test } from 'vitest';
import { openWorld, people } from '../support/world.ts';

test('a traveller renews in four taps from Start: Start, ★, Pay, confirm', async () => {
  await using world = await openWorld();
  const traveller = world.person(people.en);
  console.log((await traveller.start()).text, JSON.stringify(traveller.screen().buttons));
  await traveller.tap('★');
  console.log(traveller.screen().text, JSON.stringify(traveller.screen().buttons));
  expect(await traveller.pay()).toMatchObject({ outcome: 'paid' });
  for (const b of traveller.bubbles()) console.log(b.text, JSON.stringify(b.buttons), b.hasPicture);
  expect(traveller.screen().hasPicture).toBe(true);
});
