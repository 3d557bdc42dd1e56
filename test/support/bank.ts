import type { DisputeState } from '../../src/domain/dispute.ts';
import type { AttemptId, RefundId } from '../../src/domain/ids.ts';
import type { Money } from '../../src/domain/money.ts';
import { minute } from '../../src/domain/time.ts';
import type { Clock } from '../../src/domain/time.ts';
import type {
  RailBook,
  RailEntry,
  RefundState,
  SessionRail,
  SessionState,
} from '../../src/services/rail-port.ts';

interface BankRefund {
  readonly at: number;
  /** The shop's own name for it; null: made by somebody else. */
  readonly id: RefundId | null;
  readonly amount: number;
  state: 'pending' | 'succeeded' | 'failed';
}

interface BankDispute {
  readonly at: number;
  readonly id: string;
  readonly amount: number;
  state: DisputeState;
}

interface Session {
  readonly id: string;
  readonly attemptId: AttemptId;
  readonly at: number;
  money: Money;
  readonly closesAt: number;
  state: 'open' | 'expired' | 'processing' | 'failed' | 'paid';
  readonly refunds: BankRefund[];
  readonly disputes: BankDispute[];
}

/** A rail with pages of its own, in memory: what happened on it is its own book. */
export interface Bank {
  readonly rail: SessionRail;
  /** What the bank lists of the past. */
  readonly book: RailBook;
  /** What the traveller and their bank do on the page of this attempt; nothing where there is no page for it. */
  act(attemptId: AttemptId, what: 'pay' | 'pend' | 'confirm' | 'refuse'): void;
  /** From now on the page of this attempt says that this was paid. */
  says(attemptId: AttemptId, money: Money): void;
  /** How the next refund that the shop asks for goes. */
  nextRefund: BankRefund['state'];
  /** Refunds under way end so. */
  endRefunds(attemptId: AttemptId, how: 'succeeded' | 'failed'): void;
  /** What went back last did not stay there. */
  failLate(attemptId: AttemptId): void;
  /** Somebody refunds in the dashboard, half of it or all that is left. */
  refundElsewhere(attemptId: AttemptId, how: 'half' | 'rest'): void;
  /** The customer's bank doubts the payment, or half of it. */
  dispute(attemptId: AttemptId, how: 'whole' | 'half' | 'inquiry'): void;
  /** What is undecided goes on so: an inquiry becomes a dispute or is over, a dispute ends. */
  decide(attemptId: AttemptId, how: 'open' | 'won' | 'lost'): void;
  /** What was lost, or else was decided so, is before the bank again. */
  appeal(attemptId: AttemptId, ended?: 'won' | 'lost'): void;
  /** Charge ids, each as often as money was taken. */
  charges(attemptId: AttemptId): readonly string[];
  /** Charges that the shop sent back, whole or what was left. */
  readonly refunded: readonly string[];
  /** What is left with the shop of the money of this attempt. */
  kept(attemptId: AttemptId): number;
  /** Pages made for this attempt: one is right. */
  pages(attemptId: AttemptId): number;
  /** The next answer of any call is lost. */
  answer: 'given' | 'lost before' | 'lost after';
}

