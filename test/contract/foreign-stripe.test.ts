import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { beforeAll, describe, expect, test } from 'vitest';
import { deployedTree, openForeignServer, startBot } from '../support/foreign-server.ts';
import type { BotProcess, ForeignServer } from '../support/foreign-server.ts';
import { createPerson } from '../support/person.ts';
import type { Person } from '../support/person.ts';
import { speeches } from '../support/scene.ts';
import { people } from '../support/world.ts';

const secret = 'whsec_of_somebody_else';
const { t } = speeches('en');

let tree = '';
beforeAll(() => {
  tree = mkdtempSync(path.join(tmpdir(), 'yuanyou-deployed-'));
  deployedTree(tree);
  return () => rmSync(tree, { recursive: true, force: true });
});

interface Deployed {
  readonly server: ForeignServer;
  readonly bot: BotProcess;
  readonly person: Person;
}

/** A bot as it is deployed, without the sandbox, that is paid through somebody else's Stripe. */
async function deploy({ reachable = true } = {}): Promise<Deployed> {
  const address = Promise.withResolvers<string>();
  const server = await openForeignServer({ webhookTo: () => address.promise });
  const bot = startBot({
    tree,
    env: {
      BOT_TOKEN: '1:x',
      ADMIN_IDS: String(people.en),
      LOG_LEVEL: 'info',
      TELEGRAM_API_ROOT: server.url,
      STRIPE_API_URL: server.url,
      STRIPE_SECRET_KEY: 'sk_test_box',
      TELEGRAM_PROVIDER_TOKEN: '1:TEST:box',
      ...(reachable && { PUBLIC_URL: server.url, STRIPE_WEBHOOK_SECRET: secret }),
    },
  });
  bot.url().then(address.resolve, address.reject);
  await address.promise;
  if (reachable) server.box.stripe.events.sendTo({ url: `${server.url}/stripe/webhook`, secret });
  // Nobody can ask this process whether it is done: whoever waits, waits for what is to be seen.
  const world = { box: server.box, settle: () => Promise.resolve() };
  return { server, bot, person: createPerson({ world, id: people.en }) };
}

async function sees({ server, person }: Deployed, text: string): Promise<void> {
  const words = text.replaceAll(/<[^>]+>/g, '');
  await server.until(() => person.bubbles().some((bubble) => bubble.text.includes(words)));
}

/** Opens the review and its page. */
async function openPage(shop: Deployed): ReturnType<Person['openPage']> {
  shop.server.box.start(people.en, 'renew');
  await sees(shop, 'Total');
  const direct = shop.person
    .screen()
    .buttons.flat()
    .some((each) => 'url' in each && each.url.includes('/pay/'));
  if (!direct) {
    await shop.person.tap('PayPal');
    await shop.server.until(() => shop.server.box.stripe.sessions().length > 0);
    await sees(shop, 'WeChat');
  }
  return shop.person.openPage();
}

describe.each([{ reachable: true }, { reachable: false }])(
  'On the Stripe of somebody else, $reachable',
  (how) => {
    test.each(['card', 'paypal', 'alipay'] as const)('a renewal by %s', async (method) => {
      const shop = await deploy(how);
      await (await openPage(shop)).act(method, 'pay');
      await sees(shop, t('done-in-place'));
      expect(shop.server.box.stripe.ledger()).toMatchObject([
        { kind: 'charge', amount: 1120, currency: 'eur' },
      ]);
      expect(shop.bot.said()).not.toMatch(/"level":(50|60)/);
      for (const { text } of shop.person.bubbles()) expect(text).toMatch(/^🧪 TEST\n/);
    });

    test('WeChat Pay that is confirmed later, and WeChat Pay that fails', async () => {
      const shop = await deploy(how);
      await (await openPage(shop)).act('wechat_pay', 'pending_then_failed');
      await sees(shop, t('pay-processing', { plan: '5 GB / 30 days', total: '€11.20' }));
      shop.server.box.clock.advance(21_000);
      await sees(shop, t('pay-failed', { plan: '5 GB / 30 days' }));
      await (await openPage(shop)).act('wechat_pay', 'pending_then_paid');
      shop.server.box.clock.advance(21_000);
      await sees(shop, t('done-in-place'));
      expect(shop.server.box.stripe.ledger()).toHaveLength(1);
    });
  },
);

