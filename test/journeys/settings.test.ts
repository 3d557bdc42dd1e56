import { describe, expect, test } from 'vitest';
import { day, minute } from '../../src/domain/time.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { isReview, openScene, plain, speeches } from '../support/scene.ts';
import { chooseBadPlan } from '../support/audited-world.ts';
import { languages, people } from '../support/world.ts';
import { overBudget } from './budget.ts';

type Message =
  'button-my-cards' | 'button-email' | 'button-my-data' | 'my-cards-title' | 'email-none' | 'data-title';

/** What a traveller of each language types. */
const typed = {
  'zh-CN': { word: '设置', home: '北京', balance: '余额', renew: '续费', data: '我的数据' },
  'zh-TW': { word: '設定', home: '台灣', balance: '餘額', renew: '續費', data: '我的資料' },
  en: { word: 'settings', home: 'New York', balance: 'balance', renew: 'Renew!', data: 'my data' },
  it: { word: 'impostazioni', home: 'Cina', balance: 'saldo', renew: 'ricarica', data: 'i miei dati' },
} as const;

describe.each(languages)('in %s', (locale) => {
  const { t } = speeches(locale);

  test('who says where home is reads its time beside the destination’s, until they want it no more', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    await person.say(typed[locale].word);
    await person.tap(t('button-home-time'));
    const { text } = await person.say(typed[locale].home);
    expect(text, 'the settings say so').not.toContain(t('home-time-off'));
    const mark = t('at-home', { time: '#' }).replace('#', '').trim();
    expect((await person.say('/balance')).text).toContain(mark);
    await person.tap('★');
    await person.say('/settings');
    await person.tap(t('button-home-time'));
    await person.tap(t('button-home-time-off'));
    expect((await person.say('/balance')).text).not.toContain(mark);
    scene.allIsWell();
  });

  test('whoever has more cards than home shows has all of them one tap away', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    const bring = async (from: number) => person.say((await elsewhere(world, from)).lpa);
    const all = plain(t('button-all-cards', { n: '5' }));
    const labels = () => person.screen().buttons.map((row) => row.map(({ text }) => text));
    await person.start();
    await bring(people.it);
    await bring(people.en);
    await person.say('/start');
    expect(labels().flat(), 'all four are there').not.toContain(all);
    await bring(people['zh-CN']);
    await person.say('/start');
    expect(labels().length).toBeLessThanOrEqual(6);
    await person.tap(all);
    expect(person.screen().text).toBe(plain(t('my-cards-title')));
    expect(overBudget(person.bubbles(), locale)).toEqual([]);
    scene.allIsWell();
  });

  test('a word that starts something starts it, also where a place or a name was asked for', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    const asked = async (): Promise<void> => {
      await person.say('/settings');
      await person.tap(t('button-home-time'));
    };
    await asked();
    expect((await person.say(typed[locale].balance)).text).toContain('·4821');
    await asked();
    const unknown = await person.say('xyzzy');
    expect(unknown.text, 'no place, and no word of ours').toContain(t('home-time-unknown'));
    expect((await person.say(typed[locale].data)).text).toBe(plain(t('data-title')));
    await person.say('/settings');
    await person.tap(t('button-my-cards'));
    await person.tap('4821');
    await person.tap(t('button-rename'));
    expect(isReview(await person.say(typed[locale].renew))).toBe(true);
    expect((await person.say('/balance')).text).not.toContain(typed[locale].renew);
    scene.allIsWell();
  });

  test('the words on our own buttons, typed, open what the buttons open', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    expect((await person.say(t('button-home'))).text).toContain('·4821');
    const opened = {
      'button-my-cards': 'my-cards-title',
      'button-email': 'email-none',
      'button-my-data': 'data-title',
    };
    for (const [button, title] of Object.entries(opened) as [Message, Message][])
      expect((await person.say(t(button))).text).toBe(plain(t(title)));
    scene.allIsWell();
  });

  test('a card gets a name, which only its owner gives and takes', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    await person.start();
    await person.tap('⋯');
    await person.tap(t('button-settings'));
    await person.tap(t('button-my-cards'));
    await person.tap('4821');
    await person.tap(t('button-rename'));
    const refused = await person.say('x'.repeat(40));
    expect(refused.text).toContain('24');
    const named = await person.say('5 < 6 & 🐶');
    expect(named.text).toContain('5 < 6 & 🐶');
    await person.tap(t('button-open-card'));
    expect(person.screen().text, 'at home').toContain('5 < 6 & 🐶');
    await person.tap('★');
    expect(person.screen().text, 'in the review').toContain('5 < 6 & 🐶');
    await person.say('/start');
    await person.tap('🇯🇵');
    expect(JSON.stringify(person.screen().buttons), 'on the other card’s button').toContain('5 < 6 & 🐶');
    await person.say('/settings');
    await person.tap(t('button-my-cards'));
    await person.tap('🐶');
    await person.tap(t('button-rename'));
    await person.tap(t('button-no-name'));
    expect(person.screen().text).not.toContain('🐶');
    scene.allIsWell();
  });

  test('a removed card is gone everywhere and does not come back by itself', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    await person.start();
    const card = person.screen().buttons.flat()[0];
    for (const number of [/4821/, /🇯🇵/]) {
      await person.say('/settings');
      await person.tap(t('button-my-cards'));
      await person.tap(number);
      await person.tap(t('button-remove'));
      await person.tap(t('button-remove-yes'));
    }
    expect(person.screen().text).toBe(t('my-cards-none'));
    await scene.world.restart();
    scene.witness.watch();
    expect((await person.say('/start')).text).toBe(t('home-empty'));
    const data = card && 'callback_data' in card ? card.callback_data : '';
    const answer = await scene.world.box.tap(person.id, person.screen().id, data);
    expect(answer?.text).toBe(t('not-yours'));
    await scene.world.settle();
    scene.allIsWell();
  });
});

