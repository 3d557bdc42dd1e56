import type { Alert } from '../domain/alert.ts';
import type { SalePause } from '../domain/sale-pause.ts';
import { reconciledUntil } from './reconciliation.ts';
import type { Store } from './storage-port.ts';
import type { Credit } from './supplier-credit.ts';
import type { InboxBacklog } from './watches.ts';

/** How the shop is, for an operator who asks. */
export interface ShopStatus {
  /** Why nothing is sold; empty while sales run. */
  readonly pauses: readonly SalePause[];
  readonly openCases: number;
  /** Updates that wait to be handled. */
  readonly waiting: number;
  /** undefined while the supplier has not told it. */
  readonly credit: Credit | undefined;
  readonly alerts: readonly Alert[];
  /** When the books were last gone through by night; undefined before the first night. */
  readonly reconciledAt: number | undefined;
}

/** Asks nobody outside, so that it also answers when they are what is wrong. */
export function createShopStatus({
  store,
  backlog,
  credit,
}: {
  store: Pick<Store, 'salePauses' | 'reviews' | 'alerts' | 'reconciliations'>;
  backlog: InboxBacklog;
  credit: () => Credit | undefined;
}): () => Promise<ShopStatus> {
  return async () => {
    const [pauses, openCases, { waiting }, alerts, reconciledAt] = await Promise.all([
      store.salePauses.list(),
      store.reviews.count(),
      backlog(),
      store.alerts.list(),
      reconciledUntil(store),
    ]);
    return { pauses, openCases, waiting, credit: credit(), alerts, reconciledAt };
  };
}
