import type { CustomerId } from '../domain/ids.ts';
import type { SupplierList } from '../domain/listing.ts';
import { plainMoney } from '../domain/money.ts';
import type { Money } from '../domain/money.ts';
import type { Clock } from '../domain/time.ts';
import type { Watch } from './alerts.ts';
import type { Assortment, WithheldPlan } from './assortment.ts';
import type { Store } from './storage-port.ts';
import type { Suppliers } from './suppliers.ts';

/** A supplier’s list with how many of our plans it is about, and how many of them are sold. */
export interface ListOverview {
  readonly list: SupplierList;
  readonly plans: number;
  readonly onSale: number;
}

/** What is not sold now and why, for operators, and what they decide about it. */
export interface SupplyDesk {
  overview(): Promise<{
    readonly lists: readonly ListOverview[];
    readonly withheld: readonly WithheldPlan[];
  }>;
  withheld(provider: string, planId: string): Promise<WithheldPlan | undefined>;
  /** Sells a plan at the cost that the supplier asks now; false when that is not this amount any more, or was accepted already. */
  acceptCost(by: CustomerId, plan: { provider: string; planId: string; amount: number }): Promise<boolean>;
  /** Takes the supplier’s list over at its next answer though it is short; false when it is of another length by now, or accepted. */
  acceptList(by: CustomerId, provider: string, plans: number): Promise<boolean>;
  /** A supplier’s list that is too short to be believed, and plans that wait for an operator. */
  readonly watches: readonly Watch[];
}

export function createSupplyDesk({
  store,
  suppliers,
  assortment,
  clock,
}: {
  store: Store;
  suppliers: Suppliers;
  assortment: Pick<Assortment, 'withheld'>;
  clock: Clock;
}): SupplyDesk {
  async function lists(): Promise<readonly SupplierList[]> {
    const known = await Promise.all(suppliers.all.map(({ provider }) => store.listings.list(provider.id)));
    return known.filter((list) => list !== undefined);
  }

  return {
    overview: async () => {
      const [known, withheld] = await Promise.all([lists(), assortment.withheld()]);
      return {
        lists: known.map((list) => {
          const plans = suppliers.of(list.provider).catalogue.plans.size;
          const off = withheld.filter(({ provider }) => provider === list.provider).length;
          return { list, plans, onSale: list.takenAt === null ? 0 : plans - off };
        }),
        withheld,
      };
    },
    withheld: async (provider, planId) =>
      (await assortment.withheld()).find((one) => one.provider === provider && one.plan.id === planId),
    acceptCost: (by, { provider, planId, amount }) =>
      store.transaction(async (tx) => {
        const { cost, acceptedCost } = (await tx.listings.byPlan(provider, planId)) ?? {};
        if (cost?.amount !== amount || !(await tx.listings.accept(provider, planId, cost))) return false;
        const words = (money: Money | null | undefined): string => (money ? plainMoney(money) : 'unknown');
        await tx.audit.record({
          at: clock(),
          operatorId: by,
          action: 'cost_accepted',
          subject: `${provider} ${planId}`,
          detail: `${words(acceptedCost)} → ${words(cost)}`,
        });
        return true;
      }),
    acceptList: (by, provider, plans) =>
      store.transaction(async (tx) => {
        if (plans === 0 || !(await tx.listings.acceptList(provider, plans))) return false;
        const entry = { action: 'list_accepted', subject: provider, detail: `${plans} plans` } as const;
        await tx.audit.record({ at: clock(), operatorId: by, ...entry });
        await tx.jobs.send({ kind: 'supplier_list', key: provider });
        return true;
      }),
    watches: [
      {
        key: 'supplier_list',
        steady: true,
        ask: async () => {
          const known = await lists();
          const list = known.find(({ refused }) => refused !== null);
          if (!list?.refused) return { kind: known.length > 0 ? 'well' : 'unknown' };
          const { provider, refused } = list;
          const trouble = { key: 'supplier_list', provider, plans: refused.plans } as const;
          return { kind: 'ill', trouble };
        },
      },
      {
        key: 'off_sale',
        steady: true,
        ask: async () => {
          const withheld = (await assortment.withheld()).filter(({ why }) => why !== 'missing');
          if (withheld.length === 0) return { kind: 'well' };
          const plans = withheld.map(({ provider, plan }) => `${provider} ${plan.id}`);
          return { kind: 'ill', trouble: { key: 'off_sale', plans } };
        },
      },
    ],
  };
}
