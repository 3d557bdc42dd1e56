import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { Api } from 'grammy';
import { describe, expect, onTestFinished, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { deployedTree, startBot } from '../support/foreign-server.ts';
import { openMailServer } from '../support/mail-server.ts';
import { ownFolder } from '../support/folder.ts';
import { english, everyLanguage, openClinic, operator, visited } from './clinic.ts';
import type { Clinic, Report } from './clinic.ts';

const { t } = english;

test('a shop in which all is well gets a tick at every line, in every language, and 0 for scripts', async () => {
  const clinic = await openClinic();
  for (const speech of everyLanguage) {
    const { text, exitCode } = await clinic.visit({ LANG: `${speech.locale.replace('-', '_')}.UTF-8` });
    // All but the built-in supplier, from which nobody can sell.
    const odd = text.split('\n').filter((line) => /^ {2}[!✗?]/.test(line));
    expect(odd).toEqual([`  ! ${speech.t('doctor-supplier-sandbox')}`]);
    expect(text).toContain(
      speech.t('doctor-stripe-well', { country: speech.countryInFull('IT'), mode: 'test' }),
    );
    expect(text).toContain(speech.t('doctor-end-advice'));
    expect(exitCode).toBe(0);
  }
});

test('the shop to try things out has nothing to set up, asks nobody, and gets 0', async () => {
  const { text, exitCode } = await visited(
    { DATABASE_URL: `sqlite:${ownFolder()}/none.db`, LC_ALL: 'C' },
    { envFile: '/nowhere/.env' },
  );
  expect(text).toContain(t('doctor-sandbox'));
  expect(text).toContain('28 plans');
  expect(text).not.toMatch(/^ {2}[!✗?]/m);
  expect(text.trim().endsWith(t('doctor-end-well'))).toBe(true);
  expect(exitCode).toBe(0);
});

test('all mistakes of the settings are told at once, and nobody is asked before they are right', async () => {
  const clinic = await openClinic();
  const report = await clinic.visit({ DEPLOYMENT: 'live', PORT: 'http' });
  for (const name of ['PORT', 'STRIPE_SECRET_KEY', 'ESIM_PROVIDER', 'SELLER_ADDRESS', 'EMERGENCY_CONTACT'])
    expect(report.line('✗', name)).toContain(`${name}=`);
  report.line('?', t('doctor-settings-rest'));
  expect(report.exitCode).toBe(1);
  expect(clinic.server.box.wire.entries()).toEqual([]);
});

test('each setting that can be wrong has words of its own, in every language', () => {
  const names = readFileSync('.env.example', 'utf8').matchAll(/^#?([A-Z][A-Z_]+)=/gm);
  const free = new Set(['HOST', 'SELLER_NAME', 'BRAND_NAME']);
  const telling = Array.from(names, ([, name = '']) => name).filter((name) => !free.has(name));
  expect(telling.length).toBeGreaterThan(30);
  for (const speech of everyLanguage)
    for (const name of telling)
      expect(speech.t('doctor-setting-wrong-todo', { name, what: '?' })).not.toContain('?');
});

test('a setting that makes no sense is to be deleted', async () => {
  const report = await visited({ STRIPE_SECRET_KEY: 'sk_test_box' });
  expect(report.line('✗', t('doctor-setting-extra', { name: 'STRIPE_SECRET_KEY' }))).toContain('Delete');
  expect(report.exitCode).toBe(1);
});

interface Trouble {
  readonly title: string;
  /** Breaks one thing; answers what to visit with. */
  readonly harm: (clinic: Clinic) => Parameters<Clinic['visit']> | Promise<Parameters<Clinic['visit']>>;
  readonly line: Parameters<Report['line']>;
  readonly exitCode: 0 | 1 | 2;
}

const troubles: readonly Trouble[] = [
  {
    title: 'a token that Telegram does not know',
    harm: () => [{ BOT_TOKEN: '2:another' }],
    line: ['✗', t('doctor-telegram-token')],
    exitCode: 1,
  },
  {
    title: 'an operator who has not pressed Start',
    harm: () => [{ ADMIN_IDS: `${operator},999` }],
    line: ['!', t('doctor-operator-unknown', { id: '999' })],
    exitCode: 0,
  },
  {
    title: 'a chat for cases in which the bot is not',
    harm: () => [{ ADMIN_CHAT_ID: '-100999' }],
    line: ['✗', t('doctor-chat-unknown', { id: '-100999' })],
    exitCode: 1,
  },
  {
    title: 'nobody who could look after the shop',
    harm: () => [{ ADMIN_IDS: '' }],
    line: ['!', t('doctor-operators-none')],
    exitCode: 0,
  },
  {
    title: 'messages that go elsewhere',
    harm: async ({ server }) => {
      await new Api('1:x', { apiRoot: server.url }).setWebhook('https://other.example.org/');
      return [];
    },
    line: ['!', t('doctor-polling-hook')],
    exitCode: 0,
  },
  {
    title: 'a webhook that Telegram has not been told yet',
    harm: () => [{ UPDATES: 'webhook' }],
    line: ['!', t('doctor-webhook-unset')],
    exitCode: 0,
  },
  {
    title: 'messages that do not get through to our address',
    harm: async ({ server: { box, url: apiRoot, until }, url }) => {
      await new Api('1:x', { apiRoot }).setWebhook(`${url}/telegram/webhook`);
      box.start(operator);
      await until(() => box.wire.entries().some(({ direction }) => direction === 'to_bot'));
      return [{ UPDATES: 'webhook' }];
    },
    line: ['✗', 'Telegram could not bring messages to'],
    exitCode: 1,
  },
  {
    title: 'many messages that nobody fetches',
    harm: ({ server: { box } }) => {
      for (let word = 0; word < 20; word++) box.say(operator, `word ${word}`);
      return [];
    },
    line: ['!', '20 messages wait'],
    exitCode: 0,
  },
  {
    title: 'a public address without https, to which Telegram would have to bring messages',
    harm: ({ url }) => [{ UPDATES: 'webhook', PUBLIC_URL: url.replace('127.0.0.1', 'shop.invalid') }],
    line: ['✗', 'begins with http'],
    exitCode: 1,
  },
  {
    title: 'a token of the payment provider that Telegram does not take',
    harm: ({ server }) => {
      const description = 'Bad Request: PAYMENT_PROVIDER_INVALID in 1:TEST:box';
      server.box.faults.add({ method: 'createInvoiceLink', kind: 'status', status: 400, description });
      return [];
    },
    line: ['✗', 'PAYMENT_PROVIDER_INVALID'],
    exitCode: 1,
  },
  {
    title: 'a public address that leads elsewhere while the bot runs',
    harm: ({ server }) => [{ PUBLIC_URL: server.url }],
    line: ['✗', 'does not lead to the bot'],
    exitCode: 1,
  },
  {
    title: 'a public address while the bot does not run',
    harm: ({ server: { box } }) => {
      const [endpoint] = box.stripe.dashboard.endpoints;
      if (endpoint)
        box.stripe.dashboard.endpoints = [{ ...endpoint, url: 'http://127.0.0.1:9/stripe/webhook' }];
      return [{ PUBLIC_URL: 'http://127.0.0.1:9', PORT: '9' }];
    },
    line: ['!', 'is not running'],
    exitCode: 0,
  },
  {
    title: 'a key that Stripe does not know',
    harm: () => [{ STRIPE_SECRET_KEY: 'sk_test_other' }],
    line: ['✗', t('doctor-stripe-key')],
    exitCode: 1,
  },
  {
    title: 'an account that Stripe has not looked at, while only tests are paid',
    harm: ({ server: { box } }) => {
      box.stripe.dashboard.charges_enabled = false;
      return [];
    },
    line: ['!', t('doctor-stripe-review')],
    exitCode: 0,
  },
  {
    title: 'a key that may not read the account',
    harm: ({ server: { box } }) => {
      box.stripe.faults.add({ method: 'GET account', kind: 'status', status: 403 });
      return [];
    },
    line: ['!', t('doctor-stripe-forbidden', { what: 'Account' })],
    exitCode: 0,
  },
  {
    title: 'a payment method that is switched off',
    harm: ({ server: { box } }) => {
      box.stripe.dashboard.methods = ['card', 'alipay', 'wechat_pay'];
      return [];
    },
    line: ['!', t('doctor-method-off', { name: 'PayPal' })],
    exitCode: 0,
  },
  {
    title: 'a payment method that Stripe withholds',
    harm: ({ server: { box } }) => {
      box.stripe.dashboard.withheld = ['wechat_pay'];
      return [];
    },
    line: ['!', t('doctor-method-missing', { name: 'WeChat Pay' })],
    exitCode: 0,
  },
  {
    title: 'no payment method at all',
    harm: ({ server: { box } }) => {
      box.stripe.dashboard.methods = [];
      return [];
    },
    line: ['✗', t('doctor-methods-none', { currency: 'EUR' })],
    exitCode: 1,
  },
  {
    title: 'a method that this currency rules out',
    harm: () => [{ CURRENCY: 'CNY' }],
    line: ['!', t('doctor-method-currency', { name: 'PayPal', currency: 'CNY' })],
    exitCode: 0,
  },
  {
    title: 'a secret for events of an endpoint that is not there',
    harm: ({ server: { box } }) => {
      box.stripe.dashboard.endpoints = [];
      return [];
    },
    line: ['✗', 'Stripe does not report to'],
    exitCode: 1,
  },
  {
    title: 'an endpoint whose secret we do not have',
    harm: () => [{ STRIPE_WEBHOOK_SECRET: '' }],
    line: ['!', 'cannot tell that it is Stripe'],
    exitCode: 0,
  },
  {
    title: 'an endpoint that is switched off',
    harm: ({ server: { box } }) => {
      box.stripe.dashboard.endpoints = box.stripe.dashboard.endpoints.map((one) => ({
        ...one,
        status: 'disabled',
      }));
      return [];
    },
    line: ['✗', 'are switched off'],
    exitCode: 1,
  },
  {
    title: 'an endpoint that sends too little',
    harm: ({ server: { box } }) => {
      const enabled_events = ['charge.succeeded', 'checkout.session.completed'];
      box.stripe.dashboard.endpoints = box.stripe.dashboard.endpoints.map((one) => ({
        ...one,
        enabled_events,
      }));
      return [];
    },
    line: ['✗', 'does not report all'],
    exitCode: 1,
  },
  {
    title: 'an endpoint that speaks another version',
    harm: ({ server: { box } }) => {
      const api_version = '2020-08-27';
      box.stripe.dashboard.endpoints = box.stripe.dashboard.endpoints.map((one) => ({ ...one, api_version }));
      return [];
    },
    line: ['!', '2020-08-27'],
    exitCode: 0,
  },
  {
    title: 'a mail server that is not there',
    harm: () => [{ SMTP_URL: 'smtp://127.0.0.1:9' }],
    line: ['✗', 'Nobody listens at 127.0.0.1:9'],
    exitCode: 1,
  },
  {
    title: 'a mail server that knows no such password',
    harm: async () => {
      const { port } = await openMailServer({
        authOptional: false,
        disabledCommands: ['STARTTLS'],
        allowInsecureAuth: true,
        onAuth: (_auth, _session, callback) => callback(new Error('No such user')),
      });
      return [{ SMTP_URL: `smtp://shop:whoever-reads-this@127.0.0.1:${port}` }];
    },
    line: ['✗', 'does not take the user and password'],
    exitCode: 1,
  },
  {
    title: 'no mail server',
    harm: () => [{ SMTP_URL: '', MAIL_FROM: '' }],
    line: ['!', t('doctor-mail-none')],
    exitCode: 0,
  },
  {
    title: 'a DATA_KEY that does not open the database',
    harm: () => [{ DATA_KEY: Buffer.alloc(32, 1).toString('base64') }],
    line: ['✗', 'does not open the database'],
    exitCode: 1,
  },
  {
    title: 'no DATA_KEY of our own',
    harm: () => [{ DATA_KEY: '', DATABASE_URL: `sqlite:${ownFolder()}/new.db` }],
    line: ['!', t('doctor-key-none')],
    exitCode: 0,
  },
  {
    title: 'a database of a newer version',
    harm: async ({ file }) => {
      const { db, close } = await openSqlite({ url: `sqlite:${file}` });
      await db.insertInto('migrations').values({ name: '9999-later' }).execute();
      await close();
      return [];
    },
    line: ['✗', 'newer version'],
    exitCode: 1,
  },
  {
    title: 'a database of an older version',
    harm: async ({ file }) => {
      const { db, close } = await openSqlite({ url: `sqlite:${file}` });
      await db.deleteFrom('migrations').where('name', 'like', '001%').execute();
      await close();
      return [];
    },
    line: ['!', 'older version'],
    exitCode: 0,
  },
  {
    title: 'a file that is no database',
    harm: () => {
      const file = `${ownFolder()}/letter.db`;
      writeFileSync(file, 'Dear reader, this is no database. '.repeat(100));
      return [{ DATABASE_URL: `sqlite:${file}` }];
    },
    line: ['✗', 'cannot be read'],
    exitCode: 1,
  },
  {
    title: 'a disk that is nearly full',
    harm: () => [{}, { freeShare: async () => 0.03 }],
    line: ['✗', t('doctor-disk-full', { percent: 3 })],
    exitCode: 1,
  },
  {
    title: 'another Node',
    harm: () => [{}, { nodeVersion: '22.18.0' }],
    line: ['✗', '22.18.0'],
    exitCode: 1,
  },
  {
    title: 'secrets that other users can read',
    harm: ({ envFile }) => {
      chmodSync(envFile, 0o644);
      return [];
    },
    line: ['!', t('doctor-env-open')],
    exitCode: 0,
  },
  {
    title: 'a clock that is fast',
    harm: () => [{}, { now: () => Date.now() + 10 * minute }],
    line: ['✗', 'seconds fast'],
    exitCode: 1,
  },
  {
    title: 'a catalogue with a mistake',
    harm: () => {
      const folder = ownFolder();
      writeFileSync(`${folder}/catalogue.json`, '{ "coverages": {}, "plans": [{ "id": "x" }] }');
      return [{}, { filesIn: folder }];
    },
    line: ['✗', 'db/catalogue.json has a mistake'],
    exitCode: 1,
  },
];

describe('one thing wrong gives its line, what to do about it, and the right number for scripts:', () => {
  test.each(troubles)('$title', async ({ harm, line, exitCode }) => {
    const clinic = await openClinic();
    const report = await clinic.visit(...(await harm(clinic)));
    report.line(...line);
    expect(report).toMatchObject({ exitCode });
  });
});

describe('somebody who keeps silent gives a line and holds up nothing:', () => {
  test('Telegram', async () => {
    const clinic = await openClinic();
    clinic.server.box.faults.add({ method: '*', kind: 'delay', ms: 9000, times: 100 });
    const began = performance.now();
    const report = await clinic.visit({}, { deadlineMs: 2500 });
    expect(performance.now() - began).toBeLessThan(7000);
    report.line('?', t('doctor-silent', { who: 'Telegram' }));
    report.line('✓', 'Stripe reports to');
    expect(report.text).toContain(t('doctor-end-unknown'));
    expect(report.exitCode).toBe(2);
  });

  test('Stripe, in the middle of it: what was found before stays', async () => {
    const clinic = await openClinic();
    clinic.server.box.stripe.faults.add({ method: 'GET endpoints', kind: 'delay', ms: 9000, times: 9 });
    const report = await clinic.visit({}, { deadlineMs: 2500 });
    report.line('✓', 'The payment page offers');
    report.line('?', t('doctor-silent', { who: 'Stripe' }));
    expect(report.exitCode).toBe(2);
  });

  test('a mail server that takes the call and says nothing', async () => {
    const deaf = createServer().listen(0, '127.0.0.1');
    await once(deaf, 'listening');
    onTestFinished(() => void deaf.close());
    const address = deaf.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const clinic = await openClinic();
    const report = await clinic.visit({ SMTP_URL: `smtp://127.0.0.1:${port}` }, { deadlineMs: 2500 });
    report.line('?', t('doctor-silent', { who: 'E-mail' }));
    expect(report.exitCode).toBe(2);
  });
});

test('a shop that is at work is looked at without a lock and without a change', async () => {
  const clinic = await openClinic();
  const shop = await openSqlite({ url: `sqlite:${clinic.file}` });
  onTestFinished(() => shop.close());
  await shop.db.transaction().execute(async (trx) => {
    await trx.insertInto('meta').values({ key: 'half', value: 'done' }).execute();
    const report = await clinic.visit();
    report.line('✓', 'is in order (1 MB)');
    expect(report.exitCode).toBe(0);
  });
  const calls = clinic.server.box.wire.entries().filter(({ direction }) => direction === 'to_telegram');
  expect(new Set(calls.map(({ method }) => method))).toEqual(
    new Set(['getMe', 'getWebhookInfo', 'getChat', 'createInvoiceLink']),
  );
});

describe('as it is deployed, without sandbox and tests,', () => {
  const run = async (env: Record<string, string>): Promise<{ said: string; code: unknown }> => {
    const tree = ownFolder();
    deployedTree(tree);
    const bot = startBot({ tree, env, script: 'src/doctor.ts' });
    return { code: await bot.ended, said: bot.said() };
  };

  test('it tells of a shop that is well, and ends', async () => {
    const clinic = await openClinic();
    const { said, code } = await run(
      Object.fromEntries(Object.entries(clinic.env).map(([k, v]) => [k, v ?? ''])),
    );
    expect(said).toContain(t('doctor-end-advice'));
    expect(code).toBe(0);
  });

  test('it tells scripts by its exit code that something is wrong', async () => {
    const { said, code } = await run({ BOT_TOKEN: 'what is that', LANG: 'it_IT.UTF-8' });
    expect(said).toContain('✗ BOT_TOKEN manca o non va bene');
    expect(said).not.toContain('what is that');
    expect(code).toBe(1);
  });
});
