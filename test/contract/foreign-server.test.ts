import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Api } from 'grammy';
import { beforeAll, describe, expect, test } from 'vitest';
import { createSpeeches } from '../../src/i18n/speech.ts';
import { checkWebhook } from '../../src/bot/polling.ts';
import { deployedTree, openForeignServer, startBot } from '../support/foreign-server.ts';
import type { BotProcess, ForeignServer } from '../support/foreign-server.ts';
import { createPerson } from '../support/person.ts';
import type { Person } from '../support/person.ts';
import { people } from '../support/world.ts';

const speeches = createSpeeches(path.join(import.meta.dirname, '../../locales'));
const operator = people.en;
const settings = { BOT_TOKEN: '1:x', ADMIN_IDS: `${operator},5`, LOG_LEVEL: 'warn' };
const secret = 'a-secret-of-the-webhook';

let tree = '';
beforeAll(() => {
  tree = mkdtempSync(path.join(tmpdir(), 'yuanyou-deployed-'));
  deployedTree(tree);
  return () => rmSync(tree, { recursive: true, force: true });
});

type Updates = 'polling' | 'webhook';

interface Deployed {
  readonly server: ForeignServer;
  readonly bot: BotProcess;
  person(id: number): Person;
}

/** A bot that serves somebody else's Bot API. */
async function deploy(updates: Updates): Promise<Deployed> {
  const address = Promise.withResolvers<string>();
  const server = await openForeignServer({ webhookTo: () => address.promise });
  const hook = { UPDATES: 'webhook', PUBLIC_URL: server.url, TELEGRAM_WEBHOOK_SECRET: secret };
  const bot = startBot({
    tree,
    env: { ...settings, TELEGRAM_API_ROOT: server.url, ...(updates === 'webhook' && hook) },
  });
  bot.url().then(address.resolve, address.reject);
  await address.promise;
  // Nobody can ask this process whether it is done: whoever waits, waits for what is to be seen.
  const world = { box: server.box, settle: () => Promise.resolve() };
  return { server, bot, person: (id) => createPerson({ world, id }) };
}

/** Waits until this person sees a bubble with these words, as many times as told. */
async function sees({ server }: Deployed, person: Person, text: string, times = 1): Promise<void> {
  const words = text.replaceAll(/<[^>]+>/g, '');
  await server.until(() => person.bubbles().filter((bubble) => bubble.text.includes(words)).length >= times);
}

function labelled(person: Person): void {
  for (const { text } of person.bubbles()) expect(text).toMatch(/^🧪 TEST\n/);
}

test('the tree under test has no sandbox and no development package', () => {
  expect(existsSync(path.join(tree, 'src/sandbox'))).toBe(false);
  expect(existsSync(path.join(tree, 'node_modules/vitest'))).toBe(false);
  expect(existsSync(path.join(tree, 'node_modules/grammy'))).toBe(true);
});

describe.each(['polling', 'webhook'] as const)('on a Bot API server of somebody else, by %s', (updates) => {
  test('an operator renews, gets a new eSIM, and has the Stars back at once; others cannot pay; help and language work', async () => {
    const shop = await deploy(updates);
    const { box } = shop.server;
    const { t } = speeches('en');
    const back = (total: string): string => t('refund-stars-back', { total });
    const person = shop.person(operator);
    box.start(operator);
    await sees(shop, person, 'Italy');
    await person.tap('★');
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    await sees(shop, person, t('done-in-place'));
    await sees(shop, person, back('⭐672'));
    expect(box.starBalance(operator), 'back in the purse').toBe(5000);

    box.say(operator, '/balance');
    await sees(shop, person, 'Italy');
    await person.tap('🇯🇵');
    await person.tap('★');
    expect(await person.pay()).toEqual({ outcome: 'paid' });
    await sees(shop, person, t('done-install', { card: '' }));
    await sees(shop, person, back('⭐954'));
    expect(box.starBalance(operator)).toBe(5000);
    expect(box.ledger().map(({ kind }) => kind)).toEqual(['charge', 'refund', 'charge', 'refund']);
    labelled(person);

    const other = shop.person(people.it);
    box.start(people.it, 'renew');
    await sees(
      shop,
      other,
      speeches('it')
        .t('review-consent')
        .replaceAll(/<\/?i>/g, ''),
    );
    expect(await other.pay()).toEqual({
      outcome: 'refused',
      message: speeches('it').t('refused-test-only'),
    });
    expect(box.starBalance(people.it)).toBe(5000);

    box.say(people.it, '/help');
    await sees(shop, other, speeches('it').t('help-title', { brand: '遠遊卡' }));
    for (const topic of ['where', 'when', 'phone', 'failed', 'emergency'] as const)
      await other.tap(speeches('it').t(`help-ask-${topic}`));
    await other.tap(speeches('it').t('help-guide'));
    await sees(shop, other, '1/4');
    box.say(people.it, '/language');
    await sees(shop, other, speeches('it').t('language-title'));
    await other.tap('繁體中文');
    expect(other.screen().text).toContain('義大利');
    labelled(other);

    box.say(operator, '/orders');
    await sees(shop, person, t('orders-title'));
    expect(
      person
        .screen()
        .buttons.flat()
        .filter(({ text }) => text.startsWith('✓ ')),
    ).toHaveLength(2);
    expect(shop.bot.said()).not.toMatch(/"level":50/);
  });

  test('it says that it lives and that it is ready, and ends within seconds when it is told to', async () => {
    const { bot, server } = await deploy(updates);
    const url = await bot.url();
    expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok');
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { database: true, telegram: true }]);
    expect(bot.said()).toContain('only ADMIN_IDS can pay');

    server.box.faults.add({ method: 'getMe', kind: 'status', status: 502, times: 100 });
    const away = await fetch(`${url}/readyz`);
    expect([away.status, await away.json()]).toEqual([503, { database: true, telegram: false }]);

    bot.signal('SIGTERM');
    expect(await bot.ended).toBe(0);
  });
});

