import { describe, expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { languages, people } from '../support/world.ts';
import type { Person } from '../support/person.ts';

const address = ({ world }: Scene, path: string): string => `http://127.0.0.1:${world.app.port}${path}`;

/** The payment link on this person's screen. */
function linkOf(person: Person): string {
  const button = person
    .screen()
    .buttons.flat()
    .find((each) => 'url' in each && each.url.includes('/pay/start'));
  return button && 'url' in button ? button.url : '';
}

async function read(
  url: string,
  init?: RequestInit,
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe.each(languages)('In %s', (locale) => {
  test('trap 11: coming back from the page says how it stands, and alone grants nothing', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    const { t } = speeches(locale);
    await person.start('renew');
    const back = linkOf(person).replace('/start', '/return');

    expect((await read(back)).text).toContain(t('page-pay-open'));
    await person.openPage();
    const open = await read(back);
    expect(open.text).toContain(`lang="${locale}"`);
    expect(open.text).toContain(t('page-pay-open'));
    expect(open.text).toContain(`https://t.me/${world.app.botUsername}`);
    expect(world.box.messages(person.id).some(({ photo }) => photo)).toBe(false);

    await (await person.openPage()).act('wechat_pay', 'pending_then_paid');
    const waiting = await read(back);
    expect(waiting.text).toContain(t('page-pay-processing'));
    expect(waiting.text).toContain('http-equiv="refresh"');
    await world.pass(20_000);
    expect((await read(back)).text).toContain(t('page-pay-paid'));
    expect((await read(linkOf(person) || back)).text).toContain(t('page-pay-paid'));
  });

  test('whoever comes back from having paid while nobody can tell is not told that nothing was charged', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const person = world.person(people[locale]);
    const { t } = speeches(locale);
    const { stripe } = world.box;
    await person.start('renew');
    const back = linkOf(person).replace('/start', '/return');
    stripe.events.mode('off');
    const { sessionId } = await person.openPage();
    stripe.faults.add({ method: 'GET session', kind: 'drop_before', times: 1000 });
    stripe.act(sessionId, { method: 'card', outcome: 'pay' });
    const unclear = await read(back);
    expect(unclear.text).toContain(t('page-pay-checking'));
    expect(unclear.text).toContain('http-equiv="refresh"');
    expect(unclear.text).not.toContain(t('page-pay-nothing-charged'));
    expect(unclear.text).not.toContain('/pay/start');
    await person.start(`paid_${new URL(back).searchParams.get('t')?.slice('attempt_'.length)}`);
    const [, checking = ''] = plain(t('pay-checking', { plan: '|' })).split('|');
    expect(person.screen().text, 'not the words of the page, which name the chat').toContain(checking);
    expect(
      person
        .screen()
        .buttons.flat()
        .map(({ text: label }) => label),
    ).toEqual([t('button-person'), t('button-home')]);
    stripe.faults.clear();
    expect((await read(back)).text).toContain(t('page-pay-paid'));
  });
});

test('a page that Stripe does not know is not said to be unpaid', async () => {
  await using scene = await openScene();
  const { person, world, books, t } = scene;
  await person.start('renew');
  const back = linkOf(person).replace('/start', '/return');
  await person.openPage();
  const lost = { method: 'GET session', kind: 'status', status: 404, times: 1 } as const;
  world.box.stripe.faults.add(lost);
  await world.pass(10_000);
  expect(books.reviews()).toMatchObject([{ reason: 'session_unknown' }]);
  const { text } = await read(back);
  expect(text).toContain(t('page-pay-checking'));
  expect(text).not.toContain(t('page-pay-nothing-charged'));
});

