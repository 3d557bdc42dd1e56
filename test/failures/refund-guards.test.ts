import { expect, test } from 'vitest';
import { day, minute } from '../../src/domain/time.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import { openScene, pressesOf, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import type { Person } from '../support/person.ts';
import { people } from '../support/world.ts';

/** Pays for what the screen offers, waits for it, and answers the button that asks for its refund. */
async function pay({ world }: Scene, person: Person): Promise<string> {
  const before = new Set(pressesOf(person).map(({ data }) => data));
  await person.pay();
  await world.pass(10_000);
  const receipt = pressesOf(person).find(({ data }) => data.startsWith('receipt/') && !before.has(data));
  return receipt?.data.replace('receipt/', 'refundnow/') ?? '';
}

/** The payload of the link that is offered to be copied. */
function linkOn(person: Person): string {
  const copy = person
    .screen()
    .buttons.flat()
    .find((button) => 'copy_text' in button);
  return copy && 'copy_text' in copy ? (/start=(\S+)$/.exec(copy.copy_text.text)?.[1] ?? '') : '';
}

async function press({ world }: Scene, person: Person, data: string): Promise<string | undefined> {
  const answer = await world.box.tap(person.id, person.screen().id, data);
  await world.pass(10_000);
  return answer?.text;
}

function wanted({ books }: Scene): readonly string[] {
  return books.reviews().map(({ detail }) => detail);
}

test('a plan that has begun stays, and so does another order’s that waits behind it', async () => {
  await using scene = await openScene();
  const { world, person, books } = scene;
  await person.start('renew');
  const first = await pay(scene, person);
  // The plan of before ends, and the first one begins.
  await world.pass(10 * day);
  await person.say('/renew');
  const second = await pay(scene, person);
  await press(scene, person, first);
  expect(books.of(person.id), 'the one that waits is not the first').toMatchObject({
    refunded: [],
    supplied: 2,
  });
  expect(wanted(scene)).toHaveLength(1);
  await press(scene, person, second);
  expect(books.of(person.id)).toMatchObject({ refunded: [672], supplied: 1 });
  expect(wanted(scene)).toHaveLength(1);
});

test('of several plans that wait none is taken', async () => {
  await using scene = await openScene();
  const { person, books } = scene;
  const refunds = [];
  for (let order = 0; order < 2; order++) {
    await person.start('renew');
    refunds.push(await pay(scene, person));
  }
  for (const data of refunds) await press(scene, person, data);
  expect(books.of(person.id)).toMatchObject({ refunded: [], supplied: 2 });
  expect(wanted(scene)).toHaveLength(2);
});

test.each([
  ['a plan', null, '5 GB'],
  // They become part of the plan that is there.
  ['more days of the same', 'group-day', 'a day'],
] as const)('a new eSIM to which somebody added %s stays with all of it', async (_, group, name) => {
  await using scene = await openScene();
  const { person, t, books } = scene;
  await person.say('/buy');
  await person.tap('🇮🇹');
  if (group) await person.tap(t(group));
  await person.tap(name);
  await person.tap(t('button-phone-ok'));
  const fresh = await pay(scene, person);
  const card = pressesOf(person).flatMap(({ data }) => /^check\/(card_.+)$/.exec(data)?.[1] ?? [])[0];
  await person.start();
  await press(scene, person, `home/${card}`);
  await person.tap('★');
  await pay(scene, person);
  await press(scene, person, fresh);
  expect(books.of(person.id)).toMatchObject({ refunded: [], supplied: 2 });
  expect(wanted(scene)).toHaveLength(1);
});

test('a card that was handed over is a person’s case', async () => {
  await using scene = await openScene();
  const { world, person, t, books } = scene;
  const receiver = world.person(people.it);
  await receiver.start();
  await person.start('renew');
  const refund = await pay(scene, person);
  await person.say('/settings');
  await person.tap(t('button-my-cards'));
  await person.tap('4821');
  await person.tap(t('button-give'));
  await person.tap(t('button-give-link'));
  await receiver.start(linkOn(person));
  await receiver.tap(speeches('it').t('button-receive'));
  await press(scene, person, refund);
  expect(books.of(person.id)).toMatchObject({ refunded: [], supplied: 1 });
  expect(wanted(scene)).toEqual([expect.stringContaining('somebody else’s')]);
  expect(await press(scene, receiver, refund), 'who has it now did not pay').toBe(
    speeches('it').t('not-yours'),
  );
});

