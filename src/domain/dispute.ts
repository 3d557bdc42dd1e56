import type { DisputeId, PaymentId } from './ids.ts';
import type { Money } from './money.ts';

/**
 * `inquiry`: the bank only asks, and has taken nothing. `open`: it holds the money until it decides. `won`: that is over, and the money is
 * ours, also after an inquiry. `lost`: the money is the customer's again.
 */
export type DisputeState = 'inquiry' | 'open' | 'won' | 'lost';

/** A bank's doubt about a payment, as the rail tells it now. `railId` is the rail's own name for it. */
export interface RailDispute {
  readonly railId: string;
  /** What it is about: usually the whole payment, in its currency. */
  readonly money: Money;
  readonly state: DisputeState;
}

/** A dispute in the books. */
export interface Dispute extends RailDispute {
  readonly id: DisputeId;
  readonly paymentId: PaymentId;
  readonly openedAt: number;
  /** When it came to this state, as far as we know. */
  readonly changedAt: number;
  /** What the customer heard last: that there is one, or how it ended; null while they have heard nothing. */
  readonly heard: 'open' | 'won' | 'lost' | null;
  /** The end that operators heard of; null while they have heard of none, or it is open again. */
  readonly endTold: 'won' | 'lost' | null;
}

/**
 * How the money of a payment stands. `contested`: it may yet go. `part`: some of it went back, or a person has it. `gone`: nothing of it
 * is ours any more.
 */
export type Standing = 'sound' | 'contested' | 'part' | 'gone';

/** Counts from the facts alone, so the order in which they came to be known does not matter. */
export function standingOf(facts: {
  readonly money: Money;
  /** A refund of the whole has succeeded. */
  readonly refunded: boolean;
  /** Some of it went back that no refund of ours accounts for, or a person has it. */
  readonly incomplete: boolean;
  readonly disputes: readonly Pick<Dispute, 'money' | 'state'>[];
}): Standing {
  const lost = facts.disputes.filter(({ state }) => state === 'lost');
  const taken = lost
    .filter(({ money }) => money.currency === facts.money.currency)
    .reduce((sum, { money }) => sum + money.amount, 0);
  if (facts.refunded || taken >= facts.money.amount) return 'gone';
  if (facts.incomplete || lost.length > 0) return 'part';
  return facts.disputes.some(({ state }) => state === 'inquiry' || state === 'open') ? 'contested' : 'sound';
}
