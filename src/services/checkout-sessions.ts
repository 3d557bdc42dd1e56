import type { Locale } from '../domain/customer.ts';
import type { AttemptId, CustomerId, NewId, OrderId, PaymentId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { hasEnded } from '../domain/payment.ts';
import type { PaymentAttempt } from '../domain/payment.ts';
import { hour, minute, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { isCardGone, isStillTheirs } from './access.ts';
import type { DisputeService } from './disputes.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { patiently } from './patience.ts';
import type { Logger, Notifier } from './ports.ts';
import type { SessionRail } from './rail-port.ts';
import type { Store } from './storage-port.ts';
import type { Advance, NewJob } from './work-port.ts';
import { freshAttempt, isPayable } from './attempts.ts';
import type { RefundService } from './refunds.ts';
import { areSalesPaused } from './sales.ts';
import { createSessionOutcome } from './session-outcome.ts';

/** A rail forgets an idempotency key after a day: until then the same request makes the same page. */
const sameKeyFor = 23 * hour;
/** Whoever opens a page has at least this long to pay; a quote is stretched for it, but no further than `stretchedFor` from its start. */
const timeToPay = 15 * minute;
const stretchedFor = 50 * minute;
/** Pages asked of the rail for one order; who wants more gets a new quote. */
const mostPages = 5;

/** What came of following a payment link; `locale` is there when it is known whose it is. */
export type Opening =
  | { readonly kind: 'opened'; readonly url: string }
  | {
      readonly kind:
        | 'processing'
        | 'paid'
        | 'expired'
        | 'replaced'
        | 'card_gone'
        | 'not_shared'
        | 'unknown'
        | 'test_only'
        /** Nothing is sold now. */
        | 'paused'
        /** The rail makes no such page. */
        | 'refused'
        /** The rail gives no answer. */
        | 'silent';
      readonly locale?: Locale;
    };

/** What the button of a way to pay leads to. */
export type PayLink =
  | { readonly kind: 'link'; readonly url: string }
  /** One more tap must ask for it. */
  | { readonly kind: 'on_tap' }
  /** There is none, and why. */
  | { readonly kind: 'none'; readonly why: Exclude<Opening['kind'], 'opened'> };

/** How a payment stands, for whoever comes back from the rail's page. */
export interface PayStatus {
  readonly kind:
    | 'paid'
    | 'processing'
    /** Nobody can say now whether it was paid. */
    | 'checking'
    | 'failed'
    | 'open'
    | 'expired'
    | 'unknown'
    /** The page is closed, and nothing is sold now. */
    | 'paused';
  readonly orderId?: OrderId;
  readonly locale?: Locale;
}

/** What is paid for, in the payer's words. */
export type DescribeOrder = (order: Order) => Promise<{ title: string; description: string; locale: Locale }>;

/** When to look again, and whether the rail said how the payment stands. */
type Look = Advance & { readonly isAnswered: boolean };

export interface CheckoutSessions {
  /** Follows a payment link: makes the rail's page the first time, and finds it again after that. Grants nothing. */
  open(token: string): Promise<Opening>;
  /** Asks the rail how the payment of this attempt stands and acts on it. May be repeated at any time, in any order. */
  look(id: AttemptId): Promise<Advance>;
  /** What an event of the rail asks to be looked at; nothing when it concerns nobody of ours. */
  concernedBy(event: { attemptId: string | null; chargeId: string | null }): Promise<readonly NewJob[]>;
  /** The same for a person who waits, so not for long. */
  status(token: string): Promise<PayStatus>;
}

/** Payments on a page of the rail. What the rail says when asked decides; its events only say when to ask. */
export function createCheckoutSessions({
  store,
  rail,
  notifier,
  describe,
  applyPayment,
  disputes,
  refunds,
  mayPay,
  hearsEvents,
  clock,
  newId,
  logger,
}: {
  store: Store;
  rail: SessionRail;
  notifier: Notifier;
  describe: DescribeOrder;
  /** Gives money in the ledger its order. */
  applyPayment: (id: PaymentId) => Promise<void>;
  disputes: Pick<DisputeService, 'follow'>;
  refunds: Pick<RefundService, 'confirm' | 'deny'>;
  mayPay: (payerId: CustomerId) => boolean;
  /** Whether the rail's events reach us; until they do it is asked often. */
  hearsEvents: () => boolean;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): CheckoutSessions {
  const outcome = createSessionOutcome({
    store,
    notifier,
    applyPayment,
    disputes,
    refunds,
    clock,
    newId,
    logger,
  });
  /** However often a link is followed at once, the rail is asked once. */
  const askForPage = oneAtATime((id: AttemptId, request: string) => rail.open({ id, request }));
  /** The look under way for an attempt, and the one that follows it for those who came meanwhile: what they know may be newer. */
  const looking = new Map<AttemptId, { now: Promise<Look>; next?: Promise<Look> }>();

  async function find(token: string): Promise<{ attempt: PaymentAttempt; order: Order } | undefined> {
    const attempt = await store.attempts.byId(token as AttemptId);
    const order = attempt?.rail === 'stripe' ? await store.orders.byId(attempt.orderId) : undefined;
    return attempt && order && { attempt, order };
  }

  async function open(token: string): Promise<Opening> {
    const found = await find(token);
    if (!found) return { kind: 'unknown' };
    const { order } = found;
    const { title, description, locale } = await describe(order);
    if (!mayPay(order.payerId)) return { kind: 'test_only', locale };
    if (order.state === 'canceled') return { kind: 'replaced', locale };
    if (order.state === 'processing') return { kind: 'processing', locale };
    if (order.state !== 'awaiting_payment') return { kind: 'paid', locale };
    if (await areSalesPaused(store)) return { kind: 'paused', locale };
    const now = clock();
    if (now >= order.quoteExpiresAt) return { kind: 'expired', locale };
    if (!(await isStillTheirs(store, order))) return { kind: 'not_shared', locale };
    if (found.attempt.state === 'open' && found.attempt.url)
      return { kind: 'opened', url: found.attempt.url };
    if (await isCardGone(store, order, now)) return { kind: 'card_gone', locale };

    let attempt = await usable(found.attempt, order);
    if (!attempt) return { kind: 'refused', locale };
    if (attempt.state === 'waiting') {
      const stretch = Math.min(now + timeToPay, order.createdAt + stretchedFor);
      const until = Math.max(order.quoteExpiresAt, stretch);
      const stretched = { ...order, quoteExpiresAt: until };
      const request = rail.requestFor({ attempt, order: stretched, title, description, locale, now });
      attempt = await prepare(attempt, request, until);
    }
    try {
      const opened = await settleOpening(attempt);
      return opened.url ? { kind: 'opened', url: opened.url } : { kind: 'refused', locale };
    } catch (error) {
      logger.warn({ attempt: attempt.id, error: String(error) }, 'The payment page was not opened');
      return { kind: 'silent', locale };
    }
  }

  /** The attempt of this link, or a fresh one where that has ended or is about to; undefined when there were too many. */
  async function usable(attempt: PaymentAttempt, order: Order): Promise<PaymentAttempt | undefined> {
    if (isPayable(attempt)) return attempt;
    return store.transaction(async (tx) => {
      const others = (await tx.attempts.ofOrder(order.id)).filter((other) => other.rail === attempt.rail);
      const live = others.find(isPayable);
      if (live ?? others.length >= mostPages) return live;
      const fresh = freshAttempt({ ...attempt, id: newId('attempt'), createdAt: clock() });
      await tx.attempts.insert(fresh);
      return fresh;
    });
  }

  /** The request is stored, and the look that finds out what came of it is sent, before the rail hears of it. */
  async function prepare(attempt: PaymentAttempt, request: string, until: number): Promise<PaymentAttempt> {
    const openedAt = clock();
    const moved = await store.transaction(async (tx) => {
      const opening = await tx.attempts.move(attempt, 'opening', { request, openedAt });
      if (!opening) return undefined;
      await tx.orders.extendQuote(attempt.orderId, until);
      await tx.jobs.send({ kind: 'attempt', key: attempt.id, runAt: nextLook(opening, until) });
      return opening;
    });
    return moved ?? (await store.attempts.byId(attempt.id)) ?? attempt;
  }

  /** Learns the page of an attempt whose request may or may not have arrived: asking again makes no second one. */
  async function settleOpening(attempt: PaymentAttempt): Promise<PaymentAttempt> {
    if (attempt.sessionId !== null || attempt.request === null) return attempt;
    const result = await askForPage(attempt.id, attempt.request);
    if (result.kind === 'refused') {
      logger.error({ attempt: attempt.id, reason: result.reason }, 'The rail made no payment page');
      return (await store.attempts.move(attempt, 'failed')) ?? attempt;
    }
    const { sessionId, url } = result;
    const known = (current: PaymentAttempt): Promise<PaymentAttempt | undefined> =>
      store.attempts.move(current, current.state === 'opening' ? 'open' : current.state, { sessionId, url });
    // Sent to be closed in the meantime, perhaps: then it stays so, and has a page to close.
    const moved = (await known(attempt)) ?? (await known((await store.attempts.byId(attempt.id)) ?? attempt));
    return moved ?? { ...attempt, sessionId, url };
  }

  function look(id: AttemptId, urgent = false): Promise<Look> {
    const running = looking.get(id);
    if (running) return (running.next ??= running.now.then(() => look(id, urgent)));
    const now = lookOnce(id, urgent).finally(() => looking.delete(id));
    looking.set(id, { now });
    return now;
  }

  async function lookOnce(id: AttemptId, urgent: boolean): Promise<Look> {
    const found = await find(id);
    if (!found || found.attempt.state === 'waiting') return { kind: 'done', isAnswered: true };
    try {
      const attempt = await lookAt(found.attempt, found.order, urgent);
      if (attempt === 'busy') return { kind: 'again', at: clock() + 2 * second, isAnswered: false };
      if (hasEnded(attempt)) return { kind: 'done', isAnswered: true };
      const at = nextLook(attempt, found.order.quoteExpiresAt);
      return { kind: 'again', at, isAnswered: true };
    } catch (error) {
      logger.warn(
        { attempt: id, error: String(error) },
        'The rail did not say how a payment stands; again later',
      );
      const next = nextLook(found.attempt, found.order.quoteExpiresAt);
      return { kind: 'again', at: Math.max(next, clock() + 10 * second), isAnswered: false };
    }
  }

  async function lookAt(
    given: PaymentAttempt,
    order: Order,
    urgent: boolean,
  ): Promise<PaymentAttempt | 'busy'> {
    const attempt = await settlePage(given);
    if (attempt.sessionId === null) return attempt;
    const payable =
      order.state === 'processing' ||
      (order.state === 'awaiting_payment' &&
        clock() < order.quoteExpiresAt &&
        (await isStillTheirs(store, order)) &&
        // What is paid before the page is closed is honoured.
        !(await areSalesPaused(store)));
    if (attempt.state === 'closing' || (attempt.state === 'open' && !payable))
      await rail.expire(attempt.sessionId).catch((error: unknown) =>
        // How it stands is worth knowing all the same; the next look tries again.
        logger.warn({ attempt: attempt.id, error: String(error) }, 'A payment page was not closed'),
      );
    const session = await rail.look(attempt.sessionId, urgent);
    return session.kind === 'busy' ? 'busy' : outcome.follow(attempt, order, session);
  }

  /** Asking for the page again finds it again, as long as the rail remembers; after that its own list tells whether it was made. */
  async function settlePage(attempt: PaymentAttempt): Promise<PaymentAttempt> {
    if (attempt.sessionId !== null || clock() - (attempt.openedAt ?? 0) <= sameKeyFor)
      return settleOpening(attempt);
    const page = await rail.find(attempt);
    const state = !page ? 'expired' : attempt.state === 'opening' ? 'open' : attempt.state;
    return (await store.attempts.move(attempt, state, page)) ?? attempt;
  }

  /** Often while the traveller waits, most of all if nobody else tells us; then ever less; and when the price ends, since so does the page. */
  function nextLook({ openedAt }: PaymentAttempt, quoteEnds: number): number {
    const now = clock();
    const passed = now - (openedAt ?? 0);
    if (passed < 10 * minute) return now + (hearsEvents() ? 10 : 5) * second;
    const next = now + (passed > hour ? 10 * minute : minute);
    return now < quoteEnds ? Math.min(next, quoteEnds) : next;
  }

  async function status(token: string): Promise<PayStatus> {
    const found = await find(token);
    if (!found) return { kind: 'unknown' };
    const seen = hasEnded(found.attempt) ? undefined : await patiently(look(found.attempt.id, true));
    const { attempt, order } = (await find(token)) ?? found;
    const { locale } = await describe(order);
    if (await isUnclear(attempt, seen)) return { kind: 'checking', orderId: order.id, locale };
    if (attempt.state === 'waiting' || attempt.state === 'opening' || attempt.state === 'open')
      return { kind: 'open', orderId: order.id, locale };
    const ended = attempt.state === 'closing' ? 'expired' : attempt.state;
    const rests = ended === 'expired' && order.state === 'awaiting_payment' && (await areSalesPaused(store));
    return { kind: rests ? 'paused' : ended, orderId: order.id, locale };
  }

  /** Whether they may have paid, for all that is known: what the rail does not say now, or said that it does not know. */
  async function isUnclear({ id, state }: PaymentAttempt, seen: Look | undefined): Promise<boolean> {
    if (state === 'failed') return (await store.reviews.openOf(id, 'session_unknown')) !== undefined;
    return (state === 'opening' || state === 'open' || state === 'closing') && !seen?.isAnswered;
  }

  return {
    open,
    look: (id) => look(id),
    status,
    concernedBy: async ({ attemptId, chargeId }) => {
      const payment = chargeId === null ? undefined : await store.payments.byCharge('stripe', chargeId);
      const found = await find(attemptId ?? payment?.payload ?? '');
      const refund = payment && (await store.refunds.ofPayment(payment.id));
      return [
        ...(found ? [{ kind: 'attempt', key: found.attempt.id } as const] : []),
        ...(refund ? [{ kind: 'refund', key: refund.id } as const] : []),
      ];
    },
  };
}
