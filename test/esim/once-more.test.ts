import { expect, test } from 'vitest';
import { onceMore } from '../../src/esim/once-more.ts';
import { ProviderError } from '../../src/services/supply-port.ts';

function turnedAway(...pauses: (number | undefined)[]) {
  const rests: number[] = [];
  let asked = 0;
  const ask = async (): Promise<string> => {
    const pause = pauses[asked++];
    if (pause !== undefined) throw new ProviderError('rate_limited', 'too soon', { retryAfterMs: pause });
    return 'an answer';
  };
  const answer = onceMore(ask, async (pause) => void rests.push(pause));
  return { answer, asked: () => asked, rests };
}

test('supply trap 24: a question that came too soon is asked once more after its pause', async () => {
  const question = turnedAway(1000, undefined);
  expect(await question.answer).toBe('an answer');
  expect(question.rests).toEqual([1000]);
});

test('supply trap 24: not a third time, and not after a pause that somebody would notice', async () => {
  const again = turnedAway(1000, 1000, undefined);
  await expect(again.answer).rejects.toThrow('too soon');
  expect(again.asked()).toBe(2);
  const long = turnedAway(60_000, undefined);
  await expect(long.answer).rejects.toThrow('too soon');
  expect(long.asked()).toBe(1);
});

test('what is refused for another reason is not asked again', async () => {
  let asked = 0;
  const ask = async (): Promise<never> => {
    asked++;
    throw new ProviderError('temporary', 'not now', { retryAfterMs: 10 });
  };
  await expect(onceMore(ask)).rejects.toThrow('not now');
  expect(asked).toBe(1);
});
