import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const live = {
  BOT_TOKEN: '1:x',
  DEPLOYMENT: 'live',
  EMERGENCY_CONTACT: '+39 000 000 000',
  SELLER_ADDRESS: 'Via Esempio 1, Roma',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
};

/** The names of the settings that are refused; each line says more than the name. */
function refused(env: Record<string, string>): string[] {
  const lines = mistakes(env);
  for (const line of lines) expect(line).toMatch(/^[A-Z_]+: .{10,}$/);
  return lines.map((line) => line.slice(0, line.indexOf(':'))).toSorted();
}

function mistakes(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

describe('Settings', () => {
  test('without any, the world comes in a box on this machine only', () => {
    expect(readConfig({})).toMatchObject({
      sandbox: true,
      listenOn: '127.0.0.1',
      PORT: 8080,
      dataFolder: 'data',
    });
    expect(readConfig({ HOST: '0.0.0.0' })).toMatchObject({ listenOn: '127.0.0.1' });
    expect(readConfig({ SANDBOX_LISTEN_ALL: '1' })).toMatchObject({ listenOn: '0.0.0.0' });
  });

  test('a token makes it a real bot, on trial until DEPLOYMENT says live', () => {
    const config = readConfig({ BOT_TOKEN: '1:x', HOST: '0.0.0.0', ADMIN_IDS: '12, 34', PORT: '' });
    expect(config).toMatchObject({
      sandbox: false,
      DEPLOYMENT: 'test',
      UPDATES: 'polling',
      listenOn: '0.0.0.0',
    });
    expect([...config.ADMIN_IDS]).toEqual([12, 34]);
    expect(config.PORT, 'an empty setting counts as absent').toBe(8080);
  });

  test('a public address may end in a slash', () => {
    expect(readConfig({ PUBLIC_URL: 'https://bot.example.org/' }).PUBLIC_URL).toBe('https://bot.example.org');
  });

  test('every wrong setting is told at once, each with its remedy', () => {
    const wrong = {
      BOT_TOKEN: 'secret',
      DEPLOYMENT: 'production',
      TELEGRAM_API_ROOT: 'api.telegram.org',
      UPDATES: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: 'short',
      PORT: 'http',
      DATABASE_URL: 'postgres://localhost/yuanyou',
      PAYMENT_RAILS: 'stars,paypal',
      TELEGRAM_PROVIDER_TOKEN: 'TEST',
      STRIPE_WEBHOOK_SECRET: 'secret',
      STRIPE_API_URL: 'api.stripe.com',
      ESIM_PROVIDER: 'esimgo',
      CURRENCY: 'BTC',
      STARS_PER_UNIT: '-1',
      ADMIN_IDS: '@anna',
      CHANNEL_URL: 'tg://channel',
      DATA_KEY: 'c2hvcnQ=',
      LOG_LEVEL: 'loud',
      SANDBOX_LISTEN_ALL: 'yes',
      STRIPE_SECRET_KEY: 'pk_test_1',
    };
    expect(refused(wrong)).toEqual(
      [...Object.keys(wrong).filter((name) => name !== 'UPDATES'), 'PUBLIC_URL'].toSorted(),
    );
    expect(mistakes(wrong).join('\n'), 'a secret is never repeated').not.toContain('pk_test_1');
  });

  test.each(['PORT', 'STARS_PER_UNIT'])('%s wants a number in its range', (name) => {
    for (const value of ['-1', '1e9', 'NaN', '12x']) expect(refused({ [name]: value })).toEqual([name]);
  });

  test('the address of Stripe is a host alone, and for real money an encrypted one', () => {
    const key = { BOT_TOKEN: '1:x', STRIPE_SECRET_KEY: 'sk_test_x' };
    expect(refused({ ...key, STRIPE_API_URL: 'https://proxy.example.org/stripe' })).toEqual([
      'STRIPE_API_URL',
    ]);
    expect(refused({ ...key, STRIPE_API_URL: 'http://127.0.0.1:12111/' })).toEqual([]);
    const live = { ...key, DEPLOYMENT: 'live', STRIPE_SECRET_KEY: 'sk_live_x' };
    expect(refused({ ...live, STRIPE_API_URL: 'http://stripe.example.org' })).toContain('STRIPE_API_URL');
    expect(refused(live)).not.toContain('STRIPE_API_URL');
  });

  test('the rails are Stars and those whose keys are there; the sandbox has them all', () => {
    const railsOf = (env: Record<string, string>): string[] => [...readConfig(env).PAYMENT_RAILS];
    expect(railsOf({})).toEqual(['stars', 'invoice', 'stripe']);
    expect(railsOf({ PAYMENT_RAILS: 'stripe' })).toEqual(['stripe']);
    expect(railsOf({ BOT_TOKEN: '1:x' })).toEqual(['stars']);
    expect(railsOf({ BOT_TOKEN: '1:x', STRIPE_SECRET_KEY: 'sk_test_x' })).toEqual(['stars', 'stripe']);
    const both = { BOT_TOKEN: '1:x', STRIPE_SECRET_KEY: 'rk_test_x', TELEGRAM_PROVIDER_TOKEN: '1:TEST:x' };
    expect(railsOf(both)).toEqual(['stars', 'invoice', 'stripe']);
    expect(railsOf({ ...both, PAYMENT_RAILS: 'stripe, stars' })).toEqual(['stripe', 'stars']);
  });

  test('a rail that is asked for needs its key', () => {
    expect(refused({ BOT_TOKEN: '1:x', PAYMENT_RAILS: 'invoice,stripe' })).toEqual([
      'STRIPE_SECRET_KEY',
      'TELEGRAM_PROVIDER_TOKEN',
    ]);
  });

  test('the sandbox takes no keys of the world outside', () => {
    const keys = {
      STRIPE_SECRET_KEY: 'sk_test_x',
      TELEGRAM_PROVIDER_TOKEN: '1:TEST:x',
      SMTP_URL: 'smtp://mail.example.org',
      MAIL_FROM: 'shop@example.org',
      ESIMACCESS_ACCESS_CODE: 'code',
      ESIMACCESS_SECRET_KEY: 'key',
      ESIM_WEBHOOK_PATH_SECRET: 'a-long-enough-secret',
      AIRALO_CLIENT_ID: 'client',
      AIRALO_CLIENT_SECRET: 'secret',
      AIRALO_MODE: 'sandbox',
    };
    expect(refused(keys)).toEqual(Object.keys(keys).toSorted());
  });

  test('a webhook needs an address and a secret', () => {
    expect(refused({ BOT_TOKEN: '1:x', UPDATES: 'webhook' })).toEqual([
      'PUBLIC_URL',
      'TELEGRAM_WEBHOOK_SECRET',
    ]);
  });

  test('nobody believes active what this version does not have', () => {
    const later = ['MARKETING_IDS', 'SUPPORT_CHAT_ID', 'METRICS_TOKEN'];
    expect(refused(Object.fromEntries(later.map((name) => [name, '1'])))).toEqual(later.toSorted());
    for (const line of mistakes({ METRICS_TOKEN: 'x' })) expect(line).toContain('not in this version');
  });
});

describe('E-mail', () => {
  const server = { BOT_TOKEN: '1:x', SMTP_URL: 'smtps://user:pa%40ss@mail.example.org:465' };

  test('is off without a mail server, and on with one and a sender', () => {
    expect(readConfig({ BOT_TOKEN: '1:x' }).mail).toBeUndefined();
    for (const [MAIL_FROM, from] of [
      ['shop@example.org', { name: '', address: 'shop@example.org' }],
      ['遠遊卡 "Yuanyou" <shop@example.org>', { name: '遠遊卡 Yuanyou', address: 'shop@example.org' }],
    ] as const)
      expect(readConfig({ ...server, MAIL_FROM }).mail).toEqual({ url: server.SMTP_URL, from });
  });

  test('needs both of its settings', () => {
    expect(refused(server)).toEqual(['MAIL_FROM']);
    expect(refused({ BOT_TOKEN: '1:x', MAIL_FROM: 'shop@example.org' })).toEqual(['SMTP_URL']);
  });

  test.each([
    'mail.example.org',
    'http://mail.example.org',
    'smtp://',
    'smtp://x:secret@',
    'smtp://h?pool=true',
    'smtp://x:secret%@h',
  ])('SMTP_URL=%s is refused, and no password repeated', (SMTP_URL) => {
    const wrong = { ...server, SMTP_URL, MAIL_FROM: 'shop@example.org' };
    expect(refused(wrong)).toEqual(['SMTP_URL']);
    expect(mistakes(wrong).join()).not.toContain('secret');
  });

  test.each([
    'shop',
    'a@b.example, c@d.example',
    'Shop <shop>',
    'Shop\nBcc: x <shop@example.org>',
    'a <b@c.example> d',
  ])('MAIL_FROM=%j is refused', (MAIL_FROM) =>
    expect(refused({ ...server, MAIL_FROM })).toEqual(['MAIL_FROM']),
  );
});

describe('Real money and play money', () => {
  const play = { STRIPE_SECRET_KEY: 'sk_test_x', TELEGRAM_PROVIDER_TOKEN: '1:TEST:x' };
  const real = { STRIPE_SECRET_KEY: 'sk_live_x', TELEGRAM_PROVIDER_TOKEN: '1:LIVE:x' };

  test('trap 39: a live deployment takes no test keys, a test deployment no live ones', () => {
    expect(refused({ ...live, ...play })).toEqual(['ESIM_PROVIDER', ...Object.keys(play).toSorted()]);
    expect(refused({ ...live, ...real })).toEqual(['ESIM_PROVIDER']);
    expect(refused({ BOT_TOKEN: '1:x', ...real })).toEqual(Object.keys(real).toSorted());
    expect(refused({ BOT_TOKEN: '1:x', ...play })).toEqual([]);
  });
});

describe('A real supplier', () => {
  const bot = { BOT_TOKEN: '1:x' };
  const esimAccess = { ESIMACCESS_ACCESS_CODE: 'an-access-code', ESIMACCESS_SECRET_KEY: 'a-secret-key' };
  const airalo = { AIRALO_CLIENT_ID: 'a-client', AIRALO_CLIENT_SECRET: 'a-secret', AIRALO_MODE: 'sandbox' };

  test('comes with both of its keys, whether it sells or only looks after what it made', () => {
    expect(refused({ ...bot, ESIM_PROVIDER: 'esimaccess' })).toEqual(Object.keys(esimAccess));
    expect(refused({ ...bot, ESIMACCESS_SECRET_KEY: 'a-secret-key' })).toEqual(['ESIMACCESS_ACCESS_CODE']);
    expect(refused({ ...bot, ...esimAccess, ESIM_PROVIDER: 'esimaccess' })).toEqual([]);
    expect(refused({ ...bot, ESIM_PROVIDER: 'airalo' })).toEqual([
      'AIRALO_CLIENT_ID',
      'AIRALO_CLIENT_SECRET',
    ]);
    expect(refused({ ...bot, ...esimAccess, ...airalo, ESIM_PROVIDER: 'airalo' })).toEqual([]);
    const blank = { ...bot, ...esimAccess, ESIMACCESS_SECRET_KEY: 'two words' };
    expect(refused(blank)).toEqual(['ESIMACCESS_SECRET_KEY']);
    expect(mistakes(blank).join()).not.toContain('two words');
  });

  test('whose test orders look like real ones has to be declared, and is refused where customers pay', () => {
    const { AIRALO_MODE: _mode, ...undeclared } = airalo;
    expect(refused({ ...bot, ...undeclared })).toEqual(['AIRALO_MODE']);
    const selling = { ...live, ...airalo, ESIM_PROVIDER: 'airalo' };
    expect(refused(selling)).toEqual(['AIRALO_MODE']);
    expect(refused({ ...selling, AIRALO_MODE: 'production' })).toEqual([]);
  });

  test('is reached at a host alone, and where customers pay by an encrypted way', () => {
    for (const name of ['ESIMACCESS_API_URL', 'AIRALO_API_URL']) {
      const keys = { ...bot, ...esimAccess, ...airalo };
      expect(refused({ ...keys, [name]: 'https://proxy.example.org/api' })).toEqual([name]);
      expect(refused({ ...keys, [name]: 'http://127.0.0.1:8081' })).toEqual([]);
      expect(refused({ ...keys, ...live, [name]: 'http://proxy.example.org' })).toContain(name);
    }
  });

  test('has a secret path for its webhooks only where it has keys', () => {
    const path = { ESIM_WEBHOOK_PATH_SECRET: 'a-long-enough-secret' };
    expect(refused({ ...bot, ...path })).toEqual(['ESIM_WEBHOOK_PATH_SECRET']);
    expect(refused({ ...bot, ...esimAccess, ...path })).toEqual([]);
    expect(refused({ ...bot, ...esimAccess, ESIM_WEBHOOK_PATH_SECRET: 'short' })).toEqual(Object.keys(path));
  });

  test('comes in a box where there is no bot token', () => {
    expect(refused({ ESIM_PROVIDER: 'esimaccess' })).toEqual([]);
    expect(refused({ ESIM_PROVIDER: 'airalo' })).toEqual([]);
  });
});

describe('DEPLOYMENT=live refuses', () => {
  test('to sell cards of the sandbox supplier, named or not', () => {
    expect(refused(live)).toEqual(['ESIM_PROVIDER']);
    expect(refused({ ...live, ESIM_PROVIDER: 'sandbox' })).toEqual(['ESIM_PROVIDER']);
  });

  test.each(['BOT_TOKEN', 'EMERGENCY_CONTACT', 'SELLER_ADDRESS', 'DATA_KEY'])(
    'to start without %s',
    (name) => {
      expect(refused({ ...live, [name]: '' })).toEqual([name, 'ESIM_PROVIDER'].toSorted());
    },
  );
});
