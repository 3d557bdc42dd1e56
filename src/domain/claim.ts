import type { CardId, ClaimId, ClaimRequestId, CustomerId } from './ids.ts';
import { day } from './time.ts';

/** How somebody proves that a card is theirs. */
export type ClaimWay = 'picture' | 'code' | 'email';

/** `asked`: it is somebody else's, and they were asked; `handed_over`: they agreed. Only whoever reads the audit sees the difference. */
export type ClaimEnd = 'added' | 'yours' | 'unknown' | 'owned' | 'asked' | 'handed_over' | 'kept' | 'silent';

/** One row of the audit: who claimed, how, and what came of it. The proof is kept as a digest. */
export interface Claim {
  readonly id: ClaimId;
  readonly customerId: CustomerId;
  readonly way: ClaimWay;
  readonly proof: string;
  readonly end: ClaimEnd;
  readonly cardId: CardId | null;
  readonly at: number;
}

/** `void`: the card was somebody else's by the time its owner agreed. */
export type ClaimRequestState = 'open' | 'given' | 'kept' | 'void';

/** A question to the owner of a card: somebody with a right proof asks for it. */
export interface ClaimRequest {
  readonly id: ClaimRequestId;
  readonly cardId: CardId;
  readonly ownerId: CustomerId;
  readonly claimantId: CustomerId;
  readonly way: ClaimWay;
  readonly state: ClaimRequestState;
  readonly askedAt: number;
  readonly expiresAt: number;
  /** When the owner was told, and later the claimant. */
  readonly toldAt: number | null;
}

/** The owner has this long to answer. */
export const requestLifetime = day;

/** An installation code as it is compared: the address in lower case, the matching id as it is, nothing else. */
export function canonicalCode(lpa: string): string {
  const [, address = '', matchingId = ''] = lpa.trim().replace(/^LPA:/i, '').split('$');
  return `1$${address.toLowerCase()}$${matchingId}`;
}
