import { randomBytes, randomInt } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAdminChat } from './bot/admin-chat.ts';
import { createApology } from './bot/apology.ts';
import { createCardNotifier } from './bot/card-notifier.ts';
import { createClaimNotifier } from './bot/claim-notifier.ts';
import { createBot } from './bot/bot.ts';
import { publishCommands } from './bot/commands/publish.ts';
import { codeLink, deepLink } from './bot/deep-links.ts';
import { createCodeNotifier } from './bot/code-notifier.ts';
import { createCustomerChat } from './bot/customer-chat.ts';
import { createNotifier } from './bot/notifier.ts';
import { createOperatorNotifier } from './bot/operator-notifier.ts';
import { createOrderWords } from './bot/order-words.ts';
import { createScreens } from './bot/screen.ts';
import { createShop } from './bot/shop.ts';
import { connectTelegram } from './bot/telegram.ts';
import { allowedUpdates, checkWebhook, poll } from './bot/polling.ts';
import { receiptWords } from './bot/views/receipt.ts';
import { zoneOf } from './bot/views/plan-words.ts';
import { createWishNotifier } from './bot/wish-notifier.ts';
import { createUpdateHandling } from './bot/updates.ts';
import type { UpdateHandling } from './bot/updates.ts';
import type { Config } from './config.ts';
import { activationCodeFrom } from './domain/activation-code.ts';
import { newCustomer } from './domain/customer.ts';
import { errorWords } from './domain/error-words.ts';
import { customerIdOf, telegramUserIdOf } from './domain/ids.ts';
import type { NewId } from './domain/ids.ts';
import type { ReconciliationKind } from './domain/reconciliation.ts';
import type { Transport } from './esim/connect.ts';
import { installKit } from './esim/lpa.ts';
import { createQrReader } from './esim/qr-reader.ts';
import { qrPng } from './esim/qr.ts';
import type { Faults } from './esim/sandbox/gate.ts';
import { createPayPages } from './http/pay-pages.ts';
import { createRoutes, listen } from './http/server.ts';
import { createSpeeches, wordsOf } from './i18n/speech.ts';
import { createHandlers } from './jobs/handlers.ts';
import { createJobRunner } from './jobs/runner.ts';
import type { JobRunner } from './jobs/runner.ts';
import { createLogger } from './log.ts';
import { createLetters } from './mail/letters.ts';
import { createPayLinks } from './payments/pay-links.ts';
import { openRails } from './payments/rails.ts';
import type { StripeWebhook } from './payments/stripe-webhook.ts';
import { readTelegramPayment } from './payments/telegram-payment.ts';
import { createAddresses } from './services/addresses.ts';
import { createAlerts } from './services/alerts.ts';
import { createAssortment } from './services/assortment.ts';
import { createCardNews } from './services/card-news.ts';
import { createCards } from './services/cards.ts';
import { createClaimRequests } from './services/claim-requests.ts';
import { createSettling } from './services/claim-settling.ts';
import { createClaims } from './services/claims.ts';
import { createClockSkew } from './services/clock-skew.ts';
import { createCollecting } from './services/collecting.ts';
import type { CheckoutSessions } from './services/checkout-sessions.ts';
import type { Rest } from './services/fixed-moment.ts';
import { createInboxDesk } from './services/inbox-desk.ts';
import { createMoneyPath } from './services/money-path.ts';
import { createMailWriter } from './services/mail-writer.ts';
import { createMailing } from './services/mailing.ts';
import { createKeeping } from './services/keeping.ts';
import { oneAtATime } from './services/one-at-a-time.ts';
import { createQuotes } from './services/quotes.ts';
import { createReceipts } from './services/receipts.ts';
import { createReconciliationNews } from './services/reconciliation-news.ts';
import { createRecovery } from './services/recovery.ts';
import { createReviewNews } from './services/review-news.ts';
import { createSales } from './services/sales.ts';
import { createSoldCardImport } from './services/sold-cards.ts';
import { createRenewals } from './services/renewals.ts';
import { createMyData } from './services/my-data.ts';
import { createShopStatus } from './services/shop-status.ts';
import { createSides } from './services/sides.ts';
import { createSupplierHints } from './services/supplier-hints.ts';
import type { SupplierHints } from './services/supplier-hints.ts';
import { createSupplierLists } from './services/supplier-lists.ts';
import { createSupplyDesk } from './services/supply-desk.ts';
import { createSupplierCredit } from './services/supplier-credit.ts';
import { createDiskWatch, createInboxWatch, createLateWatch } from './services/watches.ts';
import { createSharing } from './services/sharing.ts';
import { readCatalogue } from './storage/catalogue-file.ts';
import { createConversationStorage } from './storage/conversations.ts';
import { checkDataKey } from './storage/data-key.ts';
import { openDigest } from './storage/digest.ts';
import { freeShareOf } from './storage/free-space.ts';
import { createInbox } from './storage/inbox.ts';
import { syncPlans } from './storage/plans.ts';
import { readSoldCards } from './storage/sold-cards-file.ts';
import { openSqlite } from './storage/sqlite.ts';
import { createStore } from './storage/store.ts';
import { createVault } from './storage/vault.ts';
import type { Box } from './sandbox/box.ts';
import type { Person } from './sandbox/people.ts';
import type { CheckStripeRequest } from './sandbox/stripe/stripe.ts';
import { openSupplySide } from './supply-side.ts';

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
  /** How long another program may hold the database before a commit fails, in milliseconds. */
  readonly databaseWaitMs?: number;
  /** Counts durable commits. */
  readonly onCommit?: () => void;
  /** False lets a test talk to the boxed Telegram faster than Telegram would. */
  readonly flood?: boolean;
  /** False leaves a new sandbox empty: nobody has written yet. */
  readonly story?: boolean;
  /** What goes wrong at the embedded supplier, and how long it takes to answer. */
  readonly supplierFaults?: Faults;
  /** How real suppliers are reached, and waited for; over the network and by our own clock unless told otherwise. */
  readonly supplierTransport?: Transport;
  /** False makes the sandbox like a bot without a public address: no payment links of its own, no webhooks. */
  readonly reachable?: boolean;
  /** Checks the sandbox's requests to Stripe by the types of its own package. */
  readonly checkStripe?: CheckStripeRequest;
  /** The machine that it runs on: its own clock, and how much of its disk is free, from 0 to 1. */
  readonly machine?: { readonly now: () => number; readonly freeShare: () => Promise<number> };
  /** Real waiting, where an answer must not tell by its time what it cost. */
  readonly rest?: Rest;
}

