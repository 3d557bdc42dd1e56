import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createConversationStorage } from '../../src/storage/conversations.ts';
import { createInbox } from '../../src/storage/inbox.ts';
import { syncPlans } from '../../src/storage/plans.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { OpenDatabase } from '../../src/storage/sqlite.ts';
import { newId, storeOver, testVault } from '../support/database.ts';
import { ownFolder } from '../support/folder.ts';
import { createJobWorld } from '../support/job-world.ts';
import { aCustomer, aPayment, balance, placeOrder, plan } from '../support/samples.ts';

const clock = (): number => 1_000_000;

async function counted(): Promise<{
  database: OpenDatabase;
  commitsOf: (work: () => Promise<unknown>) => Promise<number>;
}> {
  let commits = 0;
  const database = await openSqlite({
    url: `sqlite:${join(ownFolder(), 'shop.db')}`,
    onCommit: () => void commits++,
  });
  onTestFinished(() => database.close());
  return {
    database,
    commitsOf: async (work) => {
      const before = commits;
      await work();
      return commits - before;
    },
  };
}

test('looking at a balance that did not change costs no write to the disk', async () => {
  const { database, commitsOf } = await counted();
  const { db } = database;
  const store = storeOver(database);
  const { card, order } = await placeOrder(store);
  const conversations = createConversationStorage<object>({ db, vault: testVault });
  const catalogue = { coverages: new Map(), plans: new Map([[plan.id, plan]]) };
  const look = async (): Promise<void> => {
    await store.customers.see(aCustomer());
    await store.cards.saveBalance(card.id, balance(5), 5);
    await store.orders.setReviewMessage(order, 3);
    await conversations.write('1', { at: 'home' });
    await syncPlans({ db, catalogue, now: 1 });
    await store.transaction((tx) => tx.orders.byId(order.id));
  };
  expect(await commitsOf(look)).toBe(4);
  expect(await commitsOf(look)).toBe(0);
});

test('a fetched batch is one commit, with its payments, its jobs and what was done before', async () => {
  const { database, commitsOf } = await counted();
  const inbox = createInbox({ db: database.db, vault: testVault, clock, newId, onJobs: () => {} });
  const batch = (from: number) =>
    Array.from({ length: 100 }, (_, n) => ({
      source: 'telegram' as const,
      eventId: String(from + n),
      chatKey: String(n % 7),
      raw: '{}',
      ...(n % 10 === 0 && { payment: aPayment() }),
    }));
  expect(await commitsOf(() => inbox.store(batch(0)))).toBe(1);
  for (const update of batch(0)) inbox.done(update);
  const later = batch(100);
  expect(await commitsOf(() => inbox.store(later))).toBe(1);
  expect(await commitsOf(() => inbox.store(later))).toBe(0);
});

test('a job costs two commits at most: it is sent with what caused it, and ends with what it did', async () => {
  const { database, commitsOf } = await counted();
  const world = createJobWorld(database);
  await world.runner.start();
  world.handler = (job) => world.store.transaction((tx) => tx.jobs.finish(job));
  const cost = await commitsOf(async () => {
    await world.store.jobs.send({ kind: 'order', key: 'a' });
    await world.runner.idle();
  });
  expect(cost).toBe(2);
  world.handler = async () => {};
  const lazily = await commitsOf(async () => {
    await world.store.jobs.send({ kind: 'order', key: 'a' });
    await world.runner.idle();
  });
  expect(lazily).toBe(2);
  expect(await commitsOf(() => world.runner.idle())).toBe(0);
});
