import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Store } from './ports.ts';

/** No job pauses longer than this by itself, so that a waiting one is not hurried. */
const longestPause = 5 * minute;

/** Finds work whose wake-up was lost, from the domain tables, which hold the truth; answers how much it woke. */
export function createRecovery({ store, clock }: { store: Store; clock: Clock }): () => Promise<number> {
  return async () => {
    const before = clock() - 2 * minute;
    const [payments, stalled, undelivered, refunds] = await Promise.all([
      store.payments.open(before, 100),
      store.orders.stalled(['paid', 'fulfilling'], before, 100),
      store.orders.undelivered(before, 100),
      store.refunds.open(before, 100),
    ]);
    const jobs = [
      ...payments
        .filter((payment) => !payment.orderId)
        .map(({ id }) => ({ kind: 'payment', key: id }) as const),
      ...[...stalled, ...undelivered].map(({ id }) => ({ kind: 'order', key: id }) as const),
      ...refunds.map(({ id }) => ({ kind: 'refund', key: id }) as const),
    ];
    if (jobs.length > 0)
      await store.transaction(async (tx) => {
        for (const job of jobs) await tx.jobs.send({ ...job, runAt: clock() + longestPause });
      });
    return jobs.length;
  };
}
