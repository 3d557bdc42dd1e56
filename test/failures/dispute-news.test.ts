import { expect, test } from 'vitest';
import { hour, second } from '../../src/domain/time.ts';
import { describeOnBoth } from '../support/database.ts';
import { openMoneyStory } from '../support/money-story.ts';
import type { MoneyStory, Truth } from '../support/money-story.ts';

describeOnBoth('What is told of a dispute', (open) => {
  async function paid(): Promise<MoneyStory & AsyncDisposable & { news(): string[] }> {
    const story = await openMoneyStory('renewal', open);
    for (const truth of ['page opened', 'page paid', 'rest'] as const) await story.happen(truth);
    const { told } = story.office.outside;
    const before = told.length;
    return Object.assign(story, {
      news: () => told.slice(before).map((line) => line.replace(/ payment_.*/, '')),
      [Symbol.asyncDispose]: story.office.leave,
    });
  }

  test.each<[Truth, string, string]>([
    ['won', 'won', 'stands'],
    ['lost', 'lost', 'bank returned'],
  ])('operators read once that it is %s, though its customer cannot be told', async (end, ended, told) => {
    await using story = await paid();
    const { office } = story;
    for (const truth of ['disputed', 'rest'] as const) await story.happen(truth);
    office.outside.chat = 'down';
    await story.happen(end);
    await story.tellAll();
    for (let n = 0; n < 6; n++) await office.pass(5 * second);
    expect(story.news()).toEqual(['disputed', ended]);
    office.outside.chat = 'open';
    for (let n = 0; n < 3; n++) await office.pass(hour);
    expect(story.news()).toEqual(['disputed', ended, told]);
  });

  test('one that was won and is opened again is told again, and how it ends', async () => {
    await using story = await paid();
    for (const truth of ['disputed', 'rest', 'won', 'rest', 'reopened', 'rest'] as const)
      await story.happen(truth);
    expect(story.news()).toEqual(['disputed', 'won', 'stands', 'disputed']);
    for (const truth of ['won', 'rest'] as const) await story.happen(truth);
    expect(story.news()).toEqual(['disputed', 'won', 'stands', 'disputed', 'won', 'stands']);
  });

  test('one that was lost and goes on before the bank is no news for its customer until it is won', async () => {
    await using story = await paid();
    for (const truth of ['disputed', 'rest', 'lost', 'rest', 'appealed', 'rest'] as const)
      await story.happen(truth);
    expect(story.news()).toEqual(['disputed', 'lost', 'bank returned']);
    for (const truth of ['won', 'rest'] as const) await story.happen(truth);
    expect(story.news()).toEqual(['disputed', 'lost', 'bank returned', 'won', 'stands']);
  });
});
