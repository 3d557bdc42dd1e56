import type { AttemptId, RefundId } from '../../src/domain/ids.ts';
import type { Money } from '../../src/domain/money.ts';
import { minute } from '../../src/domain/time.ts';
import type { Clock } from '../../src/domain/time.ts';
import type { SessionRail, SessionState } from '../../src/services/rail-port.ts';

interface Session {
  readonly id: string;
  readonly attemptId: AttemptId;
  money: Money;
  readonly closesAt: number;
  state: 'open' | 'expired' | 'processing' | 'failed' | 'paid';
}

/** A rail with pages of its own, in memory: what happened on it is its own book. */
export interface Bank {
  readonly rail: SessionRail;
  /** What the traveller and their bank do on the page of this attempt; nothing where there is no page for it. */
  act(attemptId: AttemptId, what: 'pay' | 'pend' | 'confirm' | 'refuse'): void;
  /** From now on the page of this attempt says that this was paid. */
  says(attemptId: AttemptId, money: Money): void;
  /** Charge ids, each as often as money was taken. */
  charges(attemptId: AttemptId): readonly string[];
  readonly refunded: readonly string[];
  /** Pages made for this attempt: one is right. */
  pages(attemptId: AttemptId): number;
  /** The next answer of any call is lost. */
  answer: 'given' | 'lost before' | 'lost after';
}

export function createBank({ clock }: { clock: Clock }): Bank {
  const sessions = new Map<string, Session>();
  const refunds = new Map<RefundId, string>();
  const ofAttempt = (id: AttemptId): Session[] =>
    [...sessions.values()].filter(({ attemptId }) => attemptId === id);
  const chargeOf = ({ id }: Session): string => `pi_${id}`;
  const lapse = (session: Session): void => {
    if (session.state === 'open' && clock() >= session.closesAt) session.state = 'expired';
  };

  function answered<T>(work: () => T): Promise<T> {
    const lost = bank.answer;
    bank.answer = 'given';
    if (lost === 'lost before') return Promise.reject(new Error('No answer'));
    const result = work();
    return lost === 'lost after' ? Promise.reject(new Error('No answer')) : Promise.resolve(result);
  }

  const rail: SessionRail = {
    requestFor: ({ attempt, now }) => JSON.stringify({ money: attempt.total, closesAt: now + 35 * minute }),
    open: ({ id, request }) =>
      answered(() => {
        const known = sessions.get(id) ?? {
          id,
          attemptId: id,
          ...(JSON.parse(request) as Pick<Session, 'money' | 'closesAt'>),
          state: 'open',
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
        const chargeId = chargeOf(session);
        const back = bank.refunded.includes(chargeId);
        return {
          kind: 'paid',
          chargeId,
          money: session.money,
          wentBack: back ? 'all' : 'nothing',
          disputes: [],
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
        refunds.set(id, chargeId);
        return { kind: 'refunded' };
      }),
  };

  const bank: Bank = {
    rail,
    answer: 'given',
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
    charges: (attemptId) => ofAttempt(attemptId).flatMap((s) => (s.state === 'paid' ? [chargeOf(s)] : [])),
    get refunded() {
      return [...refunds.values()];
    },
    pages: (attemptId) => ofAttempt(attemptId).length,
  };
  return bank;
}
