import type { CardId, CustomerId, ShareId } from './ids.ts';

/** A companion may see what is left on a card and renew it; nothing else. */
export interface Share {
  readonly id: ShareId;
  readonly cardId: CardId;
  readonly companionId: CustomerId;
  /** What the companion was called when they accepted; null when not known. */
  readonly name: string | null;
  readonly createdAt: number;
  /** null while it lasts. */
  readonly endedAt: number | null;
}

/** A link by which one person becomes a companion of a card, or its new owner. Its token is a secret of whoever has the link. */
export interface CardLink {
  readonly cardId: CardId;
  readonly purpose: 'share' | 'give';
  /** Who made it; without them the card's owner no longer, it leads nowhere. */
  readonly ownerId: CustomerId;
  readonly createdAt: number;
  readonly expiresAt: number;
}
