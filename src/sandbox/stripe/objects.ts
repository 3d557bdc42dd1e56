import { randomBytes } from 'node:crypto';
import type { Store } from '../store.ts';

export type Method = 'card' | 'paypal' | 'alipay' | 'wechat_pay';
type Metadata = Record<string, string>;

/** The parts of Stripe's objects that the box knows; shapes and words are Stripe's. */
export interface Session {
  id: string;
  object: 'checkout.session';
  created: number;
  livemode: false;
  mode: 'payment';
  status: 'open' | 'complete' | 'expired';
  payment_status: 'unpaid' | 'paid';
  amount_total: number;
  amount_subtotal: number;
  currency: string;
  client_reference_id: string | null;
  metadata: Metadata;
  payment_intent: string | null;
  payment_method_types: Method[];
  expires_at: number;
  locale: string;
  success_url: string;
  cancel_url: string | null;
  url: string | null;
  ui_mode: 'hosted_page';
  adaptive_pricing: { enabled: boolean };
}
export interface Intent {
  id: string;
  object: 'payment_intent';
  created: number;
  livemode: false;
  amount: number;
  amount_received: number;
  currency: string;
  status: 'processing' | 'requires_action' | 'requires_payment_method' | 'succeeded';
  metadata: Metadata;
  latest_charge: string | null;
  last_payment_error: { type: string; code: string; message: string } | null;
}
export interface Charge {
  id: string;
  object: 'charge';
  created: number;
  livemode: false;
  amount: number;
  amount_refunded: number;
  currency: string;
  refunded: boolean;
  disputed: boolean;
  paid: true;
  status: 'succeeded';
  payment_intent: string;
  metadata: Metadata;
}
export interface Refund {
  id: string;
  object: 'refund';
  created: number;
  amount: number;
  currency: string;
  charge: string;
  payment_intent: string;
  reason: string | null;
  status: 'succeeded' | 'pending' | 'failed';
  failure_reason?: string;
  metadata: Metadata;
}
export interface Dispute {
  id: string;
  object: 'dispute';
  created: number;
  livemode: false;
  amount: number;
  currency: string;
  /** Negative: taken from the shop. */
  balance_transactions: { id: string; object: 'balance_transaction'; amount: number; currency: string }[];
  charge: string;
  payment_intent: string;
  is_charge_refundable: boolean;
  reason: string;
  status:
    | 'warning_needs_response'
    | 'warning_under_review'
    | 'warning_closed'
    | 'needs_response'
    | 'under_review'
    | 'won'
    | 'lost';
  metadata: Metadata;
}
/** What the page shows and needs beyond the session itself. */
export interface Cart {
  id: string;
  object: 'cart';
  name: string;
  description: string;
  intent: Metadata;
  /** Told on the page after a card was declined, or while it waits for 3-D Secure. */
  note: 'declined' | 'challenge' | null;
}
export interface StripeEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  livemode: boolean;
  pending_webhooks: number;
  type: string;
  data: { object: object };
}
type Kept = Session | Intent | Charge | Refund | Dispute | Cart | StripeEvent;
export type Objects = ReturnType<typeof createObjects>;

/** Stripe's objects as rows, newest last; they survive the process. */
export function createObjects({ store }: { store: Store }) {
  const { db } = store;
  const upsert = db.prepare(
    'insert into stripe (id, kind, body) values (?, ?, ?) on conflict (id) do update set body = excluded.body',
  );
  const one = db.prepare<[string, string], { body: string }>(
    'select body from stripe where id = ? and kind = ?',
  );
  const all = db.prepare<[string], { body: string }>('select body from stripe where kind = ? order by seq');
  return {
    newId: (prefix: string) => `${prefix}_${randomBytes(18).toString('hex')}`,
    put<T extends Kept>(object: T): T {
      upsert.run(object.id, object.object, JSON.stringify(object));
      return object;
    },
    get<K extends Kept['object']>(kind: K, id: string | null) {
      const row = one.get(id ?? '', kind);
      return row && (JSON.parse(row.body) as Extract<Kept, { object: K }>);
    },
    all: <K extends Kept['object']>(kind: K) =>
      all.all(kind).map(({ body }) => JSON.parse(body) as Extract<Kept, { object: K }>),
  };
}
