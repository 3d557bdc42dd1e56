import type { CustomerId, ImportId } from './ids.ts';
import { hour } from './time.ts';

/** A card as its seller lists it: its number, the address it was bought with, and the order there. */
export interface SoldCard {
  readonly iccid: string;
  readonly email: string;
  readonly order: string;
}

/** A list that an operator sent and has not confirmed yet. */
export interface SoldCardImport {
  readonly id: ImportId;
  readonly operatorId: CustomerId;
  /** The message with the file. */
  readonly messageId: number;
  readonly createdAt: number;
}

/** What a list changes: cards that are new, known as they are, known with another address. */
export interface ImportCounts {
  readonly fresh: number;
  readonly known: number;
  readonly changed: number;
}

/** A list that nobody confirmed is forgotten after this. */
export const draftLasts = hour;

export type ListMistake =
  | { readonly kind: 'not_a_table' | 'too_many_rows' | 'empty' }
  | { readonly kind: 'no_column'; readonly column: string }
  | { readonly kind: 'iccid' | 'email' | 'order' | 'twice' | 'fields'; readonly line: number };
