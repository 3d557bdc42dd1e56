import { setTimeout as pause } from 'node:timers/promises';
import type { ProfileRef } from '../../domain/card.ts';
import type { Catalogue } from '../../domain/plan.ts';
import { minute, second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { currentPlan, isGone, isInstalled } from '../../domain/usage.ts';
import { ProviderError } from '../../services/ports.ts';
import type { EsimProvider } from '../../services/ports.ts';
import { openBook } from './book.ts';
import { cancelProfile } from './cancel.ts';
import { createControls } from './controls.ts';
import type { SandboxControls } from './controls.ts';
import { demoProfiles } from './demo.ts';
import { costOf } from './issue.ts';
import { createOrdering } from './ordering.ts';
import { balanceOf, topUpsFor } from './offer.ts';
import { viewAt } from './profile.ts';
import type { ProfileView } from './profile.ts';
import { readWebhook } from './webhook.ts';
import type { WebhookRequest } from './webhook.ts';

/** Called around every call of the port; what it throws is what the caller gets: `after`, the work is done but the answer lost. */
export type Faults = (call: {
  method: keyof EsimProvider;
  phase: 'before' | 'after';
}) => void | Promise<void>;

const startCredit = 100_000_000;

/**
 * The embedded supplier: the whole port, without a network and without real profiles. Everything it promises is in its book, so it
 * survives `kill -9`; everything else follows from the book and the clock. Orders are idempotent by key.
 */
export function createSandboxProvider({
  file,
  catalogue,
  clock,
  faults,
  deliver,
  sleep = (milliseconds) => pause(milliseconds, undefined, { ref: false }),
  provisioningMs = 2 * second,
  autoInstallMs = 10 * minute,
  usageLagMs = 0,
  usageCacheMs = 5 * second,
}: {
  /** The SQLite file of the book, or `:memory:`. */
  file: string;
  catalogue: Catalogue;
  clock: Clock;
  faults?: Faults;
  /** Receives the supplier's webhooks; what it throws is ignored, as the post office would. */
  deliver?: (request: WebhookRequest) => void | Promise<void>;
  /** Real waiting, in milliseconds, between looks at the clock. */
  sleep?: (milliseconds: number) => Promise<unknown>;
  provisioningMs?: number;
  /** World time after which a new profile is installed and enabled by itself; null = never. */
  autoInstallMs?: number | null;
  /** How late usage is reported, in world time. */
  usageLagMs?: number;
  usageCacheMs?: number;
}): { provider: EsimProvider; controls: SandboxControls; close: () => void } {
  const book = openBook(file);
  const secret = book.webhookSecret();
  let stalledUntil = 0;

  /** Waits for world time in short real steps, so that moving the clock wakes it. */
  async function waitUntil(moment: () => number): Promise<void> {
    for (let left = moment() - clock(); left > 0; left = moment() - clock()) await sleep(Math.min(left, 250));
  }

  async function answer<T>(method: keyof EsimProvider, work: () => T | Promise<T>): Promise<T> {
    await waitUntil(() => stalledUntil);
    await faults?.({ method, phase: 'before' });
    const result = await work();
    await faults?.({ method, phase: 'after' });
    return result;
  }

  function view(ref: ProfileRef): ProfileView {
    const record = book.profile(ref.id);
    if (!record) throw new ProviderError('profile_gone', `The supplier has no profile ${ref.id}`);
    return viewAt(record, clock(), usageLagMs);
  }

  const ordering = createOrdering({
    book,
    catalogue,
    clock,
    view,
    deliver: deliver ?? (() => undefined),
    secret,
    provisioningMs,
    autoInstallMs,
    wait: (milliseconds) => {
      const until = clock() + milliseconds;
      return waitUntil(() => until);
    },
  });

  const provider: EsimProvider = {
    id: 'sandbox',
    capabilities: { idempotentOrders: true, reinstall: 'never', usageCacheMs },
    listPlans: () =>
      answer('listPlans', () =>
        [...catalogue.plans.values()].map((plan) => ({ id: plan.id, cost: costOf(plan) })),
      ),
    listTopUps: (ref) => answer('listTopUps', () => topUpsFor(view(ref), catalogue)),
    placeOrder: (command) => answer('placeOrder', () => ordering.placeOrder(command)),
    placeTopUp: (command) => answer('placeTopUp', () => ordering.placeTopUp(command)),
    findOrder: (key) => answer('findOrder', () => ordering.find(key)),
    getProfile: (ref) =>
      answer('getProfile', () => {
        const { record, state, installBy } = view(ref);
        const hidden = state === 'provisioning' || isGone(state);
        return {
          ref: record.ref,
          state,
          lpa: hidden ? null : record.lpa,
          installBy: isInstalled(state) ? null : installBy,
        };
      }),
    getUsage: (ref) =>
      answer('getUsage', () => {
        const balance = balanceOf(view(ref));
        const plan = currentPlan(balance);
        return {
          dataTotal: plan?.dataTotal ?? null,
          dataUsed: plan?.dataUsed ?? null,
          voiceUsedSeconds: plan?.voiceUsedSeconds ?? 0,
          smsUsed: plan?.smsUsed ?? 0,
          asOf: balance.asOf,
        };
      }),
    history: (ref) => answer('history', () => balanceOf(view(ref)).plans),
    cancel: (ref) => answer('cancel', () => book.write(() => cancelProfile(book, view(ref), clock()))),
    balance: () => answer('balance', () => ({ amount: startCredit - book.spent(), currency: 'USD' })),
    parseWebhook: (request) => Promise.resolve(readWebhook(secret, request)),
    demoProfiles: (owner) =>
      answer('demoProfiles', () => demoProfiles({ book, catalogue, owner, now: clock() })),
  };

  const stall = (seconds: number): void => {
    stalledUntil = clock() + seconds * second;
  };
  return { provider, controls: createControls({ book, clock, stall }), close: () => book.close() };
}
