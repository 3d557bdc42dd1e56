import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hour, minute } from '../../src/domain/time.ts';
import { moneyBack } from '../support/books.ts';
import { openScene, plain, pressesOf, speeches } from '../support/scene.ts';
import { nonsenseIn } from '../support/witness.ts';
import { languages, people } from '../support/world.ts';
import { overBudget } from './budget.ts';

const operatorId = 100_005;
const italy = 'it-5gb-30d';
const own = [
  'Sandbox',
  'Stripe',
  'npm run doctor',
  'suppliers',
  'db',
  'catalogue',
  'json',
  'Traveller',
  '旅客',
];

/** A catalogue that the test can change; what the boxed supplier asks follows the dollar price. */
function catalogueFile(): { file: string; setDollars(cents: number): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'catalogue-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'catalogue.json');
  const source = path.join(import.meta.dirname, '../../db/catalogue.json');
  const data: { plans: { id: string; retail: { USD: number } }[] } = JSON.parse(readFileSync(source, 'utf8'));
  const write = (): void => writeFileSync(file, JSON.stringify(data));
  write();
  return {
    file,
    setDollars: (cents) => {
      for (const plan of data.plans) if (plan.id === italy) plan.retail.USD = cents;
      write();
    },
  };
}

describe.each(languages)('In %s', (locale) => {
  const { t, money } = speeches(locale);

  test('supply trap 21: a plan whose cost jumps is sold to nobody until an operator has agreed, by two taps', async () => {
    const { file, setDollars } = catalogueFile();
    await using scene = await openScene({ catalogueFile: file });
    const { world, shelf, person } = scene;
    const operator = world.person(operatorId);
    await operator.say('/language');
    await operator.tap(t('language-name'));
    expect(plain((await operator.say('/supply')).text)).toContain('28');
    const plan = speeches('en').t('plan-allowance', { data: speeches('en').data(5 * 2 ** 30), days: 30 });
    expect(plain((await person.start('renew')).text)).toContain(plain(plan));
    setDollars(1700);
    await world.restart();
    await world.pass(hour);
    await world.pass(minute);
    const heard = (words: string): number =>
      operator.bubbles().filter(({ text }) => /^(🔴|🟢)/u.test(text) && text.includes(plain(words))).length;
    expect(heard(t('watch-off-sale'))).toBe(1);
    await world.pass(minute);
    expect(heard(t('watch-off-sale')), 'once').toBe(1);

    const orders = shelf.openOrders(people.en);
    await world.box.tap(people.en, person.screen().id, `phone/${italy}`);
    await world.settle();
    expect(shelf.openOrders(people.en), 'nobody buys it').toBe(orders);
    await person.start('renew');
    expect(plain(person.screen().text), 'nor renews with it').not.toContain(plain(plan));
    await person.start();
    await person.tap(speeches('en').t('group-month'));
    expect(JSON.stringify(person.screen().buttons)).not.toContain(`/${italy}"`);

    const { buttons } = await operator.say('/supply');
    expect(buttons.flat().map(({ text }) => text)).toEqual([
      expect.stringContaining(t('why-cost-changed')),
      t('button-status'),
      t('button-home'),
    ]);
    await operator.tap(t('why-cost-changed'));
    const asked = plain(operator.screen().text);
    for (const amount of [910, 1190]) expect(asked).toContain(money({ amount, currency: 'USD' }));
    expect(asked).toContain(money({ amount: 1120, currency: 'EUR' }));
    const accept = pressesOf(operator).find(({ data }) => data.startsWith('cost/'));
    const tap = () => world.box.tap(operatorId, accept?.id ?? 0, accept?.data ?? '');
    expect(
      await world.box.tap(people.en, person.screen().id, accept?.data ?? ''),
      'not theirs',
    ).toMatchObject({
      text: speeches('en').t('not-yours'),
    });
    expect(await tap()).toMatchObject({ text: t('cost-accepted') });
    await world.settle();
    expect(await tap(), 'a second tap').toMatchObject({ text: t('supply-changed') });
    await world.settle();
    expect(shelf.audit()).toEqual([['cost_accepted', `customer_${operatorId}`]]);
    await world.pass(minute);
    expect(heard(t('watch-off-sale')), 'and that it is over').toBe(2);

    expect(plain((await person.start('renew')).text), 'sold again').toContain(plain(plan));
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    const reader = { locale, own };
    expect(nonsenseIn(operator.bubbles(), reader)).toEqual([]);
    expect(overBudget(operator.bubbles(), locale)).toEqual([]);
    scene.allIsWell();
  });

  test('an operator reads why each plan is not sold, and may take a short list over', async () => {
    await using scene = await openScene();
    const { world, shelf } = scene;
    const operator = world.person(operatorId);
    await operator.say('/language');
    await operator.tap(t('language-name'));
    await world.app.stop();
    shelf.spoilList();
    await world.restart();
    await world.pass(minute);
    const alerts = operator.bubbles().filter(({ text }) => text.startsWith('🔴'));
    expect(alerts.map(({ text }) => text).join('\n')).toContain(
      plain(t('alert-supplier-list', { supplier: 'Sandbox', plans: 3 })),
    );
    const whys: string[] = [];
    for (let page = await operator.say('/supply'); ; page = operator.screen()) {
      whys.push(...page.buttons.flat().map(({ text }) => text.split(' · ')[1] ?? ''));
      if (!page.buttons.flat().some(({ text }) => text === t('button-next'))) break;
      await operator.tap(t('button-next'));
    }
    expect(whys.filter(Boolean)).toEqual([
      t('why-below-least'),
      t('why-cost-changed'),
      t('why-below-cost'),
      t('why-cost-changed'),
      t('why-missing'),
      t('why-missing'),
    ]);
    for (const why of [t('why-missing'), t('why-below-least'), t('why-below-cost')]) {
      await operator.say('/supply');
      if (why === t('why-missing')) await operator.tap(t('button-next'));
      await operator.tap(why);
      expect(operator.screen().buttons.flat()).toHaveLength(1);
    }
    await operator.say('/supply');
    await operator.tap(t('button-short-list'));
    expect(plain(operator.screen().text)).toBe(
      plain(t('short-list-asked', { supplier: 'Sandbox', plans: 3 })),
    );
    await operator.tap(t('button-short-list'));
    expect(
      operator
        .screen()
        .buttons.flat()
        .map(({ text }) => text),
    ).not.toContain(t('button-short-list'));
    expect(shelf.audit().map(([action]) => action)).toEqual(['list_accepted']);
    expect(nonsenseIn(operator.bubbles(), { locale, own })).toEqual([]);
    expect(overBudget(operator.bubbles(), locale)).toEqual([]);
    expect(scene.witness.unanswered()).toEqual([]);
  });
});

test('supply trap 21: a card whose cost has jumped since the list was taken is not ordered, and its money goes back', async () => {
  const { file, setDollars } = catalogueFile();
  await using scene = await openScene({ catalogueFile: file });
  const { world, books, person } = scene;
  await person.start();
  setDollars(1700);
  await world.restart();
  await world.box.tap(people.en, person.screen().id, `phone/${italy}`);
  await world.settle();
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  for (let n = 0; n < 4; n++) await world.pass(minute);
  expect(books.of(people.en)).toEqual(moneyBack(672));
  expect(books.supplied()).toBe(0);
  scene.allIsWell();
});
