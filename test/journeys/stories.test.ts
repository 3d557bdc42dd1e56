import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSpeeches } from '../../src/i18n/speech.ts';
import { createRecorder } from '../support/recorder.ts';
import { languages, openWorld, people } from '../support/world.ts';
import { overBudget } from './budget.ts';
import { stories, supplierDown } from './stories.ts';

const speeches = createSpeeches(path.join(import.meta.dirname, '../../locales'));

describe.each(languages)('in %s', (locale) => {
  test.each(stories)('$title: within its taps, bubbles and characters', async (story) => {
    await using world = await openWorld(story.supplierIsDown ? { supplierFaults: supplierDown } : {});
    const recorder = createRecorder({ person: world.person(people[locale]), world });
    await story.play(recorder, speeches(locale), world);

    expect(recorder.taps).toBeLessThanOrEqual(story.budget.taps);
    expect(recorder.bubbles).toBeLessThanOrEqual(story.budget.bubbles);
    expect(overBudget(recorder.seen, locale)).toEqual([]);
  });
});
