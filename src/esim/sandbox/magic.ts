import type { ProviderErrorKind } from '../../services/supply-port.ts';

/** What goes wrong with a plan whose id begins with one of these names; every other plan is served well. */
export type Magic =
  | { readonly kind: 'none' }
  /** Nothing is made. */
  | { readonly kind: 'refused'; readonly error: ProviderErrorKind; readonly message: string }
  /** Only a top-up is refused. */
  | { readonly kind: 'topup_refused' }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The order is made and the answer lost. */
  | { readonly kind: 'lost_answer' }
  /** The question is lost the first time; its repetition gets through. */
  | { readonly kind: 'lost_question' }
  | { readonly kind: 'pending_forever' }
  | { readonly kind: 'webhooks_twice' }
  | { readonly kind: 'webhooks_reversed' };

const table: readonly (readonly [string, Magic])[] = [
  ['sbx-fail-credit', refused('no_credit', 'our credit with the supplier is used up')],
  ['sbx-fail-stock', refused('out_of_stock', 'not enough stock')],
  ['sbx-fail-maintenance', refused('temporary', 'the operator is under maintenance')],
  ['sbx-fail-gone', refused('plan_gone', 'the plan is not sold any more')],
  ['sbx-fail-topup-disabled', { kind: 'topup_refused' }],
  ['sbx-slow-20s', { kind: 'slow', milliseconds: 20_000 }],
  ['sbx-timeout-after-commit', { kind: 'lost_answer' }],
  ['sbx-timeout-before-commit', { kind: 'lost_question' }],
  ['sbx-pending-forever', { kind: 'pending_forever' }],
  ['sbx-dup-webhook', { kind: 'webhooks_twice' }],
  ['sbx-out-of-order-webhook', { kind: 'webhooks_reversed' }],
];

/** What a plan id does; the name may be followed by anything, as in `sbx-fail-stock-30d`. */
export function magicOf(planId: string): Magic {
  return table.find(([name]) => planId.startsWith(name))?.[1] ?? { kind: 'none' };
}

function refused(error: ProviderErrorKind, message: string): Magic {
  return { kind: 'refused', error, message };
}
