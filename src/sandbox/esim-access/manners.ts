import type { Fault } from '../faults.ts';

/** What is not certain about the supplier, so that either can be tried. */
export interface Manners {
  /** What a key that was used before is answered with: the same success, or a code. */
  knownKeys: 'success' | 'refused';
  /** Whether the packages of a profile name the orders that brought them. */
  namesTransactions: boolean;
  /** Whether profiles that are still being made stand in the list of all. */
  listsUnmade: boolean;
  usage: 'list' | 'named';
  success: 'boolean' | 'text';
  /** Numbers as text. */
  numbers: 'number' | 'text';
  /** A word for all states that nobody has heard of. */
  newWord: string | null;
  /** Off for tests that ask as fast as they like. */
  limited: boolean;
}

export function usualManners(): Manners {
  return {
    knownKeys: 'success',
    namesTransactions: true,
    listsUnmade: true,
    usage: 'list',
    success: 'boolean',
    numbers: 'number',
    newWord: null,
    limited: true,
  };
}

/** A failure on purpose, or a plain no. */
export type EsimAccessFault = Fault | { method: string; times?: number; kind: 'refusal'; code: string };
