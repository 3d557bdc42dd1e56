import { expect, test } from 'vitest';
import { isReview, openScene } from '../support/scene.ts';
import { people } from '../support/world.ts';

test('a way to pay that is out of order leaves the others, also to whoever used it last', async () => {
  await using scene = await openScene();
  const { person, world, books, t } = scene;
  await person.start('renew');
  await person.tap(t('button-rail-invoice', { total: '€11.20' }));
  expect(await person.pay()).toEqual({ outcome: 'paid' });

  world.box.faults.add({
    method: 'createInvoiceLink',
    kind: 'status',
    status: 400,
    description: 'Bad Request: PAYMENT_PROVIDER_INVALID',
  });
  await person.say('/renew');
  const review = person.screen();
  expect(isReview(review)).toBe(true);
  const labels = review.buttons.flat().map(({ text }) => text);
  expect(labels).toContain(t('button-pay', { total: '⭐672' }));
  expect(labels.join()).not.toContain(t('button-rail-invoice', { total: '' }).trim());
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  expect(books.reviews()).toEqual([]);
});

test('whoever taps on a way that is out of order hears so at once and keeps the review', async () => {
  await using scene = await openScene();
  const { person, world, t } = scene;
  await person.start('renew');
  const before = person.screen();
  world.box.faults.add({ method: 'createInvoiceLink', kind: 'status', status: 400 });
  const answer = await person.tap(t('button-rail-invoice', { total: '€11.20' }));
  expect(answer).toMatchObject({ text: t('pay-page-silent'), show_alert: true });
  expect(person.screen()).toEqual(before);
});

test('another customer’s ways to pay cannot be chosen', async () => {
  await using scene = await openScene();
  const { person, world, t, shelf } = scene;
  await person.start('renew');
  const pay = person
    .screen()
    .buttons.flat()
    .find((button) => 'callback_data' in button && button.callback_data.startsWith('pay/'));
  const data = pay && 'callback_data' in pay ? pay.callback_data : '';
  expect(data).not.toBe('');
  const stranger = world.person(people.it);
  await stranger.start();
  const before = [shelf.kept(people.en), shelf.kept(people.it)];
  const answer = await world.box.tap(stranger.id, stranger.screen().id, data);
  await world.settle();
  expect(answer?.text).not.toBe(t('not-yours'));
  expect(answer?.show_alert).toBe(true);
  expect([shelf.kept(people.en), shelf.kept(people.it)]).toEqual(before);
  expect(isReview(stranger.screen())).toBe(false);
});
