import { describe, expect, test } from 'vitest';
import { second } from '../../src/domain/time.ts';
import { openScene, speeches } from '../support/scene.ts';
import { languages, people } from '../support/world.ts';

/** What is said before paying and again under the picture, by how the supplier adds a plan. */
const words = {
  esimaccess: {
    'zh-CN': '立即到账：共 5.8 GB，可用到 ',
    'zh-TW': '立即生效：共 5.8 GB，可用到 ',
    en: 'Ready at once: 5.8 GB in all, until ',
    it: 'Subito disponibili: 5,8 GB in tutto. Nuova scadenza: ',
  },
  // When it starts it does not say, so nothing is promised.
  airalo: {
    'zh-CN': '加到这张卡上，再用 30 天；一般等现有流量用完后自动接上。',
    'zh-TW': '加到這張卡上，再用 30 天；通常等現有流量用完後自動接上。',
    en: 'Joins this eSIM for 30 more days, usually once what is on it now runs out.',
    it: 'Si aggiunge a questa eSIM per 30 giorni, di solito appena finisci quello che c’è ora.',
  },
} as const;

describe.each(['esimaccess', 'airalo'] as const)('With %s over HTTP', (supplier) => {
  test.each(languages)('a renewal in %s goes from home to the picture', async (locale) => {
    await using scene = await openScene({ env: { ESIM_PROVIDER: supplier } });
    const { world, books } = scene;
    const person = world.person(people[locale]);
    await person.start();
    await person.tap('★');
    expect(person.screen().text).toContain(words[supplier][locale]);
    await person.pay();
    // A call that a busy machine held up is made again some seconds later.
    for (let tries = 0; tries < 3 && !person.screen().hasPicture; tries++) await world.pass(10 * second);
    expect(person.screen().hasPicture).toBe(true);
    expect(person.screen().text).toContain(words[supplier][locale]);
    expect(books.supplied()).toBe(1);
    scene.allIsWell();
  });

  test.each(languages)(
    'what to try without internet in %s names the APN of the supplier, or none',
    async (locale) => {
      await using scene = await openScene({ env: { ESIM_PROVIDER: supplier } });
      const person = scene.world.person(people[locale]);
      const { t } = speeches(locale);
      await person.start();
      await person.tap('★');
      await person.pay();
      await person.tap(t('button-no-internet'));
      const { text, buttons } = person.screen();
      const copied = buttons
        .flat()
        .flatMap((button) => ('copy_text' in button ? [button.copy_text.text] : []));
      // Airalo in a box says that phones find it by themselves.
      expect(copied).toEqual(supplier === 'esimaccess' ? ['drei.at'] : []);
      expect(/APN.*drei\.at/.test(text)).toBe(supplier === 'esimaccess');
      expect(text.includes('APN')).toBe(supplier === 'esimaccess');
      expect(scene.witness.unanswered()).toEqual([]);
    },
  );
});
