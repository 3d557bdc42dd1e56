import type { CustomerId } from '../domain/ids.ts';
import type { SalePause } from '../domain/sale-pause.ts';
import type { Clock } from '../domain/time.ts';
import type { Repositories, Store } from './storage-port.ts';

/** Whether nothing may be sold now. Money that is on its way all the same is honoured. */
export async function areSalesPaused({ salePauses }: Pick<Repositories, 'salePauses'>): Promise<boolean> {
  return (await salePauses.list()).length > 0;
}

/** What operators decide about selling at all. */
export interface Sales {
  /** Why sales rest; empty while they run. */
  pauses(): Promise<readonly SalePause[]>;
  /** Answers whether this call paused them: not when an operator had done so already. */
  pause(operatorId: CustomerId): Promise<boolean>;
  /** Ends an operator's pause, whoever began it; other reasons stay. Answers whether this call ended it. */
  resume(operatorId: CustomerId): Promise<boolean>;
}

export function createSales({ store, clock }: { store: Store; clock: Clock }): Sales {
  return {
    pauses: () => store.salePauses.list(),
    pause: (operatorId) =>
      store.transaction(async (tx) => {
        const at = clock();
        const begun = await tx.salePauses.begin({ reason: 'operator', since: at });
        if (begun)
          await tx.audit.record({ at, operatorId, action: 'sales_paused', subject: 'sales', detail: '' });
        return begun;
      }),
    resume: (operatorId) =>
      store.transaction(async (tx) => {
        const ended = await tx.salePauses.end('operator');
        if (ended)
          await tx.audit.record({
            at: clock(),
            operatorId,
            action: 'sales_resumed',
            subject: 'sales',
            detail: '',
          });
        return ended;
      }),
  };
}
