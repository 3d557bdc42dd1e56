import { isTooShort } from '../domain/listing.ts';
import type { Listing, SupplierList } from '../domain/listing.ts';
import { hour, minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { patiently } from './patience.ts';
import type { Logger } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';
import type { Supplier, Suppliers } from './suppliers.ts';
import type { SupplierPlan } from './supply-port.ts';
import type { Advance } from './work-port.ts';

/** A whole list may be fetched once an hour. */
const listHolds = hour;
/** A list that was too short, or did not come, is asked for again after this long, and sooner while there is none to sell from. */
const nextTry = 10 * minute;
const firstTry = minute;

export interface SupplierLists {
  /** Takes over what this supplier sells now, once an hour; what it answered before stands while it answers nothing, or too little. */
  look(provider: string): Promise<Advance>;
  /** The same, whenever it was asked last, for every supplier whose list lacks plans of ours, or was of other packages; waits for nobody for long. */
  open(): Promise<void>;
}

/** What each supplier sells, kept here, so that nobody is asked when a traveller looks at plans. */
export function createSupplierLists({
  store,
  suppliers,
  clock,
  logger,
}: {
  store: Pick<Store, 'listings' | 'transaction'>;
  suppliers: Suppliers;
  clock: Clock;
  logger: Logger;
}): SupplierLists {
  /** When to ask next. */
  async function dueAt(supplier: Supplier): Promise<number> {
    const { provider, catalogue } = supplier;
    const list = await store.listings.list(provider.id);
    if (!list) return 0;
    const listings = await store.listings.of(provider.id);
    const known = new Map(listings.map(({ planId, boughtAs }) => [planId, boughtAs]));
    const isNew = [...catalogue.plans.keys()].some((id) => known.get(id) !== packageOf(supplier, id));
    if (isNew && !list.refused) return 0;
    return list.lookedAt + (list.refused ? patienceWith(list) : listHolds);
  }

  async function look(id: string): Promise<Advance> {
    if (!suppliers.has(id)) return { kind: 'done' };
    const supplier = suppliers.of(id);
    const due = await dueAt(supplier);
    return clock() < due ? { kind: 'again', at: due } : ask(supplier);
  }

  async function ask(supplier: Supplier): Promise<Advance> {
    const { id } = supplier.provider;
    try {
      const plans = await supplier.provider.listPlans();
      await store.transaction((tx) => take(tx, supplier, plans));
      return { kind: 'again', at: await dueAt(supplier) };
    } catch (error) {
      logger.warn({ supplier: id, error: String(error) }, 'The supplier did not give its list');
      return { kind: 'again', at: clock() + patienceWith(await store.listings.list(id)) };
    }
  }

  /** What it lacked may be named rightly in our file by now: files are read at start. A list that nobody believes is asked for soon anyway. */
  async function isIncomplete({ provider, catalogue }: Supplier): Promise<boolean> {
    const list = await store.listings.list(provider.id);
    if (list?.refused) return false;
    const listings = await store.listings.of(provider.id);
    return listings.some(({ planId, missingSince }) => missingSince !== null && catalogue.plans.has(planId));
  }

  async function take(
    tx: Pick<Repositories, 'listings'>,
    supplier: Supplier,
    answer: readonly SupplierPlan[],
  ): Promise<void> {
    const { catalogue } = supplier;
    const provider = supplier.provider.id;
    const now = clock();
    const sold = new Map(answer.filter(({ id }) => catalogue.plans.has(id)).map((plan) => [plan.id, plan]));
    const before = await tx.listings.list(provider);
    const known = new Map((await tx.listings.of(provider)).map((listing) => [listing.planId, listing]));
    const there = [...known.values()].filter(
      ({ planId, missingSince }) => missingSince === null && catalogue.plans.has(planId),
    );
    const list: SupplierList = {
      provider,
      lookedAt: now,
      takenAt: before?.takenAt ?? null,
      refused: null,
      acceptedPlans: null,
    };
    if (isTooShort(sold.size, there.length) && !isAccepted(before, sold.size)) {
      logger.error(
        { supplier: provider, plans: sold.size, before: there.length },
        'The supplier’s list is too short: the old one stands',
      );
      const since = before?.refused?.since ?? now;
      return tx.listings.saveList({ ...list, refused: { since, plans: sold.size } });
    }
    for (const planId of new Set([...catalogue.plans.keys(), ...known.keys()])) {
      const old = known.get(planId);
      const boughtAs = packageOf(supplier, planId);
      const next = nextListing({ provider, planId, boughtAs, old, told: sold.get(planId), now });
      if (JSON.stringify(next) !== JSON.stringify(old)) await tx.listings.save(next);
    }
    await tx.listings.saveList({ ...list, takenAt: now });
  }

  return {
    look,
    open: async () => {
      const strange = await Promise.all(
        suppliers.all.map(async (one) => (await dueAt(one)) === 0 || isIncomplete(one)),
      );
      const asked = suppliers.all.filter((_, index) => strange[index]);
      await patiently(Promise.all(asked.map(ask)));
    },
  };
}

/** Files are read at start: another package than before has costs of its own. */
function packageOf({ packages }: Supplier, planId: string): string | null {
  return packages?.get(planId)?.package ?? null;
}

function patienceWith(list: SupplierList | undefined): number {
  return list && list.takenAt !== null ? nextTry : firstTry;
}

/** Nobody can say that no plan at all is right: then sales are paused. */
function isAccepted(list: SupplierList | undefined, plans: number): boolean {
  return plans > 0 && list?.acceptedPlans !== undefined && list.acceptedPlans === plans;
}

/** A plan that is not told any more keeps its costs: it may come back, and orders for it have their own copy. */
function nextListing({
  provider,
  planId,
  boughtAs,
  old,
  told,
  now,
}: {
  provider: string;
  planId: string;
  boughtAs: string | null;
  old: Listing | undefined;
  told: SupplierPlan | undefined;
  now: number;
}): Listing {
  if (!told) {
    const { cost = null, acceptedCost = null, least = {}, missingSince = null } = old ?? {};
    return { provider, planId, boughtAs, cost, acceptedCost, least, missingSince: missingSince ?? now };
  }
  const { cost, least = {} } = told;
  return {
    provider,
    planId,
    boughtAs,
    cost,
    acceptedCost: old?.acceptedCost ?? cost,
    least,
    missingSince: null,
  };
}
