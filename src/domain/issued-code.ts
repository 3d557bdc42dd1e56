import type { CodeId, CustomerId, OrderId } from './ids.ts';
import type { Plan } from './plan.ts';
import { day } from './time.ts';

/** After this an activation code that nobody used goes back to its payer as money. */
export const codeLifetime = 180 * day;
/** The payer is reminded this long before. */
export const remindAhead = 7 * day;

/**
 * `active`: pays for its plan. `held`: nobody can use it while its payment is disputed. `redeemed`: an order was placed with it.
 * `contested`: so it was, but the money that paid for it is disputed or went back. `void`: cancelled by its payer, or withdrawn with its
 * money. `expired`: nobody used it in time.
 */
export type CodeState = 'active' | 'held' | 'redeemed' | 'contested' | 'void' | 'expired';

export type CodeEvent =
  | 'redeemed'
  /** Certain that its order brought nothing. */
  | 'returned'
  | 'voided'
  /** The money that paid for it is disputed. */
  | 'held'
  /** It is ours after all. */
  | 'released'
  /** It went back, or part of it. */
  | 'withdrawn'
  | 'expired';

/** Every legal move of an activation code; a pair that is not here changes nothing. */
const codeMoves: Readonly<Record<CodeState, Partial<Record<CodeEvent, CodeState>>>> = {
  active: { redeemed: 'redeemed', voided: 'void', held: 'held', withdrawn: 'void', expired: 'expired' },
  held: { released: 'active', withdrawn: 'void' },
  redeemed: { returned: 'active', held: 'contested', withdrawn: 'contested' },
  contested: { released: 'redeemed', returned: 'held' },
  void: {},
  expired: {},
};

/** Where an event leads from here, or undefined when the event does not apply. */
export function nextCodeState(state: CodeState, event: CodeEvent): CodeState | undefined {
  return codeMoves[state][event];
}

/** An activation code that was paid for, without its secret. */
export interface IssuedCode {
  readonly id: CodeId;
  /** The order that paid for it. */
  readonly orderId: OrderId;
  readonly payerId: CustomerId;
  /** What it activates: a frozen copy. */
  readonly plan: Plan;
  readonly state: CodeState;
  /** Who placed an order with it, and which; null while nobody has, and again when that brought nothing. */
  readonly redeemedBy: CustomerId | null;
  readonly redemptionOrderId: OrderId | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}
