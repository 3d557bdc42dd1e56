import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { Box } from '../../src/sandbox/box.ts';

/** What an auditor finds about one person in three sets of books: Telegram's, the supplier's and ours. */
export interface Audit {
  /** Stars that Telegram took and gave back. */
  readonly charged: readonly number[];
  readonly refunded: readonly number[];
  /** Plans that the supplier sold us for this person. */
  readonly supplied: number;
  /** States of our orders that money came for. */
  readonly orders: readonly string[];
  /** Outcomes in our ledger, and states of our refunds. */
  readonly payments: readonly (string | null)[];
  readonly refunds: readonly string[];
}

/** Charged, supplied and fulfilled once, nothing given back. */
export function oneRenewal(stars: number): Audit {
  return {
    charged: [stars],
    refunded: [],
    supplied: 1,
    orders: ['fulfilled'],
    payments: ['fulfilled'],
    refunds: [],
  };
}

/** Charged and given back, and the supplier sold nothing. */
export function moneyBack(stars: number): Audit {
  return {
    charged: [stars],
    refunded: [stars],
    supplied: 0,
    orders: ['refunded'],
    payments: ['refunded'],
    refunds: ['succeeded'],
  };
}

export interface Books {
  of(person: number): Audit;
  /** Orders in the supplier's book. */
  supplied(): number;
  /** Cases that wait for a person. */
  reviews(): readonly { subject: string; reason: string; detail: string }[];
}

/** Reads the books beside a running shop, from the files in its folder. */
export function openBooks({ box, folder }: { box: () => Box; folder: string }): Books {
  function read<T>(file: string, query: string, ...values: unknown[]): T[] {
    const db = new Sqlite(path.join(folder, file), { readonly: true, timeout: 5000 });
    try {
      return db.prepare<unknown[], T>(query).all(...values);
    } finally {
      db.close();
    }
  }
  const column = (query: string, person: number): string[] =>
    read<{ value: string }>('yuanyou.db', query, customerIdOf(person)).map(({ value }) => value);

  return {
    of: (person) => {
      const stars = (kind: string): number[] =>
        box()
          .ledger()
          .filter((row) => row.person === person && row.kind === kind)
          .map(({ amount }) => amount);
      const keys = column(
        'select f.key as value from fulfilments f join orders o on o.id = f.order_id where o.payer_id = ?',
        person,
      );
      const sold = read<{ key: string | null }>(
        'supplier.db',
        'select key from purchases where cancelled_at is null',
      );
      return {
        charged: stars('charge'),
        refunded: stars('refund'),
        supplied: sold.filter(({ key }) => key !== null && keys.includes(key)).length,
        orders: column(
          `select o.state as value from orders o where o.payer_id = ? and
            (o.state not in ('awaiting_payment', 'expired', 'canceled') or exists (select 1 from payments p where p.order_id = o.id))`,
          person,
        ),
        payments: column(
          'select outcome as value from payments where payer_id = ? order by received_at, rowid',
          person,
        ),
        refunds: column(
          'select r.state as value from refunds r join payments p on p.id = r.payment_id where p.payer_id = ?',
          person,
        ),
      };
    },
    supplied: () => read('supplier.db', 'select key from orders').length,
    reviews: () => read('yuanyou.db', 'select subject, reason, detail from reviews where closed_at is null'),
  };
}
