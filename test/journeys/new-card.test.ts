import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { isReview, openScene, plain, speeches } from '../support/scene.ts';
import { languages, people } from '../support/world.ts';

/** Nobody can promise these of a travel eSIM, in any language. */
const promises = [
  /multi-?device|multi-?dispositiv|several phones|più telefoni/i,
  /多设备|多裝置|多台手机|多支手機|多部手机/,
  /can (always )?(be )?reinstall|puoi reinstallar|可重新安装|可重新安裝|可以重装|可以重裝/i,
];

describe.each(languages)('A new card in %s', (locale) => {
  const { t } = speeches(locale);

  test('supply trap 20: nothing can be paid before its buyer has ticked that the phone takes it and is unlocked', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    await person.say('/buy');
    await person.tap('🇯🇵');
    await person.tap('5 GB');
    expect(plain(person.screen().text)).toContain('*#06#');
    expect(person.screen().text, 'iPhones bought in mainland China').toContain('⚠️');
    expect(isReview(person.screen())).toBe(false);
    await person.tap(t('button-phone-unsure'));
    expect(isReview(person.screen())).toBe(false);
    await person.tap(t('button-phone-ok'));
    expect(isReview(person.screen())).toBe(true);
    expect(plain(person.screen().text)).toContain(plain(t('review-consent')));
  });

  test('supply trap 6: whoever chooses among unlimited plans reads what that means', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    await person.say('/buy');
    await person.tap('🇯🇵');
    await person.tap(t('group-unlimited'));
    expect(plain(person.screen().text)).toMatch(/3 GB.*1 Mbps/);
    await person.start();
    await person.tap(t('group-unlimited'));
    expect(plain(person.screen().text)).toMatch(/3 GB.*1 Mbps/);
    await person.tap(t('group-month'));
    expect(plain(person.screen().text)).not.toContain('Mbps');
  });

  test('supply trap 20: no text promises a second phone, or that it can be installed again', () => {
    const words = readFileSync(path.join(import.meta.dirname, `../../locales/${locale}.ftl`), 'utf8');
    for (const promise of promises)
      expect(words.split('\n').filter((line) => promise.test(line))).toEqual([]);
    expect(t('done-install-once')).toMatch(/One phone|Un solo telefono|只能|一部|一支/i);
  });

  test('supply trap 19: picture, links and lines come together; supply trap 18: and again five times an hour at most', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    await person.say('/buy');
    await person.tap('🇯🇵');
    await person.tap('5 GB');
    await person.tap(t('button-phone-ok'));
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    await world.pass(minute);
    const { text, hasPicture, buttons } = person.screen();
    expect(hasPicture).toBe(true);
    const all = buttons.flat();
    const links = all.flatMap((button) => ('url' in button ? [new URL(button.url).origin] : []));
    expect(links).toEqual(['https://esimsetup.apple.com', 'https://esimsetup.android.com']);
    expect(all.filter((button) => 'copy_text' in button)).toHaveLength(2);
    // From which iOS on, and that not every Android takes its link.
    expect(text).toContain('17.4');
    expect(text).toMatch(/Android|安卓/);
    expect(text).toContain(plain(t('done-install-once')));

    const pictures = (): number => person.bubbles().filter((bubble) => bubble.hasPicture).length;
    const before = pictures();
    for (let again = 0; again < 7; again++) {
      await person.tap(t('button-check'));
      await person.tap(t('button-install'));
    }
    expect(pictures() - before).toBe(5);
  });
});

test('whoever asks whether it worked reads when the supplier was asked, not when they tapped', async () => {
  await using scene = await openScene({ env: { ESIM_PROVIDER: 'esimaccess' } });
  const { world } = scene;
  const { t } = speeches('en');
  const person = world.person(people.en);
  await person.say('/buy');
  await person.tap('🇯🇵');
  await person.tap('5 GB');
  await person.tap(t('button-phone-ok'));
  await person.pay();
  await world.pass(minute);
  await person.tap(t('button-check'));
  const first = person.screen().text;
  expect(first).toContain('Checked at');
  await world.pass(minute / 2);
  await person.tap(t('button-check-again'));
  expect(person.screen().text, 'the supplier was not asked again').toBe(first);
  await world.pass(minute);
  await person.tap(t('button-check-again'));
  expect(person.screen().text).not.toBe(first);
});
