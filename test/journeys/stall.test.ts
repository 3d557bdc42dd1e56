import { expect, test } from 'vitest';
import { minute, second } from '../../src/domain/time.ts';
import { invoiceOf, isReview, openScene, plain, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { until } from '../support/until.ts';

const { t } = speeches('en');

/** One minute past the hour, by a clock that only the test moves. */
const start = { now: () => Date.UTC(2026, 5, 12, 10, 1) };

/** The supplier, which has new figures every twenty minutes, answers nothing from shortly before eleven until shortly after. */
async function stall({ world }: Scene, after = 58 * minute + 45 * second): Promise<void> {
  await world.pass(after);
  await fetch(`http://127.0.0.1:${world.app.port}/box/world`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ stall_supplier_seconds: 30 }),
  });
}

/** Home as it is shown while the supplier keeps silent. */
async function homeFromMemory({ world, person }: Scene): Promise<void> {
  world.box.say(person.id, '/balance');
  await until(world.box, () => person.screen().text.includes(plain(t('card-asking', { ago: '58 min ago' }))));
}

test('home comes at once with the figures at hand and their time, and the new ones are edited in', async () => {
  await using scene = await openScene(start);
  const { world, person, allIsWell } = scene;
  await person.start();
  await stall(scene);
  await homeFromMemory(scene);
  const { id, text } = person.screen();
  expect(text).toContain('0.8 GB');

  world.box.say(person.id, 'hello');
  await until(world.box, () => person.screen().id !== id);
  await world.pass(31 * second);
  const home = person.bubbles().find((bubble) => bubble.id === id);
  expect(home?.text, 'also when the traveller has gone on talking').toContain(
    plain(t('card-updated', { ago: t('just-now') })),
  );
  allIsWell();
});

test('every tap is acknowledged, the review says that the network is silent and nothing was charged, and trying again works', async () => {
  await using scene = await openScene(start);
  const { world, person, shelf, allIsWell } = scene;
  await person.start();
  await stall(scene);
  await homeFromMemory(scene);
  const { id, buttons } = person.screen();
  const dataOf = (label: string): string => {
    const button = buttons.flat().find(({ text }) => text.includes(label));
    return button && 'callback_data' in button ? button.callback_data : '';
  };
  const taps = [t('group-month'), '★', '⋯'].map((label) => world.box.tap(person.id, id, dataOf(label)));
  expect(await Promise.all(taps)).not.toContain(null);
  expect(person.screen().text).toContain(t('renewal-silent'));
  expect(shelf.openOrders(person.id)).toBe(0);

  world.box.clock.advance(31 * second);
  await world.settle();
  await person.say('/start');
  await person.tap('★');
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  allIsWell();
});

test('a review that the network kept waiting comes with the next try', async () => {
  await using scene = await openScene(start);
  const { world, person, allIsWell } = scene;
  await person.start();
  await stall(scene);
  world.box.start(person.id, 'renew');
  await until(world.box, () => person.screen().text.includes(t('renewal-silent')));
  world.box.clock.advance(31 * second);
  await person.tap(t('button-retry'));
  expect(isReview(person.screen())).toBe(true);
  allIsWell();
});

test('trap 19: a payment during the silence is answered and kept: received at once, delivered when the network is back', async () => {
  await using scene = await openScene(start);
  const { world, person, books, allIsWell } = scene;
  await person.start('renew');
  await stall(scene, 20 * minute);
  expect(await world.box.pay(person.id, invoiceOf(scene, person.screen(), person))).toEqual({
    outcome: 'paid',
  });
  await until(world.box, () => person.bubbles().some(({ text }) => text.includes(t('paid-activating'))));
  await world.pass(40 * second);
  await world.pass(60 * second);
  expect(person.bubbles().some(({ text }) => text.includes(plain(t('done-in-place'))))).toBe(true);
  expect(books.of(person.id)).toMatchObject({ charged: [672], refunded: [], orders: ['fulfilled'] });
  allIsWell();
});
