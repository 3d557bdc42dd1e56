import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hour, minute, second } from '../../src/domain/time.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { screenshot } from '../support/screenshot.ts';
import { openScene, pressesOf, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { languages, openWorld, people } from '../support/world.ts';
import type { Bubble, Person } from '../support/person.ts';
import type { World } from '../support/world.ts';

const { t } = speeches('en');

/** All that a screen shows, and nothing of how it was made. */
function shown({ text, buttons }: Bubble): unknown {
  return [text, buttons];
}

/** What a person still sees of their own messages. */
function own(world: World, person: Person): string {
  return JSON.stringify(world.box.messages(person.id).filter(({ from }) => !from?.is_bot));
}

test.each(languages)('in %s: a screenshot brings the card along, and is out of the chat', async (locale) => {
  await using scene = await openScene();
  const { world, allIsWell } = scene;
  const person = world.person(people[locale]);
  const speech = speeches(locale);
  const { lpa, iccid } = await elsewhere(world, person.id);
  await person.start();
  const before = world.box.messages(person.id).length;
  const answer = await person.sendPicture(screenshot([{ text: lpa }]));
  expect(answer.text).toContain(speech.t('picture-deleted'));
  expect(answer.text).toContain(`·${iccid.slice(-4)}`);
  expect(answer.text).toMatch(/GB/);
  expect(world.box.messages(person.id), 'one bubble more, the picture gone').toHaveLength(before + 1);
  await person.tap(speech.t('button-renew'));
  expect(await person.pay()).toEqual({ outcome: 'paid' });
  allIsWell();
});

test.each(languages)('in %s: a pasted code brings the card along, and is out of the chat', async (locale) => {
  await using scene = await openScene();
  const { world, allIsWell } = scene;
  const person = world.person(people[locale]);
  const speech = speeches(locale);
  const { lpa, iccid } = await elsewhere(world, person.id);
  await person.start('claim');
  expect(person.screen().text).toContain('LPA:');
  const answer = await person.say(lpa);
  expect(answer.text).toContain(`·${iccid.slice(-4)}`);
  expect(answer.text).toContain(speech.t('code-deleted'));
  expect(own(world, person)).not.toContain('LPA');
  await person.tap(speech.t('button-home'));
  expect(person.screen().text).toContain(`·${iccid.slice(-4)}`);
  expect((await person.say(lpa)).text, 'again').toContain(
    speech.t('claim-yours', { card: '' }).split('  ')[0]?.trim() ?? '',
  );
  allIsWell();
});

test('whatever is wrong, the refusal is the same to the last button, and leaves at the same moment', async () => {
  const moments: number[] = [];
  await using world = await openWorld({
    rest: async (milliseconds) => void moments.push(milliseconds),
  });
  const victim = world.person(people.it);
  const { lpa: owned } = await elsewhere(world, victim.id);
  await victim.say(owned);
  const { foreign, lpa } = await elsewhere(world, people.en);
  const wrong = [
    foreign,
    owned,
    lpa.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    lpa.toLowerCase(),
    'LPA:1$not a host$x',
    '1$-$-',
    `LPA:1$${'a'.repeat(200)}.com$${'b'.repeat(60)}`,
  ];
  const seen: unknown[] = [];
  for (const [index, code] of wrong.entries()) {
    world.box.people.add({ id: 200_000 + index, name: 'A', language_code: 'en' });
    const person = world.person(200_000 + index);
    moments.length = 0;
    seen.push([shown(await person.say(code.replace('not a host', 'no.host'))), [...moments]]);
    seen.push([shown(await person.sendPicture(screenshot([{ text: foreign }])))]);
    moments.length = 0;
  }
  const typed = seen.filter((_, index) => index % 2 === 0).map((each) => JSON.stringify(each));
  expect(new Set(typed).size).toBe(1);
  expect(typed[0]).toContain('1500');
  const pictures = seen.filter((_, index) => index % 2 === 1).map((each) => JSON.stringify(each));
  expect(new Set(pictures).size).toBe(1);
});

/** Somebody in Italy has a card; somebody who reads English has its code too, and claims it. */
async function claimed({ world }: Pick<Scene, 'world'>) {
  const owner = world.person(people.it);
  const claimant = world.person(people.en);
  const { lpa, iccid } = await elsewhere(world, owner.id);
  await owner.say(lpa);
  const name = `·${iccid.slice(-4)}`;
  const refusal = await claimant.say(lpa);
  expect(refusal.text).not.toContain(name);
  return { owner, claimant, lpa, name, italian: speeches('it') };
}

async function cardsOf(person: Person): Promise<string> {
  const home = await person.say('/start');
  return JSON.stringify([home.text, home.buttons]);
}

test('the owner says that it is them with a new account: the card moves, and both are told', async () => {
  await using scene = await openScene();
  const { owner, claimant, name, italian } = await claimed(scene);
  expect(owner.screen().text).toContain(name);
  await owner.tap(italian.t('button-its-me'));
  expect(owner.screen().text).toContain(italian.t('claim-given', { card: '' }).split(' ').at(-1));
  expect(claimant.screen().text).toContain(name);
  expect(await cardsOf(claimant)).toContain(name);
  expect(await cardsOf(owner)).not.toContain(name);
  scene.allIsWell();
});

test('the owner says no: the card stays, and the same person is not heard again for a month', async () => {
  await using scene = await openScene();
  const { world } = scene;
  const { owner, claimant, lpa, name, italian } = await claimed(scene);
  await owner.tap(italian.t('button-not-me'));
  expect(owner.screen().text).toContain(name);
  expect(await cardsOf(owner)).toContain(name);
  expect(await cardsOf(claimant)).not.toContain(name);
  const questions = (): number =>
    owner
      .bubbles()
      .filter(({ text }) => text.includes(italian.t('claim-asked-code', { card: name }).slice(0, 20))).length;
  await world.pass(25 * hour);
  await claimant.say(lpa);
  expect(questions(), 'not asked again').toBe(0);
  const third = world.person(people['zh-CN']);
  await third.say(lpa);
  expect(questions(), 'for somebody else they are').toBe(1);
  await world.person(people['zh-TW']).say(lpa);
  expect(questions(), 'once a day').toBe(1);
  scene.allIsWell();
});

test('only the owner of now decides, once, and within a day', async () => {
  await using scene = await openScene();
  const { world, shelf } = scene;
  const { owner, claimant, name, italian } = await claimed(scene);
  const question = owner.screen();
  const [give, keep] = pressesOf(owner).filter(({ id }) => id === question.id);
  const before = shelf.kept(owner.id);
  for (const press of [give, keep]) {
    const answer = await world.box.tap(claimant.id, claimant.screen().id, press?.data ?? '');
    await world.settle();
    expect(answer?.text, 'the claimant cannot say yes to it').toBe(t('not-yours'));
  }
  await world.box.tap(claimant.id, claimant.screen().id, 'give/request_0000000000000000000000');
  expect(shelf.kept(owner.id)).toBe(before);

  await owner.tap(italian.t('button-not-me'));
  await world.box.tap(owner.id, question.id, give?.data ?? '');
  await world.settle();
  expect(owner.screen().text).toBe(italian.t('claim-decided'));
  expect(await cardsOf(owner)).toContain(name);
  scene.allIsWell();
});

test('a question that nobody answered for a day moves nothing', async () => {
  await using scene = await openScene();
  const { owner, claimant, name, italian } = await claimed(scene);
  await scene.world.pass(25 * hour);
  await owner.tap(italian.t('button-its-me'));
  expect(owner.screen().text).toContain(name);
  expect(await cardsOf(owner)).toContain(name);
  expect(await cardsOf(claimant)).not.toContain(name);
  scene.allIsWell();
});

test('who tries wrong codes is stopped after three, right ones included, and may come back in an hour', async () => {
  await using scene = await openScene();
  const { world, person } = scene;
  const { lpa, foreign, iccid } = await elsewhere(world, person.id);
  const lefts = [t('claim-tries', { tries: 2 }), t('claim-tries', { tries: 1 }), t('claim-tries-none')];
  for (const left of lefts) expect((await person.say(foreign)).text).toContain(left);
  const wayOn = () => person.screen().buttons.flatMap((row) => row.map(({ text }) => text));
  const stopped = [t('button-claim-email'), t('button-person'), t('button-buy')];
  expect(wayOn(), 'nothing asks to try again').toEqual(stopped);
  for (const code of [foreign, lpa]) expect((await person.say(code)).text).toContain(t('claim-too-many'));
  expect(wayOn()).toEqual(stopped);
  await world.pass(hour);
  expect((await person.say(lpa)).text).toContain(iccid.slice(-4));
  scene.allIsWell();
});

test('while the supplier is silent it says so, and that costs no try', async () => {
  let silent = true;
  await using world = await openWorld({
    supplierFaults: ({ method }) => {
      if (silent && method === 'findProfile') throw new Error('away');
    },
  });
  const person = world.person(people.en);
  const { lpa, iccid } = await elsewhere(world, person.id);
  for (let times = 0; times < 4; times++) expect((await person.say(lpa)).text).toContain(t('claim-silent'));
  silent = false;
  expect((await person.say(lpa)).text).toContain(iccid.slice(-4));
});

test('a picture or a code that Telegram does not let us delete: it says so', async () => {
  await using world = await openWorld();
  const person = world.person(people.en);
  const { lpa } = await elsewhere(world, person.id);
  const fault = { method: 'deleteMessage', kind: 'status', status: 400 } as const;
  world.box.faults.add({ ...fault, description: "Bad Request: message can't be deleted for everyone" });
  expect((await person.say(lpa)).text).toContain(t('code-left'));
  world.box.faults.add({ ...fault, description: "Bad Request: message can't be deleted" });
  expect((await person.sendPicture(screenshot([{ text: lpa }]))).text).toContain(t('picture-left'));
  expect((await person.sendPicture(screenshot([]))).text).toContain(t('picture-deleted'));
});

test('pictures that hold no code, several, or are none get an answer with the way on', async () => {
  await using scene = await openScene();
  const { world, person } = scene;
  const { lpa, foreign } = await elsewhere(world, person.id);
  const says = async (picture: Uint8Array): Promise<string> => (await person.sendPicture(picture)).text;
  expect(await says(screenshot([{ text: 'https://example.com' }]))).toContain(t('picture-none').slice(0, 30));
  const both = screenshot([
    { text: lpa, y: 200 },
    { text: foreign, y: 800 },
  ]);
  expect(await says(both)).toContain(t('picture-several'));
  expect((await person.sendFile('photo.heic', Buffer.from('heic'))).text).toContain(t('not-understood'));
  expect((await person.sendFile('esim.png', Buffer.from('none'))).text).toContain(
    t('picture-none').slice(0, 30),
  );
  expect((await person.sendFile('large.png', Buffer.alloc(6 * 2 ** 20))).text).toContain(t('picture-large'));
  await person.tap(t('button-claim-how'));
  expect((await person.sendFile('esim.png', screenshot([{ text: lpa }]))).text).toContain('✅');
  const link = 'https://t.me/yuanyou_box_bot?start=help';
  expect(await says(screenshot([{ text: link }])), 'our own links open').toContain('遠遊卡');
  scene.allIsWell();
});

test('a flood of pictures is stopped', async () => {
  await using scene = await openScene();
  const { world, person } = scene;
  const picture = screenshot([], { width: 40, height: 40 });
  for (let count = 0; count < 20; count++) {
    if (count % 9 === 0) await world.pass(10 * second);
    expect((await person.sendPicture(picture)).text).toContain(t('picture-none').slice(0, 30));
  }
  expect((await person.sendPicture(picture)).text).toContain(t('claim-too-many'));
});

test('a renewal that is under way while the card changes hands is delivered on it, and its receipt stays with whoever paid', async () => {
  await using scene = await openScene();
  const { world } = scene;
  const { owner, claimant, name, italian } = await claimed(scene);
  await owner.say(`/renew ${name.slice(1)}`);
  const url = `http://127.0.0.1:${world.app.port}/box/world`;
  const body = JSON.stringify({ stall_supplier_seconds: 30 });
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  void owner.pay();
  await until(world.box, () => owner.screen().text.includes(italian.t('paid-activating')));
  const yes = pressesOf(owner).find(({ data }) => data.startsWith('give/'));
  const tapped = world.box.tap(owner.id, yes?.id ?? 0, yes?.data ?? '');
  await until(world.box, () => claimant.screen().text.includes(name));
  await world.pass(minute);
  await tapped;
  expect(await cardsOf(claimant)).toContain(name);
  await owner.say('/orders');
  await owner.tap('✓');
  expect(owner.screen().text).toContain(italian.t('state-done'));
  expect(scene.books.reviews()).toEqual([]);
});

test('a WebP sent as a file is read from the small picture that Telegram makes of it', async () => {
  const secret = 'secret-of-the-webhook';
  const env = { UPDATES: 'webhook', PUBLIC_URL: 'http://127.0.0.1:9', TELEGRAM_WEBHOOK_SECRET: secret };
  await using world = await openWorld({ env });
  const { box } = world;
  const jpeg = readFileSync(path.join(import.meta.dirname, '../esim/fixtures/esim.jpg'));
  // The box makes no small pictures: this one is somebody's photo.
  box.sendMedia(people.it, 'photo', { bytes: jpeg });
  const thumbnail = box.messages(people.it).at(-1)?.photo?.at(-1);
  const person = world.person(people.en);
  const messageId = box.say(person.id, 'a picture');
  const from = { id: person.id, is_bot: false, first_name: 'Anna', language_code: 'en' };
  const document = { file_id: 'webp', file_unique_id: 'webp', mime_type: 'image/webp', thumbnail };
  const chat = { id: person.id, type: 'private', first_name: 'Anna' };
  const message = { message_id: messageId, date: 1_780_000_000, from, chat, document };
  const response = await fetch(`http://127.0.0.1:${world.app.port}/telegram/webhook`, {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': secret },
    body: JSON.stringify({ update_id: 1, message }),
  });
  expect(response.status).toBe(200);
  await world.app.idle();
  const refusal = t('claim-refused', { left: t('claim-tries', { tries: 2 }) });
  expect(person.screen().text).toBe(`${refusal} ${t('picture-deleted')}`);
});
