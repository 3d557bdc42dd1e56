import { describe, expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import { day, minute, second } from '../../src/domain/time.ts';
import { chooseBadPlan } from '../support/audited-world.ts';
import type { Person } from '../support/person.ts';
import { openScene, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { languages, people } from '../support/world.ts';

/** Where a customer's id may stand after they had their data deleted: the books, and the eSIMs that they were for. */
const books = ['customers', 'cards', 'orders', 'payments', 'refund_wishes', 'activation_codes'];

/** The text of the newest file in somebody's chat. */
function newestFile({ shelf }: Scene, person: Person): string {
  const sent = person.bubbles().findLast(({ message }) => message.document !== undefined);
  return shelf.file(sent?.message.document?.file_id ?? '');
}

describe.each(languages)('in %s', (locale) => {
  const { t } = speeches(locale);

  test('who asks for their data gets a file with all of it, and no key to any eSIM', async () => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    await person.start('renew');
    await person.pay();
    await person.start();
    await person.tap('🇯🇵');
    await person.tap('★');
    await person.pay();
    await scene.world.pass(10 * second);
    await person.say('/privacy');
    await person.tap(t('button-my-data'));
    await person.tap(t('button-export'));
    const file = newestFile(scene, person);
    const kept: Record<string, Record<string, unknown>[]> = JSON.parse(file);
    expect(kept['cards']?.length).toBe(3);
    expect(kept['orders']).toMatchObject([{ state: 'fulfilled' }, { state: 'fulfilled' }]);
    expect(kept['payments']?.[0]?.['received_at']).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(file).not.toMatch(/LPA|1\$|: \d{13},?$/m);
    scene.allIsWell();
  });

  test('who has their data deleted is new to us; what stays are the books', async () => {
    await using scene = await openScene();
    const { world, shelf } = scene;
    const person = world.person(people[locale]);
    const companion = world.person(people[locale === 'en' ? 'it' : 'en']);
    await person.start('renew');
    await person.pay();
    await person.say('/settings');
    await person.tap(t('button-home-time'));
    await person.say('Honolulu');
    await person.tap(t('button-my-cards'));
    await person.tap('4821');
    await person.tap(t('button-rename'));
    await person.say('🐫🐪🐫');
    await person.tap(t('button-share'));
    await person.tap(t('button-share-link'));
    const copy = person
      .screen()
      .buttons.flat()
      .find((button) => 'copy_text' in button);
    const link = copy && 'copy_text' in copy ? copy.copy_text.text.replace(/^.*start=/, '') : '';
    await companion.start(link);
    await companion.tap(speeches(locale === 'en' ? 'it' : 'en').t('button-accept'));
    await world.pass(minute);
    expect(Object.keys(shelf.mentions(['🐫🐪🐫', 'Honolulu'])).toSorted()).toEqual(['cards', 'customers']);

    await person.say('/settings');
    await person.tap(t('button-my-data'));
    await person.tap(t('button-erase'));
    expect(shelf.mentions(['🐫🐪🐫']), 'not before the second tap').not.toEqual({});
    await person.tap(t('button-erase-yes'));
    expect(person.screen().text).toBe(t('erase-done'));
    await world.pass(minute);
    expect(shelf.mentions(['🐫🐪🐫', 'Honolulu', link])).toEqual({});
    const id = customerIdOf(person.id);
    expect(Object.keys(shelf.mentions([id])).filter((table) => !books.includes(table))).toEqual([]);
    expect(shelf.mentions([`"${person.id}"`]), 'no conversation, no update').not.toHaveProperty(
      'conversations',
    );

    expect(JSON.stringify((await companion.say('/start')).buttons)).not.toContain('👪');
    expect((await person.say('/start')).text).toBe(t('home-empty'));
    await person.say('/orders');
    expect(JSON.stringify(person.screen().buttons)).toContain('✓');
    scene.allIsWell();
  });
});

const { t } = speeches('en');

async function askErasure(person: Person): Promise<void> {
  await person.say('/settings');
  await person.tap(t('button-my-data'));
  await person.tap(t('button-erase'));
}

test('three copies a day are enough', async () => {
  await using scene = await openScene();
  const { world, person } = scene;
  await person.say('/settings');
  await person.tap(t('button-my-data'));
  for (let copy = 0; copy < 3; copy++) expect(await person.tap(t('button-export'))).toMatchObject({});
  expect((await person.tap(t('button-export')))?.text).toBe(t('export-too-often'));
  await world.pass(day);
  const before = person.bubbles().length;
  await person.tap(t('button-export'));
  expect(person.bubbles().length).toBe(before + 1);
});

test('nothing is deleted while an order is under way, also when the button is an old one', async () => {
  await using scene = await openScene({ badPlan: 'sbx-pending-forever' });
  const { person, shelf } = scene;
  await person.start();
  await askErasure(person);
  await chooseBadPlan(person);
  await person.pay();
  const before = shelf.kept(person.id);
  await person.tap(t('button-erase-yes'));
  expect(person.bubbles().map(({ text }) => text)).toContain(t('erase-not-yet-order'));
  expect(shelf.kept(person.id)).toBe(before);
});

test('nothing is deleted while an activation code is unused', async () => {
  await using scene = await openScene();
  const { person, world } = scene;
  await person.start('renew');
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  await person.pay();
  await world.pass(10 * second);
  await askErasure(person);
  expect(person.screen().text).toBe(t('erase-not-yet-code'));
});

test('a price that was open when the data went cannot be paid', async () => {
  await using scene = await openScene();
  const { person } = scene;
  await person.start('renew');
  await askErasure(person);
  await person.tap(t('button-erase-yes'));
  expect(await person.pay()).toMatchObject({ outcome: 'refused' });
});

test('every table is accounted for: a new one must say what becomes of people in it', async () => {
  await using scene = await openScene();
  const personal =
    'shares card_links card_notices claims claim_requests sold_cards addresses one_time_codes mails code_holders conversations inbox';
  // Nothing of a person but by way of an order, a payment, or a digest that is forgotten by itself.
  const behind =
    'order_transitions payment_attempts disputes dispute_losses refunds fulfilments reviews reconciliations jobs limits';
  // Who did what to the shop's money is written for good, also of an operator who left.
  const kept = ['audit'];
  const others =
    'sold_card_imports sold_card_drafts listings supplier_lists alerts sale_pauses reconciliation_marks plans meta migrations';
  const accounted = [...books, ...kept, ...`${personal} ${behind} ${others}`.split(' ')];
  expect([...scene.shelf.tables()].toSorted()).toEqual([...accounted].toSorted());
});
