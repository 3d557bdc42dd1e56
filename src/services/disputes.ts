import type { Dispute, RailDispute } from '../domain/dispute.ts';
import type { DisputeId } from '../domain/ids.ts';
import type { IssuedCode } from '../domain/issued-code.ts';
import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import { day } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type {
  CodeNotifier,
  DisputeMatter,
  Logger,
  Notifier,
  OperatorNotifier,
  ReturnMatter,
  StandMatter,
} from './ports.ts';
import { settleStanding } from './standing.ts';
import type { Repositories, Store } from './storage-port.ts';

/** Banks take months; the rail is asked about so many a day. */
const mostLooks = 500;

export interface DisputeService {
  /**
   * Books what the rail says of the disputes of a charge now, and how its money stands with them. `part`: some of it went back that we
   * did not send. May be repeated, in any order.
   */
  follow(payment: Payment, said: { disputes: readonly RailDispute[]; part: boolean }): Promise<void>;
  /** Once a day, and once in each life of the process: asks how those stand that no bank has decided. Answers how many. */
  lookAgain(): Promise<number>;
  /**
   * Tells its customer that there is a dispute and how it ended for them, and operators how it ended; each once, twice at most after a crash.
   * One that goes on after its end is told anew.
   */
  tell(id: DisputeId): Promise<void>;
}