export function createBank({ clock }: { clock: Clock }): Bank {
  const sessions = new Map<string, Session>();
  const ofAttempt = (id: AttemptId): Session[] =>
    [...sessions.values()].filter(({ attemptId }) => attemptId === id);
  const paidOf = (id: AttemptId): Session[] => ofAttempt(id).filter(({ state }) => state === 'paid');
  const chargeOf = ({ id }: Session): string => `pi_${id}`;
  const lapse = (session: Session): void => {
    if (session.state === 'open' && clock() >= session.closesAt) session.state = 'expired';
  };
  const back = ({ refunds }: Session, ...states: BankRefund['state'][]): number =>
    refunds.filter(({ state }) => states.includes(state)).reduce((sum, { amount }) => sum + amount, 0);
  const taken = ({ disputes }: Session): number =>
    disputes.filter(({ state }) => state === 'lost').reduce((sum, { amount }) => sum + amount, 0);
  /** What can still be refunded. */
  const rest = (session: Session): number => session.money.amount - back(session, 'pending', 'succeeded');

  function answered<T>(work: () => T): Promise<T> {
    const lost = bank.answer;
    bank.answer = 'given';
    if (lost === 'lost before') return Promise.reject(new Error('No answer'));
    const result = work();
    return lost === 'lost after' ? Promise.reject(new Error('No answer')) : Promise.resolve(result);
  }

  function found(chargeId: string, id: RefundId): { session: Session; refund: BankRefund | undefined } {
    const session = [...sessions.values()].find((each) => chargeOf(each) === chargeId);
    if (!session) throw new Error(`No charge ${chargeId}`);
    return { session, refund: session.refunds.find((each) => each.id === id) };
  }

  const rail: SessionRail = {
    requestFor: ({ attempt, now }) => JSON.stringify({ money: attempt.total, closesAt: now + 35 * minute }),
    open: ({ id, request }) =>
      answered(() => {
        const known = sessions.get(id) ?? {
          id,
          attemptId: id,
          at: clock(),
          ...(JSON.parse(request) as Pick<Session, 'money' | 'closesAt'>),
          state: 'open',
          refunds: [],
          disputes: [],
        };
        sessions.set(id, known);
        return { kind: 'opened', sessionId: id, url: `https://bank.invalid/${id}` };
      }),
    look: (sessionId) =>
      answered((): SessionState => {
        const session = sessions.get(sessionId);
        if (!session) return { kind: 'unknown' };
        lapse(session);
        if (session.state !== 'paid') return { kind: session.state };
        const { money, disputes } = session;
        const gone = back(session, 'succeeded');
        return {
          kind: 'paid',
          chargeId: chargeOf(session),
          money,
          wentBack: gone === 0 ? 'nothing' : gone < money.amount ? 'part' : 'all',
          disputes: disputes.map(({ id, amount, state }) => ({
            railId: id,
            money: { ...money, amount },
            state,
          })),
        };
      }),
    find: ({ id }) =>
      answered(() => (sessions.has(id) ? { sessionId: id, url: `https://bank.invalid/${id}` } : undefined)),
    expire: (sessionId) =>
      answered(() => {
        const session = sessions.get(sessionId);
        if (session?.state === 'open') session.state = 'expired';
      }),
    refund: ({ chargeId }, { id }) =>
      answered(() => {
        const { session, refund } = found(chargeId, id);
        if (refund) return stateOf(refund);
        if (session.disputes.some(({ state }) => state === 'open' || state === 'lost'))
          return { kind: 'impossible', reason: 'charge_disputed', isDisputed: true };
        if (rest(session) === 0) return { kind: 'refunded' };
        const made = { at: clock(), id, amount: rest(session), state: bank.nextRefund };
        bank.nextRefund = 'succeeded';
        session.refunds.push(made);
        return stateOf(made);
      }),
    lookAtRefund: ({ chargeId }, { id }) =>
      answered(() => {
        const { session, refund } = found(chargeId, id);
        // What counted as ours was somebody else's.
        const last = session.refunds.at(-1);
        const allFailed = session.refunds.every(({ state }) => state === 'failed');
        return refund ? stateOf(refund) : last && allFailed ? stateOf(last) : { kind: 'none' };
      }),
  };

  /** Everything about one page. */
  function linesOf(session: Session): RailEntry[] {
    const { id, attemptId, at, money, refunds, disputes, state } = session;
    const chargeId = chargeOf(session);
    const lines: RailEntry[] = [{ kind: 'page', attemptId, sessionId: id, url: null, at }];
    if (state !== 'paid') return lines;
    lines.push({ kind: 'charge', chargeId, money, payload: attemptId, payerId: null, isOurs: true, at });
    for (const refund of refunds)
      lines.push({
        kind: 'refund',
        chargeId,
        money: { ...money, amount: refund.amount },
        state: refund.state === 'succeeded' ? 'done' : refund.state,
        at: refund.at,
      });
    for (const dispute of disputes)
      lines.push({
        kind: 'dispute',
        chargeId,
        railId: dispute.id,
        money: { ...money, amount: dispute.amount },
        state: dispute.state,
        at: dispute.at,
      });
    return lines;
  }

  const bank: Bank = {
    rail,
    book: {
      since: (since) =>
        answered(() => [...sessions.values()].flatMap(linesOf).filter(({ at }) => at >= since)),
      ofCharge: (chargeId) =>
        answered(() => [...sessions.values()].filter((each) => chargeOf(each) === chargeId).flatMap(linesOf)),
    },
    answer: 'given',
    nextRefund: 'succeeded',
    act: (attemptId, what) => {
      const session = ofAttempt(attemptId).at(-1);
      if (!session) return;
      lapse(session);
      const { state } = session;
      if (what === 'pay' && state === 'open') session.state = 'paid';
      if (what === 'pend' && state === 'open') session.state = 'processing';
      if (what === 'confirm' && state === 'processing') session.state = 'paid';
      if (what === 'refuse' && state === 'processing') session.state = 'failed';
    },
    says: (attemptId, money) => {
      for (const session of ofAttempt(attemptId)) session.money = money;
    },
    endRefunds: (attemptId, how) => {
      for (const { refunds } of ofAttempt(attemptId))
        for (const refund of refunds) if (refund.state === 'pending') refund.state = how;
    },
    failLate: (attemptId) => {
      for (const { refunds } of ofAttempt(attemptId)) {
        const last = refunds.findLast(({ state }) => state === 'succeeded');
        if (last) last.state = 'failed';
      }
    },
    refundElsewhere: (attemptId, how) => {
      for (const session of paidOf(attemptId)) {
        const amount = Math.min(rest(session), how === 'half' ? session.money.amount / 2 : Infinity);
        if (amount > 0 && !session.disputes.some(({ state }) => state === 'open' || state === 'lost'))
          session.refunds.push({ at: clock(), id: null, amount, state: 'succeeded' });
      }
    },
    dispute: (attemptId, how) => {
      for (const session of paidOf(attemptId)) {
        const { money, disputes } = session;
        if (disputes.some(({ state }) => state !== 'won')) continue;
        const amount = how === 'half' ? money.amount / 2 : money.amount;
        const id = `dp_${disputes.length}_${session.id}`;
        disputes.push({ at: clock(), id, amount, state: how === 'inquiry' ? 'inquiry' : 'open' });
      }
    },
    decide: (attemptId, how) => {
      for (const { disputes } of ofAttempt(attemptId))
        for (const dispute of disputes) {
          if (dispute.state === 'inquiry' && how !== 'lost') dispute.state = how;
          else if (dispute.state === 'open' && how !== 'open') dispute.state = how;
        }
    },
    appeal: (attemptId, ended = 'lost') => {
      for (const { disputes } of ofAttempt(attemptId))
        for (const dispute of disputes) if (dispute.state === ended) dispute.state = 'open';
    },
    charges: (attemptId) => paidOf(attemptId).map(chargeOf),
    get refunded() {
      return [...sessions.values()].flatMap((session) =>
        session.refunds.flatMap(({ id, state }) =>
          id === null || state === 'failed' ? [] : [chargeOf(session)],
        ),
      );
    },
    kept: (attemptId) =>
      paidOf(attemptId).reduce(
        (sum, session) => sum + session.money.amount - back(session, 'pending', 'succeeded') - taken(session),
        0,
      ),
    pages: (attemptId) => ofAttempt(attemptId).length,
  };
  return bank;
}

function stateOf({ state }: BankRefund): RefundState {
  switch (state) {
    case 'pending':
      return { kind: 'pending' };
    case 'succeeded':
      return { kind: 'refunded' };
    case 'failed':
      return { kind: 'impossible', reason: 'the bank refused' };
  }
}
