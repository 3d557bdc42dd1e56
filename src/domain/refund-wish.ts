import type { CardId, CustomerId, OrderId } from './ids.ts';
import { day } from './time.ts';

/** A refund can be asked for this long after the order, as long as an unused activation code lives. */
export const refundableFor = 180 * day;

/**
 * `stopping`: not delivered yet, and nothing is sent to the supplier any more. `late`: it was delivered all the same, or a person finds
 * out whether it was. `asked`: it was delivered, and it is found out whether it can be taken back. `taking_back`: the supplier is asked
 * to cancel it. `returned`: certain that nothing of it is left, so the money goes back. `with_person`: an operator decides; then
 * `granted` or `refused`.
 */
export type RefundWishState =
  'stopping' | 'late' | 'asked' | 'taking_back' | 'returned' | 'with_person' | 'granted' | 'refused';

/** Every legal move of a wish. */
const wishMoves: Readonly<Record<RefundWishState, readonly RefundWishState[]>> = {
  stopping: ['late', 'taking_back', 'returned', 'asked'],
  late: ['asked', 'returned'],
  asked: ['taking_back', 'with_person'],
  taking_back: ['returned', 'late', 'with_person'],
  with_person: ['granted', 'refused'],
  returned: [],
  granted: [],
  refused: [],
};

/** Whether a wish may go from one state to another. */
export function mayBecome(from: RefundWishState, to: RefundWishState): boolean {
  return wishMoves[from].includes(to);
}

/** That whoever paid for an order wants the money back: one for each order. */
export interface RefundWish {
  readonly orderId: OrderId;
  /** Who paid. */
  readonly customerId: CustomerId;
  readonly state: RefundWishState;
  /** The card of which something is taken back; null until then, and where no card has it yet. */
  readonly cardId: CardId | null;
  /** The bubble that asked, where the outcome is shown. */
  readonly messageId: number | null;
  readonly askedAt: number;
  /** When the supplier was first asked to cancel; from then on it may have. */
  readonly sentAt: number | null;
  readonly decidedAt: number | null;
  /** The operator who granted or refused it. */
  readonly decidedBy: CustomerId | null;
  /** When the customer heard how it stands; null while they are still to. */
  readonly toldAt: number | null;
}
