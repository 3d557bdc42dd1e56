/** Why sales rest: an operator wants it, or our credit with the supplier is nearly used up. */
export const pauseReasons = ['operator', 'supplier_credit'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Sales run while there is none. */
export interface SalePause {
  readonly reason: PauseReason;
  readonly since: number;
}
