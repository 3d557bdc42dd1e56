import type { CardId, CustomerId } from '../domain/ids.ts';
import { day, hour } from '../domain/time.ts';
import type { Limits } from './work-port.ts';

/** So many in a span of milliseconds, counted from the first one. */
export interface Limit {
  readonly name: string;
  readonly most: number;
  readonly span: number;
}

/*
 * What these limits hold, and whom they must not.
 *
 * A limit must not tell. What somebody asks of a card they do not have is counted where nobody else's answer can show it: codes that go
 * to an address on file (`quiet`) share no counter with codes to an address that was typed, or three claims by a number and a fourth by
 * a guessed address would say whether they belong together. At a quiet limit the answer stays the same, and no mail goes out. Numbers
 * that nobody knows count for whoever sent them alone, so they use up nobody's mails.
 *
 * A limit must not shut an honest customer out because of what others do.
 * - Guesses at cards and codes: only those that were wrong count; what was right, theirs already, or unanswered (twenty times an hour) is put back, everywhere. Nothing is counted
 *   for a code or a number: strangers could use it up, and who repeats one learns nothing new. The hourly cap of all together is what
 *   many accounts run into; with it reached, everybody still has one guess of the day of their own, so that it takes a new account a guess.
 * - Mails: an address gets three a day, whoever asks, because its owner did not ask for any. Strangers can use those up by typing it, or
 *   by its number, but by either not the other way: one is left to its owner. The hourly cap of all is kept hard, since everything that
 *   goes over it reaches people who asked for nothing; it ends within the hour, and nothing that is paid waits for it.
 * - What one limit refuses uses up none of the others.
 *
 * A limit must outlast what it counts: whoever has their data deleted and comes back finds it as they left it. What remains of them here
 * is a digest, up to the end of its span.
 */

/** Wrong guesses at cards: of a customer, of everybody together, and what a customer has beyond that. */
export const guesses = {
  own: { name: 'claims', most: 3, span: hour },
  all: { name: 'all claims', most: 300, span: hour },
  beyond: { name: 'claims beyond the cap', most: 1, span: day },
} as const;

/** Claims of a customer that no supplier answered, and that cost them no guess: each can be work for a supplier that goes on for long. */
export const unanswered = { name: 'unanswered claims', most: 20, span: hour } as const;

/** Wrong guesses at activation codes. */
export const wrongCodes = {
  own: { name: 'wrong codes', most: 5, span: hour },
  all: { name: 'all wrong codes', most: 1000, span: hour },
  beyond: { name: 'wrong codes beyond the cap', most: 1, span: day },
} as const;

/** One-time codes that a customer has sent, to whatever address. */
export const codesOfCustomer = { name: 'codes of a customer', most: 6, span: day } as const;
/** Codes to an address that was typed, and all of these together. */
export const typedCodes = {
  toAddress: { name: 'codes to an address', most: 3, span: day },
  overall: { name: 'codes', most: 300, span: hour },
} as const;
/** The same for codes to an address on file, which the customer does not know. */
export const quietCodes = {
  toAddress: { name: 'quiet codes to an address', most: 3, span: day },
  overall: { name: 'quiet codes', most: 300, span: hour },
} as const;

/** An owner is not asked more often about one card, whoever asks: their peace is worth more than a claim that can wait a day. */
export const questions = { name: 'questions about a card', most: 1, span: day } as const;
/** Who was refused by the owner cannot have them asked about this card again for so long. */
export const refusals = { name: 'refused claims of a card', most: 1, span: 30 * day } as const;
/** Whom a refusal is about. */
export function refusalOf(cardId: CardId, claimantId: CustomerId): string {
  return `${claimantId} ${cardId}`;
}

/** A guess that was counted before it is known to be one. */
export interface Try {
  /** How many the customer has after this one. */
  readonly left: number;
  /** It was no guess, and costs nobody one. */
  giveBack(): Promise<void>;
}

/** Takes a guess of the customer's and one of everybody's, or the customer's own beyond that; undefined, with nothing taken, when there is none. */
export async function takeGuess(
  limits: Limits,
  customerId: CustomerId,
  { own, all, beyond }: Readonly<Record<'own' | 'all' | 'beyond', Limit>>,
  at: number,
): Promise<Try | undefined> {
  for (const way of [[all, 'all'] as const, [beyond, customerId] as const]) {
    const taken = [[own, customerId] as const, way];
    const left = await takeEach(limits, taken, at);
    if (left !== undefined) return { left, giveBack: () => giveEachBack(limits, taken) };
  }
  return undefined;
}

/** Takes one of each, or of none; answers how many are left of the first, undefined where there was not one of each. */
export async function takeEach(
  limits: Limits,
  wanted: readonly (readonly [limit: Limit, subject: string])[],
  at: number,
): Promise<number | undefined> {
  const left: number[] = [];
  for (const [limit, subject] of wanted) {
    const then = await limits.take({ ...limit, subject, at });
    if (then === undefined) {
      await giveEachBack(limits, wanted.slice(0, left.length));
      return undefined;
    }
    left.push(then);
  }
  return left[0];
}

/** Puts back what was taken. */
async function giveEachBack(
  limits: Limits,
  taken: readonly (readonly [limit: Limit, subject: string])[],
): Promise<void> {
  for (const [{ name }, subject] of taken) await limits.giveBack({ name, subject });
}
