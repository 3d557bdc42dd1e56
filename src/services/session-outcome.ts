import type { NewId, PaymentId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { hasEnded } from '../domain/payment.ts';
import type { PaymentAttempt } from '../domain/payment.ts';
import type { Clock } from '../domain/time.ts';
import { closePages } from './attempts.ts';
import type { DisputeService } from './disputes.ts';
import type { Logger, Notifier } from './ports.ts';
import type { SessionState } from './rail-port.ts';
import type { RefundService } from './refunds.ts';
import type { Store } from './storage-port.ts';

export interface SessionOutcome {
  /** Books what the rail says of a session now; answers the attempt as it is then. May be repeated, in any order. */
  follow(attempt: PaymentAttempt, order: Order, session: SessionState): Promise<PaymentAttempt>;
}

/** From what the rail says of a page to the ledger, the order and the traveller. */
export function createSessionOutcome({
  store,
  notifier,
  applyPayment,
  disputes,
  refunds,
  clock,
  newId,
  logger,
}: {
  store: Store;
  notifier: Notifier;
  /** Gives money in the ledger its order. */
  applyPayment: (id: PaymentId) => Promise<void>;
  disputes: Pick<DisputeService, 'follow'>;
  refunds: Pick<RefundService, 'confirm' | 'deny'>;
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
    if (waits && !(await isConfirmingAnother(store, attempt))) await tell(() => notifier.notPaid(order));
    const moved = await store.transaction(async (tx) => {
      const next = await tx.attempts.move(attempt, 'failed');
      const now = next && (await tx.orders.byId(order.id));
      if (now && !(await isConfirmingAnother(tx, attempt)))
        await tx.orders.move(now, 'payment_failed', clock());
      return next;
    });
    return moved ?? attempt;
  }

  /** The bank has two pages of the order, and only this one has come to nothing. */
  async function isConfirmingAnother(
    { attempts }: Pick<Store, 'attempts'>,
    { id, orderId }: PaymentAttempt,
  ): Promise<boolean> {
    const all = await attempts.ofOrder(orderId);
    return all.some((other) => other.id !== id && other.state === 'processing');
  }

  /** The money enters the ledger once, by its charge id; what else happened to it is followed up every time. */
  async function paid(
    attempt: PaymentAttempt,
    order: Order,
    { chargeId, money, wentBack, disputes: said }: SessionState & { kind: 'paid' },
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
    const part = wentBack === 'part';
    if (part || said.length > 0) {
      // Its order first: what is to follow the money must be there.
      if (payment.orderId === null) await applyPayment(payment.id);
      await disputes.follow((await store.payments.byId(payment.id)) ?? payment, { disputes: said, part });
    }
    if (wentBack === 'all') await refunds.confirm(attempt.rail, chargeId);
    else await refunds.deny(attempt.rail, chargeId);
    return moved ?? { ...attempt, state: 'paid' };
  }

  async function giveToPerson(attempt: PaymentAttempt, detail: string): Promise<PaymentAttempt> {
    logger.error({ attempt: attempt.id, detail }, 'A payment page needs a person');
    return store.transaction(async (tx) => {
      await tx.reviews.open({ subject: attempt.id, reason: 'session_unknown', detail, at: clock() });
      const moved = await tx.attempts.move(attempt, 'failed');
      // Whoever did their part there is waiting for it.
      if (moved && attempt.state === 'processing') await tx.jobs.send({ kind: 'case', key: attempt.id });
      return moved ?? attempt;
    });
  }

  /** A message that does not get through must not hold up the money. */
  async function tell(message: () => Promise<void>): Promise<void> {
    await message().catch((error: unknown) =>
      logger.warn({ error: String(error) }, 'A message was not sent'),
    );
  }

  return { follow };
}
