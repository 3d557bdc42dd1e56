import { hasCostChanged } from '../domain/listing.ts';
import type { Money } from '../domain/money.ts';
import type { Clock } from '../domain/time.ts';
import type { Watch } from './alerts.ts';
import type { Logger } from './ports.ts';
import type { Store } from './storage-port.ts';
import type { Supplier } from './suppliers.ts';

/** Below so many orders nothing is sold; from so many on it is again, so that one order more or less changes nothing. */
const least = 20;
const enough = 25;

/** How long a credit lasts, reckoned at the dearest of these costs; undefined where none is told in its currency. */
export function lastingOf(
  credit: Money,
  costs: readonly Money[],
): { readonly orders: number; readonly isLow: boolean; readonly enough: Money } | undefined {
  const told = costs.filter(({ currency }) => currency === credit.currency);
  const dearest = Math.max(0, ...told.map(({ amount }) => amount));
  if (dearest === 0) return undefined;
  const orders = Math.max(0, Math.floor(credit.amount / dearest));
  return { orders, isLow: orders < least, enough: { ...credit, amount: dearest * enough } };
}

/** Our credit with the supplier, and how many orders it still pays for. */
export interface Credit {
  readonly credit: Money;
  readonly orders: number;
}

export interface SupplierCredit {
  readonly watch: Watch;
  /** As of the last answer in this process. */
  latest(): Credit | undefined;
}

/**
 * Sales rest by themselves while the supplier's credit would not pay for twenty orders, so that nobody pays for what cannot be supplied.
 * An order is reckoned at the dearest plan of its list: then the twenty are safe whatever people choose. A supplier that does not say
 * what it has, or what plans cost, changes nothing.
 */
export function createSupplierCredit({
  store,
  selling: { provider, catalogue },
  clock,
  logger,
}: {
  store: Pick<Store, 'salePauses' | 'listings'>;
  /** The supplier of what is bought now. */
  selling: {
    readonly provider: Pick<Supplier['provider'], 'id' | 'balance'>;
    readonly catalogue: Pick<Supplier['catalogue'], 'plans'>;
  };
  clock: Clock;
  logger: Logger;
}): SupplierCredit {
  let latest: Credit | undefined;

  /** What the plans cost us that are on sale. */
  async function costs(): Promise<readonly Money[]> {
    const listings = await store.listings.of(provider.id);
    return listings.flatMap((listing) => {
      const { planId, cost, missingSince } = listing;
      // At a cost that nobody agreed to it is not sold, and would close the shop for all the others.
      const isSold = missingSince === null && catalogue.plans.has(planId) && !hasCostChanged(listing);
      return cost && isSold ? [cost] : [];
    });
  }

  return {
    latest: () => latest,
    watch: {
      key: 'supplier_credit',
      steady: true,
      ask: async () => {
        const credit = await provider.balance();
        const lasting = lastingOf(credit, await costs());
        if (!lasting) return { kind: 'unknown' };
        const { orders, isLow, enough: wanted } = lasting;
        latest = { credit, orders };
        const pauses = await store.salePauses.list();
        const paused = pauses.some(({ reason }) => reason === 'supplier_credit');
        const low = isLow || (paused && orders < enough);
        if (low !== paused) {
          logger.warn({ ...latest }, low ? 'Sales rest for want of credit' : 'There is credit again');
          if (low) await store.salePauses.begin({ reason: 'supplier_credit', since: clock() });
          else await store.salePauses.end('supplier_credit');
        }
        if (!low) return { kind: 'well' };
        return { kind: 'ill', trouble: { key: 'supplier_credit', ...latest, enough: wanted } };
      },
    },
  };
}
