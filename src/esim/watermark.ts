/** Letters 3 cells wide and 5 high. */
const letters: Readonly<Record<string, readonly string[]>> = {
  A: ['.#.', '#.#', '###', '#.#', '#.#'],
  B: ['##.', '#.#', '##.', '#.#', '##.'],
  D: ['##.', '#.#', '#.#', '#.#', '##.'],
  E: ['###', '#..', '##.', '#..', '###'],
  N: ['##.', '#.#', '#.#', '#.#', '#.#'],
  O: ['###', '#.#', '#.#', '#.#', '###'],
  S: ['###', '#..', '###', '..#', '###'],
  T: ['###', '.#.', '.#.', '.#.', '.#.'],
  X: ['#.#', '#.#', '.#.', '#.#', '#.#'],
  ' ': ['.', '.', '.', '.', '.'],
};
const below = 5;

/** Rows of `#` and `.`, `width` cells wide, with the word in the middle and clear rows below it. */
export function watermarkRows(word: string, width: number): readonly string[] {
  const glyphs = word.split('').map((letter) => letters[letter] ?? letters[' '] ?? []);
  const rows = [0, 1, 2, 3, 4].map((row) => glyphs.map((glyph) => glyph[row]).join('.'));
  const centred = rows.map((row) => {
    const left = Math.max(0, Math.floor((width - row.length) / 2));
    return ('.'.repeat(left) + row).padEnd(width, '.').slice(0, width);
  });
  return [...centred, ...Array.from({ length: below }, () => '.'.repeat(width))];
}
