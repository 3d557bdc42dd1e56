import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Watch } from './alerts.ts';
import type { Store } from './storage-port.ts';
import { slowAfter } from './supply.ts';

/** What waits in the inbox to be handled; cases that a person has are none of it. */
export type InboxBacklog = () => Promise<{ waiting: number; oldestAt: number | null }>;

/** An update should be handled within a second; one that waits this long has got stuck, or all have. */
const longestWait = minute;
const leastFree = 0.05;

export function createInboxWatch({ backlog, clock }: { backlog: InboxBacklog; clock: Clock }): Watch {
  return {
    key: 'inbox',
    ask: async () => {
      const { waiting, oldestAt } = await backlog();
      if (oldestAt === null || clock() - oldestAt <= longestWait) return { kind: 'well' };
      return { kind: 'ill', trouble: { key: 'inbox', waiting, oldestAt } };
    },
  };
}

/** A profile that is still being made when its customer hears that it takes longer is something to ask the supplier about. */
export function createLateWatch({ store, clock }: { store: Pick<Store, 'orders'>; clock: Clock }): Watch {
  return {
    key: 'late_orders',
    ask: async () => {
      const { orders, oldestAt } = await store.orders.late(clock() - slowAfter);
      if (oldestAt === null) return { kind: 'well' };
      return { kind: 'ill', trouble: { key: 'late_orders', orders, oldestAt } };
    },
  };
}

/** `freeShare`: how much of the disk that holds the data is free, from 0 to 1. */
export function createDiskWatch({ freeShare }: { freeShare: () => Promise<number> }): Watch {
  return {
    key: 'disk',
    ask: async () => {
      const free = await freeShare();
      if (free >= leastFree) return { kind: 'well' };
      return { kind: 'ill', trouble: { key: 'disk', freePercent: Math.floor(free * 1000) / 10 } };
    },
  };
}
