import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPlaces } from '../../src/bot/places.ts';
import { minute } from '../../src/domain/time.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';
import { openScene, plain, pressesOf, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { languages, people } from '../support/world.ts';
import { overBudget } from './budget.ts';

const file = path.join(import.meta.dirname, '../../db/catalogue.json');
const catalogue = readCatalogue(file);
const sold = Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { coverages: object }).coverages);
const destinationOf = createPlaces({ catalogue, sold, speeches });

describe('Where are you going?', () => {
  test.each([
    ['Italy', 'IT'],
    ['italia', 'IT'],
    ['意大利', 'IT'],
    ['義大利', 'IT'],
    ['  ITALY!! ', 'IT'],
    ['Europe', 'EU'],
    ['Europa', 'EU'],
    ['欧洲', 'EU'],
    ['Italy and France', 'EU'],
    ['Francia e Spagna', 'EU'],
    ['法国、德国', 'EU'],
    ['英國和法國', 'EU'],
    ['UK', 'EU'],
    ['United Kingdom', 'EU'],
    ['England', 'EU'],
    ['日本', 'JP'],
    ['vado in Giappone', 'JP'],
    ['去日本玩', 'JP'],
    ['Japan and South Korea', 'ASIA'],
    ['日本和韩国', 'ASIA'],
    ['日本跟韓國', 'ASIA'],
    ['trip to Hong Kong', 'HK'],
    ['香港', 'HK'],
    ['Corea', 'KR'],
    ['日韩', 'ASIA'],
    ['日韓', 'ASIA'],
    ['港澳', 'ASIA'],
    ['欧洲7天', 'EU'],
    ['新加坡5天', 'ASIA'],
    ['下週去日本', 'JP'],
    ['下周去日本', 'JP'],
    ['我要買日本的卡', 'JP'],
    ['买一张日本的卡', 'JP'],
    ['大陆', 'ASIA'],
    ['罗马', 'IT'],
    ['罗马尼亚', 'EU'],
    ['羅馬', 'IT'],
    ['东京', 'JP'],
    ['東京', 'JP'],
    ['梵蒂冈', 'IT'],
    ['Vatican City', 'IT'],
    ['Città del Vaticano', 'IT'],
    ['Rome', 'IT'],
    ['Roma', 'IT'],
    ['Tokyo', 'JP'],
    ['Bali', 'ASIA'],
    ['turkey 10 days', 'EU'],
    ['Turchia', 'EU'],
    ['Going to Japan next week', 'JP'],
    ['get a card for Japan', 'JP'],
    ['I want to buy an eSIM for Italy', 'IT'],
    ['I need an eSIM for Spain', 'EU'],
    ['comprare eSIM per l’Italia', 'IT'],
    ['voglio una scheda per il Giappone', 'JP'],
    ['andrò in Spagna', 'EU'],
    ['parto per la Francia', 'EU'],
    ['vado nella Repubblica Ceca', 'EU'],
  ])('%s is %s', (text, coverage) => {
    expect(destinationOf(text)).toMatchObject({ kind: 'coverage', coverage });
  });

  test.each([
    ['Brazil', ['BR']],
    ['巴西和意大利', ['BR']],
    ['vado negli Stati Uniti', ['US']],
    ['Italy and Japan', []],
  ])('%s is told apart from what we have', (text, missing) => {
    expect(destinationOf(text)).toEqual({ kind: 'none', missing });
  });

  test.each([
    'my card in Italy does not work',
    'renew',
    'hello',
    '',
    '5',
    'and',
    '去',
    '5 days',
    '买',
    'I need a card',
    'scheda',
    'how much is Japan?',
    'japanese',
    `Italy ${'and France '.repeat(8)}`,
  ])('%j is no place', (text) => {
    expect(destinationOf(text)).toBeUndefined();
  });
});

