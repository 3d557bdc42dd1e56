import { expect, test } from 'vitest';
import { minute, second } from '../../src/domain/time.ts';
import type { Locale } from '../../src/domain/customer.ts';
import type { Person } from '../support/person.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import { people } from '../support/world.ts';

const it = speeches('it').t;

/** Makes a link to the card in Italy; answers its start payload. */
async function linkTo(owner: Person, locale: Locale, purpose: 'share' | 'give'): Promise<string> {
  const { t } = speeches(locale);
  await owner.say('/settings');
  await owner.tap(t('button-my-cards'));
  await owner.tap('4821');
  await owner.tap(t(purpose === 'share' ? 'button-share' : 'button-give'));
  await owner.tap(t(purpose === 'share' ? 'button-share-link' : 'button-give-link'));
  const texts = owner.bubbles().flatMap(({ buttons }) => buttons.flat());
  const copies = texts.flatMap((button) => ('copy_text' in button ? [button.copy_text.text] : []));
  return /start=(\S+)$/.exec(copies.at(-1) ?? '')?.[1] ?? '';
}

function pageLink(person: Person): string {
  const links = person
    .bubbles()
    .flatMap(({ buttons }) => buttons.flat())
    .flatMap((button) => ('url' in button && button.url.includes('/pay/start') ? [button.url] : []));
  return links.at(-1) ?? '';
}

test('a payment page that was open when the share ended leads nowhere and is closed', async () => {
  await using scene = await openScene();
  const { world, person: companion, t } = scene;
  const owner = world.person(people.it);
  await owner.start();
  await companion.start(await linkTo(owner, 'it', 'share'));
  await companion.tap(t('button-accept'));
  await companion.tap('★');
  const { sessionId } = await companion.openPage();
  await owner.tap(it('button-who-sees'));
  await owner.tap('✕');
  const answer = await fetch(pageLink(companion), { redirect: 'manual' });
  expect(answer.status).toBe(200);
  await world.pass(30 * second);
  expect(() => world.box.stripe.act(sessionId, { method: 'card', outcome: 'pay' })).toThrow('expired');
});

test('what was paid on it all the same comes back, and nobody’s card is renewed', async () => {
  await using scene = await openScene();
  const { world, person: companion, books, t } = scene;
  const owner = world.person(people.it);
  await owner.start();
  await companion.start(await linkTo(owner, 'it', 'share'));
  await companion.tap(t('button-accept'));
  await companion.tap('★');
  const page = await companion.openPage();
  await owner.tap(it('button-who-sees'));
  await owner.tap('✕');
  await page.act('card', 'pay');
  for (let n = 0; n < 5; n++) await world.pass(minute);
  expect(books.of(people.en)).toMatchObject({
    supplied: 0,
    orders: ['refunded'],
    payments: ['refunded'],
    refunds: ['succeeded'],
  });
  expect(world.box.stripe.ledger().map(({ kind }) => kind)).toEqual(['charge', 'refund']);
  expect(plain(companion.screen().text)).toContain(plain(t('refund-back', { total: '€11.20' })));
  expect(owner.bubbles().some(({ text }) => text.includes('🎁'))).toBe(false);
});

test('a page of the former owner does not renew the card of the new one', async () => {
  await using scene = await openScene();
  const { world, person: owner, books } = scene;
  const other = world.person(people.it);
  await other.start();
  await owner.start();
  await owner.tap('★');
  const page = await owner.openPage();
  await other.start(await linkTo(owner, 'en', 'give'));
  await other.tap(it('button-receive'));
  await page.act('card', 'pay').catch(() => undefined);
  for (let n = 0; n < 5; n++) await world.pass(minute);
  expect(books.of(people.en)).toMatchObject({ supplied: 0, orders: ['refunded'] });
});

test('two people who look at one card at once each see what is theirs', async () => {
  await using scene = await openScene();
  const { world, person: companion, t } = scene;
  const owner = world.person(people.it);
  await owner.start();
  await companion.start(await linkTo(owner, 'it', 'share'));
  await companion.tap(t('button-accept'));
  await owner.say('/settings');
  await owner.tap(it('button-my-cards'));
  await owner.tap('4821');
  await owner.tap(it('button-rename'));
  await owner.say('Segreto mio');
  await world.pass(minute);
  await Promise.all([owner.say('/balance'), companion.say('/balance')]);
  await world.settle();
  const seen = (person: Person): string =>
    person
      .bubbles()
      .map(({ text }) => text)
      .join('\n');
  expect(seen(owner)).toContain('Segreto mio');
  expect(seen(companion)).not.toContain('Segreto');
});
