import { createRecent } from '../../domain/recent.ts';

/** The supplier's numbers of our latest orders: by them an order is looked up at once, and its webhook understood. */
export interface Known {
  note(key: string, orderNo: string): void;
  orderNoOf(key: string): string | undefined;
  keyOf(orderNo: string): string | undefined;
}

export function createKnown(): Known {
  const most = 1000;
  const [numbers, keys] = [createRecent<string>(most), createRecent<string>(most)];
  return {
    note: (key, orderNo) => {
      numbers.set(key, orderNo);
      keys.set(orderNo, key);
    },
    orderNoOf: numbers.get,
    keyOf: keys.get,
  };
}
