import type { ActivationCode } from '../domain/activation-code.ts';
import type { Alert, AlertKey, Trouble } from '../domain/alert.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { CardNotice } from '../domain/card-notice.ts';
import type { Card } from '../domain/card.ts';
import type { Claim, ClaimRequest, ClaimRequestState } from '../domain/claim.ts';
import type { Customer, Locale } from '../domain/customer.ts';
import type { Dispute, RailDispute } from '../domain/dispute.ts';
import type {
  AttemptId,
  CardId,
  CardNoticeId,
  ClaimRequestId,
  CodeId,
  CustomerId,
  DisputeId,
  ImportId,
  JobId,
  MailId,
  OneTimeCodeId,
  OrderId,
  PaymentId,
  ReconciliationId,
  RefundId,
  ReviewId,
  ShareId,
} from '../domain/ids.ts';
import type { CodeEvent, IssuedCode } from '../domain/issued-code.ts';
import type { MailState, OneTimeCode, QueuedMail, VerifiedAddress } from '../domain/mail.ts';
import type { Delivery, Fulfilment, Order, OrderEvent, OrderState } from '../domain/order.ts';
import type { AttemptState, Payment, PaymentAttempt, Rail, Refund } from '../domain/payment.ts';
import type { Reconciliation } from '../domain/reconciliation.ts';
import type { RefundWish, RefundWishState } from '../domain/refund-wish.ts';
import type { Review, ReviewOutcome, ReviewReason } from '../domain/review.ts';
import type { PauseReason, SalePause } from '../domain/sale-pause.ts';
import type { CardLink, Share } from '../domain/share.ts';
import type { ImportCounts, SoldCard, SoldCardImport } from '../domain/sold-card.ts';
import type { Balance } from '../domain/usage.ts';

