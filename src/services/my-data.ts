import type { CustomerId } from '../domain/ids.ts';
import { day } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { closePages } from './attempts.ts';
import type { Repositories, Store } from './storage-port.ts';

/** Why data cannot be deleted yet: something is still owed to somebody. */
export type Obstacle = 'order' | 'refund' | 'code';

export interface MyData {
  /** All that is kept of a customer, as JSON with times in ISO 8601; undefined when they have had enough copies today. */
  export(customerId: CustomerId): Promise<string | undefined>;
  /** What stands in the way of a deletion now. */
  obstacles(customerId: CustomerId): Promise<readonly Obstacle[]>;
  /**
   * Deletes all but the books: orders, payments and refunds under the customer's id, with the eSIM each was for. Does nothing while
   * something stands in the way, and answers that.
   */
  erase(customerId: CustomerId): Promise<readonly Obstacle[]>;
}

const copies = { name: 'export', most: 3, span: day };

/** What people may ask of whoever keeps data about them. */
export function createMyData({ store, clock }: { store: Store; clock: Clock }): MyData {
  async function obstacles(tx: Repositories, customerId: CustomerId): Promise<readonly Obstacle[]> {
    const found: Obstacle[] = [];
    if (await tx.orders.areUnderWay(customerId)) found.push('order');
    const wished = await tx.refundWishes.areOpen(customerId);
    if (wished || (await tx.refunds.areUnderWay(customerId))) found.push('refund');
    if ((await tx.activationCodes.activeOf(customerId)).length > 0) found.push('code');
    return found;
  }

  return {
    obstacles: (customerId) => obstacles(store, customerId),

    export: async (customerId) => {
      const at = clock();
      if ((await store.limits.take({ ...copies, subject: customerId, at })) === undefined) return undefined;
      const kept = {
        exportedAt: at,
        customer: await store.customers.exportOf(customerId),
        address: await store.addresses.exportOf(customerId),
        cards: await store.cards.exportOf(customerId),
        shares: await store.shares.exportOf(customerId),
        links: await store.cardLinks.exportOf(customerId),
        notices: await store.cardNotices.exportOf(customerId),
        orders: await store.orders.exportOf(customerId),
        payments: await store.payments.exportOf(customerId),
        refundWishes: await store.refundWishes.exportOf(customerId),
        disputes: await store.disputes.exportOf(customerId),
        activationCodes: await store.activationCodes.exportOf(customerId),
        claims: await store.claims.exportOf(customerId),
        claimRequests: await store.claimRequests.exportOf(customerId),
        boughtElsewhere: await store.soldCards.exportOf(customerId),
        mails: await store.mails.exportOf(customerId),
        oneTimeCodes: await store.oneTimeCodes.exportOf(customerId),
      };
      return JSON.stringify(kept, isoTimes, 2);
    },

    erase: (customerId) =>
      store.transaction(async (tx) => {
        const found = await obstacles(tx, customerId);
        if (found.length > 0) return found;
        const at = clock();
        for (const quote of await tx.orders.allAwaiting(customerId)) {
          await tx.orders.move(quote, 'replaced', at);
          await closePages(tx, quote.id);
        }
        await tx.cards.eraseOf(customerId, at);
        for (const table of [
          ...([tx.shares, tx.cardLinks, tx.cardNotices, tx.claims, tx.claimRequests, tx.soldCards] as const),
          ...([tx.mails, tx.oneTimeCodes, tx.addresses, tx.activationCodes, tx.customers] as const),
        ])
          await table.eraseOf(customerId);
        return [];
      }),
  };
}

/** Moments are numbers in our tables, and their names say so. */
function isoTimes(key: string, value: unknown): unknown {
  const isMoment = /(^at|At|_at|asOf|By)$/.test(key) && typeof value === 'number' && value > 1e11;
  return isMoment ? new Date(value).toISOString() : value;
}