describe('by webhook', () => {
  test('who does not know the secret is not heard', async () => {
    const { bot, server } = await deploy('webhook');
    const url = `${await bot.url()}/telegram/webhook`;
    const forged = { method: 'POST', body: JSON.stringify({ update_id: 1 }) };
    const header = 'x-telegram-bot-api-secret-token';
    expect((await fetch(url, forged)).status).toBe(401);
    expect((await fetch(url, { ...forged, headers: { [header]: `${secret}x` } })).status).toBe(401);
    expect((await fetch(url, { ...forged, headers: { [header]: secret } })).status).toBe(200);
    const noUpdate = { method: 'POST', headers: { [header]: secret }, body: 'hello' };
    expect((await fetch(url, noUpdate)).status).toBe(400);
    expect(server.box.wire.entries().filter(({ method }) => method.startsWith('send'))).toEqual([]);
  });
});

test('trap 22: a webhook that does not bring all we need is told at the start', async () => {
  const server = await openForeignServer();
  const api = new Api('1:x', { apiRoot: server.url });
  await api.setWebhook('https://bot.example.org/telegram/webhook', { allowed_updates: ['message'] });
  const lines: unknown[] = [];
  const note = (facts: object, message: string): void => void lines.push({ ...facts, message });
  await checkWebhook({ api, logger: { info: note, warn: note, error: note } });
  expect(lines).toEqual([
    {
      missing: ['callback_query', 'pre_checkout_query'],
      message: 'Telegram does not send these updates to our webhook',
    },
  ]);
});

describe('a start that cannot succeed ends with one clear line', () => {
  test('a token that Telegram does not know', async () => {
    const server = await openForeignServer();
    const bot = startBot({ tree, env: { ...settings, BOT_TOKEN: '2:y', TELEGRAM_API_ROOT: server.url } });
    expect(await bot.ended).toBe(1);
    expect(bot.said().trim()).toBe(
      'Not started: Telegram does not know this BOT_TOKEN. Copy it again from BotFather.',
    );
  });

  test('a port that another program has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const bot = startBot({ tree, env: { ...settings, PORT: port } });
    expect(await bot.ended).toBe(1);
    expect(bot.said().trim()).toBe(
      `Not started: Port ${port} is taken by another program. Stop it, or start with another PORT.`,
    );
    other.close();
  });

  test('wrong settings, all of them, and no secret among the words', async () => {
    const bot = startBot({
      tree,
      env: { BOT_TOKEN: '1:x', DEPLOYMENT: 'live', PORT: 'http', STRIPE_SECRET_KEY: 'sk_test_1' },
    });
    expect(await bot.ended).toBe(1);
    const [title, ...mistakes] = bot.said().trim().split('\n');
    expect(title).toContain('Please mend these settings');
    expect(mistakes.map((line) => line.trim().split(':')[0] ?? '').toSorted()).toEqual([
      'DATA_KEY',
      'EMERGENCY_CONTACT',
      'ESIM_PROVIDER',
      'PORT',
      'SELLER_ADDRESS',
      'STRIPE_SECRET_KEY',
    ]);
    expect(bot.said()).not.toContain('sk_test_1');
  });
});

describe('while Telegram is away', () => {
  test('it waits, says so, and starts when Telegram is back', async () => {
    const server = await openForeignServer();
    server.box.faults.add({ method: 'getMe', kind: 'drop_before', times: 1 });
    const bot = startBot({ tree, env: { ...settings, TELEGRAM_API_ROOT: server.url } });
    await bot.says(/Telegram does not answer/);
    expect(bot.said()).not.toContain(settings.BOT_TOKEN);
    await bot.url();
  });

  test('it can be ended', async () => {
    const server = await openForeignServer();
    server.box.faults.add({ method: 'getMe', kind: 'status', status: 502, times: 100 });
    const bot = startBot({ tree, env: { ...settings, TELEGRAM_API_ROOT: server.url } });
    await bot.says(/Telegram does not answer/);
    bot.signal('SIGTERM');
    expect(await bot.ended).toBe(0);
  });
});
