import type { PlanInstance, PlanInstanceState } from '../../domain/usage.ts';
import type { Plan } from '../../domain/plan.ts';
import { day } from '../../domain/time.ts';
import { depletedAt, figuresAt, totalOf } from './span.ts';
import type { Added, Extra, Figures, HeadStart, SpanFacts } from './span.ts';

/** One plan bought for a profile, as the book keeps it. */
export interface Purchase {
  readonly id: number;
  readonly key: string | null;
  readonly plan: Plan;
  readonly boughtAt: number;
  /** Demo cards were started before they were made; else null, and the start follows from the others. */
  readonly startedAt: number | null;
  readonly headStart: HeadStart;
  readonly cancelledAt: number | null;
  readonly extras: readonly Extra[];
}

/** A purchase in its time, with the plans that prolonged it: daily ones by days, stacked ones by days and data. */
export interface Stretch {
  readonly purchase: Purchase;
  readonly prolongedBy: readonly Purchase[];
  /** Null while it waits. */
  readonly span: SpanFacts | null;
  /** When the next one may start: used up or expired, whichever comes first; null while it waits. */
  readonly endsAt: number | null;
}

/**
 * Puts the purchases of a profile in their time: the first starts at first network use, each later one when the one before is used up
 * or expires; a daily plan like the running one adds its days to it, a stacked plan its data too. Pure: the same purchases always give the same answer.
 */
export function timelineOf({
  seed,
  purchases,
  enabledAt,
  offsetAt,
}: {
  seed: string;
  purchases: readonly Purchase[];
  /** First network use, possibly still to come; null when not foreseen. */
  enabledAt: number | null;
  offsetAt: (moment: number) => number;
}): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const purchase of purchases) {
    const last = stretches.findLast((stretch) => stretch.purchase.cancelledAt === null);
    if (last && (prolongs(purchase, last) || stacks(purchase, last))) {
      const longer = placed(last.purchase, [...last.prolongedBy, purchase], last.span?.startedAt ?? null);
      stretches[stretches.indexOf(last)] = longer;
    } else {
      stretches.push(placed(purchase, [], startOf(purchase, last)));
    }
  }
  return stretches;

  function startOf(purchase: Purchase, last: Stretch | undefined): number | null {
    if (purchase.cancelledAt !== null || enabledAt === null) return null;
    if (purchase.startedAt !== null) return purchase.startedAt;
    if (!last) return Math.max(enabledAt, purchase.boughtAt);
    return last.endsAt === null ? null : Math.max(last.endsAt, purchase.boughtAt);
  }

  function placed(purchase: Purchase, prolongedBy: readonly Purchase[], startedAt: number | null): Stretch {
    if (startedAt === null) return { purchase, prolongedBy, span: null, endsAt: null };
    const days = [purchase, ...prolongedBy].reduce((sum, { plan }) => sum + plan.validityDays, 0);
    const span: SpanFacts = {
      seed: `${seed}/${purchases.indexOf(purchase)}`,
      plan: purchase.plan,
      startedAt,
      expiresAt: startedAt + days * day,
      countedFrom: purchase.startedAt === null ? startedAt : purchase.boughtAt,
      headStart: purchase.headStart,
      extras: purchase.extras,
      added: additionsOf(prolongedBy),
      offset: offsetAt(startedAt),
    };
    return { purchase, prolongedBy, span, endsAt: depletedAt(span) ?? span.expiresAt };
  }
}

/** The state of a stretch at a moment. */
export function stateAt({ purchase, span, endsAt }: Stretch, now: number): PlanInstanceState {
  if (purchase.cancelledAt !== null) return 'cancelled';
  if (!span || endsAt === null || now < span.startedAt) return 'queued';
  if (now >= span.expiresAt) return 'expired';
  return now >= endsAt ? 'depleted' : 'active';
}

/** A stretch as the port tells it: the state of now, with the figures of the last report. */
export function instanceAt(stretch: Stretch, now: number, reportedAt: number): PlanInstance {
  const { plan } = stretch.purchase;
  const state = stateAt(stretch, now);
  const started = state !== 'queued' && stretch.span !== null;
  return {
    planId: plan.id,
    plan,
    state,
    startedAt: started ? (stretch.span?.startedAt ?? null) : null,
    expiresAt: started ? (stretch.span?.expiresAt ?? null) : null,
    ...reportedFigures(stretch, now, reportedAt),
  };
}

/** The last reported figures; of what has ended, the final ones. */
function reportedFigures(stretch: Stretch, now: number, reportedAt: number): Figures {
  const { span, endsAt, purchase, prolongedBy } = stretch;
  const { plan } = purchase;
  const whole = plan.dataBytes === null ? null : totalOf({ plan, added: additionsOf(prolongedBy) });
  const dataTotal = whole ?? (plan.kind === 'daily' ? plan.dailyBytes : null);
  if (!span || endsAt === null || now < span.startedAt)
    return { dataTotal, dataUsed: dataTotal === null ? null : 0, voiceUsedSeconds: 0, smsUsed: 0 };
  return figuresAt(span, now >= endsAt ? endsAt : Math.max(reportedAt, span.startedAt));
}

/** Data and days join a plan that has not expired, also one that is used up. */
function stacks({ plan, boughtAt, cancelledAt }: Purchase, last: Stretch): boolean {
  const alike = plan.kind === 'allowance' && last.purchase.plan.kind === 'allowance';
  const there = last.span === null || boughtAt < last.span.expiresAt;
  return cancelledAt === null && plan.renewal.start === 'stacked' && alike && there;
}

function additionsOf(prolongedBy: readonly Purchase[]): readonly Added[] {
  return prolongedBy.flatMap(({ plan, boughtAt }) =>
    plan.dataBytes === null ? [] : [{ at: boughtAt, bytes: plan.dataBytes }],
  );
}

function prolongs({ plan, boughtAt, cancelledAt }: Purchase, last: Stretch): boolean {
  const { plan: before } = last.purchase;
  const daily = plan.kind === 'daily' && before.kind === 'daily' && plan.dailyBytes === before.dailyBytes;
  const goesOn = last.endsAt === null || boughtAt < last.endsAt;
  return cancelledAt === null && plan.renewal.start === 'extends_days' && daily && goesOn;
}