/** Payments that the customer's bank doubts: nothing of ours sends their money back, and what can still be stopped waits. */
export function createDisputes({
  store,
  notifier,
  codeNotifier,
  operatorNotifier,
  clock,
  logger,
}: {
  store: Store;
  notifier: Pick<Notifier, 'disputed' | 'bankReturned' | 'partBack' | 'disputeClosed'>;
  codeNotifier: Pick<CodeNotifier, 'released'>;
  operatorNotifier: Pick<OperatorNotifier, 'disputeEnded'>;
  clock: Clock;
  logger: Logger;
}): DisputeService {
  let lookedAt = -Infinity;

  async function record(tx: Repositories, payment: Payment, said: RailDispute): Promise<void> {
    const { dispute, before } = await tx.disputes.record({ ...said, paymentId: payment.id }, clock());
    if (before?.state === dispute.state) return;
    const { railId, state } = dispute;
    logger.warn({ payment: payment.id, dispute: railId, state }, 'A payment is disputed');
    await tx.jobs.send({ kind: 'dispute', key: dispute.id });
    // A case that was closed meanwhile comes again when the money is lost, and when it is not lost after all.
    if (state !== 'won' || before?.state === 'lost')
      await openCase(tx, payment, 'disputed', `${railId} ${state}, `);
  }

  async function openCase(
    tx: Repositories,
    payment: Payment,
    reason: 'disputed' | 'partly_refunded_elsewhere',
    what: string,
  ): Promise<void> {
    const detail = `${what}${payment.chargeId} for ${payment.orderId ?? 'no order'}`;
    await tx.reviews.open({ subject: payment.id, reason, detail, at: clock() });
  }

  /** What the customer wants to know first: whether they keep what they bought. */
  async function matterOf(payment: Payment): Promise<DisputeMatter> {
    const refund = await store.refunds.ofPayment(payment.id);
    if (refund) return refund.state === 'succeeded' ? 'refunded' : 'refund_waits';
    const code = payment.orderId && (await store.activationCodes.ofOrder(payment.orderId));
    return code && code.state === 'held' ? 'code_held' : 'kept';
  }

  async function tellEnd(dispute: Dispute, payment: Payment, end: 'won' | 'lost'): Promise<void> {
    // Written down before the customer hears of it: a message to them that fails repeats nothing of this.
    if (dispute.endTold !== end) {
      await operatorNotifier.disputeEnded(payment, dispute, end);
      await store.disputes.endTold(dispute.id, end);
    }
    const order = payment.orderId ? await store.orders.byId(payment.orderId) : undefined;
    const code = order && (await store.activationCodes.ofOrder(order.id));
    if (end === 'won') return tellWon(payment, order, code);
    if (dispute.heard === 'lost') return;
    await tellLost(payment, order, code);
    await store.disputes.setHeard(dispute.id, 'lost');
  }

  /** Of what we had sent back before that they have heard. */
  async function tellLost(
    payment: Payment,
    order: Order | undefined,
    code: IssuedCode | undefined,
  ): Promise<void> {
    const refund = await store.refunds.ofPayment(payment.id);
    if (refund?.state === 'succeeded') return;
    if (payment.outcome === 'refunded')
      return notifier.bankReturned(order, payment, returnMatter(order, code));
    if (order) await notifier.partBack(order, payment, { codeEnded: code?.state === 'void' });
  }

  /** Nobody is told of the end of what they never heard of, nor that a payment stands which another dispute is still about. */
  async function tellWon(
    payment: Payment,
    order: Order | undefined,
    code: IssuedCode | undefined,
  ): Promise<void> {
    const all = await store.disputes.ofPayment(payment.id);
    const awaited = all.filter(({ heard }) => heard === 'open' || heard === 'lost');
    if (awaited.length === 0 || all.some(({ state }) => state !== 'won')) return;
    const isCodeGood = code?.state === 'active' && clock() < code.expiresAt;
    if (isCodeGood) await codeNotifier.released(code);
    else await notifier.disputeClosed(order, payment, await standMatter(payment, order, code));
    for (const { id } of awaited) await store.disputes.setHeard(id, 'won');
  }

  /** One that was over and goes on is news again; of one that was lost the bank, and not the customer, is asked once more. */
  async function tellOpen({ id, heard, endTold }: Dispute, payment: Payment): Promise<void> {
    if (endTold !== null) await store.disputes.endTold(id, null);
    if (heard === 'open' || heard === 'lost') return;
    const order = payment.orderId ? await store.orders.byId(payment.orderId) : undefined;
    await notifier.disputed(order, payment, await matterOf(payment));
    await store.disputes.setHeard(id, 'open');
  }

  async function standMatter(
    payment: Payment,
    order: Order | undefined,
    code: IssuedCode | undefined,
  ): Promise<StandMatter> {
    const refund = await store.refunds.ofPayment(payment.id);
    if (refund) return refund.state === 'succeeded' ? 'refunded' : 'refund_waits';
    if (payment.outcome === 'review' || order?.state === 'review') return 'with_person';
    // It waited too long for the bank: its money goes back in a moment, and that is told then.
    return code?.state === 'active' ? null : 'kept';
  }

  return {
    follow: (payment, { disputes, part }) =>
      store.transaction(async (tx) => {
        for (const said of disputes) await record(tx, payment, said);
        const now = await tx.payments.byId(payment.id);
        // Where it counts as gone, a part is no news.
        if (part && now && now.outcome !== 'review' && now.outcome !== 'refunded') {
          const order = now.orderId && (await tx.orders.byId(now.orderId));
          // The activation code is made in a moment, and then to be withdrawn: this is looked at again then.
          if (order && order.delivery === 'code' && order.state === 'paid')
            throw new Error(`${order.id} has no code yet`);
          await tx.payments.settle(now.id, 'review');
          await openCase(tx, now, 'partly_refunded_elsewhere', '');
          await tx.jobs.send({ kind: 'case', key: now.id });
        }
        await settleStanding(tx, payment.id, clock());
      }),

    lookAgain: async () => {
      if (clock() - lookedAt < day) return 0;
      const open = await store.disputes.undecided(mostLooks);
      for (const { paymentId } of open) {
        const payment = await store.payments.byId(paymentId);
        if (payment) await store.jobs.send({ kind: 'attempt', key: payment.payload });
      }
      lookedAt = clock();
      return open.length;
    },

    tell: async (id) => {
      const dispute = await store.disputes.byId(id);
      const payment = dispute && (await store.payments.byId(dispute.paymentId));
      if (!dispute || !payment) return;
      const { state } = dispute;
      await (state === 'won' || state === 'lost'
        ? tellEnd(dispute, payment, state)
        : tellOpen(dispute, payment));
    },
  };
}

function returnMatter(order: Order | undefined, code: IssuedCode | undefined): ReturnMatter {
  if (order?.state === 'review') return 'with_person';
  if (order?.state !== 'refunded') return null;
  return code?.state === 'void' ? 'code_ended' : 'refunded';
}