const { t } = speeches('en');

test('a card cannot be removed while an order for it is under way', async () => {
  await using scene = await openScene({ badPlan: 'sbx-pending-forever' });
  const { world, person } = scene;
  await chooseBadPlan(person, 'japan');
  await person.pay();
  await person.say('/settings');
  await person.tap(t('button-my-cards'));
  await person.tap('🇯🇵');
  await person.tap(t('button-remove'));
  expect((await person.tap(t('button-remove-yes')))?.text).toBe(t('remove-under-way'));
  await world.pass(minute);
  expect((await person.say('/start')).text).toContain('Italy');
});

test('a word typed after another tap, or much later, is no name', async () => {
  await using scene = await openScene();
  const { world, person, allIsWell } = scene;
  const ask = async (): Promise<void> => {
    await person.say('/settings');
    await person.tap(t('button-my-cards'));
    await person.tap('4821');
    await person.tap(t('button-rename'));
  };
  await person.start();
  await ask();
  await person.tap(t('button-back'));
  expect((await person.say('hello')).text).toBe(t('not-understood'));
  await ask();
  await world.pass(day);
  expect((await person.say('balance')).text).toContain('Italy');
  await ask();
  await person.say('LPA:1$smdp.example$MATCHING-ID');
  await person.say('/balance');
  expect(plain(person.screen().text)).not.toMatch(/hello|balance ·|LPA|MATCHING/);
  allIsWell();
});

test('a country with several times: one more tap', async () => {
  await using scene = await openScene();
  const { person, allIsWell } = scene;
  await person.say('/settings');
  await person.tap(t('button-home-time'));
  expect((await person.say('nowhere land')).text).toContain(t('home-time-unknown'));
  expect((await person.say('United States')).text).toContain(t('home-time-which'));
  await person.tap('Chicago');
  expect(person.screen().text).toContain('Chicago');
  allIsWell();
});

test('two who ask for silence and sound differ in nothing else', async () => {
  await using scene = await openScene();
  const { person, allIsWell } = scene;
  await person.say('/settings');
  await person.tap(t('button-notices'));
  expect(person.screen().text).toContain(t('notices-loud'));
  await person.tap(t('button-notices-quiet'));
  expect(person.screen().text).toContain(t('notices-quiet'));
  await person.tap(t('button-back'));
  expect(person.screen().text).toContain(t('notices-quiet'));
  allIsWell();
});
