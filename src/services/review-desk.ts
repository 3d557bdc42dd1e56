import { actionsFor, stampOf } from '../domain/case.ts';
import type { CaseAction, OurSide, SupplierWord } from '../domain/case.ts';
import type { AttemptId, CustomerId, NewId, OrderId, ReviewId } from '../domain/ids.ts';
import type { Review } from '../domain/review.ts';
import type { Clock } from '../domain/time.ts';
import { readOurSide, updateOf } from './case-books.ts';
import { auditDetail, carryOut, ChangedMeanwhileError, outcomes } from './case-decisions.ts';
import type { AskOutside, OutsideWords } from './case-outside.ts';
import { patiently } from './patience.ts';
import type { RefundWishService } from './refund-wishes.ts';
import type { Store } from './storage-port.ts';
import type { Advance, NewJob } from './work-port.ts';

/** A case with what every side says of it now. */
export interface CaseFile {
  readonly ours: OurSide;
  readonly outside: OutsideWords;
  /** What is safe to do about it now; nothing when it is closed. */
  readonly actions: readonly CaseAction[];
  /** Belongs to a decision: what was read when it was made. */
  readonly stamp: string;
}

/** What became of a decision. */
export type Decided =
  | { readonly kind: 'done'; readonly review: Review }
  /** It was closed already, by somebody or by itself. */
  | { readonly kind: 'closed'; readonly review: Review }
  /** It is not as it was when the decision was made: nothing was done. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'unknown' };

export interface ReviewDesk {
  /** Open cases, the oldest first. */
  queue(page: { offset: number; limit: number }): Promise<readonly Review[]>;
  count(): Promise<number>;
  /** Reads a case and asks everybody who knows something about it. Changes nothing. */
  file(id: string): Promise<CaseFile | undefined>;
  /** Lets whoever was silent be asked once more, and what they say be acted on by the ordinary way; then the same. */
  ask(id: string, operatorId: CustomerId): Promise<CaseFile | undefined>;
  /** Closes a case by one of its actions, once, if it is as the stamp says. */
  decide(id: string, choice: { action: CaseAction; stamp: string; by: CustomerId }): Promise<Decided>;
}

/** Cases for operators: what is known of each, and what may be done about it. */
export function createReviewDesk({
  store,
  askOutside,
  advanceOrder,
  lookAtPage,
  finishClaims,
  refundWishes,
  replay,
  clock,
  newId,
}: {
  store: Store;
  askOutside: AskOutside;
  advanceOrder: (id: OrderId) => Promise<Advance>;
  /** Absent where no rail has pages of its own. */
  lookAtPage: ((id: AttemptId) => Promise<Advance>) | undefined;
  finishClaims: (id: CustomerId) => Promise<Advance>;
  refundWishes: Pick<RefundWishService, 'grantIn' | 'refuseIn'>;
  /** Handles an update that waits again, after those that its chat has sent since. */
  replay: (updateNumber: string) => Promise<void>;
  clock: Clock;
  newId: NewId;
}): ReviewDesk {
  async function file(id: string): Promise<CaseFile | undefined> {
    const review = await store.reviews.byId(id as ReviewId);
    if (!review) return undefined;
    const ours = await readOurSide(store, review);
    const outside = await askOutside(ours);
    const actions = review.closedAt === null ? actionsFor(ours, outside.supplier, clock()) : [];
    return { ours, outside, actions, stamp: stampOf(ours) };
  }

  /** The job is sent first, so that it is also done when this process dies; whoever waits for the screen waits for its end. */
  async function send(
    job: NewJob,
    review: Review,
    by: CustomerId,
    work: () => Promise<unknown>,
  ): Promise<void> {
    await store.transaction(async (tx) => {
      await tx.jobs.send(job);
      const detail = `${review.id}: ${review.reason}`;
      await tx.audit.record({
        at: clock(),
        operatorId: by,
        action: 'case_asked',
        subject: review.subject,
        detail,
      });
    });
    await patiently(work());
  }

  async function askAgain({ review, order, isPaid, attempt }: OurSide, by: CustomerId): Promise<void> {
    const answered = { at: clock(), outcome: 'answered' } as const;
    switch (review.reason) {
      case 'supply_unknown':
        if (order?.state === 'review' && isPaid)
          await send({ kind: 'order', key: order.id }, review, by, () => advanceOrder(order.id));
        return;
      case 'session_unknown': {
        if (!attempt || !lookAtPage) return;
        await send({ kind: 'attempt', key: attempt.id }, review, by, () => lookAtPage(attempt.id));
        // It was given up as failed: what it is now is what the rail said.
        const now = await store.attempts.byId(attempt.id);
        if (now?.state === 'paid' || now?.state === 'expired') await store.reviews.settle(review, answered);
        return;
      }
      case 'claim_silent': {
        const customerId = review.subject as CustomerId;
        await send({ kind: 'collect', key: customerId }, review, by, () => finishClaims(customerId));
        if ((await store.soldCards.grantedTo(customerId, 1)).length === 0)
          await store.reviews.settle(review, answered);
        return;
      }
      default:
        return;
    }
  }

  async function askSupplier(review: Review): Promise<SupplierWord> {
    if (review.reason !== 'supply_unknown') return { order: null, profile: null };
    return (await askOutside(await readOurSide(store, review))).supplier;
  }

  async function decide(
    id: string,
    { action, stamp, by }: { action: CaseAction; stamp: string; by: CustomerId },
  ): Promise<Decided> {
    const known = await store.reviews.byId(id as ReviewId);
    if (!known) return { kind: 'unknown' };
    if (known.closedAt !== null) return { kind: 'closed', review: known };
    // Only what the supplier says can forbid what our books allow, and the network is no part of the transaction.
    const supplier = await askSupplier(known);
    const closed = await store.transaction(async (tx) => {
      const at = clock();
      const ours = await readOurSide(tx, known);
      if (stampOf(ours) !== stamp || !actionsFor(ours, supplier, at).includes(action)) return 'changed';
      // First of all, so that of two operators the second waits here and then does nothing.
      if (!(await tx.reviews.close(known.id, { at, by, outcome: outcomes[action] }))) return 'closed';
      await carryOut(tx, action, { ours, by, refundWishes, newId, clock });
      const { subject } = known;
      const detail = auditDetail(ours);
      await tx.audit.record({ at, operatorId: by, action: `case_${action}`, subject, detail });
      return 'done';
    });
    if (closed === 'changed') return { kind: 'changed' };
    if (closed === 'done' && action === 'replay') await replay(updateOf(known));
    return { kind: closed, review: (await store.reviews.byId(known.id)) ?? known };
  }

  return {
    queue: (page) => store.reviews.page(page),
    count: () => store.reviews.count(),
    file,
    ask: async (id, by) => {
      const review = await store.reviews.byId(id as ReviewId);
      if (review?.closedAt === null) await askAgain(await readOurSide(store, review), by);
      return file(id);
    },
    decide: (id, choice) =>
      decide(id, choice).catch((error: unknown) => {
        if (error instanceof ChangedMeanwhileError) return { kind: 'changed' };
        throw error;
      }),
  };
}
