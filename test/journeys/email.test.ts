import { describe, expect, test } from 'vitest';
import { day, minute } from '../../src/domain/time.ts';
import { codeIn, mailsTo, otherThan } from '../support/mailbox.ts';
import { readQr } from '../support/picture.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import type { Person } from '../support/person.ts';
import { bot } from '../support/letters.ts';
import { nonsense } from '../support/witness.ts';
import { languages, people } from '../support/world.ts';

const jane = 'jane.doe@example.com';
const masked = 'j…e@example.com';
const env = { SELLER_NAME: 'Bits & <Pieces>', SELLER_ADDRESS: 'Via Esempio 1, 00100 Roma' };

async function renew(person: Person): Promise<void> {
  await person.start();
  await person.tap('★');
  await person.pay();
}

/** Has an address proved, with nothing bought. */
async function prove({ world, person, t }: Scene, address = jane): Promise<void> {
  await person.say('/email');
  await person.tap(t('button-add-address'));
  await person.say(address);
  await person.say(codeIn(world, address));
}

describe.each(languages)('E-mail in %s', (locale) => {
  const { t } = speeches(locale);

  test('the first picture asks once; the address is proved by a code, and the receipt comes', async () => {
    await using scene = await openScene({ env });
    const { world } = scene;
    const person = world.person(people[locale]);
    await renew(person);
    await person.tap(t('button-mail-receipt'));
    expect(person.screen().text).toBe(t('email-question'));
    for (const slip of ['foo', 'jane.doe example.com'])
      expect((await person.say(slip)).text, 'asked again').toBe(t('email-no-address'));
    await person.say(jane);
    expect(person.screen().text).toBe(plain(t('email-code-sent', { address: masked })));
    await person.say(codeIn(world, jane));
    expect(person.screen().text).toBe(plain(t('email-proved-receipt', { address: masked })));

    const mails = mailsTo(world, jane);
    expect(mails).toHaveLength(2);
    const [code, receipt] = mails;
    expect(code?.subject).toBe(t('mail-code-subject', { brand: '遠遊卡' }));
    const number = /[A-Z0-9]{8}/.exec(receipt?.subject ?? '')?.[0] ?? '';
    expect(receipt?.subject).toBe(t('mail-receipt-subject', { brand: '遠遊卡', number }));
    for (const words of ['⭐672', '·4821', t('state-done'), 'Bits & <Pieces>', 'Via Esempio 1, 00100 Roma'])
      expect(receipt?.text).toContain(words);
    expect(receipt?.html).toContain('Bits &amp; &lt;Pieces&gt;');
    const own = ['遠遊卡', 'Bits & <Pieces>', 'Via Esempio', number, 'Roma', bot];
    for (const { text, subject } of mails)
      for (const line of [subject, ...text.split('\n')]) expect(nonsense(line, { locale, own })).toEqual([]);

    // Never asked again, and the next receipt comes by itself.
    await renew(person);
    expect(
      person
        .screen()
        .buttons.flat()
        .map(({ text }) => text),
    ).not.toContain(t('button-mail-receipt'));
    expect(mailsTo(world, jane)).toHaveLength(3);
    scene.allIsWell();
  });

  test('a new profile’s receipt has the picture and the lines to install it', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    await person.start();
    await person.tap('🇯🇵');
    await person.tap('★');
    await person.pay();
    await world.pass(minute);
    await person.tap(t('button-mail-receipt'));
    await person.say(jane);
    await person.say(codeIn(world, jane));
    const receipt = mailsTo(world, jane).at(-1);
    expect(receipt?.text).toContain(t('mail-install-title'));
    expect(receipt?.text, 'by the name that the phone gives it').toContain(t('mail-install-code-name'));
    expect(receipt?.text).toContain('https://esimsetup.apple.com/');
    expect(receipt?.html).toContain('src="cid:qr"');
    const lpa = readQr(receipt?.pictures[0]?.png ?? new Uint8Array()) ?? '';
    expect(lpa).toMatch(/^LPA:1\$/);
    for (const part of lpa.split('$').slice(1)) expect(receipt?.text).toContain(part);
    scene.allIsWell();
  });

  test('a wrong code five times, a code that expired, a new one, another address, none', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    await person.say('/email');
    expect(person.screen().text).toBe(t('email-none'));
    expect((await person.say('/settings')).text).toContain(t('settings-no-email'));
    await person.say('/email');
    await person.tap(t('button-add-address'));
    await person.say('jane@example');
    expect(person.screen().text).toBe(t('email-no-address'));
    await person.say(jane);
    const wrong = otherThan(codeIn(world, jane));
    for (const tries of [4, 3, 2, 1]) {
      await person.say(wrong);
      expect(person.screen().text).toBe(t('email-code-wrong', { tries }));
    }
    for (const late of [wrong, codeIn(world, jane)]) {
      await person.say(late);
      expect(person.screen().text).toBe(t('email-code-used-up'));
    }
    await person.tap(t('button-new-code'));
    await world.pass(10 * minute);
    await person.say(codeIn(world, jane));
    expect(person.screen().text).toBe(t('email-code-expired'));
    await person.tap(t('button-new-code'));
    await person.say(`${codeIn(world, jane).slice(0, 3)} ${codeIn(world, jane).slice(3)}`);
    expect(person.screen().text).toBe(plain(t('email-proved', { address: masked })));

    const settings = await person.say('/settings');
    expect(settings.text).toContain(t('settings-email', { email: masked }));
    await person.tap(t('button-email'));
    expect(person.screen().text).toBe(plain(t('email-on', { address: masked })));
    await person.tap(t('button-receipts-off'));
    expect(person.screen().text).toBe(plain(t('email-off', { address: masked })));
    await renew(person);
    const before = world.box.mail.all().length;
    await person.say('/email');
    await person.tap(t('button-receipts-on'));
    await renew(person);
    expect(world.box.mail.all()).toHaveLength(before + 1);

    await person.say('/email');
    await person.tap(t('button-other-address'));
    await person.say('new@example.com');
    await person.say(codeIn(world, 'new@example.com'));
    await renew(person);
    expect(mailsTo(world, 'new@example.com')).toHaveLength(2);
    await person.say('/email');
    expect((await person.tap(t('button-remove-address')))?.text).toBe(t('email-removed'));
    expect(person.screen().text).toBe(t('email-none'));
    await renew(person);
    expect(mailsTo(world, 'new@example.com')).toHaveLength(2);
    scene.allIsWell();
  });
});

