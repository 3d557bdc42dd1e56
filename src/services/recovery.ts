import { awaitingDelivery } from '../domain/order.ts';
import { day, minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Store } from './storage-port.ts';

/** Quotes that nobody paid are kept this long. */
const quotesKept = 7 * day;

export interface Recovery {
  /** Finds work whose wake-up was lost, from the domain tables, which hold the truth, and wakes it; answers how much. */
  wakeLost(): Promise<number>;
  /** Deletes old quotes that nobody paid; answers how many. */
  forgetQuotes(): Promise<number>;
}

/** The regular look over everything. */
export function createRecovery({ store, clock }: { store: Store; clock: Clock }): Recovery {
  return {
    wakeLost: async () => {
      const before = clock() - 2 * minute;
      const [attempts, payments, stalled, undelivered, refunds, wishes, mails] = await Promise.all([
        store.attempts.unsettled(before, 100),
        store.payments.unassigned(before, 100),
        store.orders.stalled(awaitingDelivery, before, 100),
        store.orders.undelivered(before, 100),
        store.refunds.open(before, 100),
        store.refundWishes.untold(before, 100),
        store.mails.waiting(before, 100),
      ]);
      const jobs = [
        ...attempts.map(({ id }) => ({ kind: 'attempt', key: id }) as const),
        ...payments.map(({ id }) => ({ kind: 'payment', key: id }) as const),
        ...[...stalled, ...undelivered].map(({ id }) => ({ kind: 'order', key: id }) as const),
        ...refunds.map(({ id }) => ({ kind: 'refund', key: id }) as const),
        ...wishes.map(({ orderId }) => ({ kind: 'wish', key: orderId }) as const),
        ...mails.map(({ id }) => ({ kind: 'mail', key: id }) as const),
      ];
      if (jobs.length > 0)
        await store.transaction(async (tx) => {
          for (const job of jobs) await tx.jobs.send(job);
        });
      return jobs.length;
    },
    forgetQuotes: () => store.transaction((tx) => tx.orders.forgetUnpaid(clock() - quotesKept, 500)),
  };
}
