import type { Money } from '../domain/money.ts';
import type { Clock } from '../domain/time.ts';
import type { Watch } from './alerts.ts';
import type { Logger } from './ports.ts';
import type { Store } from './storage-port.ts';
import type { Supplier } from './suppliers.ts';

/** Below so many orders nothing is sold; from so many on it is again, so that one order more or less changes nothing. */
const least = 20;
const enough = 25;

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

  /** What the dearest plan costs us in the currency of the credit; undefined when the supplier does not say. */
  async function costOfOrder(currency: Money['currency']): Promise<number | undefined> {
    const listings = await store.listings.of(provider.id);
    const amounts = listings.flatMap(({ planId, cost, missingSince }) =>
      cost?.currency === currency && missingSince === null && catalogue.plans.has(planId)
        ? [cost.amount]
        : [],
    );
    const dearest = Math.max(0, ...amounts);
    return dearest > 0 ? dearest : undefined;
  }

  return {
    latest: () => latest,
    watch: {
      key: 'supplier_credit',
      steady: true,
      ask: async () => {
        const credit = await provider.balance();
        const cost = await costOfOrder(credit.currency);
        if (cost === undefined) return { kind: 'unknown' };
        latest = { credit, orders: Math.max(0, Math.floor(credit.amount / cost)) };
        const pauses = await store.salePauses.list();
        const paused = pauses.some(({ reason }) => reason === 'supplier_credit');
        const low = credit.amount < cost * (paused ? enough : least);
        if (low !== paused) {
          logger.warn({ ...latest }, low ? 'Sales rest for want of credit' : 'There is credit again');
          if (low) await store.salePauses.begin({ reason: 'supplier_credit', since: clock() });
          else await store.salePauses.end('supplier_credit');
        }
        if (!low) return { kind: 'well' };
        const wanted: Money = { ...credit, amount: cost * enough };
        return { kind: 'ill', trouble: { key: 'supplier_credit', ...latest, enough: wanted } };
      },
    },
  };
}
