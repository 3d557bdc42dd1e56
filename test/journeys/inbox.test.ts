import { expect, test, vi } from 'vitest';
import { minute, second } from '../../src/domain/time.ts';
import { oneRenewal } from '../support/books.ts';
import { openScene, plain, pressesOf, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { languages, people } from '../support/world.ts';

const operatorId = 100_005;

async function operatorOf({ world }: Scene, locale: (typeof languages)[number] = 'en') {
  const operator = world.person(operatorId);
  const { t } = speeches(locale);
  await operator.say('/language');
  await operator.tap(t('language-name'));
  return { operator, t };
}

/** Something that Telegram will not take, five times: the message that causes it is a person's. */
function poison({ world }: Scene): void {
  const description = 'Bad Request: something nobody thought of';
  world.box.faults.add({ method: 'sendMessage', kind: 'status', status: 400, description, times: 5 });
}

test.concurrent.each(languages)(
  'in %s: a message that failed five times silenced nobody, and is handled once more when an operator says so',
  async (locale) => {
    await using scene = await openScene();
    const { world, person, shelf } = scene;
    const { operator, t } = await operatorOf(scene, locale);
    await person.start();
    await operator.say('/inbox');
    expect(plain(operator.screen().text)).toContain(plain(t('inbox-none-stuck')));

    poison(scene);
    const chat = [person.say('/orders'), person.say('/help')];
    await Promise.all(chat);
    const texts = (): string[] => person.bubbles().map(({ text }) => text);
    expect(texts()).toContain(speeches('en').t('went-wrong'));
    expect(JSON.stringify(texts()), 'the next one is answered').toContain('how can we help');
    expect(texts()).not.toContain(speeches('en').t('orders-none'));

    await operator.tap(t('button-refresh-inbox'));
    expect(plain(operator.screen().text)).toContain(plain(t('inbox-failed', { count: 1 })));
    await operator.tap(t('button-failed'));
    await operator.tap(/^[A-Z0-9]{8} · /);
    expect(plain(operator.screen().text)).toContain(String(people.en));
    await operator.tap(t('button-case', { action: 'replay' }));
    const [yes] = pressesOf(operator).filter(({ data }) => data.startsWith('caseyes/'));
    await operator.tap(t('button-case-yes', { action: 'replay' }));
    await world.box.tap(operatorId, yes?.id ?? 0, yes?.data ?? '');
    await world.settle();
    expect(texts().filter((text) => text === speeches('en').t('orders-none'))).toHaveLength(1);
    expect(shelf.audit()).toEqual([['case_replay', `customer_${operatorId}`]]);
    await world.restart();
    await world.settle();
    expect(texts().filter((text) => text === speeches('en').t('orders-none'))).toHaveLength(1);
  },
);

test('a message that failed can be dropped: it is never handled, and what it said is gone', async () => {
  await using scene = await openScene();
  const { person, books, shelf, world } = scene;
  const { operator, t } = await operatorOf(scene);
  await person.start();
  poison(scene);
  await person.say('/orders');
  await operator.say('/review');
  await operator.tap(/^[A-Z0-9]{8} · /);
  await operator.tap(t('button-case', { action: 'release' }));
  await operator.tap(t('button-case-yes', { action: 'release' }));
  expect(books.reviews()).toEqual([]);
  expect(shelf.audit()).toEqual([['case_release', `customer_${operatorId}`]]);
  await world.restart();
  await world.settle();
  expect(person.bubbles().map(({ text }) => text)).not.toContain(t('orders-none'));
});

test('a job that fails holds up no other; an operator sees why, and runs it when that is mended', async () => {
  let broken = '';
  await using scene = await openScene({
    supplierFaults: ({ method, phase }) => {
      if (broken !== '' && method === 'placeTopUp' && phase === 'before') {
        const error = new TypeError(broken);
        broken = '';
        throw error;
      }
    },
  });
  const { world, person, books, shelf } = scene;
  const { operator, t } = await operatorOf(scene);
  const other = world.person(people.it);
  for (const each of [person, other]) await each.start('renew');
  broken = 'cannot read LPA:1$smdp.example$SECRET of undefined';
  const paying = person.pay();
  await paying;
  await other.pay();
  expect(books.of(people.it)).toEqual(oneRenewal(672));
  expect(books.of(person.id).orders).toEqual(['fulfilling']);

  await operator.say('/inbox');
  expect(plain(operator.screen().text)).toContain(plain(t('inbox-jobs', { count: 1 })));
  await operator.tap(t('button-jobs'));
  await operator.tap(/^order /);
  const shown = plain(operator.screen().text);
  expect(shown).toContain('cannot read');
  expect(shown).not.toContain('SECRET');
  await operator.tap(t('button-job-now'));
  expect(operator.screen().text).toBe(t('job-hurried'));
  await world.pass(second);
  expect(books.of(person.id)).toEqual(oneRenewal(672));
  expect(shelf.audit()).toEqual([['job_hurried', `customer_${operatorId}`]]);
});

test('a job that failed five times is a case: run again, it does what it was for, once', async () => {
  let broken = true;
  await using scene = await openScene({
    supplierFaults: ({ method, phase }) => {
      if (broken && phase === 'before' && method === 'placeTopUp') throw new TypeError('no such thing');
    },
  });
  const { world, person, books } = scene;
  const { operator, t } = await operatorOf(scene);
  await person.start('renew');
  await person.pay();
  for (let n = 0; n < 10 && books.reviews().length === 0; n++) await world.pass(minute);
  expect(books.reviews()).toMatchObject([{ reason: 'job_failed', detail: 'TypeError: no such thing' }]);
  broken = false;
  await operator.say('/review');
  await operator.tap(/^[A-Z0-9]{8} · /);
  await operator.tap(t('button-case', { action: 'run' }));
  await operator.tap(t('button-case-yes', { action: 'run' }));
  await world.pass(second);
  expect(books.of(person.id)).toEqual(oneRenewal(672));
  expect(books.reviews()).toEqual([]);
});

test.each(languages)('in %s: a message that waits too long is listed, and can be dropped', async (locale) => {
  let hang: Promise<void> | undefined;
  await using scene = await openScene({
    supplierFaults: async ({ method, phase }) => {
      if (method === 'listTopUps' && phase === 'before') await hang;
    },
  });
  const { world, person, shelf } = scene;
  const { operator, t } = await operatorOf(scene, locale);
  await person.start();
  const supplier = Promise.withResolvers<void>();
  hang = supplier.promise;
  // Whatever happens here, the shop can be closed.
  using _ = { [Symbol.dispose]: () => supplier.resolve() };
  const asking = person.say('/renew');
  await vi.waitFor(() => expect(world.box.unconfirmed()).toBe(0));
  world.box.clock.advance(2 * minute);

  const heard = (said: string): Promise<void> =>
    vi.waitFor(() =>
      expect(
        operator
          .bubbles()
          .map(({ text }) => plain(text))
          .join(),
      ).toContain(plain(said)),
    );
  const press = async (button: string): Promise<void> => {
    const [found] = operator
      .bubbles()
      .toReversed()
      .flatMap(({ id, buttons }) => buttons.flat().map((each) => ({ id, each })))
      .filter(({ each }) => each.text.includes(button));
    const data = found && 'callback_data' in found.each ? found.each.callback_data : '';
    await world.box.tap(operatorId, found?.id ?? 0, data);
  };
  world.box.say(operatorId, '/inbox');
  const { ago } = speeches(locale);
  await heard(t('inbox-stuck', { count: 1, chats: 1, ago: ago(0, 2 * minute) }));
  await press(t('button-stuck'));
  await press(t('stuck-row', { chat: String(person.id), ago: '' }).trim());
  await heard(String(person.id));
  await press(t('button-release'));
  await heard(t('update-released'));
  expect(shelf.audit()).toEqual([['update_released', `customer_${operatorId}`]]);

  supplier.resolve();
  await asking;
  await operator.say('/inbox');
  expect(plain(operator.screen().text)).toContain(plain(t('inbox-none-stuck')));
});
