import type { CustomerId } from './ids.ts';
import { certaintyGap } from './order.ts';
import type { Fulfilment, Order } from './order.ts';
import type { Payment, PaymentAttempt, Refund } from './payment.ts';
import type { Review } from './review.ts';
import type { ProfileState } from './usage.ts';

/** What our own books say about a case. */
export interface OurSide {
  readonly review: Review;
  readonly customerId: CustomerId | null;
  readonly order: Order | undefined;
  readonly attempt: PaymentAttempt | undefined;
  /** The one it is about, else the one that pays for the order. */
  readonly payment: Payment | undefined;
  readonly refund: Refund | undefined;
  readonly fulfilment: Fulfilment | undefined;
  /** Whether the order has money, or an activation code, that would pay for a delivery. */
  readonly isPaid: boolean;
  /** Whether the activation code that the order paid for ended without being used. */
  readonly isCodeVoid: boolean;
  /** Whether a failed update still waits for a person. */
  readonly updateWaits: boolean;
  /** Whether a wish for a refund waits for one. */
  readonly wishWaits: boolean;
  /** Whether the payer's bank has yet to decide about the payment, or has given it back to them. */
  readonly dispute: 'none' | 'open' | 'lost';
}

/** What the supplier says of an order now; null where it was never asked for anything. */
export interface SupplierWord {
  readonly order: 'placed' | 'pending' | 'not_found' | 'silent' | null;
  /** Of the profile that the order made or renews. */
  readonly profile: ProfileState | 'silent' | null;
}

/** What a person may do about a case. */
export type CaseAction =
  /** Sends the money back. */
  | 'refund'
  /** Leaves the money here: settled with the customer. */
  | 'keep'
  /** Says that it was delivered by other means than ours. */
  | 'delivered'
  /** Makes the activation code good again. */
  | 'code_back'
  /** Gives the money for what was delivered back, or not, as its payer wished. */
  | 'grant'
  | 'refuse'
  /** Starts the refund once more. */
  | 'retry'
  /** Says that the money was sent back at the provider. */
  | 'by_hand'
  /** Runs the job, or handles the update, once more; or never. */
  | 'run'
  | 'replay'
  | 'release'
  /** Closes the case: nothing is left to decide, or nothing can be done. */
  | 'note';

/**
 * Whether it is certain that nothing was delivered and nothing will be: "not found" twice, far enough apart, or a new profile that was
 * taken back before anybody could install it.
 */
function isProvedMissing(
  { order, fulfilment }: Pick<OurSide, 'order' | 'fulfilment'>,
  supplier: SupplierWord,
  now: number,
): boolean {
  if (!order || !fulfilment) return false;
  const since = fulfilment.notFoundAt;
  if (supplier.order === 'not_found') return since !== null && now - since >= certaintyGap;
  return (
    supplier.order === 'placed' && order.preview.kind === 'new_profile' && supplier.profile === 'cancelled'
  );
}

/** What is safe to do about a case as it stands; nothing while a bank decides about the money. */
export function actionsFor(ours: OurSide, supplier: SupplierWord, now: number): readonly CaseAction[] {
  const { review, order, payment, refund } = ours;
  switch (review.reason) {
    case 'payment_does_not_fit':
      if (ours.dispute === 'open') return [];
      return payment?.outcome === 'review' && !refund ? ['refund', 'keep'] : ['note'];
    case 'supply_unknown': {
      if (order?.state !== 'review' || !ours.isPaid) return ['note'];
      // An activation code is made here, so there is nothing that the supplier could know.
      if (order.delivery === 'code') return ['refund'];
      const back = order.activationCodeId ? 'code_back' : 'refund';
      return isProvedMissing(ours, supplier, now) ? [back, 'delivered'] : ['delivered'];
    }
    case 'refund_refused':
    case 'refund_failed_later':
      if (refund?.state !== 'review' || payment?.outcome === 'refunded') return ['note'];
      // What is sent now would be sent twice if the bank gives it back too.
      if (ours.dispute === 'open') return [];
      // The bank gave a part of it back: of the rest a person knows best.
      if (ours.dispute === 'lost') return ['by_hand', 'note'];
      // The Bot API cannot give a provider's money back at all.
      return payment?.rail === 'invoice' ? ['by_hand'] : ['retry', 'by_hand'];
    case 'refund_wanted':
      if (!ours.wishWaits || order?.state === 'refunded') return ['note'];
      return ours.dispute === 'none' && order?.state === 'fulfilled' ? ['grant', 'refuse'] : ['refuse'];
    case 'job_failed':
      return review.subject.includes(' ') ? ['run', 'note'] : ['note'];
    case 'update_failed':
      return ours.updateWaits ? ['replay', 'release'] : ['note'];
    case 'disputed':
    case 'partly_refunded_elsewhere':
      if (order?.state !== 'review' || !ours.isPaid) return ['note'];
      // Its activation code was withdrawn with a part of the money: what is left has bought nothing.
      if (ours.isCodeVoid) return ours.dispute === 'open' ? [] : ['refund', 'note'];
      // Lost, and won after all: what was delivered is paid for.
      return review.reason === 'disputed' && ours.dispute === 'none' && order.deliveredAt !== null
        ? ['keep']
        : ['note'];
    case 'went_back_elsewhere':
    case 'session_unknown':
    case 'claim_silent':
    case 'books_differ':
    case 'book_strange':
      return ['note'];
  }
}

/** Changes whenever our books do: what was confirmed is done only while it is the same. */
export function stampOf({ order, payment, refund, fulfilment, dispute }: OurSide): string {
  // It has to fit into a button; by these two letters no state reads like another of its kind.
  const mark = (text: string | null | undefined): string =>
    text ? `${text.charAt(0)}${text.charAt(2)}` : '-';
  const parts = [order?.version ?? 0, mark(payment?.outcome), refund?.tries ?? 0, mark(refund?.state)];
  return [...parts, mark(fulfilment?.state), mark(dispute)].join('');
}
