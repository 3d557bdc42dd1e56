import { describe, expect, test } from 'vitest';
import { hour, minute, second } from '../../src/domain/time.ts';
import { elsewhere, sellersList } from '../support/elsewhere.ts';
import { codeIn, mailsTo, otherThan } from '../support/mailbox.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import type { Bubble } from '../support/person.ts';
import { languages, people } from '../support/world.ts';
import { overBudget } from './budget.ts';

const { t } = speeches('en');

function shown({ text, buttons }: Bubble): unknown {
  return [text, buttons];
}

describe.each(languages)('in %s', (locale) => {
  const speech = speeches(locale);

  test('the address it was bought with brings a card along', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    const { iccid, email } = await elsewhere(world, person.id);
    await sellersList(world, `${iccid},${email.toUpperCase()},W-1`);
    await person.start('claim');
    await person.tap(speech.t('button-claim-email'));
    expect((await person.say('not@an@address')).text).toBe(speech.t('claim-email-wrong'));
    const sent = await person.say(email);
    expect(sent.text).not.toContain(email);
    await person.say(otherThan(codeIn(world, email)));
    const added = await person.say(codeIn(world, email));
    expect(added.text).toContain(`·${iccid.slice(-4)}`);
    const twice = [speech.t('claim-code-used'), plain(speech.t('claim-how'))].join('\n');
    expect((await person.say(codeIn(world, email))).text, 'typed twice').toBe(twice);
    expect((await person.say(otherThan(codeIn(world, email)))).text, 'wrong afterwards').toBe(twice);
    await person.say('/start');
    expect(JSON.stringify(person.screen())).toContain(iccid.slice(-4));
    expect(overBudget(person.bubbles(), locale)).toEqual([]);
    scene.allIsWell();
  });

  test('nobody gets receipts at the address of a claim before they ask for it', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    const { iccid, email } = await elsewhere(world, person.id);
    await sellersList(world, `${iccid},${email},W-1`);
    await person.say(iccid);
    await person.say(codeIn(world, email));
    const mails = mailsTo(world, email).length;
    const order = async (): Promise<void> => {
      await person.start('renew');
      await person.pay();
      await world.pass(10 * second);
    };
    await order();
    expect(mailsTo(world, email)).toHaveLength(mails);
    expect((await person.say('/email')).text).toBe(speech.t('email-none'));
    await world.pass(second);
    await person.tap(speech.t('button-receipts-there'));
    expect(person.screen().text).toContain('✅');
    expect(person.screen().text).not.toContain(email);
    await order();
    expect(mailsTo(world, email)).toHaveLength(mails + 1);
    expect(overBudget(person.bubbles(), locale)).toEqual([]);
    scene.allIsWell();
  });

  test('its number sends a code to the address it was bought with, without a word about whether it did', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    const { iccid, email } = await elsewhere(world, person.id);
    await sellersList(world, `${iccid},${email},W-1`);
    await person.start('claim');
    await person.tap(speech.t('button-claim-number'));
    for (const wrong of ['8999', '8999 9000 0000 0000 0000 000'])
      expect((await person.say(wrong)).text).toBe(speech.t('claim-number-wrong'));
    const unknown = shown(await person.say('8999 9000 0000 0000 000'));
    const known = shown(await person.say(iccid));
    expect(known).toEqual(unknown);
    const added = await person.say(codeIn(world, email));
    expect(added.text).toContain(`·${iccid.slice(-4)}`);
    expect(overBudget(person.bubbles(), locale)).toEqual([]);
    scene.allIsWell();
  });
});

