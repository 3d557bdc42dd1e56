import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createApology } from './bot/apology.ts';
import { createBot } from './bot/bot.ts';
import { publishCommands } from './bot/commands/publish.ts';
import { createNotifier } from './bot/notifier.ts';
import { createScreens } from './bot/screen.ts';
import { connectTelegram } from './bot/telegram.ts';
import { allowedUpdates, poll } from './bot/polling.ts';
import { createUpdateHandling } from './bot/updates.ts';
import type { UpdateHandling } from './bot/updates.ts';
import type { Config } from './config.ts';
import { telegramUserIdOf } from './domain/ids.ts';
import type { NewId, OrderId, PaymentId, RefundId } from './domain/ids.ts';
import { minute } from './domain/time.ts';
import { installKit } from './esim/lpa.ts';
import { qrPng } from './esim/qr.ts';
import type { Faults } from './esim/sandbox/gate.ts';
import { createSandboxProvider } from './esim/sandbox/provider.ts';
import { createRoutes, listen } from './http/server.ts';
import { createSpeeches, wordsOf } from './i18n/speech.ts';
import { createJobRunner } from './jobs/runner.ts';
import type { JobRunner } from './jobs/runner.ts';
import { createLogger } from './log.ts';
import { createStarsRail, readStarsPayment } from './payments/stars.ts';
import { createCards } from './services/cards.ts';
import { createCheckout } from './services/checkout.ts';
import { createFulfilment } from './services/fulfilment.ts';
import type { Advance } from './services/fulfilment.ts';
import { createRecovery } from './services/recovery.ts';
import { createRefunds } from './services/refunds.ts';
import { createRenewals } from './services/renewals.ts';
import { readCatalogue } from './storage/catalogue-file.ts';
import { createConversationStorage } from './storage/conversations.ts';
import { checkDataKey } from './storage/data-key.ts';
import { createInbox } from './storage/inbox.ts';
import { syncPlans } from './storage/plans.ts';
import { openSqlite } from './storage/sqlite.ts';
import { createStore } from './storage/store.ts';
import { createVault } from './storage/vault.ts';
import type { Box } from './sandbox/box.ts';

const root = path.join(import.meta.dirname, '..');
const localesFolder = path.join(root, 'locales');

export interface App {
  readonly port: number;
  readonly botUsername: string;
  /** Present when the world comes in a box. */
  readonly box: Box | undefined;
  /** Resolves when every update, job and piece of background work at hand is done. */
  idle(): Promise<void>;
  /** Takes no more work and waits for what is under way. May be called twice. */
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  /** Forgets the sandbox's world first. */
  readonly fresh?: boolean;
  /** Real time, in milliseconds; the sandbox's world clock is built on it. */
  readonly now?: () => number;
  readonly catalogueFile?: string;
  /** Counts durable commits. */
  readonly onCommit?: () => void;
  /** False lets a test talk to the boxed Telegram faster than Telegram would. */
  readonly flood?: boolean;
  /** False leaves a new sandbox empty: nobody has written yet. */
  readonly story?: boolean;
  /** What goes wrong at the embedded supplier, and how long it takes to answer. */
  readonly supplierFaults?: Faults;
}

