import { errorWords } from '../../domain/error-words.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { ProviderErrorKind } from '../../services/supply-port.ts';

/** The supplier understood, and said no. `code` is its own, for those that mean something only where they are asked for. */
export class EsimAccessRefusal extends ProviderError {
  readonly code: string;
  constructor(kind: ProviderErrorKind, code: string, words: string) {
    super(kind, `eSIM Access refused with code ${code}${words === '' ? '' : `: ${harmless(words)}`}`);
    this.name = 'EsimAccessRefusal';
    this.code = code;
  }
}

/** An address that is told back to us may be the secret one of our webhooks. */
function harmless(words: string): string {
  return errorWords(words.replaceAll(/https?:\S+/gi, '…'));
}

export const codes = {
  wrongState: '200002',
  stillAllocating: '200010',
  /** This order was placed before under its key; some sources have success in its place. */
  knownKey: '310402',
  noSuchOrder: '310272',
} as const;

const kinds = new Map<string, ProviderErrorKind>(
  Object.entries({
    '101001': 'auth',
    '101002': 'auth',
    '101003': 'auth',
    [codes.wrongState]: 'bad_request',
    // Another price than the one just asked for: the next sending asks again.
    '200005': 'temporary',
    '200006': 'temporary',
    '200007': 'no_credit',
    '200008': 'bad_request',
    [codes.stillAllocating]: 'temporary',
    '200011': 'out_of_stock',
    '310201': 'plan_gone',
    '310211': 'bad_request',
    '310221': 'bad_request',
    '310231': 'bad_request',
    '310241': 'plan_gone',
    '310243': 'plan_gone',
    '310251': 'bad_request',
    [codes.noSuchOrder]: 'profile_gone',
    '310403': 'profile_gone',
  } as const),
);

/** What a code means. One that is not documented as a plain no leaves the outcome of a write open. */
export function refusalOf(
  { code, words }: { code: string; words: string },
  { write }: { write: boolean },
): EsimAccessRefusal {
  const request = /^0001\d\d$/.test(code) ? 'bad_request' : undefined;
  const kind = kinds.get(code) ?? request ?? (write ? 'unknown_outcome' : 'temporary');
  return new EsimAccessRefusal(kind, code, words);
}
