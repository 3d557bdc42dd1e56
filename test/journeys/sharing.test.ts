import { describe, expect, test } from 'vitest';
import { action, actions } from '../../src/bot/actions.ts';
import type { Locale } from '../../src/domain/customer.ts';
import { day, hour, minute, second } from '../../src/domain/time.ts';
import type { Faults } from '../../src/esim/sandbox/gate.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import { codeIn, mailsTo } from '../support/mailbox.ts';
import type { Person } from '../support/person.ts';
import { invoiceOf, openScene, plain, pressesOf, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { languages, people } from '../support/world.ts';

type Purpose = 'share' | 'give';

/** The payload of the link that the owner's newest screen offers to copy. */
function linkOf(owner: Person): string {
  for (const { buttons } of owner.bubbles().toReversed())
    for (const button of buttons.flat())
      if ('copy_text' in button) return /start=(\S+)$/.exec(button.copy_text.text)?.[1] ?? '';
  throw new Error('There is no link to copy');
}

/** The owner makes a link for the card whose button says this; answers its payload. */
async function makeLink(owner: Person, locale: Locale, purpose: Purpose, card = '4821'): Promise<string> {
  const { t } = speeches(locale);
  await owner.say('/settings');
  await owner.tap(t('button-my-cards'));
  await owner.tap(card);
  await owner.tap(t(purpose === 'share' ? 'button-share' : 'button-give'));
  await owner.tap(t(purpose === 'share' ? 'button-share-link' : 'button-give-link'));
  return linkOf(owner);
}

/** The card on somebody's home screen. */
function cardOf(person: Person): string {
  return (
    pressesOf(person)
      .findLast(({ data }) => data.startsWith('more/'))
      ?.data.slice(5) ?? ''
  );
}

/** A supplier that takes no renewal until it is woken. */
function sleepySupplier(): { faults: Faults; wake: () => void } {
  let asleep = true;
  return {
    wake: () => void (asleep = false),
    faults: ({ method, phase }) => {
      if (asleep && method === 'placeTopUp' && phase === 'before')
        throw new ProviderError('temporary', 'asleep');
    },
  };
}

/** A companion, with English words, for a card of somebody who reads this language. */
async function share(
  { world, person: companion, t }: Scene,
  locale: Locale,
  card?: string,
): Promise<{ owner: Person; companion: Person }> {
  const owner = world.person(people[locale as keyof typeof people]);
  await owner.start();
  await companion.start(await makeLink(owner, locale, 'share', card));
  await companion.tap(t('button-accept'));
  return { owner, companion };
}

const others = languages.filter((locale) => locale !== 'en');

describe.each(others)('an owner who reads %s', (locale) => {
  const { t } = speeches(locale);

  test('shares a card by a link; the companion sees and renews it, and each reads what concerns them', async () => {
    await using scene = await openScene();
    const { owner, companion } = await share(scene, locale);
    expect(companion.screen().text, 'the card is there').toMatch(/👪.*Italy/);
    expect(owner.screen().text).toContain('👪');

    await companion.tap('★');
    expect(await companion.pay()).toEqual({ outcome: 'paid' });
    await scene.world.pass(10 * second);
    expect(plain(companion.screen().text)).toContain(plain(scene.t('done-for-another')));
    expect(companion.screen().hasPicture).toBe(false);
    const notices = owner.bubbles().filter(({ text }) => text.startsWith('🎁'));
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining('Traveller')]);
    await owner.say('/orders');
    await owner.tap('👪 ✓');
    expect(owner.screen().text).toContain(t('receipt-by-another'));
    expect(owner.screen().text, 'not what it cost').not.toMatch(/⭐|€/);
    await companion.tap(scene.t('button-receipt'));
    expect(companion.screen().text).toContain('⭐672');
    scene.allIsWell();
  });

  test('reads of a card by the name they gave it, which nobody else reads', async () => {
    await using scene = await openScene();
    const { world, person: friend, t: theirs } = scene;
    const owner = world.person(people[locale as keyof typeof people]);
    await owner.say('/settings');
    await owner.tap(t('button-my-cards'));
    await owner.tap('4821');
    await owner.tap(t('button-rename'));
    await owner.say('🌷 88');
    await friend.start(await makeLink(owner, locale, 'share', '🌷'));
    await friend.tap(theirs('button-accept'));
    const card = '🌷 88 ·4821';
    const came = t('notice-share-used', { card, who: 'Traveller' });
    expect(owner.bubbles().some(({ text }) => text === came)).toBe(true);
    expect(JSON.stringify(friend.bubbles().map(({ message }) => message))).not.toContain('🌷');
    scene.allIsWell();
  });

  test('hands a card over; the new owner has it with all that belongs to it, the old one nothing', async () => {
    await using scene = await openScene();
    const { world, person: receiver, t: theirs } = scene;
    const owner = world.person(people[locale as keyof typeof people]);
    await owner.start();
    const card = cardOf(owner);
    await receiver.start(await makeLink(owner, locale, 'give'));
    expect(receiver.screen().text).toContain('4821');
    expect(scene.shelf.kept(owner.id), 'not before the tap').toContain(`"id":"${card}"`);
    await receiver.tap(theirs('button-receive'));
    expect(cardOf(receiver)).toBe(card);
    expect(scene.shelf.kept(receiver.id)).toContain(`"id":"${card}"`);
    expect(scene.shelf.kept(owner.id)).not.toContain(`"id":"${card}"`);
    expect(owner.bubbles().some(({ text }) => text === t('notice-given', { card: '·4821' }))).toBe(true);
    const { text } = await owner.say('/balance');
    expect(text).not.toContain('4821');
    for (const data of [`more/${card}`, `card/${card}`, `install/${card}`, `plan/${card}/it-5gb-30d`]) {
      await world.box.tap(owner.id, owner.screen().id, data);
      await world.settle();
      expect(owner.screen().text).not.toContain('4821');
    }
    scene.allIsWell();
  });
});