/** What a table keeps of a person that is theirs to read, and to have deleted. */
export interface PersonalData {
  /** As plain data, for their own eyes; no secrets. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
  eraseOf(customerId: CustomerId): Promise<void>;
}

/** People, by derived id. */
export interface Customers extends PersonalData {
  byId(id: CustomerId): Promise<Customer | undefined>;
  /** Stores a customer seen for the first time, or their changed Telegram language. `created` is true for one caller only. */
  see(customer: Customer): Promise<{ customer: Customer; created: boolean }>;
  chooseLocale(id: CustomerId, locale: Locale): Promise<void>;
  /** Remembers the rail that money came by. */
  paidBy(id: CustomerId, rail: Rail): Promise<void>;
  /** Remembers that they said that their phone takes eSIMs. */
  phoneChecked(id: CustomerId, at: number): Promise<void>;
  /** null shows no home time any more. */
  chooseHomeZone(id: CustomerId, zone: string | null): Promise<void>;
  chooseQuiet(id: CustomerId, quiet: boolean): Promise<void>;
  /** Remembers that they were asked for their e-mail address. */
  emailAsked(id: CustomerId, at: number): Promise<void>;
}

/** Cards; whoever reads for a customer asks by owner. */
export interface Cards {
  /** Adds a card unless this profile of this supplier is already there; answers the stored one. */
  add(card: Card): Promise<Card>;
  /** Also a card that was removed. */
  byId(id: CardId): Promise<Card | undefined>;
  /** Also a card that was removed. */
  byProfile(provider: string, refId: string): Promise<Card | undefined>;
  /** Oldest first, without those that were removed. */
  ofOwner(ownerId: CustomerId): Promise<readonly Card[]>;
  /** Those that owners share with this companion now, oldest share first. */
  ofCompanion(companionId: CustomerId): Promise<readonly Card[]>;
  /**
   * Compare-and-swap without a change: whether the card is this owner's and not removed. It stays so until the transaction ends, since
   * whoever would take or remove it waits.
   */
  hold(id: CardId, ownerId: CustomerId): Promise<boolean>;
  /** Compare-and-swap: only for its owner, and only while it is not removed; answers whether it is named so now. */
  rename(id: CardId, ownerId: CustomerId, name: string | null): Promise<boolean>;
  /** Compare-and-swap: takes a card off its owner's list, which ends its shares and links; answers whether this call did. */
  remove(id: CardId, ownerId: CustomerId, at: number): Promise<boolean>;
  /** All that were this customer's and are nobody else's now, as plain data; without installation codes. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Takes all cards off this customer's list; names, figures, installation codes, shares and links go. */
  eraseOf(customerId: CustomerId, at: number): Promise<void>;
  /**
   * Compare-and-swap of the owner, also of a removed card: if the card is as given (owner, removed or not), it is `to`'s from now on,
   * without a name, and its shares and links end. Answers the card as it is then, else undefined. Whether `to` may have it is the
   * caller's to prove.
   */
  take(card: Card, to: CustomerId, at: number): Promise<Card | undefined>;
  /** Keeps what the supplier said, unless something newer (`asOf`) is stored. */
  saveBalance(id: CardId, balance: Balance): Promise<void>;
  /** The LPA string, encrypted at rest. */
  installationCode(id: CardId): Promise<string | null>;
  saveInstallationCode(id: CardId, lpa: string): Promise<void>;
}

/** Who may see and renew a card beside its owner. The companion's name is encrypted at rest. */
export interface Shares extends PersonalData {
  /** Begins a share unless there is one already; answers whether this call did. */
  begin(share: Share): Promise<boolean>;
  /** Those that last, oldest first. */
  ofCard(cardId: CardId): Promise<readonly Share[]>;
  byId(id: ShareId): Promise<Share | undefined>;
  /** The latest share of this card with this companion, over or not. */
  between(cardId: CardId, companionId: CustomerId): Promise<Share | undefined>;
  /** Compare-and-swap; answers whether this call ended it. The companion's name is forgotten. */
  end(id: ShareId, at: number): Promise<boolean>;
}

/** What people are still to be told about cards. */
export interface CardNotices extends PersonalData {
  add(notice: CardNotice): Promise<void>;
  byId(id: CardNoticeId): Promise<CardNotice | undefined>;
  /** Those of one kind that this customer is still to be told. */
  of(readerId: CustomerId, kind: CardNotice['kind']): Promise<readonly CardNotice[]>;
  /** Forgets notices that were told. */
  told(ids: readonly CardNoticeId[]): Promise<void>;
}

/** Links by which a card is shared or handed over. Tokens are kept as digests. */
export interface CardLinks extends PersonalData {
  /** One link of a kind for a card: the one before leads nowhere from now on. */
  put(link: CardLink, token: string): Promise<void>;
  /** The link behind this token, used or over as it may be. */
  find(purpose: CardLink['purpose'], token: string): Promise<CardLink | undefined>;
  /** Compare-and-swap: uses the link up if it is open; of many at once one does. Answers whether this call did. */
  use(purpose: CardLink['purpose'], token: string, by: CustomerId, at: number): Promise<boolean>;
  /** The open link of this kind, if there is one. */
  ofCard(cardId: CardId, purpose: CardLink['purpose'], at: number): Promise<CardLink | undefined>;
  /** Takes a link back, unless somebody has used it. */
  drop(cardId: CardId, purpose: CardLink['purpose']): Promise<void>;
  /** Forgets what is over. */
  prune(at: number): Promise<void>;
}

export interface OrderPatch {
  readonly suppliedCardId?: CardId;
}

/** Orders and their audit trail. */
export interface Orders {
  insert(order: Order): Promise<void>;
  byId(id: OrderId): Promise<Order | undefined>;
  /** What this customer paid for, and what others paid that reached their cards, newest first: quotes without money are none. */
  of(customerId: CustomerId, limit: number): Promise<readonly Order[]>;
  /** Open quotes of this customer for this card (null: for a first card), or for an activation code. */
  awaiting(payerId: CustomerId, cardId: CardId | null, delivery: Delivery): Promise<readonly Order[]>;
  /** Whether this customer has paid for this card (null: a first one), or for an activation code, and the bank is still confirming. */
  isConfirming(payerId: CustomerId, cardId: CardId | null, delivery: Delivery): Promise<boolean>;
  /** What this customer paid for with money, the newest first. */
  paidBy(payerId: CustomerId, limit: number): Promise<readonly Order[]>;
  /** What this customer paid for, and what others paid for their cards, as plain data. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Open quotes of this customer, for whatever. */
  allAwaiting(payerId: CustomerId): Promise<readonly Order[]>;
  /** Whether something that this customer paid for, or that is for their card, is not settled. */
  areUnderWay(customerId: CustomerId): Promise<boolean>;
  /** Whether somebody has paid for this card, and it is not settled what comes of it. */
  isUnderWay(cardId: CardId): Promise<boolean>;
  /**
   * Compare-and-swap along `orderMoves`: applies the event if the order still is as given, and records the transition.
   * Answers the moved order, or undefined when somebody else moved it first or the event does not apply.
   */
  move(order: Order, event: OrderEvent, at: number, patch?: OrderPatch): Promise<Order | undefined>;
  /** What reached this card, by whoever paid it. */
  suppliedTo(cardId: CardId): Promise<readonly Order[]>;
  /** Whether an order other than this one is adding something to this card, or nobody knows. */
  isAddedTo(cardId: CardId, except: OrderId): Promise<boolean>;
  /** Orders in these states not touched since `before` that no job is waiting for: their wake-up was lost. */
  stalled(states: readonly OrderState[], before: number, limit: number): Promise<readonly Order[]>;
  /** Fulfilled orders whose picture has not reached the customer, not touched since `before`, without a job. */
  undelivered(before: number, limit: number): Promise<readonly Order[]>;
  /** Orders in these states that came there after `since` and not after `until`, from behind `after`. */
  settled(states: readonly OrderState[], page: SpanPage<Order>): Promise<readonly Order[]>;
  /** Deletes quotes that nobody paid, not touched since `before`; answers how many. */
  forgetUnpaid(before: number, limit: number): Promise<number>;
  /** Holds the price at least until then. */
  extendQuote(id: OrderId, until: number): Promise<void>;
  /** These three touch no state and no version. A bubble belongs to the order that it showed last. */
  setReviewMessage(order: Pick<Order, 'id' | 'payerId'>, messageId: number): Promise<void>;
  setStatusMessage(id: OrderId, messageId: number): Promise<void>;
  setDelivered(id: OrderId, at: number): Promise<void>;
}

/** Activation codes that were paid for. The code itself is sealed at rest, and looked up by its digest. */
export interface ActivationCodes {
  insert(code: IssuedCode, secret: ActivationCode): Promise<void>;
  byId(id: CodeId): Promise<IssuedCode | undefined>;
  /** What this order paid for. */
  ofOrder(orderId: OrderId): Promise<IssuedCode | undefined>;
  ofOrders(orderIds: readonly OrderId[]): Promise<readonly IssuedCode[]>;
  /** The code if it can be redeemed now, or if this customer paid for it or used it; other used, ended and unknown ones answer alike: undefined. */
  shown(secret: ActivationCode, customerId: CustomerId, at: number): Promise<IssuedCode | undefined>;
  /** The code if this customer paid for it or has shown it. */
  knownTo(customerId: CustomerId, id: CodeId): Promise<IssuedCode | undefined>;
  /** Remembers that this customer has shown it. */
  addHolder(id: CodeId, customerId: CustomerId, at: number): Promise<void>;
  /** The code itself: a bearer secret. */
  secretOf(id: CodeId): Promise<ActivationCode | undefined>;
  /**
   * Compare-and-swap along `codeMoves`: applies the event if the code still is as given. `redemption` belongs to `redeemed`. Answers the
   * moved code, or undefined when somebody else moved it first or the event does not apply.
   */
  move(
    code: IssuedCode,
    event: CodeEvent,
    at: number,
    redemption?: { by: CustomerId; orderId: OrderId },
  ): Promise<IssuedCode | undefined>;
  /** Active codes that end by then, the next first. */
  ending(by: number, limit: number): Promise<readonly IssuedCode[]>;
  /** The same of which the payer was not reminded. */
  unreminded(by: number, limit: number): Promise<readonly IssuedCode[]>;
  /** Answers whether this call was the first. */
  markReminded(id: CodeId, at: number): Promise<boolean>;
  /** Whether the payer was told that it was used, and that they were. */
  wasTold(id: CodeId): Promise<boolean>;
  markTold(id: CodeId, at: number): Promise<void>;
  /** Codes of this payer that nobody has used, on hold or not: money that is still owed to somebody. */
  activeOf(payerId: CustomerId): Promise<readonly IssuedCode[]>;
  /** What is kept of this customer here, in words and numbers; no code. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, string | number | null>>[]>;
  /** Forgets which codes this customer has shown; what they paid for and redeemed stays with the books. */
  eraseOf(customerId: CustomerId): Promise<void>;
}

export type AttemptPatch = Partial<Pick<PaymentAttempt, 'request' | 'sessionId' | 'url' | 'openedAt'>>;

export interface Attempts {
  insert(attempt: PaymentAttempt): Promise<void>;
  byId(id: AttemptId): Promise<PaymentAttempt | undefined>;
  ofOrder(orderId: OrderId): Promise<readonly PaymentAttempt[]>;
  /** Compare-and-swap: moves the attempt if it is still in the state given; answers the moved one, else undefined. */
  move(
    attempt: PaymentAttempt,
    state: AttemptState,
    patch?: AttemptPatch,
  ): Promise<PaymentAttempt | undefined>;
  /** Pages opened before `before` of which the end is not known, without a job. */
  unsettled(before: number, limit: number): Promise<readonly PaymentAttempt[]>;
}

/** The ledger. */
export interface Payments {
  /** Records money that arrived; the same (rail, chargeId) again changes nothing and answers the first entry with `recorded: false`. */
  record(payment: Payment): Promise<{ payment: Payment; recorded: boolean }>;
  byId(id: PaymentId): Promise<Payment | undefined>;
  byCharge(rail: Rail, chargeId: string): Promise<Payment | undefined>;
  ofOrder(orderId: OrderId): Promise<readonly Payment[]>;
  /** What this customer paid, and what went back, as plain data. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Binds an entry to its order; an entry is bound once. */
  assign(id: PaymentId, orderId: OrderId): Promise<void>;
  /** Ends an entry; `refunded` and `review` may follow `fulfilled`, and `review` also `refunded`: a refund can fail late. */
  settle(id: PaymentId, outcome: NonNullable<Payment['outcome']>): Promise<void>;
  /** Entries without an order or an outcome received before `before`, without a job. */
  unassigned(before: number, limit: number): Promise<readonly Payment[]>;
  /** Entries of a rail received after `since` and not after `until`, oldest first, from behind `after`. */
  received(rail: Rail, page: SpanPage<Payment>): Promise<readonly Payment[]>;
  /** Entries received before `before` without an end, of which nobody takes care: no refund under way and no job. Oldest first. */
  withoutEnd(before: number, limit: number): Promise<readonly Payment[]>;
}

/** So many rows of a span of time, those behind `after`. */
export interface SpanPage<T> {
  readonly since: number;
  readonly until: number;
  readonly after: T | null;
  readonly limit: number;
}

/** A refund that counts as done, with what it gave back. */
export interface FinishedRefund {
  readonly refund: Refund;
  readonly payment: Payment;
  readonly finishedAt: number;
}

export interface Refunds {
  /** One refund per payment: a second request answers the first one with `requested: false`. */
  request(refund: Omit<Refund, 'tries' | 'byHand'>): Promise<{ refund: Refund; requested: boolean }>;
  byId(id: RefundId): Promise<Refund | undefined>;
  ofPayment(paymentId: PaymentId): Promise<Refund | undefined>;
  /** Whether money is on its way back to this customer. */
  areUnderWay(payerId: CustomerId): Promise<boolean>;
  /** The rail has taken it on; compare-and-swap from `requested`, answers whether this call moved it. */
  pend(id: RefundId): Promise<boolean>;
  /** Compare-and-swap from what is not finished; answers whether this call moved it. */
  finish(id: RefundId, state: 'succeeded' | 'review', at: number): Promise<boolean>;
  /** What counted as done came back to us: compare-and-swap from `succeeded` to `review`, answers whether this call moved it. */
  reopen(id: RefundId): Promise<boolean>;
  /** A person starts it once more, or made it by hand: compare-and-swap from `review` to `requested`, answers the refund as it is then. */
  restart(id: RefundId, how: { at: number; byHand: boolean }): Promise<Refund | undefined>;
  /** Those on a rail that were booked as done after `since` and not after `until`, oldest first, from behind `after`. */
  succeeded(rail: Rail, page: SpanPage<FinishedRefund>): Promise<readonly FinishedRefund[]>;
  /** Requested before `before` and not finished, without a job. */
  open(before: number, limit: number): Promise<readonly Refund[]>;
}

/** What banks doubt, by the rail's own names. */
export interface Disputes {
  /** Keeps what the rail says of a dispute now; answers it, and what was known before (null: nothing). To be called in a transaction. */
  record(
    said: RailDispute & Pick<Dispute, 'paymentId'>,
    at: number,
  ): Promise<{ dispute: Dispute; before: Dispute | null }>;
  byId(id: DisputeId): Promise<Dispute | undefined>;
  ofPayment(paymentId: PaymentId): Promise<readonly Dispute[]>;
  /** Those that the bank has yet to decide about. */
  undecided(limit: number): Promise<readonly Dispute[]>;
  /** Lost ones, in the order in which we learned of that, from this moment on: money that is the customer's again. */
  lost(since: number, limit: number): Promise<readonly Dispute[]>;
  /** Notes that the customer heard of it. */
  told(id: DisputeId, at: number): Promise<void>;
  /** Notes that operators heard how it ended. */
  endTold(id: DisputeId, end: NonNullable<Dispute['endTold']>): Promise<void>;
  /** Those of what this customer paid, as plain data. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export interface Fulfilments {
  byOrder(orderId: OrderId): Promise<Fulfilment | undefined>;
  /** Inserts unless the order has one; answers the stored one. */
  start(fulfilment: Fulfilment): Promise<Fulfilment>;
  /** Stores what the supplier said; all but `slowToldAt`. */
  save(fulfilment: Fulfilment): Promise<void>;
  /** Compare-and-swap: the same, if it still is in this state; answers whether it was. */
  saveFrom(state: Fulfilment['state'], fulfilment: Fulfilment): Promise<boolean>;
  /** Remembers that the customer heard that it takes longer. */
  slowTold(orderId: OrderId, at: number): Promise<void>;
}

export type RefundWishPatch = Partial<
  Pick<RefundWish, 'cardId' | 'messageId' | 'askedAt' | 'decidedAt' | 'decidedBy' | 'toldAt'>
>;

/** Wishes of those who paid to have their money back, one for each order. They belong to the books. */
export interface RefundWishes {
  /** Stores the wish unless the order has one; answers the new one. */
  open(
    wish: Pick<RefundWish, 'orderId' | 'customerId' | 'state' | 'messageId' | 'askedAt'>,
  ): Promise<RefundWish | undefined>;
  ofOrder(orderId: OrderId): Promise<RefundWish | undefined>;
  ofOrders(orderIds: readonly OrderId[]): Promise<readonly RefundWish[]>;
  /** Compare-and-swap along the moves of `refund-wish.ts`; answers the moved one, else undefined. */
  move(wish: RefundWish, to: RefundWishState, patch?: RefundWishPatch): Promise<RefundWish | undefined>;
  /** Notes that the supplier is being asked to cancel, before it is. */
  send(orderId: OrderId, at: number): Promise<void>;
  /** Notes that the customer heard of this state. */
  told(wish: Pick<RefundWish, 'orderId' | 'state'>, at: number): Promise<void>;
  /** Whether something of this card is being taken back, so that nothing may be added to it. */
  holdsCard(cardId: CardId): Promise<boolean>;
  /** Whether something is still to come of a wish of this customer. */
  areOpen(customerId: CustomerId): Promise<boolean>;
  /** Of delivered orders, asked before `before`, of which the customer has not heard how it stands, without a job. */
  untold(before: number, limit: number): Promise<readonly RefundWish[]>;
  /** What this customer wished and what came of it, as plain data. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** E-mail addresses that customers proved to be theirs, one each; sealed at rest. */
export interface Addresses extends PersonalData {
  of(customerId: CustomerId): Promise<VerifiedAddress | undefined>;
  /** Puts an address in the place of the one before it, whose wish for receipts stays. */
  save(address: Pick<VerifiedAddress, 'customerId' | 'address' | 'verifiedAt'>): Promise<void>;
  setReceipts(customerId: CustomerId, wanted: boolean): Promise<void>;
  /** Notes that this address takes no mail, if it is still theirs. */
  refused(customerId: CustomerId, address: string, at: number): Promise<void>;
}

/** One-time codes on their way, the newest of each customer. */
export interface OneTimeCodes extends PersonalData {
  /** Stores a code in the place of the customer's earlier one. `digits`: null when no digits shall ever fit. */
  open(code: Omit<OneTimeCode, 'tries' | 'usedAt'>, digits: string | null): Promise<void>;
  /**
   * Compare-and-swap: takes one of the tries of a code that is open, and uses it up when the digits fit. Answers it as it is then
   * (`usedAt`: they fitted), or undefined when none was open.
   */
  try(customerId: CustomerId, digits: string, at: number): Promise<OneTimeCode | undefined>;
  byId(id: OneTimeCodeId): Promise<OneTimeCode | undefined>;
  /** The newest, open or not. */
  of(customerId: CustomerId): Promise<OneTimeCode | undefined>;
  /** Forgets what expired before `before`. */
  prune(before: number): Promise<void>;
}

/** Mails to be sent, and for a while those that were. */
export interface Mails extends PersonalData {
  /** `secret` is sealed, and kept only while the mail waits. */
  insert(mail: QueuedMail, secret: string | null): Promise<void>;
  byId(id: MailId): Promise<QueuedMail | undefined>;
  secretOf(id: MailId): Promise<string | null>;
  /** Whether such a mail waits already. */
  isWaiting(mail: Pick<QueuedMail, 'kind' | 'subject'>): Promise<boolean>;
  /** Ends a mail that waits; its secret goes. */
  end(id: MailId, state: Exclude<MailState, 'waiting'>, at: number): Promise<void>;
  /** Mails made before `before` that wait, without a job. */
  waiting(before: number, limit: number): Promise<readonly QueuedMail[]>;
  /** Forgets what ended before `before`. */
  prune(before: number): Promise<void>;
}

/** Every claim of a card, for whoever has to find out later how a card came to somebody. */
export interface Claims extends PersonalData {
  /** `proof` may be secret, and is kept as a digest. */
  record(claim: Claim): Promise<void>;
  /** Forgets what is older. */
  prune(before: number): Promise<void>;
}

/** Questions to the owners of cards that somebody else claims with a right proof. */
export interface ClaimRequests extends PersonalData {
  open(request: ClaimRequest): Promise<void>;
  byId(id: ClaimRequestId): Promise<ClaimRequest | undefined>;
  /** Compare-and-swap; answers whether this call moved it. Whoever is to hear of it has not been told then. */
  move(id: ClaimRequestId, from: ClaimRequestState, to: ClaimRequestState): Promise<boolean>;
  /** Notes that it was told, unless it has moved on from this state. */
  told(id: ClaimRequestId, state: ClaimRequestState, at: number): Promise<void>;
}

/** Cards that sellers say they sold, by which their buyers can claim them. Addresses are sealed at rest. */
export interface SoldCards extends PersonalData {
  /** Keeps a list until it is confirmed; answers what it would change. */
  draft(list: SoldCardImport, rows: readonly SoldCard[]): Promise<ImportCounts>;
  /**
   * Compare-and-swap: takes the list over, or drops it, if this operator sent it after `since` and it is not decided yet; answers what
   * that changed, else undefined. The same list again changes nothing. To be called in a transaction.
   */
  decide(
    id: ImportId,
    operatorId: CustomerId,
    state: 'imported' | 'cancelled',
    when: { at: number; since: number },
  ): Promise<{ counts: ImportCounts; messageId: number } | undefined>;
  /** The address that a card was bought with, as far as a list says so. */
  addressOf(iccid: string): Promise<string | undefined>;
  /** Notes that this customer proved the address, for all cards bought with it or for the one named. */
  grant(grant: { customerId: CustomerId; address: string; iccid: string | null; at: number }): Promise<void>;
  /** Numbers of the cards that were granted to this customer and not settled yet, and when, at most so many. */
  grantedTo(
    customerId: CustomerId,
    limit: number,
  ): Promise<readonly { readonly iccid: string; readonly grantedAt: number | null }[]>;
  /** Compare-and-swap: ends a grant; answers whether this call did. */
  settle(iccid: string, customerId: CustomerId): Promise<boolean>;
  /** Forgets the lists of before that nobody confirmed. */
  pruneDrafts(before: number): Promise<void>;
}

/** Cases that only a person can decide; one open case per subject and reason. */
export interface Reviews {
  open(review: Pick<Review, 'subject' | 'reason' | 'detail'> & { at: number }): Promise<void>;
  /** Open or closed. */
  byId(id: ReviewId): Promise<Review | undefined>;
  /** The open case of this subject and reason. */
  openOf(subject: string, reason: ReviewReason): Promise<Review | undefined>;
  /** Those that are open, the oldest first. */
  list(): Promise<readonly Review[]>;
  /** The same by page, all or of one reason. */
  page(page: { offset: number; limit: number; reason?: ReviewReason }): Promise<readonly Review[]>;
  /** How many are open, of all or of one reason. */
  count(reason?: ReviewReason): Promise<number>;
  /** Compare-and-swap: a person closes a case; answers whether this call did. */
  close(id: ReviewId, end: { at: number; by: CustomerId; outcome: ReviewOutcome }): Promise<boolean>;
  /** Closes the open case of this subject and reason, if there is one: it ended by itself. */
  settle(
    review: Pick<Review, 'subject' | 'reason'>,
    end: { at: number; outcome: ReviewOutcome },
  ): Promise<void>;
  /** Those of them that the operators have not heard of. */
  untold(): Promise<readonly Review[]>;
  told(ids: readonly ReviewId[], at: number): Promise<void>;
  /** Whether there ever was a case about one of these, of this reason where one is named. */
  wasOpened(subjects: readonly string[], reason?: Review['reason']): Promise<boolean>;
}

/** What operators did, written in the transaction that did it; append-only. */
export interface Audit {
  record(entry: Omit<AuditEntry, 'id'>): Promise<void>;
  /** What was done to this, oldest first. */
  of(subject: string): Promise<readonly AuditEntry[]>;
}

/** Why nothing is sold now; sales run while there is no reason. */
export interface SalePauses {
  list(): Promise<readonly SalePause[]>;
  /** Answers whether this reason was not there before; else it stays as it is. */
  begin(pause: SalePause): Promise<boolean>;
  /** Answers whether this call ended it. */
  end(reason: PauseReason): Promise<boolean>;
}

/** Comparisons of our books with everybody else's, and how far they have come. */
export interface Reconciliations {
  /** Writes down how far it has come; the same one again takes its place. */
  save(reconciliation: Reconciliation): Promise<void>;
  /** The one of this kind that was cut short. */
  unfinished(kind: Reconciliation['kind']): Promise<Reconciliation | undefined>;
  /** Those that are finished and have not reached the operators, the oldest first. */
  untold(): Promise<readonly Reconciliation[]>;
  told(id: ReconciliationId, at: number): Promise<void>;
  /** What is remembered under this name. */
  mark(name: string): Promise<string | undefined>;
  setMark(name: string, value: string): Promise<void>;
  /** The moment before this database began to keep books: that of its first customer, or now. Found out once. */
  born(now: number): Promise<number>;
}

/** What is wrong with the shop and what operators were told of it; one row per key. */
export interface Alerts {
  /** The oldest first. */
  list(): Promise<readonly Alert[]>;
  /** Unless there is one of this key. */
  begin(trouble: Trouble, since: number): Promise<void>;
  /** Operators have heard of it. */
  told(key: AlertKey, at: number): Promise<void>;
  /** null: not well after all. */
  setWell(key: AlertKey, since: number | null): Promise<void>;
  /** Forgets it. */
  end(key: AlertKey): Promise<void>;
}

/** A stored update, without what it says. */
export interface KeptUpdate {
  readonly number: string;
  /** Whose updates are handled in order: a chat's id. */
  readonly chat: string;
  /** `review`: it failed, and a person decides. */
  readonly state: 'pending' | 'review' | 'done';
  readonly receivedAt: number;
}

/** Telegram's updates, for whoever looks after those that are not handled. */
export interface Updates {
  byNumber(number: string): Promise<KeptUpdate | undefined>;
  /** Stored before `before` and not handled, the oldest first. */
  stuck(page: { before: number; offset: number; limit: number }): Promise<readonly KeptUpdate[]>;
  /** How many of them there are, and in how many chats. */
  countStuck(before: number): Promise<{ updates: number; chats: number }>;
  /** Compare-and-swap: one that a person had is to be handled again, as if for the first time. */
  replay(number: string): Promise<boolean>;
  /** Compare-and-swap from that state: it is not handled any more, and what it said is forgotten. */
  release(number: string, from: 'pending' | 'review', at: number): Promise<boolean>;
}

/**
 * What may be done a number of times within a span of milliseconds that begins with the first of them: guesses, mails. `subject` is
 * whoever or whatever is counted; it may be secret, and is kept as a digest.
 */
export interface Limits {
  /** Takes one, also of many at once; answers how many are left then, or undefined when there was none to take. */
  take(limit: {
    name: string;
    subject: string;
    most: number;
    span: number;
    at: number;
  }): Promise<number | undefined>;
  /** Puts one back that was taken for something that did not count after all. */
  giveBack(limit: { name: string; subject: string }): Promise<void>;
  /** How many are left, without taking one. */
  left(limit: { name: string; subject: string; most: number; at: number }): Promise<number>;
  /** Forgets what is over. */
  prune(at: number): Promise<void>;
}

export type JobKind =
  | 'attempt'
  | 'code'
  | 'payment'
  | 'order'
  | 'refund'
  | 'wish'
  | 'case'
  | 'dispute'
  | 'went_back'
  | 'mail'
  | 'claim'
  | 'collect'
  | 'notice'
  | 'reconcile'
  | 'sweep';

/** A job to run. `key` makes it one per kind and subject while it is not finished. */
export interface NewJob {
  readonly kind: JobKind;
  readonly key: string;
  /** Epoch milliseconds; now when absent. */
  readonly runAt?: number;
}

export interface Job extends Required<NewJob> {
  readonly id: JobId;
  readonly attempts: number;
}

/** A job that failed and is tried again. */
export interface FailingJob {
  readonly id: JobId;
  readonly kind: JobKind;
  readonly key: string;
  readonly failures: number;
  readonly nextAt: number;
  /** In words, without secrets. */
  readonly lastError: string | null;
}

export interface Jobs {
  /**
   * Adds a job unless one with this kind and key waits already (then the earlier `runAt` wins). Inside a transaction it exists only
   * if that commits, and the runner is woken after the commit.
   */
  send(job: NewJob): Promise<void>;
  /** Ends the running job inside its handler's last transaction, which saves a commit; a job nobody finished is ended by the runner. */
  finish(job: Job): Promise<void>;
  /** Those that failed last time and will run again, the next first. */
  failing(page: { offset: number; limit: number }): Promise<readonly FailingJob[]>;
  countFailing(): Promise<number>;
  failingById(id: JobId): Promise<FailingJob | undefined>;
  /** Lets a job that failed run now. Compare-and-swap: false when it runs already, or is gone. */
  hurry(id: JobId, at: number): Promise<boolean>;
}

/** All repositories over one connection, or inside one transaction. */
export interface Repositories {
  readonly customers: Customers;
  readonly cards: Cards;
  readonly shares: Shares;
  readonly cardLinks: CardLinks;
  readonly cardNotices: CardNotices;
  readonly orders: Orders;
  readonly activationCodes: ActivationCodes;
  readonly attempts: Attempts;
  readonly payments: Payments;
  readonly refunds: Refunds;
  readonly refundWishes: RefundWishes;
  readonly disputes: Disputes;
  readonly fulfilments: Fulfilments;
  readonly addresses: Addresses;
  readonly oneTimeCodes: OneTimeCodes;
  readonly mails: Mails;
  readonly claims: Claims;
  readonly claimRequests: ClaimRequests;
  readonly soldCards: SoldCards;
  readonly reviews: Reviews;
  readonly audit: Audit;
  readonly salePauses: SalePauses;
  readonly reconciliations: Reconciliations;
  readonly alerts: Alerts;
  readonly updates: Updates;
  readonly limits: Limits;
  readonly jobs: Jobs;
}

export interface Store extends Repositories {
  /**
   * Runs `work` in one durable transaction with the repositories bound to it; use only those inside (the outer ones would wait for
   * ever on SQLite), and never await the network in it.
   */
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
}
