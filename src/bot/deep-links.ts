import type { ActivationCode } from '../domain/activation-code.ts';

/**
 * Every link into the bot, in one table: `t.me/<bot>?start=<payload>`, at most 64 of `[A-Za-z0-9_-]`.
 * A link opens a screen; nothing happens before a tap on it. `card_…` opens for the card's owner alone.
 */
export type DeepLink =
  | { readonly to: 'home' }
  | { readonly to: 'renew' }
  | { readonly to: 'help' }
  | { readonly to: 'buy'; readonly coverage: string | null }
  | { readonly to: 'claim' }
  /** Cases, or how the shop is; each opens for operators alone. */
  | { readonly to: 'cases' }
  | { readonly to: 'status' }
  | { readonly to: 'card'; readonly cardId: string }
  /** Back from a payment page; opens for the payer alone. */
  | { readonly to: 'payment'; readonly attemptId: string }
  /** An activation code, as it was typed into the link: a bearer secret. */
  | { readonly to: 'code'; readonly text: string }
  /** To become a companion of a card, or its owner: for one person. */
  | { readonly to: 'share' | 'give'; readonly token: string }
  | { readonly to: 'unknown' };

const table: readonly { pattern: RegExp; open: (match: RegExpExecArray) => DeepLink }[] = [
  { pattern: /^$/, open: () => ({ to: 'home' }) },
  { pattern: /^renew$/, open: () => ({ to: 'renew' }) },
  { pattern: /^help$/, open: () => ({ to: 'help' }) },
  { pattern: /^claim$/, open: () => ({ to: 'claim' }) },
  { pattern: /^review$/, open: () => ({ to: 'cases' }) },
  { pattern: /^status$/, open: () => ({ to: 'status' }) },
  { pattern: /^buy(?:_([A-Z]{2,8}))?$/, open: ([, coverage]) => ({ to: 'buy', coverage: coverage ?? null }) },
  { pattern: /^card_[A-Za-z0-9_-]{22}$/, open: ([cardId]) => ({ to: 'card', cardId }) },
  {
    pattern: /^paid_([A-Za-z0-9_-]{22})$/,
    open: ([, token]) => ({ to: 'payment', attemptId: `attempt_${token}` }),
  },
  { pattern: /^act_(YY[0-9A-Za-z]{12})$/, open: ([, text]) => ({ to: 'code', text: text ?? '' }) },
  { pattern: /^share_([A-Za-z0-9_-]{22})$/, open: ([, token = '']) => ({ to: 'share', token }) },
  { pattern: /^give_([A-Za-z0-9_-]{22})$/, open: ([, token = '']) => ({ to: 'give', token }) },
];

/** What a /start payload asks for; anything that is not in the table is `unknown`. */
export function readDeepLink(payload: string): DeepLink {
  for (const { pattern, open } of table) {
    const match = pattern.exec(payload);
    if (match) return open(match);
  }
  return { to: 'unknown' };
}

/** The link that opens an activation code, and is as much of a secret as the code. */
export function codeLink(botUsername: string, code: ActivationCode): string {
  return deepLink(botUsername, `act_${code.replaceAll('-', '')}`);
}

/** The link that a payload of the table makes. */
export function deepLink(
  botUsername: string,
  payload: 'renew' | 'help' | 'review' | 'status' | `${'card' | 'paid' | 'act' | 'share' | 'give'}_${string}`,
): string {
  return `https://t.me/${botUsername}?start=${payload}`;
}