describe('An address or a code that is typed', () => {
  test('out of the blue is offered for receipts', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    await person.start();
    await person.say(jane);
    expect(person.screen().text).toBe(plain(t('email-offer', { address: jane })));
    await person.tap(t('button-mail-code'));
    await person.say(codeIn(world, jane));
    expect(person.screen().text).toBe(plain(t('email-proved', { address: masked })));
    scene.allIsWell();
  });

  test('with wide signs, as a Chinese keyboard has them, is read all the same', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    await person.say('/email');
    await person.tap(t('button-add-address'));
    await person.say('ｚｈａｎｇ＠example。com');
    const code = codeIn(world, 'zhang@example.com');
    await person.say(code.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))));
    expect(person.screen().text).toBe(plain(t('email-proved', { address: 'z…g@example.com' })));
    scene.allIsWell();
  });

  test('six digits are talk while no code was sent, and somebody else’s code is wrong', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    await person.say('123456');
    expect(person.screen().text).toBe(t('not-understood'));
    await person.say(jane);
    await person.tap(t('button-mail-code'));
    const other = world.person(people.it);
    await other.say('john@example.com');
    await other.tap(speeches('it').t('button-mail-code'));
    const theirs = codeIn(world, jane);
    await other.say(theirs === codeIn(world, 'john@example.com') ? otherThan(theirs) : theirs);
    expect(other.screen().text).toBe(speeches('it').t('email-code-wrong', { tries: 4 }));
    await person.say(theirs);
    expect(person.screen().text).toBe(plain(t('email-proved', { address: masked })));
    // Typed once more, as after a lost answer: where things stand.
    await person.say(theirs);
    expect(person.screen().text).toBe(plain(t('email-on', { address: masked })));
    scene.allIsWell();
  });

  test('does not end what else was going on, nor does the question swallow other words', async () => {
    await using scene = await openScene();
    const { person, t } = scene;
    await person.say('/email');
    await person.tap(t('button-add-address'));
    await person.say('balance');
    expect(person.screen().text).toContain('Italy');
    await person.say(jane);
    expect(person.screen().text).toBe(plain(t('email-offer', { address: jane })));
    scene.allIsWell();
  });
});

