import Stripe from 'stripe';
import type { Clock } from '../domain/time.ts';
import type { Logger } from '../services/ports.ts';
import { sparingly } from '../services/sparing-log.ts';

/** What an event says without being believed: something happened to this attempt, or to this charge. */
export interface StripeHint {
  readonly eventId: string;
  readonly attemptId: string | null;
  /** The payment intent. */
  readonly chargeId: string | null;
}

/** Answers an event of Stripe with an HTTP status, once it is kept. */
export type StripeWebhook = (rawBody: Uint8Array, signature: string | undefined) => Promise<number>;

/** Events that can say something about a payment of ours; all others are none of our business. */
export const heeded: ReadonlySet<string> = new Set([
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'refund.created',
  'refund.updated',
  'refund.failed',
] satisfies Stripe.Event.Type[]);

/**
 * Checks the signature over the bytes as they came, then whose event it is. What is refused or ignored changes nothing and leaves one
 * line in the log; what is refused, one a minute. What is heeded only causes a look: its order and its contents decide nothing.
 */
export function createStripeWebhook({
  secret,
  livemode,
  receive,
  clock,
  logger,
}: {
  secret: string;
  /** Whether our key moves real money. */
  livemode: boolean;
  /** Keeps the event with the work it causes; answers whether it concerns anybody of ours. */
  receive: (hint: StripeHint) => Promise<boolean>;
  clock: Clock;
  logger: Logger;
}): StripeWebhook {
  const warn = sparingly({ logger, clock });
  const otherVersions = new Set<string>();

  /** Throws for anything that Stripe did not sign with our secret within the last five minutes, and for thin events. */
  function read(rawBody: Uint8Array, signature: string | undefined): Stripe.Event {
    // The client's key plays no part in this.
    return Stripe.webhooks.constructEvent(Buffer.from(rawBody), signature ?? '', secret);
  }

  return async (rawBody, signature) => {
    let event: Stripe.Event;
    try {
      event = read(rawBody, signature);
    } catch (error) {
      warn(
        { reason: reasonOf(error) },
        'A Stripe event was refused: not signed with our secret, too old, or thin',
      );
      return 400;
    }
    const facts = { event: event.id, type: event.type };
    const ignored = (why: string): number => {
      logger.info({ ...facts, why }, 'A Stripe event was ignored');
      return 200;
    };
    if (event.account) return ignored('it belongs to another account');
    if (event.livemode !== livemode) return ignored('it is of the other mode, test or live');
    if (!heeded.has(event.type)) return ignored('nothing of ours depends on this type');
    if (event.api_version !== Stripe.API_VERSION && !otherVersions.has(String(event.api_version))) {
      otherVersions.add(String(event.api_version));
      logger.warn(
        { version: event.api_version, ours: Stripe.API_VERSION },
        'The webhook endpoint speaks another API version; set it to ours in the Stripe dashboard',
      );
    }
    try {
      const isOurs = await receive({ eventId: event.id, ...subjectOf(event.data.object) });
      return isOurs ? 200 : ignored('no payment of ours');
    } catch (error) {
      logger.error(
        { ...facts, error: String(error) },
        'A Stripe event was not kept; Stripe will send it again',
      );
      return 500;
    }
  };
}

/** Whom the object of an event names; sessions, intents, charges, refunds and disputes each have their own place for it. */
function subjectOf(object: object): Pick<StripeHint, 'attemptId' | 'chargeId'> {
  const {
    metadata,
    client_reference_id: reference,
    payment_intent: intent,
    object: kind,
    id,
  } = object as {
    metadata?: Record<string, string> | null;
    client_reference_id?: string | null;
    payment_intent?: string | { id: string } | null;
    object?: string;
    id?: string;
  };
  const charge = kind === 'payment_intent' ? id : typeof intent === 'object' ? intent?.id : intent;
  return { attemptId: metadata?.['attempt_id'] ?? reference ?? null, chargeId: charge ?? null };
}

/** The first line, which names no content. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]?.slice(0, 120)}` : 'unknown';
}
