import type { Alert } from '../domain/alert.ts';
import type { ActivationCode } from '../domain/activation-code.ts';
import type { Card } from '../domain/card.ts';
import type { ClaimRequest } from '../domain/claim.ts';
import type { IssuedCode } from '../domain/issued-code.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { Payment, PaymentAttempt, Refund } from '../domain/payment.ts';
import type { Reconciliation } from '../domain/reconciliation.ts';
import type { RefundWish } from '../domain/refund-wish.ts';
import type { Review } from '../domain/review.ts';

/** What the customer is told about an order. Every call may be repeated: it edits the order's bubbles, or sends them once. */
export interface Notifier {
  /** "The bank is still confirming": the review bubble loses its pay buttons. */
  confirming(order: Order, attempt: PaymentAttempt): Promise<void>;
  /** The bank said no after all: nothing was charged, and the review bubble offers to try again. */
  notPaid(order: Order): Promise<void>;
  /** "Received, activating…" as a new bubble; the review bubble loses its pay button. */
  paid(order: Order): Promise<void>;
  /**
   * The status bubble becomes the picture. `asksForAddress`: it also asks whether the receipt shall come by e-mail. `late`: they had
   * cancelled it, and it had gone through.
   */
  delivered(order: Order, card: Card, how: { asksForAddress: boolean; late: boolean }): Promise<void>;
  /** A person has seen to it that the order was delivered, by other means than ours. */
  deliveredByHand(order: Order): Promise<void>;
  /**
   * It takes longer than usual, and they may wait or cancel; or they cancelled, or the supplier said no, and the money is about to return;
   * or a person decides.
   */
  delayed(order: Order, reason: 'slow' | 'stopping' | 'refused' | 'review'): Promise<void>;
  /** The money is on its way: the rail has taken the refund on, or a person has to make it by hand. */
  refunding(order: Order | undefined, payment: Payment, refund: Refund, by: 'rail' | 'person'): Promise<void>;
  refunded(order: Order | undefined, payment: Payment, refund: Refund): Promise<void>;
  /** What was sent back to them, by us or by somebody else, did not stay there, and a person sees to it. */
  cameBack(order: Order | undefined, payment: Payment): Promise<void>;
  /** What they paid fits no order, and a person looks at it. */
  misfit(payment: Payment): Promise<void>;
  /** Some of what they paid went back to them by other ways than ours. `codeEnded`: so the activation code that it paid for is void. */
  partBack(order: Order, payment: Payment, how: { codeEnded: boolean }): Promise<void>;
  /** Nobody can tell what became of what they paid on a page, and a person finds out. */
  pageLost(order: Order, attempt: PaymentAttempt): Promise<void>;
  /** The person found none: they may pay again. */
  pageUnpaid(order: Order, attempt: PaymentAttempt): Promise<void>;
  /** Their bank says that they dispute this payment. Nothing of ours sends its money back meanwhile. */
  disputed(order: Order | undefined, payment: Payment, matter: DisputeMatter): Promise<void>;
  /** Their bank gave this payment back to them, all of it. Told in the order's bubble while they still wait there for what they bought. */
  bankReturned(order: Order | undefined, payment: Payment, matter: ReturnMatter): Promise<void>;
  /** Their bank is done with a dispute that they heard of, and leaves the money with us. */
  disputeClosed(order: Order | undefined, payment: Payment, matter: StandMatter): Promise<void>;
  /** The mail server of this address of theirs does not take our mail. Told once, or not at all. */
  mailRefused(customerId: CustomerId, address: string): Promise<void>;
}

/**
 * What a dispute means for what was bought: they keep it, their activation code is on hold, the money was sent back before, or it was
 * to be sent back and cannot be now.
 */
export type DisputeMatter = 'kept' | 'code_held' | 'refunded' | 'refund_waits';

/**
 * What it means for the order that its money is back: it ended as refunded, its unused activation code with it, or a person has yet to end
 * it; null: nothing, since another payment pays for it or there is none.
 */
export type ReturnMatter = 'refunded' | 'code_ended' | 'with_person' | null;

/**
 * What it means for what was bought that the payment stands: they keep it, the money was sent back by us or is yet to be, or a person has
 * the order; null: nothing that they could be told of.
 */
export type StandMatter = 'kept' | 'refunded' | 'refund_waits' | 'with_person' | null;

/** What owners and claimants of a card hear without having asked. May be repeated. */
export interface ClaimNotifier {
  /** Asks the owner whether the card shall go to whoever claims it. */
  asked(request: ClaimRequest, card: Card): Promise<void>;
  /** Tells the claimant that the card is theirs. */
  handedOver(request: ClaimRequest, card: Card): Promise<void>;
}

/** What people hear of their cards without having done it themselves. May be repeated. */
export interface CardNotifier {
  /** The owner hears that somebody shares a card with them now. */
  came(ownerId: CustomerId, card: Card, name: string | null): Promise<void>;
  /** These were brought along for them, after the screen had gone on. */
  brought(customerId: CustomerId, cards: readonly Card[]): Promise<void>;
  /** The former owner hears that a card has gone to somebody else. */
  gone(formerOwnerId: CustomerId, card: Card): Promise<void>;
}

/** What people are told about activation codes. */
export interface CodeNotifier {
  /** The picture with the code, for its payer. */
  ready(order: Order, code: IssuedCode, secret: ActivationCode): Promise<void>;
  /**
   * The order that redeemed a code brought nothing: its bubble says so. `good`: the code can be used again. `wished`: they had cancelled
   * it. May be repeated.
   */
  returned(order: Order, how: { good: boolean; wished: boolean }): Promise<void>;
  /** The payer hears that it can be used again: the payment was disputed, and stands. */
  released(code: IssuedCode): Promise<void>;
  /** The payer hears that it was used, not by whom. */
  used(code: IssuedCode): Promise<void>;
  /** The payer hears that it is still unused and when it ends. */
  ending(code: IssuedCode): Promise<void>;
}

/** What customers hear of a refund that they asked for. Every call may be repeated: it edits the bubble that asked, or sends one. */
export interface WishNotifier {
  /** The supplier is asked, and they read here how it went. */
  asking(order: Order, wish: RefundWish): Promise<void>;
  /** What the order brought was taken back: its picture offers nothing any more. Where the money is comes from the refund itself. */
  takenBack(order: Order): Promise<void>;
  /** A person looks at it, and what happens next. */
  withPerson(order: Order, wish: RefundWish): Promise<void>;
  /** The person said no. */
  refused(order: Order, wish: RefundWish): Promise<void>;
}

/** What operators hear without having asked. Throws when it did not get through, and may be repeated. */
export interface OperatorNotifier {
  /** These cases need a person. */
  reviewsOpened(reviews: readonly Review[]): Promise<void>;
  /** How a comparison of all books ended. */
  reconciled(reconciliation: Reconciliation): Promise<void>;
  /** A bank has decided about a payment. */
  disputeEnded(payment: Payment, dispute: Dispute, end: 'won' | 'lost'): Promise<void>;
  /** Something is wrong with the shop. */
  alertBegan(alert: Alert): Promise<void>;
  /** It is over. */
  alertOver(alert: Alert): Promise<void>;
}

/** Short facts for people who read logs; never secrets, installation codes or raw payloads. */
export interface Logger {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}
