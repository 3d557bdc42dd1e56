import fc from 'fast-check';
import { expect, test } from 'vitest';
import { action, actions } from '../../src/bot/actions.ts';
import { second } from '../../src/domain/time.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { invoiceOf, openScene, pressesOf, speeches } from '../support/scene.ts';
import type { Press, Scene } from '../support/scene.ts';
import type { Person } from '../support/person.ts';
import { people } from '../support/world.ts';

/** A customer with both cards renewed, and all that their buttons ever sent. */
async function victim({
  world,
}: Scene): Promise<{ person: Person; presses: readonly Press[]; secrets: string[] }> {
  const { t } = speeches('zh-CN');
  const person = world.person(people['zh-CN']);
  const presses: Press[] = [];
  const note = (): void => void presses.push(...pressesOf(person));
  for (const card of ['🇮🇹', '🇯🇵']) {
    await person.start();
    note();
    if (card === '🇯🇵') await person.tap(card);
    for (const group of [t('group-month'), t('group-day')]) await person.tap(group).then(note);
    await person.say('/start');
    if (card === '🇯🇵') await person.tap(card);
    await person.tap('★');
    note();
    await person.pay();
    await world.pass(10 * second);
    note();
  }
  await world.pass(10 * second);
  await person.start('renew');
  await person.tap('⋯');
  note();
  await person.tap(t('button-give-away'));
  note();
  await person.pay();
  note();
  await person.tap(t('button-use-code'));
  note();
  for (const way of ['·4821', t('button-code-new')]) {
    await person.tap(way);
    note();
    await person.tap(t('button-back'));
  }
  await world.pass(10 * second);
  await person.start();
  await person.tap('⋯');
  note();
  await person.tap(t('button-orders'));
  note();
  await person.tap('🎁');
  note();
  await person.tap(t('button-cancel-code'));
  note();
  await person.tap(t('button-back'));
  await person.tap(t('button-orders'));
  await person.tap('✓');
  note();
  await world.pass(10 * second);
  const asked = presses.filter(({ data }) => data.startsWith('advise/'));
  presses.push(...asked.map(({ id, data }) => ({ id, data: `${data.replace('advise', 'days')}/7` })));
  const ids = presses.flatMap(({ data }) => data.match(/(?:card|order|code)_[A-Za-z0-9_-]+/g) ?? []);
  const numbers = person.bubbles().flatMap(({ text }) => text.match(/·\d{4}|\b[A-Z0-9]{8}\b|YY-\S+/g) ?? []);
  return { person, presses, secrets: [...new Set([...ids, ...numbers])].filter((text) => text !== '·4821') };
}

/** Nothing of the victim is on the attacker's screen. */
function nothingLeaked(attacker: Person, secrets: readonly string[]): void {
  const seen = JSON.stringify(attacker.bubbles().map(({ text, buttons }) => [text, buttons]));
  for (const secret of secrets) expect(seen).not.toContain(secret);
}

/** Presses somebody else's button and looks, also at the way home. What the attacker sent is no secret to them. */
async function press(
  { world, person: attacker }: Scene,
  { id, data }: Press,
  secrets: readonly string[],
): Promise<void> {
  expect(await world.box.tap(attacker.id, id, data)).not.toBeNull();
  await world.settle();
  const unknown = secrets.filter((secret) => !data.includes(secret));
  nothingLeaked(attacker, unknown);
  await world.box.tap(attacker.id, id, 'home');
  await world.pass(second);
  nothingLeaked(attacker, secrets);
}

test('whoever presses somebody else’s buttons gets nothing and changes nothing', async () => {
  await using scene = await openScene();
  const { shelf, person: attacker, allIsWell } = scene;
  const { presses, secrets } = await victim(scene);
  expect(secrets.some((secret) => /^[A-Z0-9]{8}$/.test(secret))).toBe(true);
  expect(secrets.length).toBeGreaterThan(6);
  const before = shelf.kept(people['zh-CN']);
  await attacker.start();
  const own = attacker.screen().id;
  const foreign = [...new Set(presses.map(({ data }) => data))].filter(
    (data) => !data.startsWith('language/'),
  );
  expect(foreign.length).toBeGreaterThan(30);
  for (const data of foreign) {
    await press(scene, { id: own, data }, secrets);
  }
  expect(shelf.kept(people['zh-CN'])).toBe(before);
  allIsWell();
});