/** Joins all modules, in the order in which they need each other, and starts them. */
export async function startApp({
  config,
  fresh = false,
  now = Date.now,
  catalogueFile = path.join(root, 'db/catalogue.json'),
  databaseWaitMs = 1000,
  onCommit = () => {},
  flood = true,
  story = true,
  supplierFaults,
  supplierTransport,
  reachable = true,
  checkStripe,
  machine = { now: Date.now, freeShare: () => freeShareOf(config.dataFolder) },
  rest = (milliseconds) => sleep(milliseconds, undefined, { ref: false }),
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
    const whole = readCatalogue(catalogueFile);
    const speeches = createSpeeches(localesFolder);
    const beside = (name: string): string => path.join(config.dataFolder, name);

    // The database first: it says at once when another process has it.
    if (fresh) await (await import('./sandbox/forget.ts')).forgetWorld(config);
    const database = await openSqlite({ url: config.DATABASE_URL, waitMs: databaseWaitMs, onCommit });
    closers.push(database.close);
    const { db } = database;

    // The world: in a box without a token, with its own clock; otherwise the real one.
    const sandbox = config.sandbox
      ? (await import('./sandbox/sandbox.ts')).openSandbox({
          file: beside('sandbox.db'),
          now,
          flood,
          supplier: (await import('./sandbox/drawer-supply.ts')).createDrawerSupply({
            selling: config.ESIM_PROVIDER,
            controls: () => supply.controls,
            cards: () => cards,
            store: () => store,
          }),
          checkStripe,
          words: (locale) => wordsOf(localesFolder, speeches(locale).locale, 'box-'),
        })
      : undefined;
    if (sandbox) closers.push(sandbox.box.close);
    const clock = sandbox ? sandbox.box.clock.now : now;
    const adminIds = sandbox && config.ADMIN_IDS.size === 0 ? sandbox.adminIds : config.ADMIN_IDS;
    const supply = await openSupplySide({
      config,
      inBox: sandbox !== undefined,
      file: beside('supplier.db'),
      mappings: path.join(root, 'db/suppliers'),
      catalogue: whole,
      clock,
      faults: supplierFaults,
      transport: supplierTransport,
    });
    closers.push(supply.close);
    const sides = createSides({ clock });
    const skew = createClockSkew({ now: machine.now });

    const vault = createVault({ keys: config.DATA_KEYS });
    await checkDataKey({ db, vault });
    const digest = await openDigest({ db, vault });
    let runner: JobRunner | undefined;
    const onJobs = (jobs: Parameters<JobRunner['take']>[0]): void => runner?.take(jobs);
    const store = createStore({ db, vault, digest, clock, newId, onJobs });
    const inbox = createInbox({ db, vault, clock, newId, onJobs });

    // The outside listens before the bot speaks: in the sandbox the bot speaks to it.
    let handling: UpdateHandling | undefined;
    let sessions: CheckoutSessions | undefined;
    let hearStripe: StripeWebhook | undefined;
    let hints: SupplierHints | undefined;
    let botUsername = '';
    let reachesTelegram = (): Promise<boolean> => Promise.resolve(false);
    const routes = createRoutes({
      pay: createPayPages({ sessions: () => sessions, speeches, botUsername: () => botUsername }),
      stripe: async (rawBody, signature) => (await hearStripe?.(rawBody, signature)) ?? 404,
      suppliers: supply.webhooks(() => hints),
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
    if (supply.routes) routes.route('/', supply.routes);
    const http = await listen({ routes, host: config.listenOn, port: config.PORT });
    closers.push(http.stop);

    const telegram = await connectTelegram({
      token: sandbox?.token ?? config.BOT_TOKEN ?? '',
      apiRoot: sandbox ? `http://127.0.0.1:${http.port}` : config.TELEGRAM_API_ROOT,
      signal: stopping.signal,
      onDate: (date) => skew.heard('telegram', date),
      logger,
    });
    const { api, me } = telegram;
    botUsername = me.username;
    const marked = !config.sandbox && config.DEPLOYMENT === 'test';
    const screens = createScreens({ testMark: marked ? '🧪 <b>TEST</b>' : null });
    const here = `http://127.0.0.1:${http.port}`;
    const { suppliers, beHeard } = await supply.connect({ here, counted: sides.supplier.over, logger });
    const { catalogue } = suppliers.selling;
    await syncPlans({ db, catalogue, now: clock() });
    const { CURRENCY: currency } = config;
    const supplierLists = createSupplierLists({ store, suppliers, clock, logger });
    const assortment = createAssortment({ store, suppliers, catalogue, currency, clock, logger });
    await supplierLists.open();
    hints = createSupplierHints({ store, suppliers, clock, logger });
    // Where browsers find us. The sandbox's own machine is enough for its own browser.
    const publicUrl = config.PUBLIC_URL ?? (sandbox && reachable ? here : undefined);
    const rails = await openRails({
      wanted: config.PAYMENT_RAILS,
      api,
      botId: me.id,
      currency: config.CURRENCY,
      starsPerUnit: config.STARS_PER_UNIT,
      providerToken: sandbox?.providerToken ?? config.TELEGRAM_PROVIDER_TOKEN,
      stripe: {
        secretKey: sandbox?.stripe.secretKey ?? config.STRIPE_SECRET_KEY,
        apiUrl: sandbox ? here : config.STRIPE_API_URL,
        backUrl: (id) =>
          publicUrl
            ? `${publicUrl}/pay/return?t=${id}`
            : deepLink(me.username, `paid_${id.slice('attempt_'.length)}`),
        onDate: (date) => skew.heard('stripe', date),
      },
      counted: (side, port) => sides[side].over(port),
      logger,
    });

    const cards = createCards({ store, suppliers, clock, newId, logger });
    const renewals = createRenewals({ assortment, catalogue, currency, tariffs: rails.tariffs });
    const mayPay = (payer: Parameters<typeof telegramUserIdOf>[0]): boolean =>
      !marked || adminIds.has(telegramUserIdOf(payer));
    const quotes = createQuotes({
      store,
      cards,
      renewals,
      assortment,
      catalogue: whole,
      clock,
      newId,
      logger,
    });
    const qr = (text: string): Uint8Array => qrPng(text, { watermark: 'SANDBOX' });
    const chat = createCustomerChat({ api, store, speeches, screens, qrPng: qr });
    const notifier = createNotifier({
      chat,
      store,
      cards,
      catalogue,
      botUsername: me.username,
      installKit,
      clock,
    });
    const adminChat = createAdminChat({
      api,
      customers: store.customers,
      speeches,
      screens,
      chatId: config.ADMIN_CHAT_ID,
      operators: adminIds,
    });
    const operatorNotifier = createOperatorNotifier({ adminChat, botUsername: me.username });
    const reconciliationNews = createReconciliationNews({ store, notifier: operatorNotifier, clock });
    const reviewNews = createReviewNews({ store, notifier: operatorNotifier, clock });
    const codeNotifier = createCodeNotifier({ chat, store, botUsername: me.username });
    const smtp = config.mail && (await import('./mail/smtp.ts')).createSmtp(config.mail);
    if (smtp) closers.push(smtp.close);
    const transport = sandbox?.mail ?? smtp;
    const isOn = transport !== undefined;
    const receipts = createReceipts({ store, isOn, clock, newId });
    const addresses = createAddresses({ store, isOn, random: randomInt, clock, newId });
    const settling = createSettling({ store, suppliers, cards, clock, newId, logger });
    const cardNotifier = createCardNotifier({ notice: chat.notice });
    const collecting = createCollecting({ store, settling, notifier: cardNotifier, clock, newId });
    const finishClaims = oneAtATime(collecting.finish);
    const claims = createClaims({ store, settling, addresses, clock, rest });
    const soldCards = createSoldCardImport({ store, readList: readSoldCards, clock, newId, logger });
    const claimRequests = createClaimRequests({
      store,
      notifier: createClaimNotifier({ notice: chat.notice }),
      clock,
      newId,
    });

    const describe = createOrderWords({ store, speeches });
    let hearsEvents = false;
    const money = createMoneyPath({
      store,
      suppliers,
      assortment,
      cards,
      rails: {
        offered: new Set(Object.keys(rails.tariffs) as (keyof typeof rails.tariffs)[]),
        pages: rails.stripe,
        refunds: rails.refunds,
        books: rails.books,
      },
      receipts,
      notifier,
      codeNotifier,
      wishNotifier: createWishNotifier({ chat }),
      operatorNotifier,
      describe,
      mayPay,
      // Stripe's test keys and TEST provider tokens move no money; Stars are real everywhere.
      refundAtOnce: ({ rail }) => marked && rail === 'stars',
      hearsEvents: () => hearsEvents,
      finishClaims,
      replay: async (number) => handling?.replay(number),
      newCode: () => activationCodeFrom(randomBytes(11)),
      clock,
      newId,
      logger,
    });
    sessions = money.sessions;
    if (rails.stripe && publicUrl && !sandbox && !config.STRIPE_WEBHOOK_SECRET)
      logger.warn(
        { endpoint: `${publicUrl}/stripe/webhook` },
        'STRIPE_WEBHOOK_SECRET is not set: payments are asked for every few seconds instead of being reported',
      );
    const stripeSecret = sandbox?.stripe.webhookSecret ?? config.STRIPE_WEBHOOK_SECRET;
    if (rails.stripe && stripeSecret) {
      const { createStripeWebhook } = await import('./payments/stripe-webhook.ts');
      hearStripe = createStripeWebhook({
        secret: stripeSecret,
        livemode: config.DEPLOYMENT === 'live',
        receive: async ({ eventId, ...subject }) => {
          hearsEvents = true;
          const jobs = (await sessions?.concernedBy(subject)) ?? [];
          if (jobs.length > 0) await inbox.receive({ source: 'stripe', eventId }, jobs);
          return jobs.length > 0;
        },
        clock,
        logger,
      });
    }
    if (reachable)
      sandbox?.box.stripe.events.sendTo({ url: `${here}/stripe/webhook`, secret: stripeSecret ?? '' });
    const credit = createSupplierCredit({ store, selling: suppliers.selling, clock, logger });
    const supplyDesk = createSupplyDesk({ store, suppliers, assortment, clock });
    const alerts = createAlerts({
      store,
      watches: [
        credit.watch,
        ...supplyDesk.watches,
        createInboxWatch({ backlog: inbox.backlog, clock }),
        createLateWatch({ store, clock }),
        ...Object.values(sides).map(({ watch }) => watch),
        createDiskWatch(machine),
        skew.watch,
      ],
      notifier: operatorNotifier,
      clock,
      logger,
    });
    const recovery = createRecovery({ store, clock });
    const letters = createLetters({
      speeches,
      testMark: marked ? '🧪 TEST' : null,
      seller: {
        brand: config.BRAND_NAME,
        seller: config.SELLER_NAME,
        address: config.SELLER_ADDRESS ?? null,
      },
      describe: (speech, facts) => receiptWords(speech, { ...facts, catalogue }),
      zoneOf: (speech, coverage) => zoneOf(speech, catalogue, coverage),
      installKit,
      qrPng: qr,
      links: { bot: `https://t.me/${me.username}`, code: (code) => codeLink(me.username, code) },
    });
    const write = createMailWriter({ store, letters, clock });
    const mailing = createMailing({ store, transport, write, notifier, clock, logger });

    const handlers = createHandlers({
      ...money,
      mailing,
      claimRequests,
      cardNews: createCardNews({ store, notifier: cardNotifier }),
      cards,
      supplierLists,
      collecting: { finish: finishClaims },
      sweeps: [
        recovery.wakeLost,
        recovery.forgetQuotes,
        inbox.prune,
        () => store.limits.prune(clock()),
        () => store.cardLinks.prune(clock()),
        mailing.prune,
        claims.prune,
        money.codeUpkeep.endUnused,
        money.codeUpkeep.remind,
        money.disputes.lookAgain,
        soldCards.prune,
        alerts.look,
        reviewNews.tellOpened,
        reconciliationNews.tellFinished,
      ],
      clock,
      logger,
    });
    runner = createJobRunner({
      db,
      clock,
      newId,
      random: Math.random,
      handlers,
      // A rail that hangs must not hold up what is paid.
      atMost: { attempt: 8, refund: 8 },
      onDead: (job, error) =>
        store.reviews.open({
          subject: `${job.kind} ${job.key}`,
          reason: 'job_failed',
          detail: errorWords(error),
          at: clock(),
        }),
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
    if (smtp)
      background(
        smtp.check().catch((error: unknown) => {
          logger.error({ error: String(error) }, 'The mail server does not take our mails now');
        }),
      );

    const bot = createBot({
      ...money,
      inboxDesk: createInboxDesk({ store, clock }),
      supplyDesk,
      currency,
      closeStatus: chat.closeStatus,
      telegram,
      store,
      conversationStorage: createConversationStorage({ db, vault }),
      cards,
      renewals,
      keeping: createKeeping({ store, clock }),
      claims,
      collecting,
      claimRequests,
      readQr: createQrReader(),
      soldCards,
      sales: createSales({ store, clock }),
      status: createShopStatus({ store, backlog: inbox.backlog, credit: credit.latest }),
      operators: adminIds,
      sharing: createSharing({ store, clock, newId }),
      myData: createMyData({ store, clock }),
      quotes,
      describe,
      addresses,
      receipts,
      paymentOf: async (token) => (await sessions?.status(token)) ?? { kind: 'unknown' },
      payLinks: createPayLinks({ rails, sessions, publicUrl, logger }),
      installKit,
      qrPng: qr,
      // Cards of every supplier are shown, and plans that are not sold as new ones any more.
      catalogue: whole,
      speeches,
      screens,
      shop: createShop({
        brand: config.BRAND_NAME,
        seller: config.SELLER_NAME,
        sellerAddress: config.SELLER_ADDRESS,
        emergencyContact: config.EMERGENCY_CONTACT,
        channelUrl: config.CHANNEL_URL,
        botUsername: me.username,
      }),
      clock,
      background,
      logger,
    });

    const readPayment = (update: Parameters<typeof readTelegramPayment>[0]) =>
      readTelegramPayment(update, { newId, clock });
    handling = createUpdateHandling({
      bot,
      inbox,
      readPayment,
      apologize: createApology({ api, screens, speeches, customers: store.customers }),
      telegramAnswers: telegram.answers,
      clock,
      logger,
    });
    closers.push(handling.stop);
    await runner.start();
    closers.push(runner.stop);
    await store.jobs.send({ kind: 'sweep', key: 'sweep' });
    for (const key of ['recent', 'everything'] satisfies ReconciliationKind[])
      await store.jobs.send({ kind: 'reconcile', key });
    for (const { provider } of suppliers.all)
      await store.jobs.send({ kind: 'supplier_list', key: provider.id });
    await handling.recover();
    sandbox?.box.clock.onAdvance(runner.wake);

    if (config.UPDATES === 'webhook') {
      await api.setWebhook(`${config.PUBLIC_URL}/telegram/webhook`, {
        secret_token: config.TELEGRAM_WEBHOOK_SECRET ?? '',
        allowed_updates: allowedUpdates,
      });
      background(checkWebhook({ api, logger }));
    } else {
      await api.deleteWebhook();
      const polling = poll({ api, receive: handling.receive, signal: stopping.signal, logger });
      closers.push(() => polling);
    }
    background(publishCommands(api, speeches));
    background(beHeard(publicUrl));
    if (story) await sandbox?.openStory(importSold);
    reachesTelegram = telegram.answers;
    return { port: http.port, botUsername: me.username, box: sandbox?.box, idle };

    async function idle(): Promise<void> {
      await handling?.idle();
      await Promise.all(backgroundWork);
      await runner?.idle();
    }

    async function importSold(person: Pick<Person, 'id' | 'language_code'>, list: Uint8Array): Promise<void> {
      const operatorId = customerIdOf(person.id);
      const who = { id: operatorId, languageCode: person.language_code, createdAt: clock() };
      await store.customers.see(newCustomer(who));
      const checked = await soldCards.dryRun(operatorId, list, 0);
      if (checked.kind === 'draft') await soldCards.decide(operatorId, checked.id, 'imported');
    }
  }
}

function answers(query: Promise<unknown>): Promise<boolean> {
  return query.then(
    () => true,
    () => false,
  );
}
