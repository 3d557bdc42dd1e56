import type { AttemptId, NewId } from '../domain/ids.ts';
import { plainMoney, sameMoney } from '../domain/money.ts';
import type { Money } from '../domain/money.ts';
import { hasEnded } from '../domain/payment.ts';
import type { PaymentAttempt, Rail, Refund } from '../domain/payment.ts';
import type { Finding, FindingKind } from '../domain/reconciliation.ts';
import type { Clock } from '../domain/time.ts';
import type { Doubt, Doubts } from './reconciliation-doubts.ts';
import type { RailEntry } from './rail-port.ts';
import { chunk, giveWay } from './reconciliation-run.ts';
import type { Span } from './reconciliation-run.ts';
import type { RefundService } from './refunds.ts';
import type { Repositories } from './storage-port.ts';

/** What a line of a rail's book is to us. */
export interface Verdict {
  /** The same money as our own books have it; null where they had not. */
  readonly booked: Money | null;
  readonly finding: Finding | null;
  /** A whole refund that we asked for: the rail tells when it began, which can be days before it is done. */
  readonly byUs: boolean;
  /** Why it is none of ours. */
  readonly ignored: 'before' | 'foreign' | 'other' | null;
}

export interface RailComparison {
  /**
   * Adds the charges of which nobody here knows, or which have another amount here. Moves nothing, so that a strange book is known before
   * anything is done on its word. What is not after `since` was compared before, and counts only where it would be booked now.
   */
  gauge(
    books: Repositories,
    doubts: Doubts,
    rail: Rail,
    entries: readonly RailEntry[],
    span: Pick<Span, 'born' | 'since'>,
  ): Promise<void>;
  /**
   * Holds a line against our books, inside the caller's transaction, and sends what was missed on the way that all money goes. May be
   * repeated: what was sent once is known then. `wentBack`: the charges of which the same book says further down that they went back.
   */
  judge(
    tx: Repositories,
    rail: Rail,
    entry: RailEntry,
    context: { born: number; wentBack: ReadonlySet<string> },
  ): Promise<Verdict>;
}

const agreed: Verdict = { booked: null, finding: null, byUs: false, ignored: null };

