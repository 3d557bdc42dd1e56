/** Prints the journeys as dialogues in every language, with their counts: `npm run transcript [-- LANGUAGE]`. */
import path from 'node:path';
import { createSpeeches } from '../src/i18n/speech.ts';
import { longest } from './journeys/budget.ts';
import { stories, supplierDown } from './journeys/stories.ts';
import { createRecorder } from './support/recorder.ts';
import { languages, openWorld, people } from './support/world.ts';

const speeches = createSpeeches(path.join(import.meta.dirname, '../locales'));
const wanted = process.argv[2];

for (const locale of languages.filter((each) => !wanted || each === wanted)) {
  for (const story of stories) {
    await using world = await openWorld(story.supplierIsDown ? { supplierFaults: supplierDown } : {});
    const recorder = createRecorder({ person: world.person(people[locale]), world });
    await story.play(recorder, speeches(locale), world);
    console.log(`\n── ${locale}: ${story.title} ──`);
    console.log(recorder.lines.join('\n'));
    const { taps, bubbles } = story.budget;
    console.log(
      `  ${recorder.taps} of ${taps} taps, ${recorder.bubbles} of ${bubbles} bubbles, longest ${longest(recorder.seen)} characters`,
    );
  }
}
