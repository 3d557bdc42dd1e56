import { randomBytes } from 'node:crypto';
import type { StarTransaction } from 'grammy/types';
import type { WorldClock } from '../clock.ts';
import type { Events, PayOutcome } from '../events.ts';
import type { People } from '../people.ts';
import type { Store } from '../store.ts';
import type { Timers } from '../timers.ts';
import type { Messages } from './messages.ts';
import { badRequest } from './refusal.ts';
import type { Updates } from './updates.ts';

/** What an invoice asks for; `total_amount` in Stars. */
export interface InvoiceBody {
  title: string;
  description: string;
  payload: string;
  currency: 'XTR';
  total_amount: number;
}
/** One line of the box's own book. */
export interface LedgerRow {
  id: string;
  kind: 'charge' | 'refund';
  person: number;
  amount: number;
  payload: string;
  at: number;
}
export interface Payments {
  /** Keeps an invoice and returns its slug, payable by anyone, again and again. */
  issue(invoice: InvoiceBody): string;
  invoice(slug: string): InvoiceBody | undefined;
  /** Presses Pay; resolves when the bot has answered, or 10 s of world time have passed. */
  pay(person: number, slug: string): { checkoutId: string; outcome: Promise<PayOutcome> };
  /** The bot's answer. Throws 400 when the query is unknown, answered or too old. */
  answer(checkoutId: string, ok: boolean, errorMessage: string | undefined): void;
  refund(person: number, chargeId: string): void;
  ledger(): LedgerRow[];
  transactions(offset: number, limit: number): StarTransaction[];
  balance(): number;
  declineNext(): void;
}
interface Deps {
  store: Store;
  clock: WorldClock;
  timers: Timers;
  events: Events;
  people: People;
  messages: Messages;
  updates: Updates;
}

const ANSWER_WITHIN_MS = 10_000;
export const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

/** Stars: invoices, checkouts and the ledger. Money moves in one transaction, and only after the bot said ok. */
export function createPayments({ store, clock, timers, events, people, messages, updates }: Deps): Payments {
  const { db } = store;
  const book = db.prepare(
    'insert into ledger (id, kind, person, amount, payload, at) values (?, ?, ?, ?, ?, ?)',
  );
  const rows = db.prepare<[number, number], LedgerRow>('select * from ledger order by seq limit ? offset ?');
  const charge = db.prepare<[string, number], LedgerRow>(
    "select * from ledger where id = ? and kind = 'charge' and person = ?",
  );
  const refunded = db.prepare<[string]>("select 1 from ledger where id = ? and kind = 'refund'");
  const open = db.prepare<[string], { person: number; slug: string }>(
    "select person, slug from queries where id = ? and kind = 'checkout' and open = 1",
  );
  const payers = new Map<string, (outcome: PayOutcome) => void>();

  const invoice = (slug: string) => {
    const row = db.prepare<[string], { body: string }>('select body from invoices where slug = ?').get(slug);
    return row && (JSON.parse(row.body) as InvoiceBody);
  };
  const finish = (id: string, person: number, outcome: PayOutcome) => {
    db.prepare('update queries set open = 0 where id = ?').run(id);
    timers.clear('checkout', id);
    events.emit({ event: 'checkout', data: { person, checkout_id: id, ...outcome } });
    store.afterCommit(() => {
      payers.get(id)?.(outcome);
      payers.delete(id);
    });
  };
  const service = (person: number, fields: object) => {
    const message = messages.post(messages.chat(person), people.user(person), fields);
    updates.push('message', person, message);
  };
  timers.on('checkout', (id) => {
    const query = open.get(id);
    if (query) finish(id, query.person, { outcome: 'timed_out', message: 'BOT_PRECHECKOUT_TIMEOUT' });
  });

  return {
    issue(body) {
      const slug = randomBytes(12).toString('base64url');
      db.prepare('insert into invoices values (?, ?)').run(slug, JSON.stringify(body));
      return slug;
    },
    invoice,
    pay(person, slug) {
      const body = invoice(slug);
      if (!body) throw new RangeError(`no invoice has the slug ${slug}`);
      const id = String(store.next('query', 7_000_000_001));
      const { promise, resolve } = Promise.withResolvers<PayOutcome>();
      payers.set(id, resolve);
      store.write(() => {
        db.prepare('insert into queries values (?, ?, ?, ?, ?, 1)').run(
          id,
          'checkout',
          person,
          slug,
          clock.now(),
        );
        if (store.get('decline_next') === '1') {
          store.set('decline_next', '0');
          return finish(id, person, { outcome: 'declined', message: 'PAYMENT_FAILED' });
        }
        if (people.stars(person) < body.total_amount)
          return finish(id, person, { outcome: 'declined', message: 'BALANCE_TOO_LOW' });
        timers.set('checkout', id, clock.now() + ANSWER_WITHIN_MS);
        const { currency, total_amount, payload } = body;
        const from = people.user(person);
        updates.push('pre_checkout_query', person, {
          id,
          from,
          currency,
          total_amount,
          invoice_payload: payload,
        });
      });
      return { checkoutId: id, outcome: promise };
    },
    answer(id, ok, errorMessage) {
      const query = open.get(id);
      const body = query && invoice(query.slug);
      if (!body) throw badRequest(TOO_OLD);
      const { person } = query;
      if (!ok) return finish(id, person, { outcome: 'refused', message: errorMessage ?? '' });
      const { total_amount, currency, payload } = body;
      if (people.stars(person) < total_amount)
        return finish(id, person, { outcome: 'declined', message: 'BALANCE_TOO_LOW' });
      const chargeId = `stx${randomBytes(30).toString('base64url')}`;
      people.moveStars(person, -total_amount);
      people.setStarted(person);
      book.run(chargeId, 'charge', person, total_amount, payload, clock.seconds());
      const ids = { telegram_payment_charge_id: chargeId, provider_payment_charge_id: '' };
      service(person, { successful_payment: { currency, total_amount, invoice_payload: payload, ...ids } });
      return finish(id, person, { outcome: 'paid' });
    },
    refund(person, id) {
      const found = charge.get(id, person);
      if (!found) throw badRequest('CHARGE_NOT_FOUND');
      if (refunded.get(id)) throw badRequest('CHARGE_ALREADY_REFUNDED');
      const { amount, payload } = found;
      people.moveStars(person, amount);
      book.run(id, 'refund', person, amount, payload, clock.seconds());
      const what = { currency: 'XTR', total_amount: amount, invoice_payload: payload };
      service(person, {
        refunded_payment: { ...what, telegram_payment_charge_id: id, provider_payment_charge_id: '' },
      });
    },
    ledger: () =>
      rows
        .all(-1, 0)
        .map(({ id, kind, person, amount, payload, at }) => ({ id, kind, person, amount, payload, at })),
    transactions: (offset, limit) =>
      rows.all(limit, offset).map(({ id, kind, person, amount, payload, at }): StarTransaction => {
        const kindOf = { type: 'user', transaction_type: 'invoice_payment' } as const;
        const partner = { ...kindOf, user: people.user(person), invoice_payload: payload };
        return { id, amount, date: at, ...(kind === 'charge' ? { source: partner } : { receiver: partner }) };
      }),
    balance: () =>
      rows.all(-1, 0).reduce((sum, { kind, amount }) => sum + (kind === 'charge' ? amount : -amount), 0),
    declineNext: () => store.set('decline_next', '1'),
  };
}
