import { describe, expect, test } from 'vitest';
import { day, minute, second } from '../../src/domain/time.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import { moneyBack, oneRenewal } from '../support/books.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import type { Person } from '../support/person.ts';
import { languages, people } from '../support/world.ts';

/** `down`: no order gets through. `mute`: orders get through, and nobody hears of it. */
type Trouble = 'none' | 'down' | 'mute';

interface Supplier {
  trouble: Trouble;
  /** Orders that were sent to it, heard or not. */
  sent: number;
}

/** A world whose supplier is in trouble as long as that says. */
async function openTrouble(): Promise<{ scene: Scene & AsyncDisposable; supplier: Supplier }> {
  const supplier: Supplier = { trouble: 'none', sent: 0 };
  const scene = await openScene({
    supplierFaults: ({ method, phase }) => {
      const places = method === 'placeOrder' || method === 'placeTopUp';
      if (places && phase === 'before') supplier.sent++;
      if (supplier.trouble === 'down' && places && phase === 'before')
        throw new ProviderError('temporary', 'Under maintenance');
      if (supplier.trouble === 'mute' && (places || method === 'findOrder') && phase === 'after')
        throw new ProviderError('unknown_outcome', 'No answer');
    },
  });
  // Whoever hears that the supplier is in trouble.
  await scene.world.person(100_005).start();
  return { scene, supplier };
}

/** Pays, and waits until the bubble says that it takes long. */
async function payAndWait(scene: Scene, person: Person, button: string | null): Promise<void> {
  await person.start();
  if (button) await person.tap(button);
  await person.tap('★');
  await person.pay();
  for (let n = 0; n < 16; n++) await scene.world.pass(minute);
}

async function passes(scene: Scene, minutes: number): Promise<void> {
  for (let n = 0; n < minutes; n++) await scene.world.pass(minute);
}

describe.each(languages)('in %s', (locale) => {
  const { t } = speeches(locale);

  test('after 15 minutes whoever waits may cancel: nothing is sent any more, and the money is back once it is certain', async () => {
    const { scene, supplier } = await openTrouble();
    await using _ = scene;
    const person = scene.world.person(people[locale]);
    supplier.trouble = 'down';
    await payAndWait(scene, person, null);
    expect(person.screen().text).toBe(plain(t('delayed-slow')));
    await person.tap(t('button-stop'));
    expect(person.screen().text).toBe(plain(t('stopping')));
    const { sent } = supplier;
    supplier.trouble = 'none';
    await scene.world.pass(2 * minute - 10 * second);
    expect(scene.books.of(person.id).refunded, 'not before it is certain').toEqual([]);
    await passes(scene, 2);
    expect(supplier.sent, 'nothing was sent any more').toBe(sent);
    expect(scene.books.of(person.id)).toEqual(moneyBack(672));
    expect(person.screen().text).toContain(t('refund-cancelled'));
    expect(person.screen().text).toContain(t('refund-stars-back', { total: '⭐672' }));
    scene.allIsWell();
  });

  test('an order that had got through is taken back, or else delivered with a word about it', async () => {
    const { scene, supplier } = await openTrouble();
    await using _ = scene;
    const person = scene.world.person(people[locale]);
    supplier.trouble = 'mute';
    await payAndWait(scene, person, null);
    await person.tap(t('button-stop'));
    supplier.trouble = 'none';
    await passes(scene, 6);
    expect(scene.books.of(person.id)).toEqual(moneyBack(672));

    // The new eSIM is on a phone by itself after ten minutes in this world.
    supplier.trouble = 'mute';
    await payAndWait(scene, person, '🇯🇵');
    await person.tap(t('button-stop'));
    supplier.trouble = 'none';
    await passes(scene, 6);
    const { text, hasPicture } = person.screen();
    expect(hasPicture).toBe(true);
    expect(text).toContain(t('done-late'));
    expect(scene.books.of(person.id)).toMatchObject({ refunded: [672], supplied: 1 });
    scene.allIsWell();
  });

  test('whoever goes on waiting gets it, and the old buttons change nothing', async () => {
    const { scene, supplier } = await openTrouble();
    await using _ = scene;
    const person = scene.world.person(people[locale]);
    supplier.trouble = 'down';
    await payAndWait(scene, person, null);
    const bubble = person.screen();
    await person.tap(t('button-wait'));
    expect(person.screen().text).toBe(t('waiting'));
    await passes(scene, 6);
    expect(person.screen().text, 'dismissed for good').toBe(t('waiting'));
    supplier.trouble = 'none';
    await passes(scene, 12);
    expect(person.screen().hasPicture).toBe(true);
    for (const button of bubble.buttons.flat())
      if ('callback_data' in button && /^(stop|wait)\//.test(button.callback_data))
        await scene.world.box.tap(person.id, bubble.id, button.callback_data);
    await passes(scene, 2);
    expect(scene.books.of(person.id)).toEqual(oneRenewal(672));
    scene.allIsWell();
  });

  test('an activation code is good again when its order is cancelled', async () => {
    const { scene, supplier } = await openTrouble();
    await using _ = scene;
    const person = scene.world.person(people[locale]);
    await person.start('renew');
    await person.tap('⋯');
    await person.tap(t('button-give-away'));
    await person.pay();
    supplier.trouble = 'down';
    await person.tap(t('button-use-code'));
    await person.tap('·4821');
    await person.tap(t('button-activate'));
    await passes(scene, 16);
    expect(person.screen().text).toBe(plain(t('code-delayed-slow')));
    await person.tap(t('button-stop'));
    expect(person.screen().text).toBe(plain(t('code-stopping')));
    await passes(scene, 4);
    expect(person.screen().text).toBe(plain(t('code-returned-wished')));
    supplier.trouble = 'none';
    await person.tap(t('button-retry'));
    await person.tap('·4821');
    await person.tap(t('button-activate'));
    await passes(scene, 2);
    expect(scene.books.of(person.id)).toMatchObject({ refunded: [], supplied: 1 });
    scene.allIsWell();
  });
});

test('a first card is cancelled like any other order', async () => {
  const { scene, supplier } = await openTrouble();
  await using _ = scene;
  const { person, t, books } = scene;
  await person.say('/buy');
  await person.tap('🇮🇹');
  await person.tap('5 GB');
  await person.tap(t('button-phone-ok'));
  supplier.trouble = 'down';
  await person.pay();
  await passes(scene, 16);
  await person.tap(t('button-stop'));
  await passes(scene, 4);
  expect(books.of(person.id)).toEqual(moneyBack(672));
});

test('a supplier that stays silent for a day is a person’s case, and the customer hears that too', async () => {
  const { scene, supplier } = await openTrouble();
  await using _ = scene;
  const { person, t, books, world } = scene;
  supplier.trouble = 'mute';
  await payAndWait(scene, person, null);
  await person.tap(t('button-stop'));
  await world.pass(day);
  for (let n = 0; n < 8; n++) await world.pass(10 * minute);
  expect(books.of(person.id)).toMatchObject({ refunded: [], orders: ['review'] });
  expect(books.reviews()).toMatchObject([{ reason: 'supply_unknown' }]);
  expect(person.screen().text).toBe(t('delayed-review'));
});