/** The same button with every id of somebody else that it can take. */
function forgeries(verb: keyof typeof actions, ids: readonly string[]): string[] {
  const make = actions[verb] as (...parts: unknown[]) => string;
  const seconds = ['it-5gb-30d', 'month', '7', ...ids.filter((id) => id.startsWith('card_')).slice(0, 1)];
  return ids
    .flatMap((id) => [make(id), ...seconds.map((second) => make(id, second))])
    .filter((data, index, all) => all.indexOf(data) === index)
    .filter((data) => action(verb).test(data) && ids.some((id) => data.includes(id)));
}

test('no action there is, with any id of somebody else, shows or changes anything of theirs', async () => {
  await using scene = await openScene();
  const { world, shelf, person: attacker, allIsWell } = scene;
  const { person: owner } = await victim(scene);
  const { t } = speeches('zh-CN');
  await world.pass(10 * second);
  // A name, a companion, both kinds of links, and somebody who claims a card.
  const open = async (): Promise<void> => {
    await owner.say('/settings');
    await owner.tap(t('button-my-cards'));
    await owner.tap('4821');
  };
  await open();
  await owner.tap(t('button-rename'));
  await owner.say('私房名字');
  await owner.tap(t('button-share'));
  await owner.tap(t('button-share-link'));
  const copy = owner
    .screen()
    .buttons.flat()
    .find((button) => 'copy_text' in button);
  const link = copy && 'copy_text' in copy ? copy.copy_text.text.replace(/^.*start=/, '') : '';
  const friend = world.person(people.it);
  await friend.start(link);
  await friend.tap(speeches('it').t('button-accept'));
  await world.pass(10 * second);
  for (const [kind, make] of [
    ['button-share', 'button-share-link'],
    ['button-give', 'button-give-link'],
  ] as const) {
    await open();
    await owner.tap(t(kind));
    await owner.tap(t(make));
  }
  const { lpa } = await elsewhere(world, owner.id);
  await owner.say(lpa);
  await friend.say(lpa);
  await world.pass(10 * second);

  const ids = shelf.ids(owner.id);
  expect(new Set(ids.map((id) => id.split('_')[0]))).toEqual(
    new Set(['card', 'order', 'attempt', 'code', 'share', 'request']),
  );
  const before = shelf.kept(owner.id);
  const known = new Set(owner.bubbles().flatMap(({ text }) => text.match(/\b[A-Z0-9]{8}\b|YY-\S+/g) ?? []));
  const secrets = ['私房名字', ...known];
  await attacker.start();
  const { id: own } = attacker.screen();
  let presses = 0;
  for (const verb of Object.keys(actions) as (keyof typeof actions)[])
    for (const data of forgeries(verb, ids)) {
      expect(await world.box.tap(attacker.id, own, data)).not.toBeNull();
      await world.settle();
      nothingLeaked(attacker, [...secrets, ...ids.filter((id) => !data.includes(id))]);
      if (++presses % 20 === 0) await world.pass(10 * second);
    }
  expect(presses).toBeGreaterThan(250);
  expect(
    attacker.bubbles().some(({ hasPicture }) => hasPicture),
    'no QR code',
  ).toBe(false);
  expect(shelf.kept(owner.id)).toBe(before);
  allIsWell();
}, 90_000);

test('no id that somebody made up ends up on a button', async () => {
  let silent = false;
  await using scene = await openScene({
    supplierFaults: () => {
      if (silent) throw new Error('away');
    },
  });
  const { world, person, allIsWell } = scene;
  // Who hears that the supplier is away.
  await world.person(100_005).start();
  await person.start();
  const { id } = person.screen();
  const card = pressesOf(person).flatMap(({ data }) => /card_[A-Za-z0-9_-]+/.exec(data) ?? [])[0] ?? '';
  const madeUp = ['card_00000000000000000000_', 'card_MADEUPMADEUPMADEUPMA', 'madeup-plan-0'];
  let presses = 0;
  for (silent of [false, true])
    for (const verb of Object.keys(actions) as (keyof typeof actions)[]) {
      const make = actions[verb] as (...parts: unknown[]) => string;
      const parts = madeUp.flatMap((each) => [
        [each],
        [each, 'it-5gb-30d'],
        [each, 'month'],
        [card, each],
        [null, each],
      ]);
      for (const data of new Set(parts.map((each) => make(...each)))) {
        if (!action(verb).test(data) || !madeUp.some((each) => data.includes(each))) continue;
        expect(await world.box.tap(person.id, id, data)).not.toBeNull();
        await world.settle();
        const buttons = JSON.stringify(person.bubbles().map((bubble) => bubble.buttons));
        expect([data, madeUp.filter((each) => buttons.includes(each))]).toEqual([data, []]);
        if (++presses % 20 === 0) await world.pass(10 * second);
      }
    }
  expect(presses).toBeGreaterThan(100);
  allIsWell();
}, 60_000);