describe.each(languages)('A first card in %s', (locale) => {
  test('whoever names a place sees that it is included, whoever taps a region where it works', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    const { t, countryInFull, country, list } = speeches(locale);
    await person.say(countryInFull('SG'));
    expect(person.screen().text).toContain(t('buy-includes', { places: countryInFull('SG') }));
    await person.say(countryInFull('IT'));
    expect(person.screen().text.split('\n'), 'a country is enough said').toHaveLength(1);
    await person.say('/buy');
    await person.tap(t('coverage-asia'));
    const asia = person.screen();
    for (const name of [country('HK'), countryInFull('SG'), countryInFull('TH'), '12'])
      expect(asia.text).toContain(name);
    await person.say(t('coverage-eu'));
    const europe = ['IT', 'FR', 'ES', 'DE', 'GB', 'GR', 'CH', 'TR'].map((code) => countryInFull(code));
    expect(person.screen().text).toContain(t('buy-countries-some', { count: 34, places: list(europe) }));
    expect(overBudget([asia, person.screen()], locale)).toEqual([]);
    scene.allIsWell();
  });

  test('who is not understood can go on and buy', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    const { t } = speeches(locale);
    await person.say('¿?');
    expect(person.screen().text).toBe(t('not-understood'));
    await person.tap(t('button-buy'));
    expect(person.screen().text).toBe(plain(t('buy-question')));
    scene.allIsWell();
  });

  test('from the question to the QR code, and did it work?', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    const { t, money, country, data } = speeches(locale);
    await person.say('/buy');
    await person.tap('🇯🇵');
    await person.tap(t('group-day'));
    await person.tap(t('group-month'));
    await person.tap('5 GB');
    expect(plain(person.screen().text)).toContain('*#06#');
    await person.tap(t('button-phone-unsure'));
    const unsure = person.screen();
    await person.tap(t('button-person'));
    expect(person.screen().text, 'a buyer has no card to name').toBe(
      t('page-support-new', { contact: t('example-contact') }),
    );
    expect(person.bubbles().find(({ id }) => id === unsure.id)?.text, 'the purchase stays').toBe(unsure.text);
    await world.pass(1000);
    await person.tap(t('button-phone-ok'));
    const { id: review } = person.screen();
    expect(person.screen().text).toContain(plain(t('review-consent')));
    expect(person.screen().text, 'there is no card yet to replace').toContain(
      t('preview-first', { days: 30 }),
    );
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    await world.pass(minute);
    expect(person.screen().hasPicture).toBe(true);
    const what = `${country('JP')} ${t('plan-allowance', { data: data(5 * 2 ** 30), days: 30 })}`;
    expect(person.bubbles().find(({ id }) => id === review)?.text, 'it says for where').toBe(
      plain(t('review-paid', { plan: what })),
    );
    await person.tap(t('button-check'));
    expect(person.screen().text).toContain('Wi-Fi');
    const checked = person.screen();
    await world.pass(6000);
    await person.tap(t('button-check-again'));
    expect(person.screen().id).toBe(checked.id);
    expect(person.screen().text, 'it was asked again').not.toBe(checked.text);
    expect(overBudget([person.screen()], locale)).toEqual([]);
    await person.tap(t('button-install'));
    expect(person.screen().hasPicture).toBe(true);
    await person.tap(t('button-person'));
    expect(person.screen().text).toBe(plain(t('page-support', { contact: t('example-contact') })));
    await person.tap(t('button-home'));
    expect(world.box.ledger()).toMatchObject([{ kind: 'charge', amount: 774 }]);

    // Asked once in a life.
    await person.say('/buy');
    await person.tap('🇮🇹');
    await person.tap('3 GB');
    expect(person.screen().text).toContain(plain(t('review-consent')));
    expect(person.screen().text).toContain(money({ amount: 730, currency: 'EUR' }));
    scene.allIsWell();
  });
});

test.each(['买', '買', 'acquisto', 'Scheda!', 'get an esim', 'I need an eSIM', 'comprare'])(
  '%s asks where to',
  async (text) => {
    await using scene = await openScene();
    expect((await scene.person.say(text)).text).toBe(plain(scene.t('buy-question')));
  },
);

test.each([
  ['买一张日本的卡', 'Japan'],
  ['I want to buy an eSIM for Italy', 'Italy'],
  ['comprare eSIM per l’Italia', 'Italy'],
])('%s asks no more where to', async (text, place) => {
  await using scene = await openScene();
  expect((await scene.person.say(text)).text).toContain(`${place} · Month`);
});

test('a typed country opens its plans anywhere, a country we do not have says so', async () => {
  await using scene = await openScene();
  const { person, t } = scene;
  await person.start();
  await person.say('Japan');
  expect(person.screen().text).toContain('Japan');
  await person.say('Brazil and Italy');
  expect(person.screen().text).toContain('not sold yet: Brazil');
  await person.say('Italy and Japan');
  expect(person.screen().text).toContain(t('buy-not-in-one'));
  await person.say('I would like a new esim');
  expect(plain(person.screen().text)).toContain('Where are you going?');
  await person.start('buy_HK');
  expect(person.screen().text).toContain('Hong Kong');
  await person.start('buy_XX');
  expect(plain(person.screen().text)).toContain('Where are you going?');
  scene.allIsWell();
});

test.each([
  { rail: 'a page', pay: payOnPage },
  { rail: 'Telegram’s card sheet', pay: payInvoice },
])('a first card paid on $rail is delivered like one paid by Stars', async ({ pay }) => {
  await using scene = await openScene();
  const { person, t, world } = scene;
  await person.say('/buy');
  await person.tap('🇮🇹');
  await person.tap('5 GB');
  await person.tap(t('button-phone-ok'));
  await pay(scene);
  await world.pass(minute);
  expect(person.screen().hasPicture).toBe(true);
  expect(person.screen().text).toContain('Your eSIM is ready');
  await person.tap(t('button-receipt'));
  expect(plain(person.screen().text)).toContain('Paid €11.20 on');
  scene.allIsWell();
});

test('an old or made-up button sells nothing it should not', async () => {
  await using scene = await openScene();
  const { person, world, t } = scene;
  await person.say('/buy');
  const bubble = person.screen();
  const stranger = world.person(people.it);
  await stranger.start();
  const card = pressesOf(stranger).flatMap(({ data }) => /^home\/(card_\S+)$/.exec(data)?.[1] ?? [])[0];
  for (const data of [
    'buy/no-such-plan',
    'phone/no-such-plan',
    'unsure/no-such-plan',
    'buyin/XX',
    'buyin/IT/day',
  ])
    await world.box.tap(person.id, bubble.id, data);
  await world.settle();
  const answer = await world.box.tap(person.id, bubble.id, `check/${card}`);
  await world.settle();
  expect(answer?.text).toBe(t('not-yours'));
  expect(scene.shelf.openOrders(person.id)).toBe(0);
  scene.allIsWell();
});

async function payOnPage({ person }: Scene): Promise<void> {
  await (await person.openPage()).act('paypal', 'pay');
}

async function payInvoice({ person, t }: Scene): Promise<void> {
  await person.tap(t('button-rail-invoice', { total: '€11.20' }));
  expect(await person.pay()).toEqual({ outcome: 'paid' });
}