test('a new eSIM bought for a shared card: its code goes to the owner alone', async () => {
  await using scene = await openScene();
  const { owner, companion } = await share(scene, 'it', '🇯🇵');
  await companion.tap('★');
  expect(companion.screen().text, 'said before they pay').toContain('QR to its owner');
  await companion.pay();
  await scene.world.pass(10 * second);
  expect(companion.bubbles().some(({ hasPicture }) => hasPicture)).toBe(false);
  const seen = JSON.stringify(companion.bubbles().map(({ message }) => message));
  expect(seen).not.toMatch(/LPA|smdp|MATCHING|1\$/i);
  const picture = owner.bubbles().find(({ hasPicture }) => hasPicture);
  expect(picture?.text).toMatch(/^🎁 Traveller/);
  expect(JSON.stringify(picture?.buttons)).toContain('copy_text');
  scene.allIsWell();
});

test('whoever wants notices without a sound gets them so, and the payer’s own answer as always', async () => {
  await using scene = await openScene();
  const { world, witness } = scene;
  const { owner, companion } = await share(scene, 'it');
  const { t } = speeches('it');
  await owner.say('/settings');
  await owner.tap(t('button-notices'));
  await owner.tap(t('button-notices-quiet'));
  await companion.tap('★');
  await companion.pay();
  await world.pass(10 * second);
  const notice = witness.said(owner.id).find(({ params }) => JSON.stringify(params).includes('🎁'));
  expect(notice?.params).toMatchObject({ disable_notification: true });
  expect(JSON.stringify(witness.said(companion.id))).not.toContain('disable_notification');
  scene.allIsWell();
});

test('a companion can do nothing but see and renew', async () => {
  await using scene = await openScene();
  const { world, shelf } = scene;
  const { owner, companion } = await share(scene, 'it');
  const card = cardOf(companion);
  await owner.say('/settings');
  await owner.tap(speeches('it').t('button-my-cards'));
  await owner.tap('4821');
  await owner.tap(speeches('it').t('button-rename'));
  await owner.say('Segreto');
  const before = shelf.kept(owner.id);
  const { id } = companion.screen();
  const answers = new Set<string | undefined>();
  for (const verb of ['install', 'rename', 'noname', 'share', 'sharelink', 'handover', 'handoverlink']) {
    answers.add((await world.box.tap(companion.id, id, `${verb}/${card}`))?.text);
    await world.pass(second);
  }
  expect([...answers]).toEqual([scene.t('not-yours')]);
  expect(shelf.kept(owner.id)).toBe(before);
  const seen = JSON.stringify(companion.bubbles().map(({ text, buttons }) => [text, buttons]));
  expect(seen).not.toMatch(/Segreto|copy_text/);
  expect(companion.bubbles().some(({ hasPicture }) => hasPicture)).toBe(false);
  scene.allIsWell();
});

