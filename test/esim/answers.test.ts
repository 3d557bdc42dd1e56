import { expect, test } from 'vitest';
import { createAnswers } from '../../src/esim/answers.ts';

function asking({ most = 10, failureMs = 0 } = {}) {
  let now = 0;
  const asked: string[] = [];
  const waiting: PromiseWithResolvers<string>[] = [];
  const answers = createAnswers({
    ask: (key: string) => {
      asked.push(key);
      const answer = Promise.withResolvers<string>();
      waiting.push(answer);
      return answer.promise;
    },
    clock: () => now,
    lifeMs: 100,
    failureMs,
    most,
  });
  const answer = async (text: string): Promise<void> => {
    waiting.shift()?.resolve(text);
    await Promise.resolve();
  };
  return { answers, asked, waiting, answer, pass: (milliseconds: number) => (now += milliseconds) };
}

test('equal questions share one call while it runs, and its answer while it is fresh', async () => {
  const { answers, asked, answer, pass } = asking();
  const both = Promise.all([answers.of('a'), answers.of('a')]);
  pass(1000);
  const third = answers.of('a');
  await answer('yes');
  expect(await both).toEqual(['yes', 'yes']);
  expect(await third).toBe('yes');
  expect(asked).toEqual(['a']);
  // Its life counts from the question, when it may have been true for the last time.
  void answers.of('a');
  expect(asked).toEqual(['a', 'a']);
});

test('what was forgotten is asked anew, also while the old question still runs', async () => {
  const { answers, asked, answer } = asking();
  const old = answers.of('a');
  answers.forget('a');
  const anew = answers.of('a');
  await answer('old');
  await answer('new');
  expect([await old, await anew]).toEqual(['old', 'new']);
  expect(await answers.of('a')).toBe('new');
  expect(asked).toHaveLength(2);
});

test('a failure is everybody’s who asked, and is kept no longer than it may be', async () => {
  const { answers, asked, waiting, pass } = asking({ failureMs: 10 });
  const failing = answers.of('a');
  waiting.shift()?.reject(new Error('no'));
  await expect(failing).rejects.toThrow('no');
  await expect(answers.of('a')).rejects.toThrow('no');
  pass(10);
  void answers.of('a');
  expect(asked).toHaveLength(2);
});

test('no more is remembered than allowed, the oldest being forgotten first', async () => {
  const { answers, asked, answer } = asking({ most: 2 });
  for (const key of ['a', 'b', 'c']) {
    const told = answers.of(key);
    await answer(key);
    await told;
  }
  await answers.of('b');
  await answers.of('c');
  expect(asked).toEqual(['a', 'b', 'c']);
  void answers.of('a');
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});
