import { randomBytes } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import { expect, onTestFinished } from 'vitest';
import { visit } from '../../src/doctor/visit.ts';
import { listen } from '../../src/http/server.ts';
import { createSpeeches } from '../../src/i18n/speech.ts';
import type { Speech } from '../../src/i18n/speech.ts';
import { heeded } from '../../src/payments/stripe-webhook.ts';
import { stripeVersion } from '../../src/payments/stripe-account.ts';
import { checkDataKey } from '../../src/storage/data-key.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { createVault } from '../../src/storage/vault.ts';
import { openForeignServer } from '../support/foreign-server.ts';
import type { ForeignServer } from '../support/foreign-server.ts';
import { ownFolder } from '../support/folder.ts';
import { putMigrated } from '../support/migrated.ts';
import { openMailServer } from '../support/mail-server.ts';
import { people } from '../support/world.ts';

const speeches = createSpeeches(path.join(import.meta.dirname, '../../locales'));

const key = randomBytes(32);
export const operator = people.en;

/** What must be seen nowhere. */
const secrets = {
  STRIPE_WEBHOOK_SECRET: 'whsec_that_nobody_reads',
  DATA_KEY: key.toString('base64'),
  TELEGRAM_WEBHOOK_SECRET: 'a-secret-that-nobody-reads',
};

type Env = Record<string, string | undefined>;

export interface Report {
  readonly text: string;
  readonly exitCode: number;
  /** Whether there is a line with this sign and these words, and the sentence below it. */
  line(sign: '✓' | '!' | '✗' | '?', words: string): string;
}

export interface Clinic {
  readonly server: ForeignServer;
  readonly env: Env;
  readonly url: string;
  /** The database of the shop, closed again. */
  readonly file: string;
  readonly envFile: string;
  visit(changes?: Env, options?: Partial<Parameters<typeof visit>[0]>): Promise<Report>;
}

/** A shop in which all is well, of the kind that tries itself out: real Telegram, Stripe and mail server of somebody else. */
export async function openClinic(): Promise<Clinic> {
  const server = await openForeignServer();
  const mail = await openMailServer();
  const routes = new Hono().get('/healthz', (c) => c.text('ok')).post('/esim/*', (c) => c.body('', 200));
  const bot = await listen({ routes, host: '127.0.0.1', port: 0 });
  onTestFinished(() => bot.stop());
  const url = `http://127.0.0.1:${bot.port}`;
  const file = `${ownFolder()}/yuanyou.db`;
  await makeDatabase(file);
  const envFile = `${ownFolder()}/.env`;
  writeFileSync(envFile, '', { mode: 0o600 });
  chmodSync(envFile, 0o600);
  server.box.stripe.dashboard.endpoints = [
    {
      url: `${url}/stripe/webhook`,
      status: 'enabled',
      enabled_events: [...heeded],
      api_version: stripeVersion,
    },
  ];
  const env: Env = {
    BOT_TOKEN: '1:x',
    TELEGRAM_API_ROOT: server.url,
    ADMIN_IDS: String(operator),
    DATABASE_URL: `sqlite:${file}`,
    PUBLIC_URL: url,
    PORT: String(bot.port),
    STRIPE_SECRET_KEY: 'sk_test_box',
    STRIPE_API_URL: server.url,
    TELEGRAM_PROVIDER_TOKEN: '1:TEST:box',
    SMTP_URL: mail.url,
    MAIL_FROM: 'shop@example.org',
    ...secrets,
  };
  return {
    server,
    env,
    url,
    file,
    envFile,
    visit: (changes = {}, options = {}) => visited({ ...env, ...changes }, { envFile, ...options }),
  };
}

/** What the doctor says and answers; no secret of ours may be among it. */
export async function visited(env: Env, options: Partial<Parameters<typeof visit>[0]> = {}): Promise<Report> {
  const lines: string[] = [];
  const { exitCode } = await visit({
    env,
    say: (line) => void lines.push(line),
    freeShare: async () => 0.5,
    ...options,
  });
  const text = lines.join('\n');
  for (const secret of [...Object.values(secrets), '1:x', 'sk_test_box', '1:TEST:box', 'whoever-reads'])
    expect(text, 'no secret is told').not.toContain(secret);
  return {
    text,
    exitCode,
    line: (sign, words) => {
      const at = lines.findIndex((line) => line.startsWith(`  ${sign} `) && line.includes(words));
      expect(at, `"${sign} ${words}" in\n${text}`).toBeGreaterThanOrEqual(0);
      const next = lines[at + 1] ?? '';
      if (sign !== '✓') expect(next, 'whatever is not well says what to do').toMatch(/^ {4}→ \S/);
      return next;
    },
  };
}

async function makeDatabase(file: string): Promise<void> {
  await putMigrated(file);
  const { db, close } = await openSqlite({ url: `sqlite:${file}` });
  await checkDataKey({ db, vault: createVault({ keys: [key] }) });
  await close();
}

export const english: Speech = speeches('en');
export const everyLanguage: readonly Speech[] = speeches.all;
