import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { activationCodeFrom } from '../../src/domain/activation-code.ts';
import type { Card } from '../../src/domain/card.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { CustomerId } from '../../src/domain/ids.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Payment, PaymentAttempt } from '../../src/domain/payment.ts';
import type { Catalogue } from '../../src/domain/plan.ts';
import { minute } from '../../src/domain/time.ts';
import { createHandlers } from '../../src/jobs/handlers.ts';
import { createJobRunner } from '../../src/jobs/runner.ts';
import type { JobRunner } from '../../src/jobs/runner.ts';
import type { CodeService } from '../../src/services/activation-codes.ts';
import { createAssortment } from '../../src/services/assortment.ts';
import { createCards } from '../../src/services/cards.ts';
import { createSupplierLists } from '../../src/services/supplier-lists.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import { createClaimRequests } from '../../src/services/claim-requests.ts';
import { createMoneyPath } from '../../src/services/money-path.ts';
import type { MoneyPath } from '../../src/services/money-path.ts';
import { createMailing } from '../../src/services/mailing.ts';
import type { Store } from '../../src/services/storage-port.ts';
import type { ReviewDesk } from '../../src/services/review-desk.ts';
import { createReceipts } from '../../src/services/receipts.ts';
import { createRecovery } from '../../src/services/recovery.ts';
import type { RefundWishService } from '../../src/services/refund-wishes.ts';
import type { PaidCharge } from '../../src/services/refunds.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';
import { createInbox } from '../../src/storage/inbox.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { newId, storeOver, testVault } from './database.ts';
import type { Open } from './database.ts';
import type { Bank } from './bank.ts';
import { createShelvedBook } from './shelved-book.ts';
import { createFate } from './fate.ts';
import type { Fate } from './fate.ts';
import { openCounterparts } from './counterparts.ts';
import type { Outside } from './counterparts.ts';
import { aCustomer, anAttempt, anOrder } from './samples.ts';
import { silent } from './silent.ts';
import { sought } from './sought.ts';

export const payer = customerIdOf(100_001);
const root = path.join(import.meta.dirname, '../..');
const silentClaims = { asked: async () => {}, handedOver: async () => {} };

/** The services with the real store and supplier in memory, around a clock that is moved by hand. */
export interface BackOffice {
  readonly store: Store;
  readonly outside: Outside;
  readonly fate: Fate;
  /** The rail with pages of its own. */
  readonly bank: Bank;
  /** Cases for operators, in this life of the process. */
  readonly desk: ReviewDesk;
  /** What people do with activation codes, in this life of the process. */
  readonly codes: CodeService;
  /** What people do about money that shall go back, in this life of the process. */
  readonly refundWishes: RefundWishService;
  /** Everybody's card in Italy. */
  cardOf(customerId: CustomerId): Promise<Card>;
  /** Opens an order for the card in Italy, as top-up, or for a new one, or for an activation code. */
  open(
    planId: string,
    kind: 'queued' | 'new_profile' | 'code',
  ): Promise<{ order: Order; attempt: PaymentAttempt; page: PaymentAttempt }>;
  /** The traveller opens the payment page of an attempt; whether they got there. */
  follow(page: PaymentAttempt): Promise<boolean>;
  /** The bank's events say that something happened: to this attempt, or to its charge, or to both. */
  hear(page: PaymentAttempt, eventId: string, by?: 'attempt' | 'charge' | 'both'): Promise<void>;
  /** Telegram reports payments in one batch, again and again until they are taken. */
  report(payments: readonly { eventId: string; payment: Payment }[]): Promise<void>;
  now(): number;
  /** Time passes, and what became due is done; whoever died on the way is followed by a new process. */
  pass(milliseconds: number): Promise<void>;
  /** A charge goes back without the shop's asking; it is told so again and again until it has heard, also of what it has not heard before. */
  chargeBack(chargeId: string, paid?: PaidCharge): Promise<void>;
  /** Ends this life, before the database is somebody else's. */
  leave(): Promise<void>;
  /** How many plans of this order the supplier made and has not taken back, by its own book. */
  alive(order: Order): Promise<number>;
  /** How many purchases of this plan the supplier made for these people. */
  supplied(planId: string, owners?: readonly CustomerId[]): Promise<number>;
}