/** Joins all modules, in the order in which they need each other, and starts them. */
export async function startApp({
  config,
  fresh = false,
  now = Date.now,
  catalogueFile = path.join(root, 'db/catalogue.json'),
  onCommit = () => {},
  flood = true,
  story = true,
  supplierFaults,
}: AppOptions): Promise<App> {
  const closers: (() => unknown)[] = [];
  const stopping = new AbortController();
  const stop = async (): Promise<void> => {
    stopping.abort();
    for (let close = closers.pop(); close; close = closers.pop()) await close();
  };
  try {
    return { ...(await join()), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function join(): Promise<Omit<App, 'stop'>> {
    const logger = createLogger(config);
    const newId: NewId = (prefix) => `${prefix}_${randomBytes(16).toString('base64url')}`;
    const catalogue = readCatalogue(catalogueFile);
    const speeches = createSpeeches(localesFolder);
    const beside = (name: string): string => path.join(config.dataFolder, name);

    // The database first: it says at once when another process has it.
    if (fresh) await forgetWorld(config);
    const database = await openSqlite({ url: config.DATABASE_URL, onCommit });
    closers.push(database.close);
    const { db } = database;

    // The world: in a box without a token, with its own clock; otherwise the real one.
    const sandbox = config.sandbox
      ? (await import('./sandbox/sandbox.ts')).openSandbox({
          file: beside('sandbox.db'),
          now,
          flood,
          supplier: { useBytes, stall },
          words: (locale) => wordsOf(localesFolder, speeches(locale).locale, 'box-'),
        })
      : undefined;
    if (sandbox) closers.push(sandbox.box.close);
    const clock = sandbox ? sandbox.box.clock.now : now;
    const supply = createSandboxProvider({
      file: beside('supplier.db'),
      catalogue,
      clock,
      ...(supplierFaults && { faults: supplierFaults }),
    });
    closers.push(supply.close);
    const { provider } = supply;

    const vault = createVault({ keys: config.DATA_KEYS });
    await checkDataKey({ db, vault });
    await syncPlans({ db, catalogue, now: clock() });
    let runner: JobRunner | undefined;
    const onJobs = (jobs: Parameters<JobRunner['take']>[0]): void => runner?.take(jobs);
    const store = createStore({ db, vault, clock, newId, onJobs });
    const inbox = createInbox({ db, clock, newId, onJobs });

    // The outside listens before the bot speaks: in the sandbox the bot speaks to it.
    let handling: UpdateHandling | undefined;
    let reachesTelegram = (): Promise<boolean> => Promise.resolve(false);
    const routes = createRoutes({
      ready: async () => ({
        database: await answers(db.selectFrom('meta').select('key').limit(1).execute()),
        telegram: await reachesTelegram(),
      }),
      ...(config.UPDATES === 'webhook' && {
        telegram: {
          secret: config.TELEGRAM_WEBHOOK_SECRET ?? '',
          receive: async (body) => {
            if (!handling) throw new Error('Still starting');
            await handling.receive([body as Parameters<UpdateHandling['receive']>[0][number]]);
          },
        },
      }),
    });
    if (sandbox) routes.route('/', sandbox.routes);
    const http = await listen({ routes, host: config.listenOn, port: config.PORT });
    closers.push(http.stop);

    const telegram = await connectTelegram({
      token: sandbox?.token ?? config.BOT_TOKEN ?? '',
      apiRoot: sandbox ? `http://127.0.0.1:${http.port}` : config.TELEGRAM_API_ROOT,
      signal: stopping.signal,
      logger,
    });
    const { api, me } = telegram;
    const marked = !config.sandbox && config.DEPLOYMENT === 'test';
    const screens = createScreens({ testMark: marked ? '🧪 <b>TEST</b>' : null });
    const stars = createStarsRail({ api });

    const cards = createCards({ store, provider, clock, newId, logger });
    const renewals = createRenewals({
      provider,
      catalogue,
      currency: config.CURRENCY,
      starsPerUnit: config.STARS_PER_UNIT,
      clock,
    });
    const mayPay = (payer: Parameters<typeof telegramUserIdOf>[0]): boolean =>
      !marked || config.ADMIN_IDS.has(telegramUserIdOf(payer));
    const checkout = createCheckout({ store, cards, renewals, clock, newId, mayPay, logger });
    const qr = (text: string): Uint8Array => qrPng(text, { watermark: 'SANDBOX' });
    const notifier = createNotifier({
      api,
      store,
      cards,
      catalogue,
      speeches,
      screens,
      botUsername: me.username,
      installKit,
      qrPng: qr,
    });
    const fulfilment = createFulfilment({
      store,
      provider,
      cards,
      notifier,
      clock,
      newId,
      refundAtOnce: marked,
      logger,
    });
    const refunds = createRefunds({ store, rail: stars, notifier, clock, newId, logger });
    const recovery = createRecovery({ store, clock });

    runner = createJobRunner({
      db,
      clock,
      newId,
      random: Math.random,
      handlers: {
        payment: (job) => checkout.applyPayment(job.key as PaymentId, job),
        order: async (job) => next(await fulfilment.advance(job.key as OrderId, job)),
        refund: async (job) => next(await refunds.run(job.key as RefundId)),
        sweep: async () => {
          // Each on its own, and again in any case: the sweep itself must never be lost.
          for (const look of [recovery.wakeLost, recovery.forgetQuotes, inbox.prune])
            await look().catch((error: unknown) => logger.error({ error: String(error) }, 'A sweep failed'));
          return { again: clock() + minute };
        },
      },
      onDead: (job, error) =>
        store.reviews.open({ subject: job.key, reason: 'job_failed', detail: String(error), at: clock() }),
      onError: (error, job) =>
        logger.error({ job: job?.kind, key: job?.key, error: String(error) }, 'A job failed'),
    });
    const backgroundWork = new Set<Promise<unknown>>();
    const background = (work: Promise<unknown>): void => {
      const tracked = work
        .catch((error: unknown) => logger.warn({ error: String(error) }, 'Work after an update failed'))
        .finally(() => backgroundWork.delete(tracked));
      backgroundWork.add(tracked);
    };
    closers.push(() => Promise.all(backgroundWork));

    const bot = createBot({
      telegram,
      store,
      conversationStorage: createConversationStorage({ db }),
      cards,
      renewals,
      checkout,
      refunds,
      invoiceLink: stars.invoiceLink,
      installKit,
      qrPng: qr,
      catalogue,
      speeches,
      screens,
      shop: shopOf(config, me.username),
      clock,
      background,
      logger,
    });

    const readPayment = (update: Parameters<typeof readStarsPayment>[0]) =>
      readStarsPayment(update, { newId, clock });
    handling = createUpdateHandling({
      bot,
      inbox,
      readPayment,
      apologize: createApology({ api, screens, speeches, customers: store.customers }),
      logger,
    });
    closers.push(handling.stop);
    await runner.start();
    closers.push(runner.stop);
    await store.jobs.send({ kind: 'sweep', key: 'sweep' });
    await handling.recover();
    sandbox?.box.clock.onAdvance(runner.wake);

    if (config.UPDATES === 'webhook') {
      await api.setWebhook(`${config.PUBLIC_URL}/telegram/webhook`, {
        secret_token: config.TELEGRAM_WEBHOOK_SECRET ?? '',
        allowed_updates: allowedUpdates,
      });
    } else {
      await api.deleteWebhook();
      const polling = poll({ api, receive: handling.receive, signal: stopping.signal, logger });
      closers.push(() => polling);
    }
    background(publishCommands(api, speeches));
    if (story) sandbox?.openStory();
    reachesTelegram = telegram.answers;
    return { port: http.port, botUsername: me.username, box: sandbox?.box, idle };

    async function idle(): Promise<void> {
      await handling?.idle();
      await Promise.all(backgroundWork);
      await runner?.idle();
    }

    async function useBytes(person: number, bytes: number): Promise<void> {
      const [card] = await cards.list(`customer_${person}`);
      if (card) supply.controls.useBytes(card.ref.id, bytes);
    }
    function stall(seconds: number): void {
      supply.controls.stall(seconds);
    }
  }
}

function shopOf(config: Config, botUsername: string) {
  return {
    brand: escapeHtml(config.BRAND_NAME),
    seller: escapeHtml(config.SELLER_NAME),
    sellerAddress: escaped(config.SELLER_ADDRESS),
    emergencyContact: escaped(config.EMERGENCY_CONTACT),
    channelUrl: config.CHANNEL_URL ?? null,
    botUsername,
  };
}

/** Deletes the sandbox's files; never those of a real bot, which has no box beside its database, nor those in use by another process. */
async function forgetWorld(config: Config): Promise<void> {
  const database = config.DATABASE_URL.slice('sqlite:'.length);
  const box = path.join(config.dataFolder, 'sandbox.db');
  if (!config.sandbox || (existsSync(database) && !existsSync(box)))
    throw new Error('--fresh is for the sandbox only; this is the database of a real bot.');
  const { close } = await openSqlite({ url: config.DATABASE_URL });
  await close();
  for (const file of [database, box, path.join(config.dataFolder, 'supplier.db')])
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

function next(advance: Advance): { again: number } | undefined {
  return advance.kind === 'again' ? { again: advance.at } : undefined;
}

function answers(query: Promise<unknown>): Promise<boolean> {
  return query.then(
    () => true,
    () => false,
  );
}

function escaped(text: string | undefined): string | null {
  return text === undefined ? null : escapeHtml(text);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
