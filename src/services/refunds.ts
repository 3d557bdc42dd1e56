import { errorWords } from '../domain/error-words.ts';
import type { AttemptId, NewId, PaymentId, RefundId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { Payment, Rail, Refund } from '../domain/payment.ts';
import { day, hour, minute, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Advance } from './work-port.ts';
import type { Logger, Notifier } from './ports.ts';
import type { RefundRail } from './rail-port.ts';
import { settleStanding } from './standing.ts';
import type { Repositories, Store } from './storage-port.ts';

/** A rail that gives no answer is asked for this long, then a person decides. */
const patience = day;
/** For this long a message about money that went back is tried before the books are closed without it. */
const tellFor = hour;

/** Money that came, as the rail tells it. */
export type PaidCharge = Pick<Payment, 'payerId' | 'money' | 'payload'>;

export interface RefundService {
  /** Sends a requested refund on its way and follows it to its end. May be repeated: the rail refunds a charge once. */
  run(id: RefundId): Promise<Advance>;
  /**
   * The rail itself says that this charge went back, asked for by us or by somebody else. `paid`: what it says of the charge with it, for
   * when that was not heard of yet.
   */
  confirm(rail: Rail, chargeId: string, paid?: PaidCharge): Promise<void>;
  /** The rail says that not all of this charge is back: what somebody else sent back did not stay there. */
  deny(rail: Rail, chargeId: string): Promise<void>;
  /** `confirm` inside the caller's transaction. */
  confirmIn(tx: Repositories, rail: Rail, chargeId: string): Promise<void>;
  /** The payer hears that their money went back without us. May be repeated. */
  tellWentBack(id: RefundId): Promise<void>;
}

/** Money going back to where it came from, once. */
export function createRefunds({
  store,
  rails,
  notifier,
  applyPayment,
  clock,
  newId,
  logger,
}: {
  store: Store;
  rails: Readonly<Partial<Record<Rail, RefundRail>>>;
  notifier: Notifier;
  /** Gives money in the ledger its order, inside the caller's transaction. */
  applyPayment: (tx: Repositories, id: PaymentId) => Promise<void>;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): RefundService {
  async function follow(refund: Refund, payment: Payment): Promise<Advance> {
    if (refund.byHand) {
      await succeeded(refund, payment);
      return { kind: 'done' };
    }
    const rail = rails[payment.rail];
    if (!rail) throw new Error(`No rail ${payment.rail} in this process`);
    if (refund.state === 'requested' && (await isDisputed(payment))) {
      // The bank sends the money back itself, or finds that it is ours. Only what is with the rail already takes its course.
      const known = await rail.lookAtRefund?.(payment, refund);
      if (!known || known.kind === 'none' || known.kind === 'impossible') {
        await toReview(refund, payment, 'disputed');
        return { kind: 'done' };
      }
    }
    const result = await rail.refund(payment, refund);
    switch (result.kind) {
      case 'refunded':
        await succeeded(refund, payment);
        return { kind: 'done' };
      case 'pending':
        return pending(refund, payment);
      case 'impossible':
        // Nobody told us of it yet: the rail tells the whole of it when it is asked, and the customer hears of it then.
        if (result.isDisputed) await store.jobs.send({ kind: 'attempt', key: payment.payload });
        await toReview(refund, payment, result.reason, result.isDisputed);
        return { kind: 'done' };
    }
  }

  async function isDisputed({ id }: Payment): Promise<boolean> {
    return (await store.disputes.ofPayment(id)).some(({ state }) => state !== 'won');
  }

  /** Banks take days: the customer hears now that it is on its way, and again when it is there. */
  async function pending(refund: Refund, payment: Payment): Promise<Advance> {
    if (refund.state === 'requested') {
      await tell(refund, payment, (order) => notifier.refunding(order, payment, refund, 'rail'));
      await store.refunds.pend(refund.id);
    }
    const waited = clock() - refund.requestedAt;
    return { kind: 'again', at: clock() + Math.min(Math.max(10 * second, waited), 6 * hour) };
  }

  async function tell(
    refund: Refund,
    payment: Payment,
    message: (order: Order | undefined) => Promise<void>,
  ): Promise<Order | undefined> {
    const order = payment.orderId ? await store.orders.byId(payment.orderId) : undefined;
    await message(order).catch((error: unknown) => {
      if (clock() - refund.requestedAt < tellFor) throw error;
      logger.error({ refund: refund.id, error: String(error) }, 'A customer was not told of a refund');
    });
    return order;
  }

  /** The customer is told before the books are closed: after a crash between the two they hear it again, never not at all. */
  async function succeeded(refund: Refund, payment: Payment): Promise<void> {
    const order = await tell(refund, payment, (of) => notifier.refunded(of, payment, refund));
    await store.transaction(async (tx) => {
      if (!(await tx.refunds.finish(refund.id, 'succeeded', clock()))) return;
      await tx.payments.settle(payment.id, 'refunded');
      const now = order && (await tx.orders.byId(order.id));
      if (now && decidesOrder(refund, now)) await tx.orders.move(now, 'refund_succeeded', clock());
    });
  }

  /** Stripe says that a refund which was there did not stay there: a closed card, for example. */
  async function followLate(refund: Refund, payment: Payment): Promise<Advance> {
    if (refund.byHand) return { kind: 'done' };
    const state = await rails[payment.rail]?.lookAtRefund?.(payment, refund);
    if (state?.kind !== 'impossible') return { kind: 'done' };
    if (refund.reason === 'external') await deny(payment.rail, payment.chargeId);
    else await toReview(refund, payment, state.reason);
    return { kind: 'done' };
  }

  async function toReview(
    refund: Refund,
    payment: Payment,
    detail: string,
    isAtBank: boolean = false,
  ): Promise<void> {
    logger.error({ refund: refund.id, detail }, 'A refund needs a person');
    // Of a dispute the customer hears by itself; that somebody sends the money by hand would not be true.
    const disputed = isAtBank || (await isDisputed(payment));
    const late = refund.state === 'succeeded';
    await store.transaction(async (tx) => {
      const moved = late ? tx.refunds.reopen(refund.id) : tx.refunds.finish(refund.id, 'review', clock());
      if (!(await moved)) return;
      await tx.payments.settle(payment.id, 'review');
      const order = payment.orderId && (await tx.orders.byId(payment.orderId));
      if (order && decidesOrder(refund, order)) await tx.orders.move(order, 'undecided', clock());
      const reason = late ? 'refund_failed_later' : 'refund_refused';
      await tx.reviews.open({ subject: refund.id, reason, detail, at: clock() });
      if (!disputed) await tx.jobs.send({ kind: 'case', key: refund.id });
    });
  }

  /** A chargeback, or a refund made outside of us: booked, and a person looks at what was delivered for it. */
  async function wentBackElsewhere(tx: Repositories, payment: Payment): Promise<void> {
    logger.error({ payment: payment.id }, 'A payment went back without our asking');
    const { refund, requested } = await tx.refunds.request({
      id: newId('refund'),
      paymentId: payment.id,
      reason: 'external',
      state: 'requested',
      requestedAt: clock(),
    });
    if (!requested) return;
    await tx.refunds.finish(refund.id, 'succeeded', clock());
    const order = payment.orderId && (await tx.orders.byId(payment.orderId));
    await settleStanding(tx, payment.id, clock());
    await tx.jobs.send({ kind: 'went_back', key: refund.id });
    const detail = order ? `${order.id} was ${order.state}` : 'no order';
    await tx.reviews.open({ subject: payment.id, reason: 'went_back_elsewhere', detail, at: clock() });
  }

  async function confirmIn(tx: Repositories, rail: Rail, chargeId: string): Promise<void> {
    const known = await tx.payments.byCharge(rail, chargeId);
    if (!known) return;
    // Its order first, which ends with it.
    await applyPayment(tx, known.id);
    const payment = (await tx.payments.byId(known.id)) ?? known;
    const refund = await tx.refunds.ofPayment(payment.id);
    if (!refund) await wentBackElsewhere(tx, payment);
    else if (refund.state !== 'succeeded' && refund.state !== 'review')
      await tx.jobs.send({ kind: 'refund', key: refund.id });
  }

  async function deny(rail: Rail, chargeId: string): Promise<void> {
    const payment = await store.payments.byCharge(rail, chargeId);
    const refund = payment && (await store.refunds.ofPayment(payment.id));
    if (!refund || refund.reason !== 'external' || refund.state !== 'succeeded') return;
    // What a person sent by hand need not be in the rail's books.
    if (refund.byHand) return;
    const disputed = await isDisputed(payment);
    await store.transaction(async (tx) => {
      if (!(await tx.refunds.reopen(refund.id))) return;
      const detail = `${chargeId} was sent back elsewhere, and came back`;
      await tx.reviews.open({ subject: refund.id, reason: 'refund_failed_later', detail, at: clock() });
      await settleStanding(tx, refund.paymentId, clock());
      if (!disputed) await tx.jobs.send({ kind: 'case', key: refund.id });
    });
  }

  return {
    run: async (id) => {
      const refund = await store.refunds.byId(id);
      const payment = refund && (await store.payments.byId(refund.paymentId));
      if (!refund || !payment || refund.state === 'review') return { kind: 'done' };
      try {
        return await (refund.state === 'succeeded' ? followLate : follow)(refund, payment);
      } catch (error) {
        logger.warn(
          { refund: id, error: String(error) },
          'The refund or its message got no answer; again later',
        );
        const waited = clock() - refund.requestedAt;
        if (refund.state !== 'requested' || waited < patience)
          return { kind: 'again', at: clock() + Math.min(Math.max(2 * second, waited), 15 * minute) };
        await toReview(refund, payment, errorWords(error));
        return { kind: 'done' };
      }
    },
    confirm: (rail, chargeId, paid) =>
      store.transaction(async (tx) => {
        // A charge of which nobody here knows the attempt is from before this database, or somebody else's.
        if (paid && (await tx.attempts.byId(paid.payload as AttemptId)))
          await tx.payments.record({
            id: newId('payment'),
            rail,
            chargeId,
            providerChargeId: null,
            ...paid,
            orderId: null,
            outcome: null,
            receivedAt: clock(),
          });
        await confirmIn(tx, rail, chargeId);
      }),
    deny,
    confirmIn,
    tellWentBack: async (id) => {
      const refund = await store.refunds.byId(id);
      const payment = refund && (await store.payments.byId(refund.paymentId));
      if (!refund || !payment) return;
      const order = payment.orderId ? await store.orders.byId(payment.orderId) : undefined;
      await notifier.refunded(order, payment, refund);
    },
  };
}

/** An extra payment that goes back says nothing about the order that the first one pays. */
export function decidesOrder({ reason }: Refund, { state }: Order): boolean {
  switch (reason) {
    case 'undeliverable':
    case 'code_void':
    case 'code_expired':
    case 'cancelled':
    case 'granted':
      return true;
    // The code that it paid for may have ended meanwhile.
    case 'test_deployment':
    // It came back to us, and a person sends it once more: the order waits for that.
    case 'external':
      return state === 'refund_pending';
    case 'duplicate':
    case 'misfit':
      return false;
  }
}
