import type { CardId, CustomerId } from './ids.ts';
import type { Balance } from './usage.ts';

/** The supplier's stable name for a profile (eSIM Access: esimTranNo; elsewhere the ICCID), with the ICCID, which suppliers reuse. */
export interface ProfileRef {
  readonly id: string;
  readonly iccid: string;
}

/** A profile, and the supplier that made it and looks after it. */
export interface SuppliedProfile {
  readonly provider: string;
  readonly ref: ProfileRef;
}

/** The customer's view of one eSIM profile: a 遠遊卡. Its installation code is kept apart, encrypted. */
export interface Card extends SuppliedProfile {
  readonly id: CardId;
  readonly ownerId: CustomerId;
  readonly coverage: string;
  /** What the supplier last said; null until it has answered once. */
  readonly balance: Balance | null;
  readonly createdAt: number;
  /** What its owner calls it; theirs alone to see. */
  readonly name: string | null;
  /** When its owner took it off their list; null while it is there. The profile works on, and the card may be claimed again. */
  readonly removedAt: number | null;
}

/** The last four digits, by which travellers know their card. */
export function shortNumber(card: Pick<Card, 'ref'>): string {
  return `·${card.ref.iccid.slice(-4)}`;
}
