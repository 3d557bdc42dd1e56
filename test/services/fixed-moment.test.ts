import { expect, test } from 'vitest';
import { atFixedMoment } from '../../src/services/fixed-moment.ts';

/** Waiting that ends when the test says so. */
function moments() {
  const begun: (() => void)[] = [];
  return {
    rest: () => new Promise<void>((over) => begun.push(over)),
    begun: () => begun.length,
    pass: async () => {
      begun.at(-1)?.();
      await new Promise((later) => setImmediate(later));
    },
  };
}

const mute = (answer: string): boolean => answer === 'no';

/** What has been answered so far. */
function watch(answer: Promise<string>): { said: () => string | undefined } {
  let said: string | undefined;
  void answer.then((text) => (said = text));
  return { said: () => said };
}

test('an answer that must tell nothing leaves at its moment, however early it was known', async () => {
  const time = moments();
  const { said } = watch(atFixedMoment(Promise.resolve('no'), mute, time.rest));
  await new Promise((later) => setImmediate(later));
  expect(said()).toBeUndefined();
  await time.pass();
  expect(said()).toBe('no');
  expect(time.begun()).toBe(1);
});

test('one that was not known then leaves at the next moment, and not when it is known', async () => {
  const time = moments();
  const work = Promise.withResolvers<string>();
  const { said } = watch(atFixedMoment(work.promise, mute, time.rest));
  await time.pass();
  work.resolve('no');
  await new Promise((later) => setImmediate(later));
  expect(said()).toBeUndefined();
  await time.pass();
  expect(said()).toBe('no');
  expect(time.begun()).toBe(2);
});

test('good news does not wait', async () => {
  const time = moments();
  expect(await atFixedMoment(Promise.resolve('yes'), mute, time.rest)).toBe('yes');
});