test('in a sandbox that was just opened, a card is claimed by its number alone, and the seller’s list is known but for the operator', async () => {
  await using scene = await openScene({ story: true });
  const { world, person } = scene;
  await world.settle();
  const { iccid, email } = await elsewhere(world, person.id);
  await person.start('claim');
  await person.tap(t('button-claim-number'));
  await person.say(iccid);
  expect((await person.say(codeIn(world, email))).text).toContain(`·${iccid.slice(-4)}`);

  const operator = world.person(100_005);
  const list = await fetch(`http://127.0.0.1:${world.app.port}/box/elsewhere/sold.csv`);
  const asked = await operator.sendFile('sold.csv', Buffer.from(await list.arrayBuffer()));
  const counts = { all: '5', fresh: '1', known: '4', changed: '0' };
  expect(plain(asked.text)).toBe(plain(speeches('zh-CN').t('import-asked', counts)));
  scene.allIsWell();
});

test('an address with which nothing was bought, or nothing that is free, brings the same words', async () => {
  await using scene = await openScene();
  const { world, person } = scene;
  const owner = world.person(people.it);
  const { iccid, lpa } = await elsewhere(world, owner.id);
  await owner.say(lpa);
  const words = async (email: string): Promise<unknown> => {
    await person.start('claim');
    await person.tap(t('button-claim-email'));
    await person.say(email);
    return shown(await person.say(codeIn(world, email)));
  };
  const nothing = await words('nobody@box.invalid');
  await sellersList(world, `${iccid},mine@box.invalid,W-1`);
  expect(await words('mine@box.invalid')).toEqual(nothing);
  const italian = speeches('it');
  await owner.tap(italian.t('button-its-me'));
  expect(person.screen().text, 'the owner handed it over').toContain(`·${iccid.slice(-4)}`);
  scene.allIsWell();
});

test('while the supplier is silent the proved address waits, and no new code is needed', async () => {
  let silent = true;
  await using scene = await openScene({
    supplierFaults: ({ method }) => {
      if (silent && method === 'findProfile') throw new Error('away');
    },
  });
  const { world, person } = scene;
  const { iccid, email } = await elsewhere(world, person.id);
  await sellersList(world, `${iccid},${email},W-1`);
  await person.say(iccid);
  expect((await person.say(codeIn(world, email))).text).toBe(t('claim-rest'));
  await world.restart();
  silent = false;
  await person.tap(t('button-retry'));
  expect(person.screen().text).toContain(`·${iccid.slice(-4)}`);
  await world.pass(hour);
  expect(
    person.bubbles().filter(({ text }) => text.startsWith('✅')),
    'shown, so not told',
  ).toHaveLength(1);
});

test('whoever does not try again is told when the supplier answers', async () => {
  let silent = true;
  await using scene = await openScene({
    supplierFaults: ({ method }) => {
      if (silent && method === 'findProfile') throw new Error('away');
    },
  });
  const { world, person } = scene;
  const { iccid, email } = await elsewhere(world, person.id);
  await sellersList(world, `${iccid},${email},W-1`);
  await person.say(iccid);
  await person.say(codeIn(world, email));
  await world.pass(minute);
  expect(person.screen().text).toBe(t('claim-rest'));
  silent = false;
  await world.restart();
  await world.pass(hour);
  const told = person.bubbles().filter(({ text }) => text.includes(`·${iccid.slice(-4)}`));
  expect(told.map(({ text }) => text.slice(0, 1))).toEqual(['✅']);
});

test('whoever knows a number and no mailbox gets nowhere, and the mailbox gets three mails a day', async () => {
  await using scene = await openScene();
  const { world } = scene;
  const { iccid, email } = await elsewhere(world, people.en);
  await sellersList(world, `${iccid},${email},W-1`);
  const answers: unknown[] = [];
  for (let index = 0; index < 8; index++) {
    world.box.people.add({ id: 300_000 + index, name: 'A', language_code: 'en' });
    const thief = world.person(300_000 + index);
    answers.push(shown(await thief.say(iccid)));
    for (let guess = 0; guess < 7; guess++) await thief.say(String(100_000 + guess * 111_111));
    expect(JSON.stringify(thief.bubbles())).not.toContain(iccid.slice(-4));
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(mailsTo(world, email)).toHaveLength(3);
  await world.pass(hour + second);
  const own = world.person(people.en);
  await own.say(iccid);
  expect(mailsTo(world, email), 'a flood cannot go on').toHaveLength(3);
});
