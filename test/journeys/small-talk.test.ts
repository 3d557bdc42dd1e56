import { describe, expect, test } from 'vitest';
import { hour, second } from '../../src/domain/time.ts';
import type { MediaKind } from '../../src/sandbox/media.ts';
import { openScene, speeches } from '../support/scene.ts';
import { people } from '../support/world.ts';

const { t } = speeches('en');
const talk = [
  '🧳🙂👨‍👩‍👧‍👦',
  'مرحبا، كم بقي لي؟',
  '\u202Egnirts desrever',
  '<b>hi</b> & <script>alert(1)</script>',
  '{ $name } %s ${1} \\',
  'x'.repeat(4096),
  '好'.repeat(4096),
  '\u0000\u200B.',
  '0',
  '366',
  '-1',
  'https://t.me/yuanyou_box_bot?start=renew',
  'SELECT * FROM orders; --',
  '/',
  '/nosuchcommand',
  '/renew 0000',
  '/renew <b>',
  '/language xx',
  'please see /help and /renew',
];
const media: readonly MediaKind[] = ['photo', 'sticker', 'voice', 'document', 'location', 'contact'];

describe('Whatever a traveller sends gets one sensible answer', () => {
  test.each(['at home', 'while choosing a plan', 'while asked how many days'] as const)(
    '%s',
    async (where) => {
      await using scene = await openScene();
      const { world, person, allIsWell } = scene;
      const arrive = async (): Promise<void> => {
        await world.pass(10 * second);
        await person.say('/start');
        if (where !== 'at home') await person.tap(t('group-month'));
        if (where === 'while asked how many days') await person.tap(t('button-advise-short'));
      };
      const odd: string[] = [];
      for (const text of talk) {
        await arrive();
        const { length } = person.bubbles();
        const { buttons } = await person.say(text);
        const answers = person.bubbles().length - length;
        const onward = buttons.flat().some((button) => 'callback_data' in button);
        if (answers < 1 || answers > 2 || !onward) odd.push(`${text}: ${answers} answers`);
      }
      for (const kind of media) {
        await arrive();
        const { length } = person.bubbles();
        world.box.sendMedia(person.id, kind);
        await world.settle();
        if (person.bubbles().length !== length + 1) odd.push(kind);
      }
      expect(odd).toEqual([]);
      allIsWell();
    },
  );

  test('talk in mid-conversation takes nothing away: the plan can still be chosen and paid', async () => {
    await using scene = await openScene();
    const { world, person, allIsWell } = scene;
    await person.start();
    await person.tap(t('group-month'));
    await person.say('hm, let me think');
    world.box.sendMedia(person.id, 'sticker');
    await world.settle();
    await person.tap('⭐672');
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    allIsWell();
  });

  test.each(['/help', '/orders', '/language', '/balance', '/cancel', '/terms', '/start', '/start help'])(
    '%s in mid-conversation is obeyed, and the plans go on working',
    async (command) => {
      await using scene = await openScene();
      const { person, allIsWell } = scene;
      await person.start();
      await person.tap(t('group-month'));
      await person.tap(t('button-advise-short'));
      const asked = person.screen().text;
      expect((await person.say(command)).text).not.toBe(asked);
      expect((await person.say('7')).text, 'a number is an answer no more').not.toContain('💡');
      await person.tap(t('button-days', { days: 7 }));
      expect(await person.pay()).toEqual({ outcome: 'paid' });
      allIsWell();
    },
  );
});

test('a name full of markup disturbs nothing', async () => {
  await using scene = await openScene();
  const { world, allIsWell } = scene;
  world.box.people.add({ id: 100099, name: '</b><a href="x">&amp;{ $name }', language_code: 'en' });
  const person = world.person(100099);
  expect((await person.start()).text).toContain('Italy');
  await person.tap('★');
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  allIsWell();
});

test('a hundred messages at once: it says once that this is too fast, and ten seconds later all is as before', async () => {
  await using scene = await openScene();
  const { world, person, witness, allIsWell } = scene;
  await person.start();
  const { id } = person.screen();
  for (let count = 0; count < 100; count++) world.box.say(person.id, `balance ${count}`);
  const answer = await world.box.tap(person.id, id, 'home');
  expect(answer, 'a tap is answered also when nobody can act on it').not.toBeNull();
  await world.settle();
  const said = witness.said(person.id).map(({ params }) => JSON.stringify(params));
  expect(said.filter((text) => text.includes(t('too-fast')))).toHaveLength(1);
  expect(person.bubbles().length).toBeLessThan(30);
  const other = world.person(people.it);
  expect((await other.start()).text, 'others notice nothing').toContain('Italia');
  await world.pass(10 * second);
  expect((await person.say('balance')).text).toContain('Italy');
  allIsWell();
});

test('a clock that is set back by an hour locks nobody out for being too fast', async () => {
  let base = Date.now();
  await using scene = await openScene({ now: () => base });
  const { world, person, allIsWell } = scene;
  await person.start();
  base -= hour;
  for (let count = 0; count < 30; count++) world.box.say(person.id, `balance ${count}`);
  await world.settle();
  await world.pass(10 * second);
  await person.say('balance');
  expect(person.bubbles().at(-1)?.text).toContain('Italy');
  allIsWell();
});

test('who blocks the bot and comes back finds everything, and what was missed under /orders', async () => {
  await using scene = await openScene();
  const { world, person, books, witness } = scene;
  await person.start();
  await person.tap('🇯🇵');
  await person.tap('★');
  await person.pay();
  world.box.block(person.id, true);
  await world.pass(60 * second);
  expect(books.reviews()).toEqual([]);
  await person.start();
  await person.say('/orders');
  await person.tap('✓ ');
  expect(person.screen().text).toContain(t('state-done'));
  await person.say('/start');
  expect(person.screen().text).toMatch(/Italy|Japan/);
  expect(witness.unanswered()).toEqual([]);
});
