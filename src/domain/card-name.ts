/** Longest name of a card, in code points. */
export const longestName = 24;

/**
 * A card's name as typed, with single spaces; undefined for one that is empty, too long, or holds what cannot be seen or turns the
 * text around it (only the joiner of emoji is allowed).
 */
export function parseCardName(text: string): string | undefined {
  const name = text.normalize('NFC').trim().replaceAll(/ +/g, ' ');
  const length = Array.from(name).length;
  if (length < 1 || length > longestName) return undefined;
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(name.replaceAll('\u200d', '')) || !/[^\p{Z}\p{M}\u200d]/u.test(name)
    ? undefined
    : name;
}
