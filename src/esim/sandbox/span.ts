import type { Plan } from '../../domain/plan.ts';
import { dayNumber, dayStart, events, firstMoment, wanted } from './demand.ts';
import type { Demand } from './demand.ts';
import { hash32, unit } from './identity.ts';

/** What was used before the simulation took over; zero but for the demo cards. */
export interface HeadStart {
  readonly bytes: number;
  readonly voiceSeconds: number;
  readonly sms: number;
}

/** Bytes used by hand, from the world drawer. */
export interface Extra {
  readonly at: number;
  readonly bytes: number;
}

/** What was added to a plan while it was there, by plans that stack; oldest first. */
export interface Added {
  readonly at: number;
  readonly bytes: number;
}

/** A plan in its time. */
export interface SpanFacts {
  readonly seed: string;
  readonly plan: Plan;
  readonly startedAt: number;
  readonly expiresAt: number;
  /** Usage is simulated from here; before it stands `headStart`. */
  readonly countedFrom: number;
  readonly headStart: HeadStart;
  readonly extras: readonly Extra[];
  readonly added: readonly Added[];
  readonly offset: number;
}

export interface Figures {
  readonly dataTotal: number | null;
  readonly dataUsed: number | null;
  readonly voiceUsedSeconds: number;
  readonly smsUsed: number;
}

/** What of a plan was used at a moment. Pure; never falls (daily: within a day); never above the plan; constant after the end. */
export function figuresAt(span: SpanFacts, moment: number): Figures {
  const at = Math.min(moment, span.expiresAt);
  const { plan, headStart, startedAt } = span;
  const demand = demandOf(span);
  const from = Math.max(startedAt, span.countedFrom);
  const calls = plan.voiceSeconds / plan.validityDays / 135;
  const talked = events(demand, {
    from,
    to: at,
    perDay: calls,
    size: (chance) => 30 + Math.floor(chance * 211),
  });
  const texts = { ...demand, seed: demand.seed ^ 0x5f5f };
  const sent = events(texts, { from, to: at, perDay: plan.smsCount / plan.validityDays, size: () => 1 });
  return {
    ...data(span, demand, at),
    voiceUsedSeconds: Math.min(plan.voiceSeconds, headStart.voiceSeconds + talked),
    smsUsed: Math.min(plan.smsCount, headStart.sms + sent),
  };
}

/**
 * When the data of a whole-validity plan ran out for good, with all that was added to it; undefined when it expires first. Before the
 * last addition there was never as much to be used, so a plan that ran out and was revived is told from one that is used up.
 */
export function depletedAt(span: SpanFacts): number | undefined {
  if (span.plan.kind !== 'allowance' || span.plan.dataBytes === null) return undefined;
  const demand = demandOf(span);
  const total = totalOf(span);
  const gone = (at: number): boolean => usedOfAllowance(span, demand, at) >= total;
  return firstMoment(span.startedAt, span.expiresAt - 1, gone);
}

function data(span: SpanFacts, demand: Demand, at: number): Pick<Figures, 'dataTotal' | 'dataUsed'> {
  const { plan } = span;
  switch (plan.kind) {
    case 'allowance':
      return { dataTotal: totalOf(span), dataUsed: usedOfAllowance(span, demand, at) };
    case 'daily': {
      const dataTotal = plan.dailyBytes ?? 0;
      const today = dayNumber(demand, Math.min(at, span.expiresAt - 1));
      return { dataTotal, dataUsed: Math.min(dataTotal, Math.floor(wantedOn(span, demand, today, at))) };
    }
    case 'unlimited': {
      let used = span.headStart.bytes;
      for (let number = dayNumber(demand, counting(span)); number <= dayNumber(demand, at); number++)
        used += throttled(span, demand, number, at);
      return { dataTotal: null, dataUsed: Math.floor(used) };
    }
  }
}

/** All the bytes of a plan for its whole validity, with what was added. */
export function totalOf({ plan, added }: Pick<SpanFacts, 'plan' | 'added'>): number {
  return added.reduce((sum, { bytes }) => sum + bytes, plan.dataBytes ?? 0);
}

/** Never more than was there to be used at the moment: what is wanted after the data ran out, and before more was added, is lost. */
function usedOfAllowance(span: SpanFacts, demand: Demand, at: number): number {
  let [used, room, from] = [span.headStart.bytes, span.plan.dataBytes ?? 0, span.startedAt];
  for (const more of span.added.filter((addition) => addition.at <= at)) {
    used = Math.min(room, used + wantedFrom(from, more.at) + byHand(span, from, more.at - 1));
    room += more.bytes;
    from = Math.max(from, more.at);
  }
  return Math.floor(Math.min(room, used + wantedFrom(from, at) + byHand(span, from, at)));

  function wantedFrom(start: number, end: number): number {
    return wanted(demand, Math.max(start, counting(span)), end);
  }
}

/** Full speed up to the day's quota; after it only what fits through the slow line at an ordinary duty of 15 %. */
function throttled(span: SpanFacts, demand: Demand, number: number, at: number): number {
  const quota = span.plan.dailyBytes ?? Infinity;
  const want = wantedOn(span, demand, number, at);
  if (want <= quota) return want;
  const end = Math.min(at, dayStart(demand, number + 1));
  const start = Math.max(counting(span), dayStart(demand, number));
  const full = firstMoment(start, end, (moment) => wantedOn(span, demand, number, moment) >= quota) ?? end;
  const slow = ((span.plan.throttleKbps ?? 0) * 125 * 0.15 * (end - full)) / 1000;
  return quota + Math.min(want - quota, slow);
}

function wantedOn(span: SpanFacts, demand: Demand, number: number, at: number): number {
  const start = Math.max(span.startedAt, dayStart(demand, number));
  const end = Math.min(at, dayStart(demand, number + 1) - 1);
  const first = number === dayNumber(demand, counting(span)) && span.plan.kind === 'daily';
  const before = first ? span.headStart.bytes : 0;
  return before + wanted(demand, Math.max(start, counting(span)), end) + byHand(span, start, end);
}

function counting(span: SpanFacts): number {
  return Math.max(span.startedAt, span.countedFrom);
}

function byHand({ extras }: SpanFacts, from: number, to: number): number {
  return extras.reduce((sum, { at, bytes }) => (from <= at && at <= to ? sum + bytes : sum), 0);
}

function demandOf({ seed, plan, offset }: SpanFacts): Demand {
  const number = hash32(seed);
  const perDay = plan.dailyBytes ?? (plan.dataBytes ?? 0) / plan.validityDays;
  return { seed: number, perDay: perDay * (0.25 + 1.05 * unit(number, -1)), offset };
}
