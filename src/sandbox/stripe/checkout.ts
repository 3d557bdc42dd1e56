import type { WorldClock } from '../clock.ts';
import type { Store } from '../store.ts';
import type { Timers } from '../timers.ts';
import type { StripeEvents } from './events.ts';
import type { Charge, Intent, Method, Objects, Refund, Session } from './objects.ts';
import { StripeRefusal } from './refusal.ts';

export const outcomes = [
  'pay',
  'decline',
  'challenge',
  'pending_then_paid',
  'pending_then_failed',
  'leave',
] as const;
/** What the payer does on the page; `challenge` asks for 3-D Secure first, and the next act answers it. */
export interface Act {
  method: Method;
  outcome: (typeof outcomes)[number];
}
export type Checkout = ReturnType<typeof createStripeCheckout>;

/** How long a bank takes that does not answer at once, in world time. */
const BANK_TAKES_MS = 20_000;

/** What happens to the money: the page, the bank behind it, and refunds. Each in one transaction with its events. */
export function createStripeCheckout({
  store,
  clock,
  timers,
  objects,
  events,
  forbidRefund,
}: {
  store: Store;
  clock: WorldClock;
  timers: Timers;
  objects: Objects;
  events: StripeEvents;
  /** Whether a dispute stands in the way of a refund. */
  forbidRefund: (charge: Charge) => boolean;
}) {
  const session = (id: string): Session => {
    const found = objects.get('checkout.session', id);
    if (!found)
      throw new StripeRefusal(404, `No such checkout.session: '${id}'`, {
        code: 'resource_missing',
        param: 'session',
      });
    return found;
  };
  const common = () => ({ created: clock.seconds(), livemode: false as const });

  /** The intent exists from the first confirmation on. */
  function confirm(of: Session, status: Intent['status']): Intent {
    const known = objects.get('payment_intent', of.payment_intent);
    const intent: Intent = {
      ...(known ?? {
        ...common(),
        id: objects.newId('pi'),
        object: 'payment_intent',
        amount: of.amount_total,
        amount_received: 0,
        currency: of.currency,
        metadata: objects.get('cart', `cart_${of.id}`)?.intent ?? {},
        latest_charge: null,
        last_payment_error: null,
      }),
      status,
    };
    return objects.put(intent);
  }
  function note(of: Session, what: 'declined' | 'challenge' | null): void {
    const cart = objects.get('cart', `cart_${of.id}`);
    if (cart) objects.put({ ...cart, note: what });
  }
  function succeed(of: Session): void {
    const intent = confirm(of, 'succeeded');
    const charge: Charge = objects.put({
      ...common(),
      id: objects.newId('ch'),
      object: 'charge',
      amount: intent.amount,
      amount_refunded: 0,
      currency: intent.currency,
      refunded: false,
      disputed: false,
      paid: true,
      status: 'succeeded',
      payment_intent: intent.id,
      metadata: intent.metadata,
    });
    const paid = objects.put({
      ...intent,
      amount_received: intent.amount,
      latest_charge: charge.id,
      last_payment_error: null,
    });
    const complete = objects.put({
      ...of,
      status: 'complete' as const,
      payment_status: 'paid' as const,
      payment_intent: paid.id,
      url: null,
    });
    timers.clear('stripe_expiry', of.id);
    events.emit('charge.succeeded', charge);
    events.emit('payment_intent.succeeded', paid);
    events.emit(
      of.status === 'complete' ? 'checkout.session.async_payment_succeeded' : 'checkout.session.completed',
      complete,
    );
  }
  function refuse(of: Session): Intent {
    const message = 'The payment was declined.';
    const error = { type: 'card_error', code: 'card_declined', message };
    const intent = objects.put({ ...confirm(of, 'requires_payment_method'), last_payment_error: error });
    events.emit('payment_intent.payment_failed', intent);
    return intent;
  }

  timers.on('stripe_expiry', (id) => {
    const of = session(id);
    if (of.status === 'open') expire(of);
  });
  timers.on('stripe_bank', (ref) => {
    const [id = '', verdict] = ref.split(' ');
    if (verdict === 'paid') return succeed(session(id));
    refuse(session(id));
    events.emit('checkout.session.async_payment_failed', session(id));
  });
  timers.on('stripe_refund', (id) => {
    const refund = objects.get('refund', id);
    if (refund) settle({ ...refund, status: 'succeeded' });
  });

  function expire(of: Session): Session {
    const expired = objects.put({ ...of, status: 'expired' as const, url: null });
    timers.clear('stripe_expiry', of.id);
    events.emit('checkout.session.expired', expired);
    return expired;
  }
  /** Books a refund on its charge as far as it has come. */
  function settle(refund: Refund): Refund {
    const charge = objects.get('charge', refund.charge);
    const known = objects.get('refund', refund.id);
    objects.put(refund);
    events.emit(
      refund.status === 'failed' ? 'refund.failed' : known ? 'refund.updated' : 'refund.created',
      refund,
    );
    if (charge && refund.status === 'succeeded') {
      const back = charge.amount_refunded + refund.amount;
      const now = { ...charge, amount_refunded: back, refunded: back >= charge.amount };
      events.emit('charge.refunded', objects.put(now));
    }
    return refund;
  }

  return {
    session,
    opened: (of: Session) => timers.set('stripe_expiry', of.id, of.expires_at * 1000),
    expire(id: string): Session {
      const of = session(id);
      if (of.status !== 'open')
        throw new StripeRefusal(
          400,
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${of.status}\`.`,
        );
      return expire(of);
    },
    /** Answers where the page goes next; null: it stays, with a note. */
    act(id: string, { method, outcome }: Act): { redirect: string | null } {
      return store.write(() => {
        const of = session(id);
        if (of.status !== 'open') throw new RangeError(`this page is ${of.status}`);
        if (outcome === 'leave') return { redirect: of.cancel_url };
        if (!of.payment_method_types.includes(method)) throw new RangeError(`${method} is not offered`);
        if (outcome === 'challenge' || outcome === 'decline') {
          const intent = outcome === 'decline' ? refuse(of) : confirm(of, 'requires_action');
          // Stripe shows the intent of an open session to nobody.
          objects.put({ ...of, payment_intent: intent.id });
          note(of, outcome === 'decline' ? 'declined' : 'challenge');
          return { redirect: null };
        }
        note(of, null);
        if (outcome === 'pay') succeed(of);
        else {
          const intent = confirm(of, 'processing');
          const complete = { ...of, status: 'complete' as const, payment_intent: intent.id, url: null };
          timers.clear('stripe_expiry', id);
          timers.set(
            'stripe_bank',
            `${id} ${outcome.slice('pending_then_'.length)}`,
            clock.now() + BANK_TAKES_MS,
          );
          events.emit('payment_intent.processing', intent);
          events.emit('checkout.session.completed', objects.put(complete));
        }
        return { redirect: of.success_url.replaceAll('{CHECKOUT_SESSION_ID}', id) };
      });
    },
    refund({
      payment_intent: id,
      amount,
      reason,
      metadata,
    }: {
      payment_intent: string;
      amount?: number;
      reason?: string;
      metadata?: Record<string, string>;
    }): Refund {
      const intent = objects.get('payment_intent', id);
      if (!intent)
        throw new StripeRefusal(404, `No such payment_intent: '${id}'`, {
          code: 'resource_missing',
          param: 'payment_intent',
        });
      const charge = objects.get('charge', intent.latest_charge);
      if (!charge)
        throw new StripeRefusal(
          400,
          `This PaymentIntent (${id}) does not have a successful charge to refund.`,
          { code: 'charge_not_refundable' },
        );
      if (forbidRefund(charge))
        throw new StripeRefusal(400, `Charge ${charge.id} has been charged back; cannot issue a refund.`, {
          code: 'charge_disputed',
        });
      const claimed = objects
        .all('refund')
        .filter((each) => each.charge === charge.id && each.status !== 'failed')
        .reduce((sum, each) => sum + each.amount, 0);
      if (claimed >= charge.amount)
        throw new StripeRefusal(400, `Charge ${charge.id} has already been refunded.`, {
          code: 'charge_already_refunded',
        });
      if ((amount ?? 0) > charge.amount - claimed)
        throw new StripeRefusal(400, 'Refund amount is greater than unrefunded amount on charge', {
          param: 'amount',
        });
      const how = store.get('stripe_next_refund') ?? 'succeeded';
      store.set('stripe_next_refund', 'succeeded');
      const refund = settle({
        id: objects.newId('re'),
        object: 'refund',
        created: clock.seconds(),
        amount: amount ?? charge.amount - claimed,
        currency: charge.currency,
        charge: charge.id,
        payment_intent: id,
        reason: reason ?? null,
        status: how as Refund['status'],
        ...(how === 'failed' && { failure_reason: 'declined' }),
        metadata: metadata ?? {},
      });
      if (how === 'pending') timers.set('stripe_refund', refund.id, clock.now() + BANK_TAKES_MS);
      return refund;
    },
    /** What had gone back comes back to the shop, as from a closed card. */
    refundFails: (intentId: string) =>
      store.write(() => {
        const refund = objects.all('refund').findLast((each) => each.payment_intent === intentId);
        const charge = refund && objects.get('charge', refund.charge);
        if (refund?.status !== 'succeeded' || !charge) throw new RangeError('nothing went back');
        objects.put({ ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false });
        settle({ ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' });
      }),
    nextRefund: (how: Refund['status']) => store.set('stripe_next_refund', how),
  };
}
