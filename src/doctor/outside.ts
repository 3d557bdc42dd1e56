import path from 'node:path';
import { allowedUpdates } from '../bot/polling.ts';
import { isUnknownToken, telegramApi } from '../bot/telegram.ts';
import type { Config } from '../config.ts';
import { starsFor } from '../domain/money.ts';
import { reportAddresses } from '../http/supplier-webhooks.ts';
import { requestInvoiceLink } from '../payments/invoice-link.ts';
import { methodsFor } from '../payments/stripe-methods.ts';
import type { ClockSkew } from '../services/clock-skew.ts';
import type { Logger } from '../services/ports.ts';
import { CatalogueError, readCatalogue } from '../storage/catalogue-file.ts';
import { readSupplierFile } from '../storage/supplier-file.ts';
import { checkAddress, createStrangerAt } from './address.ts';
import type { Check } from './finding.ts';
import { checkPaymentsInTelegram } from './in-telegram.ts';
import { checkMail } from './mail.ts';
import { checkTelegram } from './telegram.ts';

/** What the adapters would log is in the lines. */
const quiet: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** Whomever a real shop needs. */
export async function outsideChecks(
  config: Config,
  { skew, filesIn }: { skew: ClockSkew; filesIn: string },
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
    ...(await supplierChecks(config, filesIn, skew)),
    await mailCheck(config),
  ];
}

/** Every supplier that has keys and whose files can be read; files with mistakes have lines of their own. */
async function supplierChecks(config: Config, filesIn: string, skew: ClockSkew): Promise<readonly Check[]> {
  const { esimaccess, airalo } = config.suppliers;
  if (!esimaccess && !airalo) return [];
  const [{ connectSuppliers }, { checkSupplier }] = await Promise.all([
    import('../esim/connect.ts'),
    import('./supplier.ts'),
  ]);
  const { PUBLIC_URL: publicUrl, ESIM_WEBHOOK_PATH_SECRET: pathSecret } = config;
  const address = reportAddresses(publicUrl, pathSecret);
  const each = [esimaccess && { esimaccess }, airalo && { airalo }].map(async (keys) => {
    if (!keys) return [];
    const whole = readCatalogue(path.join(filesIn, 'catalogue.json'));
    const connections = await connectSuppliers({
      keys,
      catalogue: whole,
      packagesOf: (id) => readSupplierFile(path.join(filesIn, 'suppliers', `${id}.json`), whole),
      clock: Date.now,
      logger: quiet,
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        skew.heard('supplier', answer.headers.get('date') ?? undefined);
        return answer;
      },
    });
    return [...connections].map(([id, { provider, catalogue, packages, range, hearsAt }]) =>
      checkSupplier({
        provider,
        catalogue,
        packages,
        range,
        hears:
          publicUrl && hearsAt
            ? async () => (address[id] ? (await hearsAt()) === address[id] : 'no_secret')
            : undefined,
        isSelling: config.ESIM_PROVIDER === id,
        mode: id === 'airalo' ? config.AIRALO_MODE : undefined,
        currency: config.CURRENCY,
        whole,
      }),
    );
  });
  const checks = await Promise.allSettled(each);
  return checks.flatMap((check) => {
    if (check.status === 'fulfilled') return check.value;
    if (isUnread(check.reason)) return [];
    throw check.reason;
  });
}

/** A file with mistakes, or none at all. */
function isUnread(error: unknown): boolean {
  return error instanceof CatalogueError || (error instanceof Error && 'code' in error);
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
