import type { Clock } from '../domain/time.ts';
import type { OperatorNotifier } from './ports.ts';
import type { Store } from './storage-port.ts';

/** Tells the operators how each comparison of the books ended; twice at most if the process dies between the message and its note. */
export function createReconciliationNews({
  store,
  notifier,
  clock,
}: {
  store: Pick<Store, 'reconciliations'>;
  notifier: Pick<OperatorNotifier, 'reconciled'>;
  clock: Clock;
}): { tellFinished(): Promise<void> } {
  return {
    tellFinished: async () => {
      for (const reconciliation of await store.reconciliations.untold()) {
        await notifier.reconciled(reconciliation);
        await store.reconciliations.told(reconciliation.id, clock());
      }
    },
  };
}
