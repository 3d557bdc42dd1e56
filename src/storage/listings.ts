import { sql } from 'kysely';
import type { Listing, SupplierList } from '../domain/listing.ts';
import type { Currency, Money } from '../domain/money.ts';
import type { Listings } from '../services/listings-port.ts';
import { fromJson } from './json.ts';
import type { Executor, Row } from './tables.ts';

/** The supplier_lists and listings tables. */
export function createListings(db: Executor): Listings {
  const listings = db.selectFrom('listings').selectAll();
  return {
    list: async (provider) => {
      const row = await db
        .selectFrom('supplier_lists')
        .selectAll()
        .where('provider', '=', provider)
        .executeTakeFirst();
      return row && listOf(row);
    },
    saveList: async ({ provider, lookedAt, takenAt, refused, acceptedPlans }) => {
      const facts = {
        looked_at: lookedAt,
        taken_at: takenAt,
        refused_at: refused?.since ?? null,
        refused_plans: refused?.plans ?? null,
        accepted_plans: acceptedPlans,
      };
      await db
        .insertInto('supplier_lists')
        .values({ provider, ...facts })
        .onConflict((known) => known.column('provider').doUpdateSet(facts))
        .execute();
    },
    of: async (provider) => (await listings.where('provider', '=', provider).execute()).map(listingOf),
    byPlan: async (provider, planId) => {
      const row = await listings
        .where('provider', '=', provider)
        .where('plan_id', '=', planId)
        .executeTakeFirst();
      return row && listingOf(row);
    },
    save: async ({ provider, planId, boughtAs, cost, acceptedCost, least, missingSince }) => {
      const told = {
        bought_as: boughtAs,
        cost_amount: cost?.amount ?? null,
        cost_currency: cost?.currency ?? null,
        least: JSON.stringify(least),
        missing_since: missingSince,
      };
      const accepted = {
        accepted_amount: acceptedCost?.amount ?? null,
        accepted_currency: acceptedCost?.currency ?? null,
      };
      await db
        .insertInto('listings')
        .values({ provider, plan_id: planId, ...told, ...accepted })
        .onConflict((known) =>
          known.columns(['provider', 'plan_id']).doUpdateSet((eb) => ({
            ...told,
            // An operator may be accepting another one at this moment.
            accepted_amount: eb.fn.coalesce('listings.accepted_amount', sql.val(accepted.accepted_amount)),
            accepted_currency: eb.fn.coalesce(
              'listings.accepted_currency',
              sql.val(accepted.accepted_currency),
            ),
          })),
        )
        .execute();
    },
    accept: async (provider, planId, { amount, currency }) => {
      const row = await db
        .updateTable('listings')
        .set({ accepted_amount: amount, accepted_currency: currency })
        .where('provider', '=', provider)
        .where('plan_id', '=', planId)
        .where('cost_amount', '=', amount)
        .where('cost_currency', '=', currency)
        .where((eb) => eb.or([eb('accepted_amount', '!=', amount), eb('accepted_currency', '!=', currency)]))
        .returning('plan_id')
        .executeTakeFirst();
      return row !== undefined;
    },
    acceptList: async (provider, plans) => {
      const row = await db
        .updateTable('supplier_lists')
        .set({ accepted_plans: plans })
        .where('provider', '=', provider)
        .where('refused_plans', '=', plans)
        .where('accepted_plans', 'is', null)
        .returning('provider')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

function listOf(row: Row<'supplier_lists'>): SupplierList {
  return {
    provider: row.provider,
    lookedAt: row.looked_at,
    takenAt: row.taken_at,
    refused: row.refused_at === null ? null : { since: row.refused_at, plans: row.refused_plans ?? 0 },
    acceptedPlans: row.accepted_plans,
  };
}

function listingOf(row: Row<'listings'>): Listing {
  return {
    provider: row.provider,
    planId: row.plan_id,
    boughtAs: row.bought_as,
    cost: moneyOf(row.cost_amount, row.cost_currency),
    acceptedCost: moneyOf(row.accepted_amount, row.accepted_currency),
    least: fromJson<Listing['least']>(row.least),
    missingSince: row.missing_since,
  };
}

function moneyOf(amount: number | null, currency: Currency | null): Money | null {
  return amount === null || currency === null ? null : { amount, currency };
}
