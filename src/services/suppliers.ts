import type { Catalogue } from '../domain/plan.ts';
import { ProviderError } from './supply-port.ts';
import type { EsimProvider, PackageMap } from './supply-port.ts';

/** A supplier with what it sells of our plans, each with its own rules of renewal. */
export interface Supplier {
  readonly provider: EsimProvider;
  readonly catalogue: Catalogue;
  /** What our plans are bought as, where it has names of its own for them. */
  readonly packages?: PackageMap;
}

/** Every supplier whose profiles this shop looks after. What one of them made stays with it. */
export interface Suppliers {
  /** Makes what is bought now. */
  readonly selling: Supplier;
  /** All that are configured, the selling one first. */
  readonly all: readonly Supplier[];
  /** By whom a card or an order is kept; one that is not configured answers every question with a ProviderError `auth`. */
  of(id: string): Supplier;
  /** Whether it can be asked. */
  has(id: string): boolean;
}

/** `others`: those that sell nothing new and still look after what they made. */
export function createSuppliers(selling: Supplier, others: readonly Supplier[] = []): Suppliers {
  const all = [selling, ...others];
  const byId = new Map(all.map((supplier) => [supplier.provider.id, supplier]));
  return {
    selling,
    all,
    of: (id) => byId.get(id) ?? { provider: absentProvider(id), catalogue: nothing },
    has: (id) => byId.has(id),
  };
}

const nothing: Catalogue = { coverages: new Map(), plans: new Map() };

/** Stands for a supplier whose keys are not set. */
function absentProvider(id: string): EsimProvider {
  const refuse = (): Promise<never> =>
    Promise.reject(new ProviderError('auth', `The supplier ${id} is not configured`));
  return {
    id,
    capabilities: { idempotentOrders: false, reinstall: 'unknown', usageCacheMs: 0, listLagMs: 0 },
    listPlans: refuse,
    listTopUps: refuse,
    placeOrder: refuse,
    placeTopUp: refuse,
    findOrder: refuse,
    findProfile: refuse,
    getProfile: refuse,
    getUsage: refuse,
    history: refuse,
    cancel: refuse,
    balance: refuse,
    parseWebhook: () => Promise.resolve({ kind: 'rejected', reason: `the supplier ${id} is not configured` }),
  };
}
