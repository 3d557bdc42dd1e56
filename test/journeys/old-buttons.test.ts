import { expect, test } from 'vitest';
import { day, second } from '../../src/domain/time.ts';
import { invoiceOf, isReview, openScene, pressesOf, speeches } from '../support/scene.ts';
import { languages, people } from '../support/world.ts';

const { t } = speeches('en');

test('the same button pressed ten times at once: every tap is answered, and one order is open', async () => {
  await using scene = await openScene();
  const { world, person, witness, shelf, allIsWell } = scene;
  const more = [t('button-orders'), t('button-settings'), t('button-help')];
  const labels = ['★', t('group-day'), '🇯🇵', '⋯', ...more];
  for (const label of labels) {
    await person.say('/start');
    if (more.includes(label)) await person.tap('⋯');
    const { id, buttons } = person.screen();
    const button = buttons.flat().find(({ text }) => text.includes(label));
    const data = button && 'callback_data' in button ? button.callback_data : label;
    await Promise.all(Array.from({ length: 10 }, () => world.box.tap(person.id, id, data)));
    await world.pass(10 * second);
  }
  expect(shelf.openOrders(people.en)).toBe(1);
  const sent = witness.said(people.en).filter(({ method }) => method === 'sendMessage');
  expect(sent, 'one home for each /start, no bubble more').toHaveLength(labels.length);
  allIsWell();
});

test('buttons from before a restart go on working', async () => {
  await using scene = await openScene();
  const { world, person, witness, allIsWell } = scene;
  await person.start();
  await person.tap(t('group-month'));
  for (const command of ['/help', '/orders', '/start']) await person.say(command);
  await person.say('/start');
  await person.tap('⋯');
  const old = pressesOf(person);
  await world.restart();
  witness.watch();
  for (const { id, data } of old) {
    await world.box.tap(person.id, id, data);
    await world.pass(second);
  }
  expect(old.length).toBeGreaterThan(20);
  expect(witness.said(people.en).length).toBeGreaterThan(old.length / 2);
  allIsWell();
});

test.each([
  { where: 'before a plan is chosen', way: [t('group-month')], next: '⭐672' },
  {
    where: 'at the question how many days',
    way: [t('group-month'), t('button-advise-short')],
    next: t('button-days', { days: 7 }),
  },
])(
  'a new version in mid-conversation, $where: the same tap goes on to the payment',
  async ({ way, next }) => {
    await using scene = await openScene();
    const { world, person, witness, shelf, allIsWell } = scene;
    await person.start();
    for (const label of way) await person.tap(label);
    await world.app.stop();
    expect(shelf.ageConversations()).toBe(1);
    await world.restart();
    witness.watch();
    await person.tap(next);
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    allIsWell();
  },
);

test('a restart in mid-conversation: it goes on where it was', async () => {
  await using scene = await openScene();
  const { world, person, witness, allIsWell } = scene;
  await person.start();
  await person.tap(t('group-month'));
  await person.tap(t('button-advise-short'));
  await world.restart();
  witness.watch();
  await person.say('14');
  expect(isReview(person.screen())).toBe(true);
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  expect(person.bubbles().filter(isReview), 'no pay button is left').toEqual([]);
  allIsWell();
});

test('a menu whose buttons have moved since shows itself anew instead of doing something else', async () => {
  await using scene = await openScene();
  const { world, person, allIsWell } = scene;
  await person.say('/help');
  const help = person.screen();
  const [first] = pressesOf(person);
  const moved = `${first?.data.slice(0, -1)}${first?.data.endsWith('x') ? 'y' : 'x'}`;
  await world.box.tap(person.id, help.id, moved);
  await world.settle();
  expect(person.screen().text).toBe(help.text);
  allIsWell();
});

test('a tap so old that Telegram takes no answer to it still shows where things stand', async () => {
  await using scene = await openScene();
  const { world, person, books, witness } = scene;
  await person.start();
  const description = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
  world.box.faults.add({ method: 'answerCallbackQuery', kind: 'status', status: 400, description });
  const [first] = pressesOf(person);
  world.box.beginTap(person.id, first?.id ?? 0, first?.data ?? '');
  await world.settle();
  expect(isReview(person.screen())).toBe(true);
  expect(witness.unanswered()).toEqual([]);
  expect(books.reviews()).toEqual([]);
});

test('a review that was overtaken by another one cannot be paid, and says why', async () => {
  await using scene = await openScene();
  const { world, person, allIsWell } = scene;
  await person.start('renew');
  const first = person.screen();
  await person.say('/start');
  await person.tap(t('group-day'));
  await person.tap('⭐');
  expect(await world.box.pay(person.id, invoiceOf(scene, first, person))).toMatchObject({
    outcome: 'refused',
  });
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  allIsWell();
});

test.each(languages)(
  'in %s: an eSIM that was taken back has no QR code to show, and an old button says why',
  async (locale) => {
    await using scene = await openScene();
    const { world, allIsWell } = scene;
    const person = world.person(people[locale]);
    const { t: words } = speeches(locale);
    await person.start();
    const card = /more\/(card_[\w-]+)/.exec(JSON.stringify(pressesOf(person)))?.[1] ?? '';
    await world.pass(400 * day);
    await person.say('/balance');
    expect(person.screen().text).toContain(words('card-gone'));
    expect(JSON.stringify(person.screen().buttons)).not.toContain(words('button-install'));
    const answer = await world.box.tap(person.id, person.screen().id, `install/${card}`);
    expect(answer?.text).toBe(words('card-gone'));
    await world.settle();
    allIsWell();
  },
);
