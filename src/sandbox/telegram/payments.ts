import { randomBytes } from 'node:crypto';
import type { StarTransaction } from 'grammy/types';
import type { PayOutcome } from '../events.ts';
import type { Messages } from './messages.ts';
import { badRequest } from './refusal.ts';
import type { World } from './telegram.ts';
import type { Updates } from './updates.ts';

/** What an invoice asks for; `total_amount` in Stars, or in the minor units of its currency when a payment provider takes it. */
export interface InvoiceBody {
  title: string;
  description: string;
  payload: string;
  currency: string;
  total_amount: number;
}
/** One line of the box's own book; `at` in seconds of world time. `provider_id` is the provider's own name for the charge. */
export interface LedgerRow {
  id: string;
  kind: 'charge' | 'refund';
  person: number;
  amount: number;
  payload: string;
  at: number;
  currency: string;
  provider_id: string;
}
export type Payments = ReturnType<typeof createPayments>;

const ANSWER_WITHIN_MS = 10_000;
export const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

/** Invoices, checkouts and the ledger. Money moves in one transaction, and only after the bot said ok. */
export function createPayments(world: World & { messages: Messages; updates: Updates }) {
  const { store, clock, timers, events, people, messages, updates } = world;
  const { db } = store;
  const book = db.prepare(
    'insert into ledger (id, kind, person, amount, payload, at, currency, provider_id) values (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const columns = 'id, kind, person, amount, payload, at, currency, provider_id';
  const all = db.prepare<[], LedgerRow>(`select ${columns} from ledger order by seq`);
  // Stars alone have an account with Telegram.
  const rows = db.prepare<[number, number], LedgerRow>(
    `select ${columns} from ledger where currency = 'XTR' order by seq limit ? offset ?`,
  );
  const byId = db.prepare<[string, number], LedgerRow>(
    "select * from ledger where id = ? and person = ? and currency = 'XTR' order by seq",
  );
  const oneInvoice = db.prepare<[string], { body: string }>('select body from invoices where slug = ?');
  const open = db.prepare<[string], { person: number; slug: string }>(
    "select person, slug from queries where id = ? and kind = 'checkout' and open = 1",
  );
  const payers = new Map<string, (outcome: PayOutcome) => void>();

  const invoice = (slug: string) => {
    const row = oneInvoice.get(slug);
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
  const service = (person: number, fields: object) =>
    updates.push('message', person, messages.post(messages.chat(person), people.user(person), fields));
  timers.on('checkout', (id) => {
    const query = open.get(id);
    if (query) finish(id, query.person, { outcome: 'timed_out' });
  });

  return {
    invoice,
    /** Keeps an invoice and returns its slug, payable by anyone, again and again. */
    issue(body: InvoiceBody): string {
      const slug = randomBytes(12).toString('base64url');
      db.prepare('insert into invoices values (?, ?)').run(slug, JSON.stringify(body));
      return slug;
    },
    /** Presses Pay; resolves when the bot has answered, or 10 s of world time have passed. */
    pay(person: number, slug: string): Promise<PayOutcome> {
      const body = invoice(slug);
      if (!body) throw new RangeError(`no invoice has the slug ${slug}`);
      const from = people.user(person);
      const id = String(store.next('query', 7_000_000_001));
      const { promise, resolve } = Promise.withResolvers<PayOutcome>();
      payers.set(id, resolve);
      store.write(() => {
        db.prepare('insert into queries values (?, ?, ?, ?, 1)').run(id, 'checkout', person, slug);
        const { currency, total_amount, payload } = body;
        const declined = store.get('decline_next') === '1';
        if (declined) store.set('decline_next', '0');
        if (declined || (currency === 'XTR' && people.stars(person) < total_amount))
          return finish(id, person, { outcome: 'declined' });
        timers.set('checkout', id, clock.now() + ANSWER_WITHIN_MS);
        updates.push('pre_checkout_query', person, {
          id,
          from,
          currency,
          total_amount,
          invoice_payload: payload,
        });
      });
      return promise;
    },
    /** The bot's answer. Throws 400 when the query is unknown, answered or too old. */
    answer(id: string, ok: boolean, errorMessage: string | undefined) {
      const query = open.get(id);
      const body = query && invoice(query.slug);
      if (!body) throw badRequest(TOO_OLD);
      const { person } = query;
      const { total_amount, currency, payload } = body;
      if (!ok) return finish(id, person, { outcome: 'refused', message: errorMessage ?? '' });
      // Another checkout of the same person may have taken the Stars meanwhile.
      const stars = currency === 'XTR';
      if (stars && people.stars(person) < total_amount) return finish(id, person, { outcome: 'declined' });
      const chargeId = `stx${randomBytes(30).toString('base64url')}`;
      const providerId = stars ? '' : `box_${randomBytes(9).toString('hex')}`;
      if (stars) people.moveStars(person, -total_amount);
      book.run(chargeId, 'charge', person, total_amount, payload, clock.seconds(), currency, providerId);
      const ids = { telegram_payment_charge_id: chargeId, provider_payment_charge_id: providerId };
      service(person, { successful_payment: { currency, total_amount, invoice_payload: payload, ...ids } });
      return finish(id, person, { outcome: 'paid' });
    },
    refund(person: number, id: string) {
      const [charge, refund] = byId.all(id, person);
      if (!charge) throw badRequest('CHARGE_NOT_FOUND');
      if (refund) throw badRequest('CHARGE_ALREADY_REFUNDED');
      const { amount, payload } = charge;
      people.moveStars(person, amount);
      book.run(id, 'refund', person, amount, payload, clock.seconds(), 'XTR', '');
      const what = { currency: 'XTR', total_amount: amount, invoice_payload: payload };
      const ids = { telegram_payment_charge_id: id, provider_payment_charge_id: '' };
      service(person, { refunded_payment: { ...what, ...ids } });
    },
    /** The payer had their bank or their app store take the Stars back. */
    chargeBack(id: string) {
      const person = all.all().find((row) => row.id === id)?.person;
      if (person === undefined) throw new RangeError(`no charge ${id}`);
      store.write(() => this.refund(person, id));
    },
    ledger: () => all.all(),
    transactions: (offset: number, limit: number) =>
      rows.all(limit, offset).map(({ id, kind, person, amount, payload, at }): StarTransaction => {
        const type = { type: 'user', transaction_type: 'invoice_payment' } as const;
        const partner = { ...type, user: people.user(person), invoice_payload: payload };
        return { id, amount, date: at, [kind === 'charge' ? 'source' : 'receiver']: partner };
      }),
    balance: () =>
      rows.all(-1, 0).reduce((sum, row) => sum + (row.kind === 'charge' ? row.amount : -row.amount), 0),
    declineNext: () => store.set('decline_next', '1'),
  };
}