test('on a provider of somebody else: an invoice inside Telegram', async () => {
  const shop = await deploy();
  shop.server.box.start(people.en, 'renew');
  await sees(shop, 'Total');
  await shop.person.tap(t('button-rail-invoice', { total: '€11.20' }));
  await sees(shop, 'inside Telegram');
  expect(await shop.person.pay()).toEqual({ outcome: 'paid' });
  await sees(shop, t('done-in-place'));
  expect(shop.server.box.ledger()).toMatchObject([{ currency: 'EUR', amount: 1120 }]);
});

test('events that are not ours, not signed, old or thin change nothing, and leave one line for each reason', async () => {
  const shop = await deploy();
  const page = await openPage(shop);
  shop.server.box.stripe.events.sendTo(null);
  shop.server.box.stripe.act(page.sessionId, { method: 'card', outcome: 'pay' });
  const honest = shop.server.box.stripe.events
    .all()
    .find(({ type }) => type === 'checkout.session.completed');
  const post = async (payload: string, signature: string): Promise<number> => {
    const headers = { 'stripe-signature': signature };
    const url = `${await shop.bot.url()}/stripe/webhook`;
    return (await fetch(url, { method: 'POST', headers, body: payload })).status;
  };
  const sign = (payload: string, key = secret, timestamp = Math.floor(Date.now() / 1000)): string =>
    Stripe.webhooks.generateTestHeaderString({ payload, secret: key, timestamp });
  const payload = JSON.stringify(honest);
  const changed = (changes: object): string => JSON.stringify({ ...honest, ...changes });
  const lines = (): string[] =>
    shop.bot
      .said()
      .split('\n')
      .filter((line) => line.includes('A Stripe event was'));

  const old = Math.floor(Date.now() / 1000) - 600;
  const thin = JSON.stringify({ id: 'evt_1', object: 'v2.core.event' });
  // With the lines that there are by then: of the same reason there is one a minute.
  const cases: [string, string, number, number][] = [
    [payload, sign(payload, 'whsec_guessed'), 400, 1],
    [JSON.stringify(honest, null, 2), sign(payload), 400, 1],
    [payload, sign(payload, secret, old), 400, 2],
    [thin, sign(thin), 400, 3],
    [changed({ account: 'acct_1' }), sign(changed({ account: 'acct_1' })), 200, 4],
    [changed({ livemode: true }), sign(changed({ livemode: true })), 200, 5],
  ];
  for (const [body, signature, status, count] of cases) {
    expect(await post(body, signature)).toBe(status);
    await shop.bot.says(new RegExp(`(?:A Stripe event was[\\s\\S]*){${count}}`));
    expect(lines()).toHaveLength(count);
  }
  expect(shop.person.bubbles().some(({ hasPicture }) => hasPicture)).toBe(false);
  expect(shop.bot.said()).not.toContain(secret);

  expect(await post(payload, sign(payload))).toBe(200);
  await sees(shop, t('done-in-place'));
});

test('an event larger than any of Stripe’s is not read', async () => {
  const shop = await deploy();
  const url = `${await shop.bot.url()}/stripe/webhook`;
  const response = await fetch(url, { method: 'POST', body: 'x'.repeat(300_000) });
  expect(response.status).toBe(413);
});

test.each([{ reachable: true }, { reachable: false }])(
  'in a test deployment only its operators come to a payment page, $reachable',
  async (how) => {
    const shop = await deploy(how);
    const stranger = createPerson({
      world: { box: shop.server.box, settle: () => Promise.resolve() },
      id: people.it,
    });
    const italian = speeches('it').t;
    shop.server.box.start(people.it, 'renew');
    await shop.server.until(() => stranger.bubbles().some(({ text }) => text.includes('Totale')));
    const answer = how.reachable
      ? await stranger.openPage().catch(String)
      : (await stranger.tap('PayPal'))?.text;
    expect(answer).toContain(italian('refused-test-only'));
    expect(shop.server.box.stripe.sessions()).toEqual([]);
  },
);
