/** Longest name of a card, in characters as people see them: a flag or a family is one. */
export const longestName = 24;
/** And in bytes: there is no end to what one visible character can be made of. */
const mostBytes = 120;

/**
 * A card's name as typed, with single spaces; undefined for one that is empty, too long, or holds what cannot be seen or turns the
 * text around it (only the joiner of emoji is allowed).
 */
export function parseCardName(text: string): string | undefined {
  const name = text.normalize('NFC').trim().replaceAll(/ +/g, ' ');
  // Cut before it is counted: a long message must not cost time.
  if (name === '' || name.length > mostBytes || shortened(name) !== name) return undefined;
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(name.replaceAll('\u200d', '')) || !/[^\p{Z}\p{M}\u200d]/u.test(name)
    ? undefined
    : name;
}

/** As much of a text from its beginning as a name may have, no visible character cut in two. */
export function shortened(text: string): string {
  const characters = new Intl.Segmenter().segment(text.slice(0, mostBytes));
  let short = '';
  let count = 0;
  for (const { segment } of characters) {
    if (++count > longestName || Buffer.byteLength(short + segment) > mostBytes) break;
    short += segment;
  }
  return short;
}
