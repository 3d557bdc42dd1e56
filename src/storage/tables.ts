import type { Generated, Kysely, Selectable, Transaction } from 'kysely';
import type { ClaimEnd, ClaimRequestState, ClaimWay } from '../domain/claim.ts';
import type { Locale } from '../domain/customer.ts';
import type { Dispute, DisputeState } from '../domain/dispute.ts';
import type { AlertKey } from '../domain/alert.ts';
import type { AuditAction } from '../domain/audit.ts';
import type {
  AttemptId,
  AuditId,
  CardId,
  CardNoticeId,
  ClaimId,
  ClaimRequestId,
  CodeId,
  CustomerId,
  DisputeId,
  ImportId,
  JobId,
  LossId,
  MailId,
  OneTimeCodeId,
  OrderId,
  PaymentId,
  ReconciliationId,
  RefundId,
  ReviewId,
  ShareId,
  SoldCardId,
} from '../domain/ids.ts';
import type { OneTimeCode, QueuedMail } from '../domain/mail.ts';
import type { CodeState } from '../domain/issued-code.ts';
import type { Currency } from '../domain/money.ts';
import type { Delivery, Fulfilment, OrderEvent, OrderState } from '../domain/order.ts';
import type { Payment, PaymentAttempt, Rail, Refund } from '../domain/payment.ts';
import type { CardNotice } from '../domain/card-notice.ts';
import type { Reconciliation } from '../domain/reconciliation.ts';
import type { ReviewOutcome, ReviewReason } from '../domain/review.ts';
import type { PauseReason } from '../domain/sale-pause.ts';
import type { RefundWishState } from '../domain/refund-wish.ts';
import type { CardLink } from '../domain/share.ts';
import type { JobKind } from '../services/work-port.ts';

/** JSON in a text column, written and read back by this program only. */
type Json = string;

