import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp } from '../../src/app.ts';
import type { App, AppOptions } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Box } from '../../src/sandbox/box.ts';
import { putMigrated } from './migrated.ts';
import { checkStripeRequest } from './stripe-schema.ts';
import { fromTheMorning } from './morning.ts';
import { createPerson } from './person.ts';
import type { Person } from './person.ts';

/** The people of a fresh box, by the language of their Telegram. */
export const people = { 'zh-CN': 100001, it: 100002, en: 100003, 'zh-TW': 100004 } as const;

export const languages = ['zh-CN', 'zh-TW', 'en', 'it'] as const;

export interface World {
  readonly app: App;
  readonly box: Box;
  person(id: number): Person;
  /** Moves the world's clock and waits until everything that became due is done. */
  pass(milliseconds: number): Promise<void>;
  /** Waits until the bot has nothing left to do. */
  settle(): Promise<void>;
  /** Stops the process and starts it again on the same files, with other settings from then on where some are given. */
  restart(changes?: Record<string, string>): Promise<void>;
}

/** A world of its own for one test: real app, boxed outside, own files, real HTTP on a port of its own. */
export async function openWorld(
  options: Omit<AppOptions, 'config'> & { env?: Record<string, string> } = {},
): Promise<World & AsyncDisposable> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yuanyou-'));
  const database = path.join(folder, 'yuanyou.db');
  await putMigrated(database);
  const { env, ...rest } = options;
  let changed: Record<string, string> = {};
  const now = fromTheMorning();
  const start = (): Promise<App> =>
    startApp({
      now,
      flood: false,
      story: false,
      rest: () => Promise.resolve(),
      checkStripe: checkStripeRequest,
      // What the machine of the tests has left is none of their business.
      machine: { now: Date.now, freeShare: () => Promise.resolve(0.5) },
      ...rest,
      config: readConfig({
        PORT: '0',
        DATABASE_URL: `sqlite:${database}`,
        LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
        ...env,
        ...changed,
      }),
    });
  let app = await start();
  /** What Telegram and Stripe have to tell the bot now. */
  const inTransit = (): number => world.box.unconfirmed() + world.box.stripe.events.due();

  const world: World = {
    get app() {
      return app;
    },
    get box() {
      if (!app.box) throw new Error('This world has no box');
      return app.box;
    },
    person: (id) => createPerson({ world, id }),
    pass: async (milliseconds) => {
      world.box.clock.advance(milliseconds);
      await world.settle();
    },
    settle: async () => {
      do {
        // A short rest instead of a busy loop, which would take a processor from the shop while it waits itself.
        while (inTransit() > 0) await new Promise((rested) => setTimeout(rested, 1));
        await app.idle();
      } while (inTransit() > 0);
    },
    restart: async (changes = {}) => {
      changed = { ...changed, ...changes };
      await app.stop();
      app = await start();
    },
  };
  return {
    ...world,
    get app() {
      return world.app;
    },
    get box() {
      return world.box;
    },
    [Symbol.asyncDispose]: async () => {
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