test('the page shows a state only: nothing of the order, nothing from elsewhere, to be framed by nobody else', async () => {
  await using scene = await openScene();
  const { person } = scene;
  await person.start('renew');
  const { headers, text } = await read(linkOf(person).replace('/start', '/return'));
  expect(text).not.toMatch(/4821|5 GB|11\.20|order_|<script/);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('a link that is followed sixty times at once leads to one page each time, and nobody is alarmed', async () => {
  await using scene = await openScene();
  const { person, world } = scene;
  const operator = world.person(100_005);
  await operator.say('/status');
  await person.start('renew');
  const link = linkOf(person);
  const answers = await Promise.all(Array.from({ length: 60 }, async () => read(link)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
  await world.pass(minute);
  expect(operator.bubbles().filter(({ text }) => text.startsWith('🔴'))).toEqual([]);
});

test('only what failed is marked as such', async () => {
  await using scene = await openScene();
  const { person, world } = scene;
  await person.start('renew');
  const back = linkOf(person).replace('/start', '/return');
  expect((await read(back)).text, 'not paid yet is no failure').not.toContain('class="mark"');
  await (await person.openPage()).act('wechat_pay', 'pending_then_failed');
  await world.pass(20_000);
  expect((await read(back)).text).toContain('>✕</p>');
});

test('a link preview opens no page', async () => {
  await using scene = await openScene();
  const { person, world } = scene;
  await person.start('renew');
  expect((await read(linkOf(person), { method: 'HEAD' })).status).toBe(200);
  expect(world.box.stripe.sessions()).toEqual([]);
});

test('a link opens the same page again and again', async () => {
  await using scene = await openScene();
  const { person, world } = scene;
  await person.start('renew');
  const pages = await Promise.all([read(linkOf(person)), read(linkOf(person)), read(linkOf(person))]);
  expect(new Set(pages.map(({ headers }) => headers.get('location'))).size).toBe(1);
  expect(pages.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(world.box.stripe.sessions()).toHaveLength(1);
});

test.each(['', 'attempt_0000000000000000000000', '../../etc/passwd', 'order_x', '%00'])(
  'a made-up link (%j) leads nowhere, in the language of the browser',
  async (token) => {
    await using scene = await openScene();
    for (const page of ['start', 'return']) {
      const { status, text } = await read(address(scene, `/pay/${page}?t=${encodeURIComponent(token)}`), {
        headers: { 'accept-language': 'it-IT,it;q=0.9' },
      });
      expect(status).toBe(404);
      expect(text).toContain(speeches('it').t('page-pay-unknown'));
    }
  },
);

test('the link of an invoice in Stars opens no page', async () => {
  await using scene = await openScene();
  const { person, world } = scene;
  await person.start('renew');
  const [payload] = world.box.wire
    .entries()
    .filter(({ method }) => method === 'createInvoiceLink')
    .map(({ params }) => (params as { payload: string }).payload);
  expect((await read(address(scene, `/pay/start?t=${payload}`))).status).toBe(404);
});

test('a price that has run out opens no page any more, nor does a plan that was replaced', async () => {
  await using scene = await openScene();
  const { person, world, t } = scene;
  await person.start('renew');
  const link = linkOf(person);
  await world.pass(36 * minute);
  expect((await read(link)).text).toContain(t('page-pay-expired'));

  await person.start('renew');
  const other = linkOf(person);
  await person.tap(t('button-other-plan'));
  await person.tap('3 GB');
  expect((await read(other)).text).toContain(t('page-pay-expired'));
  expect(world.box.stripe.sessions()).toEqual([]);
});

test('who opens the page late has a quarter of an hour to pay, and no page outlives its price', async () => {
  await using scene = await openScene();
  const { person, world, t } = scene;
  const states = (): string[] => world.box.stripe.sessions().map(({ status }) => status);
  await person.start('renew');
  const link = linkOf(person);
  await world.pass(34 * minute);
  expect((await read(link)).status).toBe(303);
  await world.pass(14 * minute);
  expect(states()).toEqual(['open']);
  expect((await read(link)).status).toBe(303);
  await world.pass(2 * minute);
  expect(states()).toEqual(['expired']);
  expect((await read(link)).text).toContain(t('page-pay-expired'));
});

test('a page that Stripe failed to make is asked for anew, but not for ever', async () => {
  await using scene = await openScene();
  const { person, world, t } = scene;
  await person.start('renew');
  const link = linkOf(person);
  const failing = (times: number): void =>
    world.box.stripe.faults.add({ method: 'POST sessions', kind: 'status', status: 500, times });
  failing(2);
  expect((await read(link)).text).toContain(t('page-pay-silent'));
  expect((await read(link)).status).toBe(303);

  const other = world.person(people.it);
  await other.start('renew');
  failing(100);
  for (let n = 0; n < 8; n++)
    expect((await read(linkOf(other))).text).toContain(speeches('it').t('page-pay-silent'));
  const asked = world.box.wire
    .entries()
    .filter(({ method }) => method === 'POST sessions')
    .map(({ params }) => (params as { client_reference_id: string }).client_reference_id);
  expect(new Set(asked).size, 'one attempt a page, five pages a price').toBe(2 + 5);
});

test('somebody else who comes back from the page is told so, and the payer who did not pay finds the price again', async () => {
  await using scene = await openScene({ reachable: false });
  const { person, world } = scene;
  await person.start('renew');
  await person.tap('PayPal');
  const { sessionId } = await person.openPage();
  const back = world.box.stripe.sessions().find(({ id }) => id === sessionId)?.cancel_url ?? '';
  const payload = new URL(back).searchParams.get('start') ?? '';
  const friend = world.person(people.it);
  await friend.start(payload);
  expect(friend.bubbles().map(({ text }) => text)).toContain(speeches('it').t('not-yours'));
  await person.start(payload);
  expect(person.screen().text).toContain('Total');
});

test('when Stripe does not answer the traveller hears that nothing was charged, and the next try finds one page', async () => {
  await using scene = await openScene();
  const { person, world, t } = scene;
  await person.start('renew');
  world.box.stripe.faults.add({ method: 'POST sessions', kind: 'drop_after', times: 3 });
  const silent = await read(linkOf(person));
  expect(silent.status).toBe(200);
  expect(silent.text).toContain(t('page-pay-silent'));
  expect((await read(linkOf(person))).status).toBe(303);
  expect(world.box.stripe.sessions()).toHaveLength(1);
});