test('what an owner calls a card is theirs: no screen, button, alert or mail shows it to a companion', async () => {
  await using scene = await openScene();
  const { world, t } = scene;
  const { owner, companion } = await share(scene, 'it');
  const italian = speeches('it');
  await owner.say('/settings');
  await owner.tap(italian.t('button-my-cards'));
  await owner.tap('4821');
  await owner.tap(italian.t('button-rename'));
  await owner.say('Amante');
  expect(JSON.stringify(owner.bubbles())).toContain('Amante');

  await companion.say('jane@box.invalid');
  await companion.tap(t('button-mail-code'));
  await companion.say(codeIn(world, 'jane@box.invalid'));
  await companion.start();
  const card = cardOf(companion);
  await companion.tap('★');
  await companion.pay();
  await world.pass(10 * second);
  for (const words of ['/balance', '/orders', '/renew', 'share', '4821', 'Amante'])
    await companion.say(words);
  const alerts: unknown[] = [];
  for (const verb of Object.keys(actions) as (keyof typeof actions)[]) {
    const make = actions[verb] as (...parts: unknown[]) => string;
    // Leaving the card ends all that could be shown.
    if (verb === 'removeYes') continue;
    for (const data of [make(card), make(card, 'it-5gb-30d'), make(card, 'month'), make(card, 7)]) {
      if (!data.includes(card) || !action(verb).test(data)) continue;
      alerts.push(await world.box.tap(companion.id, companion.screen().id, data));
      await world.pass(second);
    }
  }
  expect(alerts.length).toBeGreaterThan(20);
  const seen = companion.bubbles().map(({ text, buttons, message }) => [text, buttons, message]);
  const typed = 'Amante';
  const shown = seen.filter((bubble) => JSON.stringify(bubble).includes(typed));
  expect(shown.filter(([text]) => text !== typed)).toEqual([]);
  expect(JSON.stringify(alerts)).not.toContain(typed);
  expect(JSON.stringify(mailsTo(world, 'jane@box.invalid'))).not.toContain(typed);
  expect(mailsTo(world, 'jane@box.invalid').length).toBeGreaterThan(1);
  scene.allIsWell();
});

test('after the end of a share nothing of it can be seen, bought or paid, and nothing is charged', async () => {
  await using scene = await openScene();
  const { world, books, t } = scene;
  const { owner, companion } = await share(scene, 'it');
  await companion.say('/start');
  const home = companion.screen();
  await companion.tap('👪');
  await companion.tap('★');
  const review = companion.screen();
  const slug = invoiceOf(scene, review, companion);
  const old = pressesOf(companion).filter(({ data }) => data.includes('card_'));
  await owner.tap(speeches('it').t('button-who-sees'));
  await owner.tap('✕');
  expect(await world.box.pay(companion.id, slug)).toEqual({
    outcome: 'refused',
    message: t('refused-not-shared'),
  });
  const page = old.find(({ data }) => data.startsWith('plans/'))?.data ?? '';
  const card = page.split('/')[1] ?? '';
  expect(card).toContain('card_');
  const answer = await world.box.tap(companion.id, home.id, `plan/${card}/it-5gb-30d`);
  expect(answer?.text).toBe(t('share-over'));
  await world.pass(second);
  expect((await companion.say('/start')).text).toContain('Italy');
  expect(JSON.stringify(companion.screen().buttons)).not.toContain('👪');
  expect(books.of(companion.id).charged).toEqual([]);
  scene.allIsWell();
});

test('a renewal that was paid before the share ended still reaches the card', async () => {
  const supplier = sleepySupplier();
  await using scene = await openScene({ supplierFaults: supplier.faults });
  const { world, books, t } = scene;
  const { owner, companion } = await share(scene, 'it');
  await companion.tap('★');
  expect(await companion.pay()).toEqual({ outcome: 'paid' });
  expect(books.of(companion.id).orders).toEqual(['fulfilling']);
  await owner.tap(speeches('it').t('button-who-sees'));
  await owner.tap('✕');
  supplier.wake();
  await world.pass(hour);
  expect(books.of(companion.id).orders).toEqual(['fulfilled']);
  expect(
    plain(
      companion
        .bubbles()
        .map(({ text }) => text)
        .join(),
    ),
  ).toContain(plain(t('done-for-another')));
});

