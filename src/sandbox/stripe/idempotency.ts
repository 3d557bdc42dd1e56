import type { WorldClock } from '../clock.ts';
import type { Store } from '../store.ts';
import { StripeRefusal } from './refusal.ts';

export interface Answer {
  status: number;
  body: object;
  replayed: boolean;
}

const KEPT_MS = 86_400_000;

/**
 * Stripe's idempotency keys: the first answer is repeated for a day, whatever it was, once the work began; other words under the same
 * key are refused. The answer is kept in the transaction of the work.
 */
export function createIdempotency({ store, clock }: { store: Store; clock: WorldClock }) {
  const { db } = store;
  const known = db.prepare<[string], { params: string; status: number; body: string }>(
    'select params, status, body from stripe_keys where key = ?',
  );
  const keep = db.prepare('insert into stripe_keys (key, params, status, body, at) values (?, ?, ?, ?, ?)');
  const forget = db.prepare('delete from stripe_keys where at < ?');
  return (key: string | undefined, params: string, work: () => object): Answer =>
    store.write(() => {
      if (key === undefined) return { status: 200, body: work(), replayed: false };
      if (key === '' || key.length > 255)
        throw new StripeRefusal(400, 'Idempotency keys have 1 to 255 characters.');
      forget.run(clock.now() - KEPT_MS);
      const first = known.get(key);
      if (first && first.params !== params)
        throw new StripeRefusal(
          400,
          'Keys for idempotent requests can only be used with the same parameters they were first used with.',
          { type: 'idempotency_error' },
        );
      if (first) return { status: first.status, body: JSON.parse(first.body) as object, replayed: true };
      // A refusal of the words themselves comes before the work begins, and is not kept.
      const body = work();
      keep.run(key, params, 200, JSON.stringify(body), clock.now());
      return { status: 200, body, replayed: false };
    });
}
