import type { Speeches } from '../i18n/speech.ts';

export type Wish =
  | 'balance'
  | 'renew'
  | 'buy'
  | 'claim'
  | 'code'
  | 'orders'
  | 'refund'
  | 'help'
  | 'offline'
  | 'language'
  | 'cards'
  | 'email'
  | 'data'
  | 'settings'
  | 'person';

/** Longer messages are talk, not a wish in a word or two. */
const longest = 60;

export interface TypedWords {
  /** What a traveller who types wants, from the words of every language; undefined when no word says. */
  wishOf(text: string): Wish | undefined;
  /** Whether a text is one of these words and nothing else. */
  isWord(text: string): boolean;
}

export function createTypedWords(speeches: Speeches): TypedWords {
  // A question that mentions a renewal is a question first.
  const lists = (
    [
      'person',
      'offline',
      'refund',
      'help',
      'code',
      'orders',
      'claim',
      'balance',
      'renew',
      'buy',
      'language',
      'cards',
      'email',
      'data',
      'settings',
    ] as const
  ).map((wish) => {
    const words = speeches.all.flatMap(({ t }) => t(`words-${wish}`).split('|'));
    return { wish, words: words.map((word) => word.trim().toLowerCase()) };
  });
  const all = new Set(lists.flatMap(({ words }) => words.map(bare)));
  return {
    wishOf: (text) => {
      const said = text
        .slice(0, longest + 1)
        .trim()
        .toLowerCase()
        .replaceAll('’', "'");
      if (said.length > longest) return undefined;
      return lists.find(({ words }) => words.some((word) => mentions(said, word)))?.wish;
    },
    isWord: (text) => text.length <= longest && all.has(bare(text.toLowerCase())),
  };
}

/** Letters and digits alone. */
function bare(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** Latin words match whole; Chinese has no spaces between words; `=word` is the whole message. */
function mentions(said: string, word: string): boolean {
  if (word.startsWith('=')) return bare(said) === bare(word);
  if (!/^[\p{Script=Latin}\s']+$/u.test(word)) return said.includes(word);
  return ` ${said.replaceAll(/[^\p{L}\p{N}']+/gu, ' ')} `.includes(` ${word} `);
}