test.each([
  { lost: 'the notice', kind: 'drop_before', notices: 1 },
  { lost: 'only the answer to it', kind: 'drop_after', notices: 2 },
] as const)(
  'when $lost is lost on the way, the owner still hears of it, and the payer reads of it in one bubble',
  async ({ kind, notices }) => {
    const supplier = sleepySupplier();
    await using scene = await openScene({ supplierFaults: supplier.faults });
    const { world, books, t } = scene;
    const { owner, companion } = await share(scene, 'it');
    await companion.tap('★');
    await companion.pay();
    world.box.faults.add({ method: 'sendMessage', kind });
    supplier.wake();
    // Once for the supplier, before operators hear that it takes long, and once more for the message.
    await world.pass(10 * minute);
    await world.pass(10 * minute);
    const heard = owner.bubbles().filter(({ text }) => text.startsWith('🎁'));
    expect(heard).toHaveLength(notices);
    const done = companion.bubbles().filter(({ text }) => plain(text).includes(plain(t('done-for-another'))));
    expect(done).toHaveLength(1);
    expect(books.of(companion.id).orders).toEqual(['fulfilled']);
  },
);

test('links that are used, replayed, foreign, expired, taken back or replaced do nothing and say the same', async () => {
  await using scene = await openScene();
  const { world, person: first, t } = scene;
  const owner = world.person(people.it);
  const late = world.person(people['zh-TW']);
  const over = speeches('zh-TW').t('link-over');
  await owner.start();
  const replaced = await makeLink(owner, 'it', 'share');
  const used = await makeLink(owner, 'it', 'share');
  await first.start(used);
  await first.tap(t('button-accept'));
  for (const payload of [replaced, used, 'share_AAAAAAAAAAAAAAAAAAAAAA', used.replace('share', 'give')])
    expect(await late.start(payload)).toMatchObject({ text: over });
  expect((await first.start(used)).text, 'for its user it is the way to the card').toContain('👪');
  expect((await owner.start(used)).text, 'for its maker the way to the companions').toContain('4821');

  const gift = await makeLink(owner, 'it', 'give');
  await late.start(gift);
  await world.pass(25 * hour);
  const answer = await late.tap(speeches('zh-TW').t('button-receive'));
  expect(answer?.text).toBe(over);
  const back = await makeLink(owner, 'it', 'give');
  await owner.tap(speeches('it').t('button-drop-link'));
  expect((await late.start(back)).text).toBe(over);
  await world.pass(8 * day);
  expect((await owner.say('/balance')).text).toContain('4821');
  scene.allIsWell();
});

test('of two who take up the same link at the same moment, one gets it', async () => {
  await using scene = await openScene();
  const { world, shelf, person: one } = scene;
  const owner = world.person(people.it);
  const two = world.person(people['zh-TW']);
  await owner.start();
  const card = cardOf(owner);
  const gift = await makeLink(owner, 'it', 'give');
  await one.start(gift);
  await two.start(gift);
  const press = (person: Person): Promise<unknown> => {
    const data = pressesOf(person).find((each) => each.data.startsWith('receive/'))?.data ?? '';
    return world.box.tap(person.id, person.screen().id, data);
  };
  await Promise.all([press(one), press(two)]);
  await world.settle();
  const owners = [one, two, owner].filter(({ id }) => shelf.kept(id).includes(`"id":"${card}"`));
  expect(owners).toHaveLength(1);
  expect(owners).not.toContain(owner);
  scene.allIsWell();
});

test('a card has five companions and no more', async () => {
  await using scene = await openScene();
  const { world } = scene;
  const owner = world.person(people.it);
  const { t } = speeches('it');
  await owner.start();
  for (let number = 0; number < 5; number++) {
    const id = 200_001 + number;
    world.box.people.add({ id, name: `P${number}`, language_code: 'it' });
    const person = world.person(id);
    await person.start(await makeLink(owner, 'it', 'share'));
    await person.tap(t('button-accept'));
    await world.pass(10 * second);
  }
  await owner.tap(t('button-who-sees'));
  expect(owner.screen().text).toContain(t('share-companions'));
  expect(JSON.stringify(owner.screen().buttons)).not.toContain(t('button-share-link'));
  scene.allIsWell();
});
