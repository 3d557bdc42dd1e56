import { describe, expect, test } from 'vitest';
import { elsewhere } from '../support/elsewhere.ts';
import { codeIn } from '../support/mailbox.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import { languages, people } from '../support/world.ts';

/** How a traveller of each language says it. */
const sentences: Readonly<Record<(typeof languages)[number], (code: string) => string>> = {
  'zh-CN': (code) => `你好，我的码是${code}，谢谢！`,
  'zh-TW': (code) => `您好，請用這個：${code}。`,
  en: (code) => `Hi, my code is ${code} please`,
  it: (code) => `Ciao, usa questo: ${code}. Grazie`,
};

describe.each(languages)('In a sentence in %s', (locale) => {
  const { t } = speeches(locale);
  const say = sentences[locale];

  test('an installation code brings the card along, and the sentence is out of the chat', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    const { lpa, iccid } = await elsewhere(world, person.id);
    const { text } = await person.say(say(lpa));
    expect(text).toContain(`·${iccid.slice(-4)}`);
    expect(text).toContain(t('code-deleted'));
    expect(JSON.stringify(world.box.messages(person.id))).not.toContain(lpa);
    scene.allIsWell();
  });

  test('an activation code is opened, as is the link below the words it is sent with', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const giver = world.person(people[locale === 'it' ? 'en' : 'it']);
    await giver.start('renew');
    await giver.tap('⋯');
    await giver.tap('🎁');
    await giver.pay();
    const code = /YY(?:-[0-9A-Z]{4}){3}/.exec(giver.screen().text)?.[0] ?? '';
    const person = world.person(people[locale]);
    const { text } = await person.say(say(code));
    expect(text).toMatch(/^🎁.*5 GB/);
    await person.say('/help');
    const link = `https://t.me/yuanyou_box_bot?start=act_${code.replaceAll('-', '')}`;
    expect((await person.say(`${t('code-share-text', { plan: '🇮🇹 5 GB' })}\n${link}`)).text).toBe(text);
    scene.allIsWell();
  });

  test('six digits are a code to whoever waits for one, and talk to anybody else', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    expect((await person.say(say('123456'))).text).toBe(t('not-understood'));
    await person.say('/email');
    await person.tap(t('button-add-address'));
    await person.say('jane@example.com');
    await person.say(say(codeIn(world, 'jane@example.com')));
    expect(person.screen().text).toBe(plain(t('email-proved', { address: 'j…e@example.com' })));
    scene.allIsWell();
  });
});