test('every action has its pattern, and no button can be taken for another', () => {
  const one = 'card_AAAAAAAAAAAAAAAAAAAAAA';
  const verbs = Object.keys(actions) as (keyof typeof actions)[];
  const taken: { data: string; verb: string }[] = [];
  for (const verb of verbs) {
    const make = actions[verb] as (...parts: unknown[]) => string;
    const made = [
      make('review_AAAAAAAAAAAAAAAAAAAAAA', 'code_back', '123re12reun'),
      make(),
      make(one),
      make(one, 'month'),
      make(one, one),
      make(1),
      make(one, 7),
    ];
    const own = made.filter((data) => action(verb).test(data) && !data.includes('undefined'));
    // A verb that makes nothing stands for itself here.
    taken.push(...(own.length > 0 ? own : [verb]).map((data) => ({ data, verb })));
  }
  expect(taken.filter(({ data }) => Buffer.byteLength(data) > 64)).toEqual([]);
  const readAs = (data: string): string[] => verbs.filter((other) => action(other).test(data));
  expect(taken.filter(({ data, verb }) => readAs(data).join() !== verb)).toEqual([]);
});

test('links to somebody else’s card, and links that nobody made, open one’s own home', async () => {
  await using scene = await openScene();
  const { shelf, person: attacker, allIsWell } = scene;
  const { secrets } = await victim(scene);
  const before = shelf.kept(people['zh-CN']);
  const cards = secrets.filter((secret) => secret.startsWith('card_'));
  expect(cards.length).toBeGreaterThan(1);
  for (const payload of [
    ...cards,
    'card_',
    'card_0000000000000000000000',
    'act_1',
    '__proto__',
    '-',
    'RENEW',
  ]) {
    const { text } = await attacker.start(payload);
    expect(text).toContain('Italy');
    nothingLeaked(attacker, secrets);
  }
  expect(shelf.kept(people['zh-CN'])).toBe(before);
  allIsWell();
});

test('somebody else’s forwarded review cannot be paid, and says so in the reader’s language', async () => {
  await using scene = await openScene();
  const { world, person: attacker, allIsWell } = scene;
  const friend = world.person(people.it);
  await friend.start('renew');
  const review = friend.screen();
  await attacker.start();
  world.box.forward(attacker.id, friend.id, review.id);
  await world.settle();
  expect(attacker.screen().text, 'a forwarded review is only words').toBe(scene.t('not-understood'));
  expect(await world.box.pay(attacker.id, invoiceOf(scene, review, attacker))).toEqual({
    outcome: 'refused',
    message: scene.t('refused-not-yours'),
  });
  expect(await friend.pay(), 'its owner can').toEqual({ outcome: 'paid' });
  allIsWell();
});

/** Of menus, at places that are no numbers. */
const unplaced = ['more/./0//h', 'more/-1/0//h', 'help/0/z//h4', 'language/ 1/0/a/f'];

test('forged buttons are answered like old ones', async () => {
  await using scene = await openScene();
  const { shelf, person: attacker, allIsWell } = scene;
  const { presses, secrets } = await victim(scene);
  const before = shelf.kept(people['zh-CN']);
  await attacker.start();
  const { id } = attacker.screen();
  const known = fc.constantFrom(
    ...presses.map(({ data }) => data),
    'days/x/0',
    'guide/9',
    'help/0/0//',
    'more/9/9/a/b',
    ...unplaced,
  );
  const mutated = fc
    .tuple(known, fc.nat(), fc.string({ unit: 'grapheme', maxLength: 3 }))
    .map(([data, at, put]) => data.slice(0, at % data.length) + put + data.slice((at % data.length) + 1));
  const forged = fc.oneof(mutated, fc.string({ unit: 'binary', minLength: 1 }), known);
  for (const data of unplaced) await press(scene, { id, data }, secrets);
  await fc.assert(
    fc.asyncProperty(forged, async (data) => {
      await press(scene, { id, data: Buffer.from(data).subarray(0, 64).toString() }, secrets);
    }),
    { numRuns: 80 },
  );
  expect(shelf.kept(people['zh-CN'])).toBe(before);
  allIsWell();
}, 60_000);
