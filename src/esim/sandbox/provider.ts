import { setTimeout as pause } from 'node:timers/promises';
import type { ProfileRef } from '../../domain/card.ts';
import type { Catalogue } from '../../domain/plan.ts';
import { minute, second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { EsimProvider } from '../../services/supply-port.ts';
import type { Deliver } from './announce.ts';
import { openBook } from './book.ts';
import { cancelProfile } from './cancel.ts';
import { createControls } from './controls.ts';
import type { SandboxControls } from './controls.ts';
import { demoProfiles } from './demo.ts';
import { findProfile } from './find.ts';
import { createGate } from './gate.ts';
import type { Faults } from './gate.ts';
import { usualCost } from './issue.ts';
import type { CostOf } from './issue.ts';
import { createOrdering } from './ordering.ts';
import { topUpsFor } from './offer.ts';
import { viewAt } from './profile.ts';
import type { ProfileView } from './profile.ts';
import { balanceOf, toldProfile, usageOf } from './told.ts';
import { readWebhook } from './webhook.ts';

/**
 * The embedded supplier: the whole port, without a network and without real profiles. Everything it promises is in its book, so it
 * survives `kill -9`; everything else follows from the book and the clock. Orders are idempotent by key.
 */
export function createSandboxProvider({
  file,
  catalogue,
  costOf = usualCost,
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
  costOf?: CostOf;
  clock: Clock;
  faults?: Faults;
  /** Where the supplier's webhooks go. */
  deliver?: Deliver;
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
  const gate = createGate({ clock, sleep, faults });
  const { answer } = gate;

  function view(ref: ProfileRef): ProfileView {
    const record = book.profile(ref.id);
    if (!record) throw new ProviderError('profile_gone', `The supplier has no profile ${ref.id}`);
    return viewAt(record, clock(), usageLagMs);
  }

  const ordering = createOrdering({
    book,
    catalogue,
    costOf,
    clock,
    view,
    deliver: deliver ?? (() => undefined),
    secret,
    provisioningMs,
    autoInstallMs,
    wait: gate.wait,
  });

  const provider: EsimProvider = {
    id: 'sandbox',
    capabilities: { idempotentOrders: true, reinstall: 'never', usageCacheMs, listLagMs: 0 },
    listPlans: () =>
      answer('listPlans', () =>
        [...catalogue.plans.values()].map((plan) => ({ id: plan.id, cost: costOf(plan) })),
      ),
    listTopUps: (ref) => answer('listTopUps', () => topUpsFor(view(ref), catalogue, costOf)),
    placeOrder: (command) => answer('placeOrder', () => ordering.placeOrder(command), command.key),
    placeTopUp: (command) => answer('placeTopUp', () => ordering.placeTopUp(command), command.key),
    findOrder: ({ key }) => answer('findOrder', () => ordering.find(key), key),
    findProfile: (proof) => answer('findProfile', () => findProfile(book, proof, clock())),
    getProfile: (ref) => answer('getProfile', () => toldProfile(view(ref), catalogue)),
    getUsage: (ref) => answer('getUsage', () => usageOf(view(ref))),
    history: (ref) => answer('history', () => balanceOf(view(ref)).plans),
    cancel: (ref) => answer('cancel', () => book.write(() => cancelProfile(book, view(ref), clock()))),
    balance: () => answer('balance', () => ({ amount: book.credit(), currency: 'USD' })),
    parseWebhook: (request) => Promise.resolve(readWebhook(secret, request)),
    demoProfiles: (owner) =>
      answer('demoProfiles', () => demoProfiles({ book, catalogue, owner, now: clock() })),
  };

  return {
    provider,
    controls: createControls({ book, catalogue, clock, stall: gate.stall }),
    close: () => book.close(),
  };
}
