import type { Locale } from '../../src/domain/customer.ts';
import type { Bubble } from '../support/person.ts';

/** What fits a phone without scrolling. */
const limits = { rows: 6, chinese: 160, latin: 320 } as const;

/** As Telegram counts: code points. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Characters of the longest bubble. */
export function longest(bubbles: readonly Bubble[]): number {
  return Math.max(0, ...bubbles.map(({ text }) => lengthOf(text)));
}

/** The bubbles that are too long or have too many rows of buttons. */
export function overBudget(bubbles: readonly Pick<Bubble, 'text' | 'buttons'>[], locale: Locale): string[] {
  const most = locale.startsWith('zh') ? limits.chinese : limits.latin;
  return bubbles.flatMap(({ text, buttons }) => [
    ...(lengthOf(text) > most ? [`${lengthOf(text)} characters of ${most}: ${text}`] : []),
    ...(buttons.length > limits.rows ? [`${buttons.length} rows below: ${text}`] : []),
  ]);
}