test('what a companion paid is theirs to ask for and a person’s to decide, and the owner cannot ask', async () => {
  await using scene = await openScene();
  const { world, person: owner, t, books } = scene;
  const companion = world.person(people.it);
  await companion.start();
  await owner.start();
  await owner.say('/settings');
  await owner.tap(t('button-my-cards'));
  await owner.tap('4821');
  await owner.tap(t('button-share'));
  await owner.tap(t('button-share-link'));
  await companion.start(linkOn(owner));
  await companion.tap(speeches('it').t('button-accept'));
  await companion.tap('★');
  const refund = await pay(scene, companion);
  expect(await press(scene, owner, refund)).toBe(t('not-yours'));
  await owner.say('/orders');
  await owner.tap('👪');
  expect(JSON.stringify(owner.screen().buttons)).not.toContain('refund/');
  await press(scene, companion, refund);
  expect(books.of(companion.id)).toMatchObject({ refunded: [], supplied: 1 });
  expect(wanted(scene)).toEqual([expect.stringContaining('paid for somebody else')]);
});

test('a used activation code is a person’s case, an unused one is cancelled as ever', async () => {
  await using scene = await openScene();
  const { person, t, books } = scene;
  await person.start('renew');
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  const refund = await pay(scene, person);
  await press(scene, person, refund);
  expect(person.screen().text, 'asks first').toContain('Cancel this code?');
  await person.tap(t('button-back'));
  await person.tap(t('button-use-code'));
  await person.tap('·4821');
  await person.tap(t('button-activate'));
  await press(scene, person, refund);
  expect(books.of(person.id)).toMatchObject({ refunded: [] });
  expect(wanted(scene)).toEqual([expect.stringContaining('its activation code was used')]);
});

test.each(['before', 'after'] as const)(
  'trap 30: a cancellation of which the answer was lost %s it was carried out is asked for again, and refunded once',
  async (when) => {
    let lost = 0;
    await using scene = await openScene({
      supplierFaults: ({ method, phase }) => {
        if (method === 'cancel' && phase === when && ++lost <= 2)
          throw new ProviderError('unknown_outcome', 'No answer');
      },
    });
    const { world, person, books } = scene;
    await person.start('renew');
    const refund = await pay(scene, person);
    await press(scene, person, refund);
    expect(books.of(person.id).refunded, 'not while it is unknown').toEqual([]);
    for (let n = 0; n < 3; n++) await world.pass(minute);
    expect(lost).toBeGreaterThan(2);
    expect(books.of(person.id)).toMatchObject({ refunded: [672], supplied: 0, orders: ['refunded'] });
    expect(books.reviews()).toEqual([]);
  },
);

test('while something is taken back from a card nothing is added to it; afterwards it is', async () => {
  let mute = true;
  await using scene = await openScene({
    supplierFaults: ({ method }) => {
      if (mute && method === 'cancel') throw new ProviderError('unknown_outcome', 'No answer');
    },
  });
  const { world, person, books } = scene;
  await person.start('renew');
  const refund = await pay(scene, person);
  await press(scene, person, refund);
  await person.say('/renew');
  await person.pay();
  await world.pass(minute);
  expect(books.of(person.id)).toMatchObject({ refunded: [], supplied: 1 });
  mute = false;
  for (let n = 0; n < 8; n++) await world.pass(minute);
  expect(books.of(person.id)).toMatchObject({ refunded: [672], supplied: 1 });
});

test('trap 27: a refund that Telegram says was made already is made, and there is one', async () => {
  await using scene = await openScene();
  const { world, person, books } = scene;
  await person.start('renew');
  const refund = await pay(scene, person);
  world.box.faults.add({ method: 'refundStarPayment', kind: 'drop_after' });
  await press(scene, person, refund);
  for (let n = 0; n < 3; n++) await world.pass(minute);
  expect(books.of(person.id)).toMatchObject({
    refunded: [672],
    refunds: ['succeeded'],
    orders: ['refunded'],
  });
  expect(books.reviews()).toEqual([]);
});