describe('When a mail does not get through', () => {
  test('an address that its server refuses is said once and noted, and nothing more goes there', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    await prove(scene);
    world.box.mail.failNext('refused');
    await renew(person);
    const told = plain(t('email-refused', { address: masked }));
    expect(person.bubbles().map(({ text }) => text)).toContain(told);
    await person.say('/email');
    expect(person.screen().text).toBe(told);
    await renew(person);
    expect(mailsTo(world, jane)).toHaveLength(1);
    // Asked for, a receipt wants an address that works; the same one counts again once it is proved anew.
    await person.say('/orders');
    await person.tap('✓');
    await person.tap(t('button-mail-receipt'));
    expect(person.screen().text).toBe(t('email-question'));
    await person.say(jane);
    await person.say(codeIn(world, jane));
    expect(person.screen().text).toBe(plain(t('email-proved-receipt', { address: masked })));
    expect(mailsTo(world, jane)).toHaveLength(3);
    scene.allIsWell();
  });

  test('a code whose mail is refused is said to whoever waits for it', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    world.box.mail.failNext('refused');
    await person.say('/email');
    await person.tap(t('button-add-address'));
    await person.say(jane);
    const told = plain(t('email-refused', { address: masked }));
    expect(person.bubbles().map(({ text }) => text)).toContain(told);
    scene.allIsWell();
  });

  test('it is tried again, arrives once, and the order waits for nothing', async () => {
    await using scene = await openScene();
    const { world, person } = scene;
    await prove(scene);
    for (const how of ['failed', 'lost', 'failed'] as const) world.box.mail.failNext(how);
    await renew(person);
    expect(person.screen().hasPicture).toBe(true);
    await world.pass(minute);
    await world.pass(minute);
    expect(mailsTo(world, jane)).toHaveLength(2);
    scene.allIsWell();
  });

  test('after a day without an answer it is given up', async () => {
    await using scene = await openScene();
    const { world, person } = scene;
    await prove(scene);
    for (let n = 0; n < 40; n++) world.box.mail.failNext('failed');
    await renew(person);
    for (let hours = 0; hours < 27; hours++) await world.pass(day / 24);
    for (let n = 0; n < 40; n++) if (mailsTo(world, jane).length === 1) await world.pass(minute);
    expect(mailsTo(world, jane)).toHaveLength(1);
    scene.allIsWell();
  });
});

test('too many codes and too many receipts are said in a sentence, and nothing is sent', async () => {
  await using scene = await openScene();
  const { world, person, t } = scene;
  await renew(person);
  await prove(scene);
  for (let n = 0; n < 2; n++) {
    await person.say(jane);
    await person.tap(t('button-mail-code'));
    await world.pass(minute);
  }
  await person.say(jane);
  await person.tap(t('button-mail-code'));
  expect(person.screen().text).toBe(t('email-too-often'));
  const codes = mailsTo(world, jane).length;
  await person.say('/orders');
  await person.tap('✓');
  const toasts = [];
  for (let n = 0; n < 12; n++) {
    toasts.push((await person.tap(t('button-mail-receipt')))?.text);
    await world.pass(minute);
  }
  expect(toasts.filter((text) => text === t('email-receipt-sent', { address: masked }))).toHaveLength(10);
  expect(toasts.filter((text) => text === t('email-receipts-too-often'))).toHaveLength(2);
  expect(mailsTo(world, jane)).toHaveLength(codes + 10);
  scene.allIsWell();
});

test('somebody else’s order is not mailed, and reads like none at all', async () => {
  await using scene = await openScene();
  const { world, person, t } = scene;
  const victim = world.person(people.it);
  await renew(victim);
  await victim.say('/orders');
  const theirs = victim.screen().buttons.flat()[0];
  const id = theirs && 'callback_data' in theirs ? theirs.callback_data.replace('receipt/', '') : '';
  await prove(scene);
  for (const data of [`mail/${id}`, 'mail/order_0000000000000000000000']) {
    const answer = await world.box.tap(person.id, person.screen().id, data);
    await world.settle();
    expect(answer?.text).toBe(t('not-yours'));
  }
  expect(mailsTo(world, jane)).toHaveLength(1);
  scene.allIsWell();
});
