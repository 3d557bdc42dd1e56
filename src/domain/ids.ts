/** Ids carry their kind in their type and in their text, so one kind cannot pass for another. */
export type CustomerId = `customer_${number}`;
export type CardId = `card_${string}`;
export type OrderId = `order_${string}`;
export type AttemptId = `attempt_${string}`;
export type PaymentId = `payment_${string}`;
export type RefundId = `refund_${string}`;
export type DisputeId = `dispute_${string}`;
export type LossId = `loss_${string}`;
export type CodeId = `code_${string}`;
export type ReviewId = `review_${string}`;
export type ReconciliationId = `reconciliation_${string}`;
export type AuditId = `audit_${string}`;
export type ShareId = `share_${string}`;
export type CardNoticeId = `notice_${string}`;
export type ClaimId = `claim_${string}`;
export type ClaimRequestId = `request_${string}`;
export type SoldCardId = `sold_${string}`;
export type ImportId = `import_${string}`;
export type JobId = `job_${string}`;
export type MailId = `mail_${string}`;
export type OneTimeCodeId = `otc_${string}`;

/** Makes an unguessable id: the prefix, `_`, and at least 128 random bits in base64url. */
export type NewId = <Prefix extends string>(prefix: Prefix) => `${Prefix}_${string}`;

/** A customer is a Telegram user; the id is derived, so no look-up stands between an update and its customer. */
export function customerIdOf(telegramUserId: number): CustomerId {
  return `customer_${telegramUserId}`;
}

/** The Telegram user behind a customer; in a private chat also the chat id. */
export function telegramUserIdOf(id: CustomerId): number {
  return Number(id.slice('customer_'.length));
}
