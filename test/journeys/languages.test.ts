import { expect, test } from 'vitest';
import { second } from '../../src/domain/time.ts';
import { openScene, pressesOf, speeches } from '../support/scene.ts';
import { nonsenseIn } from '../support/witness.ts';
import { languages, people } from '../support/world.ts';

const pairs = languages.map((to, index) => ({ from: languages[(index + 1) % languages.length] ?? 'en', to }));

test.each(pairs)(
  'who changes from $from to $to reads $to from then on, also where something was going on',
  async ({ from, to }) => {
    await using scene = await openScene({
      env: { SELLER_NAME: '遠遊卡', SELLER_ADDRESS: 'Via Esempio 1', EMERGENCY_CONTACT: '+39 06 1' },
    });
    const { world, witness, books } = scene;
    const person = world.person(people[from]);
    const { t } = speeches(to);
    const reader = { locale: to, own: ['遠遊卡', 'Via Esempio'] };
    const waiting = await person.start();
    await person.say('/start');
    const groups = pressesOf(person).find(({ id, data }) => id === waiting.id && data.endsWith('/month'));
    await world.box.tap(person.id, waiting.id, groups?.data ?? '');
    await world.settle();
    const plan = pressesOf(person).find(({ id, data }) => id === waiting.id && data.startsWith('plan/'));

    await person.tap('⋯');
    await person.tap(speeches(from).t('button-settings'));
    await person.tap(speeches(from).t('button-language'));
    const answer = await person.tap(t('language-name'));
    expect(answer?.text).toBe(t('language-chosen'));
    const said = witness.said(person.id).length;

    await world.box.tap(person.id, waiting.id, plan?.data ?? '');
    await world.settle();
    const review = person.bubbles().filter(({ id }) => id === waiting.id);
    expect(nonsenseIn(review, reader)).toEqual([]);
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    await person.tap(t('button-receipt'));
    for (const command of ['/help', '/orders', '/terms', '/support', '/nosuchcommand'])
      await person.say(command);
    await world.pass(10 * second);
    for (const command of ['/language', '/start renew', '/balance']) await person.say(command);

    const ids = new Set(
      witness
        .said(person.id)
        .slice(said)
        .map(({ params }) => JSON.stringify(params).match(/"message_id":"?(\d+)/)?.[1]),
    );
    const after = person.bubbles().filter(({ id }) => id > waiting.id + 1 || ids.has(String(id)));
    expect(after.length).toBeGreaterThan(8);
    expect(nonsenseIn(after, reader)).toEqual([]);
    expect(witness.unanswered()).toEqual([]);
    expect(books.reviews()).toEqual([]);
  },
);

test('what cannot be done at all is said once, in the language that was chosen, and a person looks at it', async () => {
  await using scene = await openScene();
  const { world, person, books } = scene;
  await person.say('/language');
  await person.tap('Italiano');
  const description = 'Bad Request: something nobody thought of';
  world.box.faults.add({ method: 'sendMessage', kind: 'status', status: 400, description, times: 5 });
  expect((await person.say('/orders')).text).toBe(speeches('it').t('went-wrong'));
  expect(books.reviews()).toHaveLength(1);
  expect((await person.say('/orders')).text).toBe(speeches('it').t('orders-none'));
});
