import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Box } from '../../src/sandbox/box.ts';

/** Money that somebody paid, by the book of the rail. */
export interface Charge {
  /** Telegram's charge, Stripe's payment intent. */
  readonly id: string;
  /** The invoice payload, or what a session was opened for: an attempt of the shop's. */
  readonly attempt: string | null;
  /** Who paid; null where the rail does not tell. */
  readonly payer: number | null;
  readonly amount: number;
  readonly currency: string;
  /** What went back of it, each time. */
  readonly refunds: readonly number[];
}

/** What an order is in the shop's own database: which key, attempt and code belong to it, and where it ended. */
export interface OrderEntry {
  readonly id: string;
  readonly payer: number;
  readonly state: string;
  readonly delivery: string;
  /** The activation code that it redeems. */
  readonly redeems: string | null;
  /** The key under which the supplier knows it. */
  readonly key: string | null;
  readonly attempts: readonly { readonly id: string; readonly amount: number; readonly currency: string }[];
}

/** All books of a run, as they are at the end. */
export interface Books {
  /** Telegram's and Stripe's. */
  readonly charges: readonly Charge[];
  /** The supplier's: keys of what was bought and not cancelled, as often as it was, also where it counts them apart (`key#2`). */
  readonly purchases: readonly string[];
  readonly orders: readonly OrderEntry[];
  /** Activation codes; `good`: whoever has one can still use it. */
  readonly codes: readonly { readonly id: string; readonly order: string; readonly good: boolean }[];
  /** How many cases are open. */
  readonly cases: number;
  /** Open cases: ids of orders, payments' charges, attempts. */
  readonly inReview: ReadonlySet<string>;
  /** The same of cases that were opened only because the shop's own comparison of all books found a difference. */
  readonly differing: ReadonlySet<string>;
  /** Charges that a person is asked to give back by hand, since the rail would not. */
  readonly byHand: ReadonlySet<string>;
  /** Charges that somebody gave back behind the shop's back. */
  readonly elsewhere: ReadonlySet<string>;
  /** Pictures with a receipt button of this order, in its payer's chat. */
  readonly pictures: ReadonlyMap<string, number>;
  /** Bubbles that say of this order that its money is back. */
  readonly refundTexts: ReadonlyMap<string, number>;
}

const moneyIsBack = /back in your Stars|back the way you paid; your bank/;

/** Reads the boxes, the supplier's file and, for what belongs together and what is in review, the shop's. */
export function readBooks({
  box,
  folder,
  elsewhere = new Set(),
}: {
  box: Box;
  folder: string;
  elsewhere?: ReadonlySet<string>;
}): Books {
  const now = box.clock.now();
  function read<T>(file: string, query: string): T[] {
    const db = new Sqlite(path.join(folder, file), { readonly: true, timeout: 5000 });
    try {
      return db.prepare<[], T>(query).all();
    } finally {
      db.close();
    }
  }
  const ours = <T>(query: string): T[] => read<T>('yuanyou.db', query);

  const attempts = Map.groupBy(
    ours<{ id: string; order_id: string; amount: number; currency: string }>(
      'select id, order_id, total_amount as amount, total_currency as currency from payment_attempts',
    ),
    (attempt) => attempt.order_id,
  );
  const orders = ours<Omit<OrderEntry, 'attempts' | 'payer'> & { payer_id: string }>(
    `select o.id, o.payer_id, o.state, o.delivery, o.activation_code_id as redeems, f.key
      from orders o left join fulfilments f on f.order_id = o.id`,
  ).map(({ payer_id: payer, ...order }) => ({
    ...order,
    payer: Number(payer.slice('customer_'.length)),
    attempts: attempts.get(order.id) ?? [],
  }));
  const cases = ours<{ subject: string; reason: string; charge: string | null }>(
    `select r.subject, r.reason, coalesce(p.charge_id, q.charge_id) as charge from reviews r
      left join payments p on p.id = r.subject
      left join refunds f on f.id = r.subject left join payments q on q.id = f.payment_id
      where r.closed_at is null`,
  );
  const pictures = new Map<string, number>();
  const refundTexts = new Map<string, number>();
  for (const { id } of box.people.list())
    for (const { outgoing, photo, text = '', reply_markup } of box.messages(id)) {
      const data = (reply_markup?.inline_keyboard.flat() ?? []).map((button) =>
        'callback_data' in button ? button.callback_data : '',
      );
      const order = data.find((each) => each.startsWith('receipt/'))?.slice('receipt/'.length);
      const count = (map: Map<string, number>): void =>
        void (order && map.set(order, (map.get(order) ?? 0) + 1));
      if (!outgoing && photo) count(pictures);
      if (!outgoing && moneyIsBack.test(text)) count(refundTexts);
    }

  return {
    charges: [...telegramCharges(box), ...stripeCharges(box)],
    purchases: read<{ key: string }>(
      'supplier.db',
      'select key from purchases where cancelled_at is null and key is not null',
    ).map(({ key }) => key.replace(/#\d+$/, '')),
    orders,
    codes: ours<{ id: string; order_id: string; state: string; expires_at: number }>(
      'select id, order_id, state, expires_at from activation_codes',
    ).map(({ id, order_id: order, state, expires_at: ends }) => ({
      id,
      order,
      good: state === 'active' && ends > now,
    })),
    cases: cases.length,
    inReview: subjectsOf(cases.filter(({ reason }) => reason !== 'books_differ')),
    differing: subjectsOf(cases.filter(({ reason }) => reason === 'books_differ')),
    byHand: new Set(
      cases.flatMap(({ reason, charge }) => (reason === 'refund_refused' && charge !== null ? [charge] : [])),
    ),
    elsewhere,
    pictures,
    refundTexts,
  };
}

function subjectsOf(cases: readonly { subject: string; charge: string | null }[]): Set<string> {
  return new Set(cases.flatMap(({ subject, charge }) => (charge === null ? [subject] : [subject, charge])));
}

function telegramCharges(box: Box): Charge[] {
  const rows = box.ledger();
  return rows
    .filter(({ kind }) => kind === 'charge')
    .map(({ id, payload, person, amount, currency }) => ({
      id,
      attempt: payload,
      payer: person,
      amount,
      currency,
      refunds: rows.filter((row) => row.kind === 'refund' && row.id === id).map((row) => row.amount),
    }));
}

function stripeCharges(box: Box): Charge[] {
  const rows = box.stripe.ledger();
  return rows
    .filter(({ kind }) => kind === 'charge')
    .map(({ intent, attempt, amount, currency }) => ({
      id: intent,
      attempt,
      payer: null,
      amount,
      currency: currency.toUpperCase(),
      refunds: rows.filter((row) => row.kind === 'refund' && row.intent === intent).map((row) => row.amount),
    }));
}
