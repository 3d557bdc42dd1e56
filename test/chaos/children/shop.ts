import { enableCompileCache, flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBadSupplier } from './supplier-faults.ts';

/** What a shop is told at its birth. */
export interface Birth {
  readonly folder: string;
  /** The outside world, and where it finds us. */
  readonly url: string;
  readonly updates: 'polling' | 'webhook';
  readonly openedAt: number;
  readonly speed: number;
  /** How far its clock is ahead of the running time. */
  readonly ahead: number;
  /** Decides what goes wrong at its supplier; null: nothing does. */
  readonly seed: string | null;
  /** Its supplier finishes whatever it takes on. */
  readonly reliable: boolean;
  /** Settings of a supplier in the outside world; without them it is the embedded one. */
  readonly supplier?: Readonly<Record<string, string>>;
}

/** What it is told later; `idle` is answered by the same word once nothing is left to do. */
export type Command =
  | { readonly kind: 'idle' | 'calm' }
  | { readonly kind: 'clock'; readonly ahead: number }
  | {
      readonly kind: 'stall';
      readonly milliseconds: number;
      readonly only?: 'before orders' | 'after orders';
    }
  | { readonly kind: 'die_after_commit'; readonly commits: number };

// A shop that is killed so often starts many times: what was compiled is kept.
enableCompileCache();
const [{ startApp }, { readConfig }] = await Promise.all([
  import('../../../src/app.ts'),
  import('../../../src/config.ts'),
]);
flushCompileCache();

const birth: Birth = JSON.parse(process.argv[2] ?? '{}');
let ahead = birth.ahead;
const now = (): number => birth.openedAt + (Date.now() - birth.openedAt) * birth.speed + ahead;
const supplier = createBadSupplier({ seed: birth.seed ?? '', clock: now, reliable: birth.reliable });
if (birth.seed === null) supplier.calm();
let commitsLeft = Infinity;

process.on('disconnect', () => process.exit(0));
process.on('message', (command: Command) => {
  if (command.kind === 'clock') ({ ahead } = command);
  if (command.kind === 'die_after_commit') commitsLeft = command.commits;
  if (command.kind === 'stall') supplier.stall(command.milliseconds, command.only);
  if (command.kind === 'calm') supplier.calm();
});

const config = readConfig({
  BOT_TOKEN: '1:SANDBOX',
  TELEGRAM_API_ROOT: birth.url,
  UPDATES: birth.updates,
  TELEGRAM_WEBHOOK_SECRET: 'chaos-chaos-chaos',
  PUBLIC_URL: birth.url,
  PORT: '0',
  DATABASE_URL: `sqlite:${birth.folder}/yuanyou.db`,
  TELEGRAM_PROVIDER_TOKEN: '1:TEST:BOX',
  STRIPE_SECRET_KEY: 'sk_test_box',
  STRIPE_WEBHOOK_SECRET: 'whsec_box',
  STRIPE_API_URL: birth.url,
  ADMIN_IDS: '100005',
  LOG_LEVEL: process.env['CHAOS_LOG'] ?? 'error',
  ...birth.supplier,
});
/** How long a supplier's answer is waited for, in world time. */
const patience = 20_000;

try {
  const app = await startApp({
    // As live: money stays. An embedded supplier has its book in the folder.
    config: { ...config, DEPLOYMENT: 'live' },
    now,
    ...(birth.supplier
      ? {
          supplierTransport: {
            fetch: (url, init) => {
              const late = AbortSignal.timeout(patience / birth.speed);
              return fetch(url, {
                ...init,
                signal: AbortSignal.any([late, ...(init?.signal ? [init.signal] : [])]),
              });
            },
            sleep: (milliseconds) => sleep(milliseconds / birth.speed, undefined, { ref: false }),
          },
        }
      : { supplierFaults: supplier.faults }),
    databaseWaitMs: 20,
    onCommit: () => {
      commitsLeft--;
      if (commitsLeft === 0) process.kill(process.pid, 'SIGKILL');
    },
  });
  process.on('message', (command: Command) => {
    if (command.kind === 'idle') void app.idle().then(() => process.send?.('idle'));
  });
  process.send?.(app.port);
} catch (error) {
  console.error(`Not started: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