/** `plans`: ids to be sold besides the real ones, all like five gigabytes in Italy. `refundAtOnce`: as a test deployment does. */
export async function openBackOffice(
  plans: readonly string[],
  {
    refundAtOnce = false,
    openDatabase = async () => {
      const database = await openSqlite({ url: 'sqlite::memory:' });
      onTestFinished(() => database.close());
      return database;
    },
  }: { refundAtOnce?: boolean; openDatabase?: Open } = {},
): Promise<BackOffice> {
  let now = Date.UTC(2026, 5, 12, 10);
  const clock = (): number => now;
  const catalogue = withPlans(readCatalogue(path.join(root, 'db/catalogue.json')), plans);
  const others = openCounterparts({ clock, catalogue });
  const { outside, provider, bank } = others;

  const { db } = await openDatabase();
  let runner: JobRunner | undefined;
  const onJobs = (jobs: Parameters<JobRunner['take']>[0]): void => runner?.take(jobs);
  const store = storeOver({ db }, { clock, onJobs });
  const inbox = createInbox({ db, vault: testVault, clock, newId, onJobs });
  const supplierLists = createSupplierLists({
    store,
    suppliers: createSuppliers({ provider, catalogue }),
    clock,
    logger: silent,
  });
  let fate = createFate();
  let money = join();

  /** The services of one life of the process. */
  function join(): MoneyPath {
    const suppliers = createSuppliers({ provider: fate.bind(provider), catalogue });
    const common = { store: fate.bind(store), suppliers, clock, newId, logger: silent };
    // Making the request is no call.
    const page = { ...fate.bind(bank.rail), requestFor: bank.rail.requestFor };
    return createMoneyPath({
      ...common,
      assortment: createAssortment({ ...common, catalogue, currency: 'EUR' }),
      cards: createCards(common),
      rails: {
        offered: new Set(['stars', 'stripe'] as const),
        pages: page,
        refunds: { stars: fate.bind(others.stars), invoice: fate.bind(others.invoice), stripe: page },
        books: { stars: fate.bind(createShelvedBook(outside.starBook)), stripe: fate.bind(bank.book) },
      },
      receipts: createReceipts({ ...common, isOn: false }),
      notifier: fate.bind(others.notifier),
      codeNotifier: fate.bind(others.codeNotifier),
      wishNotifier: fate.bind(others.wishNotifier),
      operatorNotifier: fate.bind(others.operatorNotifier),
      describe: async () => ({ title: 'A plan', description: 'A plan', locale: 'en' }),
      mayPay: () => true,
      refundAtOnce: () => refundAtOnce,
      hearsEvents: () => true,
      finishClaims: async () => ({ kind: 'done' }),
      replay: async () => {},
      newCode: () => activationCodeFrom(randomBytes(11)),
    });
  }

  async function start(): Promise<void> {
    const common = { store: fate.bind(store), clock, newId, logger: silent };
    const recovery = createRecovery(common);
    runner = createJobRunner({
      db,
      clock,
      newId,
      random: () => 0,
      handlers: createHandlers({
        ...money,
        claimRequests: createClaimRequests({ ...common, notifier: silentClaims }),
        cardNews: { tell: async () => {} },
        cards: { recheck: async () => {} },
        supplierLists,
        collecting: { finish: async () => ({ kind: 'done' }) },
        mailing: createMailing({
          ...common,
          transport: undefined,
          write: async () => undefined,
          notifier: fate.bind(others.notifier),
        }),
        sweeps: [
          recovery.wakeLost,
          money.codeUpkeep.endUnused,
          money.codeUpkeep.remind,
          money.disputes.lookAgain,
        ],
        clock,
        logger: silent,
      }),
      onDead: (job, error) =>
        store.reviews.open({
          subject: `${job.kind} ${job.key}`,
          reason: 'job_failed',
          detail: String(error),
          at: clock(),
        }),
      onError: () => {},
    });
    await runner.start();
  }

  const announced = new Map<string, PaidCharge | undefined>();
  async function announce(): Promise<void> {
    for (const [chargeId, paid] of announced) {
      const heard = money.refunds.confirm('stars', chargeId, paid).then(() => announced.delete(chargeId));
      await Promise.race([heard.catch(() => undefined), fate.death]);
    }
  }

  async function settle(): Promise<void> {
    for (;;) {
      await announce();
      await Promise.race([runner?.idle(), fate.death]);
      if (!fate.dead) return;
      void runner?.stop();
      // What the dead had already sent to the database is still carried out.
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      fate = createFate();
      money = join();
      await start();
    }
  }

  async function cardOf(customerId: CustomerId): Promise<Card> {
    await store.customers.see({ ...aCustomer(customerId), createdAt: now });
    const cards: Card[] = [];
    for (const { ref, coverage } of (await provider.demoProfiles?.(customerId)) ?? [])
      cards.push(
        await store.cards.add({
          id: newId('card'),
          ownerId: customerId,
          provider: provider.id,
          ref,
          coverage,
          balance: null,
          createdAt: now,
          name: null,
          removedAt: null,
        }),
      );
    const [italy] = cards;
    if (!italy) throw new Error('There is no card');
    return italy;
  }

  const italy = await cardOf(payer);
  await supplierLists.open();
  await start();
  await store.jobs.send({ kind: 'sweep', key: 'sweep' });
  for (const key of ['recent', 'everything']) await store.jobs.send({ kind: 'reconcile', key });
  const leave = async (): Promise<void> => {
    await runner?.stop();
    runner = undefined;
    others.close();
  };
  onTestFinished(() => {
    if (!runner) return;
    void runner.stop();
    others.close();
  });

  return {
    store,
    outside,
    get fate() {
      return fate;
    },
    get desk() {
      return money.reviewDesk;
    },
    get codes() {
      return money.codes;
    },
    get refundWishes() {
      return money.refundWishes;
    },
    cardOf,
    open: async (planId, kind) => {
      const plan = catalogue.plans.get(planId);
      if (!plan) throw new Error(`${planId} is not sold`);
      const preview =
        kind === 'queued'
          ? ({ kind, leftBytes: 1, startsBy: null } as const)
          : ({ kind: 'new_profile', wastedBytes: null, wastedUntil: null } as const);
      const order = anOrder(italy, {
        plan,
        preview,
        quoteExpiresAt: now + 35 * minute,
        createdAt: now,
        updatedAt: now,
        ...(kind === 'code' && { cardId: null, delivery: kind }),
      });
      const total = { amount: 672, currency: 'XTR' } as const;
      const attempt = anAttempt(order, { total, createdAt: now });
      await store.orders.insert(order);
      await store.attempts.insert(attempt);
      const page = anAttempt(order, {
        rail: 'stripe',
        total: { amount: 1120, currency: 'EUR' },
        createdAt: now,
      });
      await store.attempts.insert(page);
      return { order, attempt, page };
    },
    bank,
    follow: async (page) => {
      const opening = money.sessions?.open(page.id).catch(() => undefined);
      return (await Promise.race([opening, fate.death]))?.kind === 'opened';
    },
    hear: async (page, eventId, by = 'attempt') => {
      const event = {
        attemptId: by === 'charge' ? null : page.id,
        chargeId: by === 'attempt' ? null : `pi_${page.id}`,
      };
      for (;;) {
        const jobs = await Promise.race([
          money.sessions?.concernedBy(event).catch(() => undefined),
          fate.death,
        ]);
        if (jobs && jobs.length > 0) await inbox.receive({ source: 'stripe', eventId }, jobs);
        if (jobs) return;
        // What was not kept is told again.
        await settle();
      }
    },
    report: async (payments) => {
      // What Telegram reports stands in its own book.
      const listed = new Set(outside.starBook.map((entry) => 'chargeId' in entry && entry.chargeId));
      for (const { payment } of payments) {
        const { rail: by, chargeId, money, payload, payerId } = payment;
        if (by !== 'stars' || listed.has(chargeId)) continue;
        listed.add(chargeId);
        outside.starBook.push({ kind: 'charge', chargeId, money, payload, payerId, isOurs: true, at: now });
      }
      const updates = payments.map(({ eventId, payment }) => ({
        source: 'telegram' as const,
        eventId,
        chatKey: payer,
        raw: '{}',
        payment,
      }));
      await inbox.store(updates);
    },
    now: clock,
    pass: async (milliseconds) => {
      now += milliseconds;
      await settle();
    },
    chargeBack: async (chargeId, paid) => {
      announced.set(chargeId, paid);
      await announce();
    },
    leave,
    alive: async ({ id, plan }) => {
      const fulfilment = await store.fulfilments.byOrder(id);
      const found = fulfilment && (await provider.findOrder(sought(fulfilment.key)));
      if (found?.kind !== 'placed') return 0;
      const plans = await provider.history(found.ref);
      return plans.filter(({ planId, state }) => planId === plan.id && state !== 'cancelled').length;
    },
    supplied: async (planId, owners = [payer]) => {
      let bought = 0;
      for (const owner of owners)
        for (const { ref } of await store.cards.ofOwner(owner))
          bought += (await provider.history(ref)).filter((each) => each.planId === planId).length;
      return bought;
    },
  };
}

function withPlans(catalogue: Catalogue, ids: readonly string[]): Catalogue {
  const model = catalogue.plans.get('it-5gb-30d');
  if (!model) throw new Error('The catalogue has no plan to copy');
  return {
    ...catalogue,
    plans: new Map([...catalogue.plans, ...ids.map((id) => [id, { ...model, id }] as const)]),
  };
}