/** The schema as the newest migration leaves it. Times are epoch milliseconds, amounts whole minor units. */
export interface Tables {
  customers: {
    id: CustomerId;
    chosen_locale: Locale | null;
    language_code: string | null;
    created_at: number;
    last_rail: Rail | null;
    phone_checked_at: number | null;
    home_zone: string | null;
    quiet_notices: Generated<number>;
    email_asked_at: number | null;
  };
  cards: {
    id: CardId;
    owner_id: CustomerId;
    provider: string;
    provider_ref: string;
    iccid: string;
    coverage: string;
    balance: Json | null;
    /** When the supplier was asked for it; not the time of its figures, which stands in it. */
    balance_as_of: number | null;
    /** Sealed by the vault. */
    installation_code: Uint8Array | null;
    created_at: number;
    name: string | null;
    removed_at: number | null;
  };
  shares: {
    id: ShareId;
    card_id: CardId;
    companion_id: CustomerId;
    /** Sealed by the vault. */
    companion_name: Uint8Array | null;
    /** Whose the card was; null where that is not known any more. */
    owner_id: CustomerId | null;
    created_at: number;
    ended_at: number | null;
  };
  card_notices: {
    id: CardNoticeId;
    kind: CardNotice['kind'];
    reader_id: CustomerId;
    card_id: CardId;
    share_id: ShareId | null;
  };
  card_links: {
    card_id: CardId;
    purpose: CardLink['purpose'];
    owner_id: CustomerId;
    /** Of the token. */
    digest: string;
    created_at: number;
    expires_at: number;
    used_by: CustomerId | null;
  };
  orders: {
    id: OrderId;
    version: number;
    payer_id: CustomerId;
    owner_id: CustomerId;
    card_id: CardId | null;
    plan: Json;
    preview: Json;
    price_amount: number;
    price_currency: Currency;
    state: OrderState;
    quote_expires_at: number;
    review_message_id: number | null;
    status_message_id: number | null;
    supplied_card_id: CardId | null;
    delivered_at: number | null;
    created_at: number;
    updated_at: number;
    delivery: Delivery;
    activation_code_id: CodeId | null;
  };
  activation_codes: {
    id: CodeId;
    /** The code, sealed by the vault. */
    secret: Uint8Array;
    digest: string;
    order_id: OrderId;
    payer_id: CustomerId;
    coverage: string;
    plan: Json;
    state: CodeState;
    redeemed_by: CustomerId | null;
    redemption_order_id: OrderId | null;
    created_at: number;
    expires_at: number;
    /** When it was last redeemed, or ended. */
    decided_at: number | null;
    reminded_at: number | null;
    /** When the payer heard that it was used. */
    told_at: number | null;
  };
  /** Whoever has shown a code. */
  code_holders: { code_id: CodeId; customer_id: CustomerId; shown_at: number };
  order_transitions: {
    order_id: OrderId;
    /** The version that the move made. */
    version: number;
    from_state: OrderState;
    event: OrderEvent;
    to_state: OrderState;
    at: number;
  };
  payment_attempts: {
    id: AttemptId;
    order_id: OrderId;
    rail: Rail;
    total_amount: number;
    total_currency: Currency;
    created_at: number;
    state: PaymentAttempt['state'];
    request: string | null;
    session_id: string | null;
    url: string | null;
    opened_at: number | null;
  };
  payments: {
    id: PaymentId;
    rail: Rail;
    charge_id: string;
    provider_charge_id: string | null;
    payer_id: CustomerId;
    amount: number;
    currency: Currency;
    payload: string;
    order_id: OrderId | null;
    outcome: Payment['outcome'];
    received_at: number;
  };
  refunds: {
    id: RefundId;
    payment_id: PaymentId;
    reason: Refund['reason'];
    state: Refund['state'];
    requested_at: number;
    finished_at: number | null;
    tries: Generated<number>;
    by_hand: Generated<number>;
  };
  /** `customer_id`: who paid for the order. */
  refund_wishes: {
    order_id: OrderId;
    customer_id: CustomerId;
    state: RefundWishState;
    card_id: CardId | null;
    message_id: number | null;
    asked_at: number;
    sent_at: number | null;
    decided_at: number | null;
    decided_by: CustomerId | null;
    told_at: number | null;
  };
  disputes: {
    id: DisputeId;
    payment_id: PaymentId;
    /** The rail's own name for it. */
    rail_id: string;
    amount: number;
    currency: Currency;
    state: DisputeState;
    opened_at: number;
    changed_at: number;
    heard: Dispute['heard'];
    end_told: Dispute['endTold'];
  };
  /** `amount`: below zero where the bank gave back what it had taken for good. */
  dispute_losses: {
    id: LossId;
    dispute_id: DisputeId;
    amount: number;
    currency: Currency;
    at: number;
  };
  fulfilments: {
    order_id: OrderId;
    key: string;
    provider: string;
    state: Fulfilment['state'];
    sends: number;
    not_found_at: number | null;
    last_error: string | null;
    started_at: number;
    slow_told_at: number | null;
  };
  /** `refused_plans`: how many there were in an answer that was too short; `accepted_plans`: an operator says that so many are right. */
  supplier_lists: {
    provider: string;
    looked_at: number;
    taken_at: number | null;
    refused_at: number | null;
    refused_plans: number | null;
    accepted_plans: number | null;
  };
  /** `least` is JSON. */
  listings: {
    provider: string;
    plan_id: string;
    bought_as: string | null;
    cost_amount: number | null;
    cost_currency: Currency | null;
    accepted_amount: number | null;
    accepted_currency: Currency | null;
    least: Json;
    missing_since: number | null;
  };
  reviews: {
    id: ReviewId;
    subject: string;
    reason: ReviewReason;
    detail: string;
    opened_at: number;
    told_at: number | null;
    closed_at: number | null;
    closed_by: CustomerId | null;
    outcome: ReviewOutcome | null;
  };
  audit: {
    id: AuditId;
    at: number;
    operator_id: CustomerId;
    action: AuditAction;
    subject: string;
    detail: string;
  };
  inbox: {
    seq: Generated<number>;
    source: 'telegram' | 'stripe';
    event_id: string;
    chat_key: string;
    /** The update, sealed as text; empty where there is none, or none any more. */
    raw: string;
    state: 'pending' | 'done' | 'review';
    failures: number;
    received_at: number;
    done_at: number | null;
  };
  jobs: {
    id: JobId;
    kind: JobKind;
    key: string;
    run_at: number;
    /** When the row wants attention: its run time while it waits, the end of the lease while it is claimed. */
    due_at: number;
    failures: number;
    claim: string | null;
    /** Sent again while claimed: run once more at this time. */
    again_at: number | null;
    /** Of the last failure, while it goes on failing. */
    last_error: string | null;
  };
  addresses: {
    /** The customer's. */
    id: CustomerId;
    /** Sealed by the vault. */
    address: Uint8Array;
    digest: string;
    wants_receipts: 0 | 1;
    verified_at: number;
    refused_at: number | null;
  };
  one_time_codes: {
    id: OneTimeCodeId;
    customer_id: CustomerId;
    purpose: OneTimeCode['purpose'];
    subject: string | null;
    /** Sealed by the vault; the empty text where it went nowhere. */
    address: Uint8Array;
    /** A digest. */
    code: string;
    tries: number;
    expires_at: number;
    used_at: number | null;
  };
  mails: {
    id: MailId;
    kind: QueuedMail['kind'];
    customer_id: CustomerId;
    subject: string;
    /** Sealed by the vault; null where there is none, or none any more. */
    secret: Uint8Array | null;
    state: QueuedMail['state'];
    created_at: number;
    ended_at: number | null;
  };
  claims: {
    id: ClaimId;
    customer_id: CustomerId;
    way: ClaimWay;
    /** A digest. */
    proof: string;
    outcome: ClaimEnd;
    card_id: CardId | null;
    at: number;
  };
  claim_requests: {
    id: ClaimRequestId;
    card_id: CardId;
    owner_id: CustomerId;
    claimant_id: CustomerId;
    way: ClaimWay;
    state: ClaimRequestState;
    asked_at: number;
    expires_at: number;
    told_at: number | null;
  };
  sold_cards: {
    id: SoldCardId;
    iccid: string;
    /** Sealed by the vault; null where its owner had it deleted. */
    email: Uint8Array | null;
    email_digest: string | null;
    order_text: string;
    imported_at: number;
    imported_by: CustomerId;
    granted_to: CustomerId | null;
    granted_at: number | null;
  };
  sold_card_imports: {
    id: ImportId;
    operator_id: CustomerId;
    state: 'draft' | 'imported' | 'cancelled' | 'forgotten';
    message_id: number;
    created_at: number;
    decided_at: number | null;
  };
  sold_card_drafts: {
    id: SoldCardId;
    import_id: ImportId;
    iccid: string;
    /** Sealed by the vault. */
    email: Uint8Array;
    email_digest: string;
    order_text: string;
  };
  /** A row for each reason why nothing is sold now. */
  sale_pauses: { reason: PauseReason; since: number };
  reconciliations: {
    id: ReconciliationId;
    kind: Reconciliation['kind'];
    /** What was compared and found so far. */
    body: Json;
    started_at: number;
    finished_at: number | null;
    told_at: number | null;
  };
  /** How far the comparison with others' books has come. */
  reconciliation_marks: { name: string; value: string };
  /** What is wrong with the shop; `facts` is JSON. */
  alerts: {
    key: AlertKey;
    since: number;
    facts: string;
    told_at: number | null;
    well_since: number | null;
  };
  /** `subject` is a digest. */
  limits: { name: string; subject: string; used: number; resets_at: number };
  /** `value` is JSON, sealed as text. */
  conversations: { key: string; value: string };
  plans: { id: string; body: Json; hidden_at: number | null };
  meta: { key: string; value: string };
  migrations: { name: string };
}

export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

/** One connection, or one transaction on it: repositories do not care which. */
export type Executor = Kysely<Tables> | Transaction<Tables>;
