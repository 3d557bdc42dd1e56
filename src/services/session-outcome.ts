import type { NewId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { hasEnded } from '../domain/payment.ts';
import type { Payment, PaymentAttempt } from '../domain/payment.ts';
import type { Clock } from '../domain/time.ts';
import { closePages } from './attempts.ts';
import { withdrawCode } from './code-books.ts';
import type { Logger, Notifier } from './ports.ts';
import type { SessionState } from './rail-port.ts';
import type { Store } from './storage-port.ts';

export interface SessionOutcome {
  /** Books what the rail says of a session now; answers the attempt as it is then. May be repeated, in any order. */
  follow(attempt: PaymentAttempt, order: Order, session: SessionState): Promise<PaymentAttempt>;
  /** Nobody can find out what became of it. */
  giveToPerson(attempt: PaymentAttempt, detail: string): Promise<PaymentAttempt>;
}

/** From what the rail says of a page to the ledger, the order and the traveller. */
export function createSessionOutcome({
  store,
  notifier,
  confirmRefund,
  clock,
  newId,
  logger,
}: {
  store: Store;
  notifier: Notifier;
  /** The rail says that a charge went back. */
  confirmRefund: (rail: Payment['rail'], chargeId: string) => Promise<void>;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): SessionOutcome {
  async function follow(
    attempt: PaymentAttempt,
    order: Order,
    session: SessionState,
  ): Promise<PaymentAttempt> {
    switch (session.kind) {
      case 'open':
        return attempt;
      case 'expired':
        return (await store.attempts.move(attempt, 'expired')) ?? attempt;
      case 'unknown':
        return giveToPerson(attempt, 'the rail does not know the session');
      case 'processing':
        return processing(attempt, order);
      case 'failed':
        return failed(attempt, order);
      case 'paid':
        return paid(attempt, order, session);
    }
  }

  /** The traveller is told before it is booked: after a crash between the two they hear it again, never not at all. */
  async function processing(attempt: PaymentAttempt, order: Order): Promise<PaymentAttempt> {
    if (attempt.state === 'processing' || hasEnded(attempt)) return attempt;
    const waits = order.state === 'awaiting_payment' || order.state === 'canceled';
    if (waits) await tell(() => notifier.confirming(order, attempt));
    const moved = await store.transaction(async (tx) => {
      const next = await tx.attempts.move(attempt, 'processing');
      const now = next && (await tx.orders.byId(order.id));
      if (now) await tx.orders.move(now, 'payment_pending', clock());
      if (now) await closePages(tx, order.id, ({ id }) => id !== attempt.id);
      return next;
    });
    return moved ?? attempt;
  }

  async function failed(attempt: PaymentAttempt, order: Order): Promise<PaymentAttempt> {
    if (hasEnded(attempt)) return attempt;
    const waits = order.state === 'processing' || order.state === 'awaiting_payment';
    if (waits) await tell(() => notifier.notPaid(order));
    const moved = await store.transaction(async (tx) => {
      const next = await tx.attempts.move(attempt, 'failed');
      const now = next && (await tx.orders.byId(order.id));
      if (now) await tx.orders.move(now, 'payment_failed', clock());
      return next;
    });
    return moved ?? attempt;
  }

  /** The money enters the ledger once, by its charge id; what else happened to it is followed up every time. */
  async function paid(
    attempt: PaymentAttempt,
    order: Order,
    { chargeId, money, wentBack, disputed }: SessionState & { kind: 'paid' },
  ): Promise<PaymentAttempt> {
    const { payment, moved } = await store.transaction(async (tx) => {
      const entry = await tx.payments.record({
        id: newId('payment'),
        rail: attempt.rail,
        chargeId,
        providerChargeId: null,
        payerId: order.payerId,
        money,
        payload: attempt.id,
        orderId: null,
        outcome: null,
        receivedAt: clock(),
      });
      if (entry.recorded) await tx.jobs.send({ kind: 'payment', key: entry.payment.id });
      return {
        payment: entry.payment,
        moved: attempt.state === 'paid' ? attempt : await tx.attempts.move(attempt, 'paid'),
      };
    });
    if (disputed) await openReview(payment, 'disputed');
    if (wentBack === 'part') await openReview(payment, 'partly_refunded_elsewhere');
    if (order.delivery === 'code' && (disputed || wentBack === 'part')) await withdraw(order, payment);
    if (wentBack === 'all') await confirmRefund(attempt.rail, chargeId);
    return moved ?? { ...attempt, state: 'paid' };
  }

  /** An activation code that nobody has used is none any more. */
  async function withdraw(order: Order, { id }: Payment): Promise<void> {
    await store.transaction(async (tx) => {
      const payment = await tx.payments.byId(id);
      // Before it is booked there may be a code at any moment: this is looked at again then.
      if (payment?.outcome === null && !(await tx.refunds.ofPayment(id)))
        throw new Error(`${id} is not booked yet`);
      if (payment?.outcome === 'fulfilled') await withdrawCode(tx, order.id, clock());
    });
  }

  async function openReview(
    payment: Payment,
    reason: 'disputed' | 'partly_refunded_elsewhere',
  ): Promise<void> {
    const detail = `${payment.chargeId} for ${payment.orderId ?? 'no order'}`;
    await store.reviews.open({ subject: payment.id, reason, detail, at: clock() });
  }

  async function giveToPerson(attempt: PaymentAttempt, detail: string): Promise<PaymentAttempt> {
    logger.error({ attempt: attempt.id, detail }, 'A payment page needs a person');
    await store.reviews.open({ subject: attempt.id, reason: 'session_unknown', detail, at: clock() });
    return (await store.attempts.move(attempt, 'failed')) ?? attempt;
  }

  /** A message that does not get through must not hold up the money. */
  async function tell(message: () => Promise<void>): Promise<void> {
    await message().catch((error: unknown) =>
      logger.warn({ error: String(error) }, 'A message was not sent'),
    );
  }

  return { follow, giveToPerson };
}
