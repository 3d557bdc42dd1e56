import { expect, test } from 'vitest';
import { minute, second } from '../../src/domain/time.ts';
import { mailsTo } from '../support/mailbox.ts';
import { openScene, plain } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import type { Person } from '../support/person.ts';

const victim = 'victim@example.com';

/** This many more people, who read English and have come home. */
async function crowd({ world }: Scene, size: number): Promise<readonly Person[]> {
  const ids = Array.from({ length: size }, (_, n) => 300_001 + n);
  for (const id of ids) {
    world.box.people.add({ id, name: `Traveller ${id}`, language_code: 'en' });
    world.box.start(id);
  }
  await world.settle();
  return ids.map((id) => world.person(id));
}

/** All of them say this at once. */
async function sayAtOnce(
  { world }: Scene,
  people: readonly Person[],
  text: (n: number) => string,
): Promise<void> {
  for (const [n, { id }] of people.entries()) world.box.say(id, text(n));
  await world.settle();
}

/** All of them tap the button below their newest bubble that sends this. */
async function tapAtOnce({ world }: Scene, people: readonly Person[], data: string): Promise<void> {
  await Promise.all(people.map((person) => world.box.tap(person.id, person.screen().id, data)));
  await world.settle();
}

test('of many accounts that want codes sent to one address, three a day get one; the others are told', async () => {
  await using scene = await openScene();
  const { world, t } = scene;
  const people = await crowd(scene, 12);
  await sayAtOnce(scene, people, (n) => `victim+${n}@example.com`);
  await tapAtOnce(scene, people, 'email/use');
  const sent = world.box.mail.all();
  expect(sent).toHaveLength(3);
  const told = people.filter((person) => person.screen().text === t('email-too-often'));
  expect(told).toHaveLength(9);
  // Taps again and again change nothing.
  await tapAtOnce(scene, people, 'email/code');
  await world.pass(minute);
  await tapAtOnce(scene, people, 'email/code');
  expect(world.box.mail.all().length).toBeLessThanOrEqual(3);
  scene.allIsWell();
});

test('many accounts that guess at once, each at the code that was sent for it, do not get the address', async () => {
  await using scene = await openScene();
  const { world, books, t } = scene;
  const people = await crowd(scene, 3);
  await sayAtOnce(scene, people, () => victim);
  await tapAtOnce(scene, people, 'email/use');
  const codes = mailsTo(world, victim).map(({ text }) => /^\d{6}$/m.exec(text)?.[0]);
  expect(codes).toHaveLength(3);
  let guess = 100_000;
  for (let round = 0; round < 4; round++) {
    for (let n = 0; n < 5; n++)
      for (const { id } of people) {
        while (codes.includes(String(guess))) guess++;
        world.box.say(id, String(guess++));
      }
    await world.pass(10 * second);
  }
  for (const person of people) {
    expect(person.screen().text).toBe(t('email-code-used-up'));
    await person.say('/email');
    expect(person.screen().text).toBe(t('email-none'));
  }
  expect(books.reviews()).toEqual([]);
  scene.allIsWell();
});

test('one account that names address after address reaches six of them a day', async () => {
  await using scene = await openScene();
  const { world, person, t } = scene;
  for (let n = 0; n < 9; n++) {
    await person.say(`someone${n}@example.com`);
    await person.tap(t('button-mail-code'));
    await world.pass(10 * second);
  }
  expect(world.box.mail.all()).toHaveLength(6);
  expect(person.screen().text).toBe(t('email-too-often'));
  scene.allIsWell();
});

test('an address of markup and foreign lines stays words, in the chat and in mails', async () => {
  await using scene = await openScene();
  const { world, person, t } = scene;
  await person.say('/email');
  await person.tap(t('button-add-address'));
  for (const hostile of [
    'a@b.example\nBcc: victim@example.com',
    '<b>a@b.example</b>',
    '"a"@b.example',
    'a@b.example, victim@example.com',
    'a\u202e@b.example',
  ]) {
    await person.say(hostile);
    expect(person.screen().text).toBe(t('email-no-address'));
  }
  await person.say('a&amp;b@example.com');
  expect(person.screen().text).toBe(t('email-no-address'));
  await person.say("o'b&c@example.com");
  expect(person.screen().text).toBe(plain(t('email-code-sent', { address: 'o…c@example.com' })));
  expect(world.box.mail.all().map(({ to }) => to)).toEqual(["o'b&c@example.com"]);
  scene.allIsWell();
});
