import type { CardId, CustomerId, ShareId } from './ids.ts';
import { day } from './time.ts';

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
  /** Who made it; once the card is another's, it leads nowhere. */
  readonly ownerId: CustomerId;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Who used it; null while nobody has. */
  readonly usedBy: CustomerId | null;
}

/** How long such a link waits for somebody, in milliseconds. */
export const linkLifetime: Readonly<Record<CardLink['purpose'], number>> = { share: 7 * day, give: day };

/** A card has no more companions than this at a time. */
export const mostCompanions = 5;
