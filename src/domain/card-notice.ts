import type { CardId, CardNoticeId, CustomerId, ShareId } from './ids.ts';

/**
 * Something about a card that its reader did not do just now, and is told: somebody came to share it, it has gone to somebody else, or
 * it was brought along for them. It is kept until it is told.
 */
export interface CardNotice {
  readonly id: CardNoticeId;
  readonly kind: 'came' | 'gone' | 'brought';
  readonly readerId: CustomerId;
  readonly cardId: CardId;
  /** By which somebody came. */
  readonly shareId: ShareId | null;
}
