import { expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { openScene } from '../support/scene.ts';

test('orders beyond the newest five are one tap away, and so is the way back', async () => {
  await using scene = await openScene();
  const { world, person, t, allIsWell } = scene;
  for (let order = 0; order < 7; order++) {
    await person.start('renew');
    await person.pay();
    await world.pass(minute);
  }
  const receipts = (): number =>
    person
      .screen()
      .buttons.flat()
      .filter((button) => 'callback_data' in button && button.callback_data.startsWith('receipt/')).length;
  await person.say('/orders');
  expect(receipts()).toBe(5);
  await person.tap(t('button-next'));
  expect(receipts()).toBe(2);
  expect(
    person
      .screen()
      .buttons.flat()
      .map(({ text }) => text),
  ).not.toContain(t('button-next'));
  await person.tap(t('button-previous'));
  expect(receipts()).toBe(5);
  await person.tap('✓');
  expect(person.screen().text, 'which way it was paid').toContain('Telegram Stars');
  allIsWell();
});
