import path from 'node:path';
import { isUnknownToken, telegramApi } from '../bot/telegram.ts';
import { allowedUpdates } from '../bot/polling.ts';
import { ConfigError, readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { starsFor } from '../domain/money.ts';
import { createSpeeches } from '../i18n/speech.ts';
import type { Speech } from '../i18n/speech.ts';
import { requestInvoiceLink } from '../payments/invoice-link.ts';
import { methodsFor } from '../payments/stripe-methods.ts';
import { createClockSkew } from '../services/clock-skew.ts';
import type { ClockSkew } from '../services/clock-skew.ts';
import { createDiskWatch } from '../services/watches.ts';
import { readCatalogue } from '../storage/catalogue-file.ts';
import { freeShareOf } from '../storage/free-space.ts';
import { inspectSqlite } from '../storage/inspection.ts';
import { readSupplierFile } from '../storage/supplier-file.ts';
import { createVault } from '../storage/vault.ts';
import { checkAddress, createStrangerAt } from './address.ts';
import { checkClock } from './clock.ts';
import { checkDatabase } from './database.ts';
import { examine } from './examine.ts';
import { checkFiles } from './files.ts';
import type { Check } from './finding.ts';
import { checkPaymentsInTelegram } from './in-telegram.ts';
import { checkMachine } from './machine.ts';
import { checkMail } from './mail.ts';
import { reportOf, withoutSecrets } from './report.ts';
import type { ExitCode } from './report.ts';
import { checkMistakes, checkSettings } from './settings.ts';
import { checkTelegram } from './telegram.ts';

const root = path.join(import.meta.dirname, '../..');

type Environment = Readonly<Record<string, string | undefined>>;

export interface Visit {
  readonly env: Environment;
  readonly say: (line: string) => void;
  /** Each check has so long, in milliseconds. */
  readonly deadlineMs?: number;
  readonly envFile?: string;
  /** Where catalogue and packages lie. */
  readonly filesIn?: string;
  readonly now?: () => number;
  readonly freeShare?: () => Promise<number>;
  readonly nodeVersion?: string;
}

/** Joins the checks as `app.ts` joins the shop, makes them, and says what was found in the operator's language. */
export async function visit({
  env,
  say,
  deadlineMs = 15_000,
  envFile = '.env',
  filesIn = path.join(root, 'db'),
  now = Date.now,
  freeShare,
  nodeVersion = process.versions.node,
}: Visit): Promise<{ readonly exitCode: ExitCode }> {
  const speech = operatorsSpeech(env);
  const hide = withoutSecrets(env);
  const config = configOf(env);
  const good = config instanceof ConfigError ? undefined : config;
  const skew = createClockSkew({ now });
  const free = freeShare ?? (() => freeShareOf(good?.dataFolder ?? '.'));

  say(speech.t('doctor-title', { brand: '遠遊卡 · Yuanyou' }));
  say(speech.t('doctor-looking', { seconds: Math.ceil(deadlineMs / 1000) }));
  const outside = good && !good.sandbox ? await outsideChecks(good, { skew, filesIn }) : [];
  const settings = config instanceof ConfigError ? checkMistakes(config) : checkSettings(config, env);
  const chapters = await examine([settings, filesCheck(filesIn), ...outside], deadlineMs);
  const own = [
    checkMachine({ nodeVersion, envFile, freeShare: free, disk: createDiskWatch({ freeShare: free }) }),
    ...(good ? [databaseCheck(good)] : []),
    checkClock({ watch: skew.watch, now }),
  ];
  const { lines, exitCode } = reportOf([...chapters, ...(await examine(own, deadlineMs))], speech);
  for (const line of lines) say(hide(line));
  return { exitCode };
}

/** The language that the terminal is set to, by the order in which POSIX looks: `zh_TW.UTF-8`. */
function operatorsSpeech(env: Environment): Speech {
  const code = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(Boolean) ?? '';
  return createSpeeches(path.join(root, 'locales')).forCode(code.replace(/[.@].*$/, '').replaceAll('_', '-'));
}

function configOf(env: Environment): Config | ConfigError {
  try {
    return readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

function filesCheck(folder: string): Check {
  const catalogue = path.join(folder, 'catalogue.json');
  const packages = ['esimaccess', 'airalo'].map((id) => ({
    name: `db/suppliers/${id}.json`,
    count: () =>
      readSupplierFile(path.join(folder, 'suppliers', `${id}.json`), readCatalogue(catalogue)).size,
  }));
  return checkFiles([
    { name: 'db/catalogue.json', count: () => readCatalogue(catalogue).plans.size },
    ...packages,
  ]);
}

function databaseCheck({ DATABASE_URL: url, DATA_KEYS: keys }: Config): Check {
  return checkDatabase({
    file: url.slice('sqlite:'.length),
    inspect: () => inspectSqlite({ url, vault: createVault({ keys }) }),
  });
}

/** Whomever a real shop needs. */
async function outsideChecks(
  config: Config,
  { skew }: { skew: ClockSkew; filesIn: string },
): Promise<readonly Check[]> {
  const { api } = telegramApi({
    token: config.BOT_TOKEN ?? '',
    apiRoot: config.TELEGRAM_API_ROOT,
    onDate: (date) => skew.heard('telegram', date),
  });
  const { PUBLIC_URL: publicUrl, CURRENCY: currency, PAYMENT_RAILS: rails } = config;
  const byWebhook = config.UPDATES === 'webhook';
  const unit = { amount: 100, currency };
  const providerToken = rails.has('invoice') ? config.TELEGRAM_PROVIDER_TOKEN : undefined;
  const host = config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST;
  return [
    checkTelegram({
      api,
      webhook: byWebhook ? `${publicUrl}/telegram/webhook` : undefined,
      isMissing: ({ allowed_updates: allowed = [] }) =>
        allowedUpdates.some((type) => !allowed.includes(type)),
      isUnknownToken,
      adminIds: config.ADMIN_IDS,
      adminChatId: config.ADMIN_CHAT_ID,
    }),
    checkAddress({
      publicUrl,
      localUrl: `http://${host}:${config.PORT}`,
      byWebhook,
      strangerAt: createStrangerAt(fetch),
    }),
    checkPaymentsInTelegram({
      stars: rails.has('stars') ? { price: unit, total: starsFor(unit, config.STARS_PER_UNIT) } : undefined,
      sheet:
        providerToken === undefined
          ? undefined
          : () =>
              requestInvoiceLink(api, {
                attempt: { id: 'attempt_doctor', total: { amount: 1000, currency } },
                title: config.BRAND_NAME,
                description: config.BRAND_NAME,
                providerToken,
              }),
    }),
    ...(config.STRIPE_SECRET_KEY === undefined
      ? []
      : [await stripeCheck(config, config.STRIPE_SECRET_KEY, skew)]),
    await mailCheck(config),
  ];
}

async function stripeCheck(config: Config, secretKey: string, skew: ClockSkew): Promise<Check> {
  const [{ createStripeClient }, { createStripeAccount, stripeVersion }, { checkStripe }] = await Promise.all(
    [import('../payments/stripe-client.ts'), import('../payments/stripe-account.ts'), import('./stripe.ts')],
  );
  const { CURRENCY: currency, PUBLIC_URL: publicUrl } = config;
  const onDate = (date: string | undefined): void => skew.heard('stripe', date);
  return checkStripe({
    account: createStripeAccount(createStripeClient({ secretKey, apiUrl: config.STRIPE_API_URL, onDate })),
    live: config.DEPLOYMENT === 'live',
    currency,
    possible: methodsFor(currency),
    events: {
      url: publicUrl === undefined ? undefined : `${publicUrl}/stripe/webhook`,
      hasSecret: config.STRIPE_WEBHOOK_SECRET !== undefined,
      version: stripeVersion,
    },
  });
}

async function mailCheck({ mail }: Config): Promise<Check> {
  if (!mail) return checkMail(undefined);
  const { createSmtp } = await import('../mail/smtp.ts');
  const smtp = createSmtp(mail);
  const check = (): Promise<void> => smtp.check().finally(smtp.close);
  return checkMail({ host: new URL(mail.url).host, from: mail.from.address, check });
}