export function createRailComparison({
  refunds,
  clock,
  newId,
}: {
  refunds: Pick<RefundService, 'confirmIn'>;
  clock: Clock;
  newId: NewId;
}): RailComparison {
  type Charge = RailEntry & { kind: 'charge' };
  type Refunded = RailEntry & { kind: 'refund' };

  async function charge(
    tx: Repositories,
    rail: Rail,
    entry: Charge,
    { born, wentBack }: { born: number; wentBack: ReadonlySet<string> },
  ): Promise<Verdict> {
    const { chargeId, money, payerId } = entry;
    const known = await tx.payments.byCharge(rail, chargeId);
    if (known) return { ...agreed, booked: known.money };
    const attempt = await attemptOf(tx, entry);
    if (!attempt && entry.at < born) return { ...agreed, ignored: 'before' };
    if (payerId !== null) {
      const id = newId('payment');
      await tx.payments.record({
        id,
        rail,
        chargeId,
        providerChargeId: null,
        payerId,
        money,
        payload: entry.payload ?? '',
        orderId: null,
        outcome: null,
        receivedAt: clock(),
      });
      await tx.jobs.send({ kind: 'payment', key: id });
      // In the same transaction, so that nothing is delivered for money that is gone.
      if (wentBack.has(chargeId)) await refunds.confirmIn(tx, rail, chargeId);
      return missed('charge_missed', id, money);
    }
    if (attempt) {
      // Asked for by its own id the rail tells the whole of it, and that is booked.
      await tx.jobs.send({ kind: 'attempt', key: attempt.id });
      return missed('charge_missed', attempt.id, money);
    }
    return entry.isOurs ? agreed : { ...agreed, ignored: 'foreign' };
  }

  async function doubtAbout(
    books: Repositories,
    rail: Rail,
    entry: Charge,
    { born, since }: Pick<Span, 'born' | 'since'>,
  ): Promise<Doubt | undefined> {
    const { chargeId, money, payload, payerId, isOurs, at } = entry;
    const known = await books.payments.byCharge(rail, chargeId);
    if (known) {
      if (at <= since || sameMoney(known.money, money)) return undefined;
      const detail = `the rail has ${plainMoney(money)}, the ledger ${plainMoney(known.money)}`;
      return { kind: 'amount_differs', subject: known.id, money, name: chargeId, detail };
    }
    if (at < born || (payerId === null && (at <= since || !isOurs))) return undefined;
    if (await attemptOf(books, entry)) return undefined;
    return {
      kind: 'charge_unknown',
      subject: `${rail}:${chargeId}`,
      money,
      name: chargeId,
      // Where its payer is known it is booked, and comes to a person as money for no order.
      detail:
        payerId === null ? `${plainMoney(money)} for ${payload ?? 'nothing'}, which nobody here knows` : null,
    };
  }

  async function refund(
    tx: Repositories,
    rail: Rail,
    entry: Refunded,
    wentBack: ReadonlySet<string>,
  ): Promise<Verdict> {
    const { chargeId, money, state } = entry;
    const payment = await tx.payments.byCharge(rail, chargeId);
    // A charge that we know nothing of is from before us, of somebody else, or told of by its own line.
    if (!payment) return { ...agreed, ignored: 'foreign' };
    const ours = await tx.refunds.ofPayment(payment.id);
    const byUs = ours !== undefined && isByUs(ours) && sameMoney(money, payment.money);
    switch (state) {
      case 'pending':
        return agreed;
      case 'failed':
        if (ours?.state !== 'succeeded') return agreed;
        await tx.jobs.send({ kind: 'refund', key: ours.id });
        // An earlier try, which was made good since: by another line, or by a person.
        if (ours.byHand || wentBack.has(chargeId)) return agreed;
        return missed('refund_came_back', ours.id, money);
      case 'done':
        if (ours?.state === 'succeeded') return { ...agreed, byUs, booked: money };
        // A person has it, who sees what the rail says.
        if (ours?.state === 'review') return { ...agreed, byUs };
        // A part of it, and perhaps the rest by another line: the rail tells the whole of it when it is asked.
        if (!ours && money.amount < payment.money.amount) {
          await tx.jobs.send({ kind: 'attempt', key: payment.payload });
          return agreed;
        }
        await refunds.confirmIn(tx, rail, chargeId);
        return { ...missed('refund_missed', ours?.id ?? payment.id, money), byUs };
    }
  }

  /** One that nobody told us of, or how it went on: the rail tells the whole of it when it is asked. */
  async function dispute(
    tx: Repositories,
    rail: Rail,
    { chargeId, railId, money, state }: RailEntry & { kind: 'dispute' },
  ): Promise<Verdict> {
    const payment = await tx.payments.byCharge(rail, chargeId);
    if (!payment) return { ...agreed, ignored: 'foreign' };
    const known = (await tx.disputes.ofPayment(payment.id)).find((each) => each.railId === railId);
    if (known?.state === state && sameMoney(known.money, money)) return { ...agreed, booked: money };
    await tx.jobs.send({ kind: 'attempt', key: payment.payload });
    return agreed;
  }

  /** A page whose answer got lost: what comes of it is followed from here. */
  async function page(tx: Repositories, entry: RailEntry & { kind: 'page' }): Promise<Verdict> {
    const attempt = await tx.attempts.byId(entry.attemptId as AttemptId);
    if (attempt && attempt.sessionId === null && !hasEnded(attempt)) {
      const state = attempt.state === 'opening' ? 'open' : attempt.state;
      await tx.attempts.move(attempt, state, { sessionId: entry.sessionId, url: entry.url });
      await tx.jobs.send({ kind: 'attempt', key: attempt.id });
    }
    return agreed;
  }

  return {
    gauge: async (books, doubts, rail, entries, span) => {
      for (const [index, entry] of entries.entries()) {
        if (index % chunk === 0) await giveWay();
        const doubt = entry.kind === 'charge' ? await doubtAbout(books, rail, entry, span) : undefined;
        if (doubt) await doubts.add(doubt);
      }
    },
    judge: async (tx, rail, entry, context) => {
      switch (entry.kind) {
        case 'charge':
          return charge(tx, rail, entry, context);
        case 'refund':
          return refund(tx, rail, entry, context.wentBack);
        case 'dispute':
          return dispute(tx, rail, entry);
        case 'page':
          return page(tx, entry);
        case 'other':
          return { ...agreed, ignored: 'other' };
      }
    },
  };
}

async function attemptOf(
  books: Pick<Repositories, 'attempts'>,
  { payload }: RailEntry & { kind: 'charge' },
): Promise<PaymentAttempt | undefined> {
  return payload === null ? undefined : books.attempts.byId(payload as AttemptId);
}

/** Whether we asked for it, ourselves or by a person. */
export function isByUs({ reason }: Pick<Refund, 'reason'>): boolean {
  return reason !== 'external';
}

function missed(kind: FindingKind, subject: string, money: Money): Verdict {
  return { ...agreed, finding: { kind, subject, money, outcome: 'repaired' } };
}
