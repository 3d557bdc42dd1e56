import type { Listing, SupplierList } from '../domain/listing.ts';
import type { Money } from '../domain/money.ts';

/** What suppliers sell of our plans, by their last lists that could be believed. */
export interface Listings {
  /** undefined before the supplier was first asked. */
  list(provider: string): Promise<SupplierList | undefined>;
  saveList(list: SupplierList): Promise<void>;
  /** All there ever were of this supplier; what its list lacks now is marked so. */
  of(provider: string): Promise<readonly Listing[]>;
  byPlan(provider: string, planId: string): Promise<Listing | undefined>;
  /** Writes what the supplier says; a cost that was accepted before stays. */
  save(listing: Listing): Promise<void>;
  /** Compare-and-swap: sells it at this cost from now on; false when the supplier says another by now, or that was accepted already. */
  accept(provider: string, planId: string, cost: Money): Promise<boolean>;
  /** Compare-and-swap: a list of so many plans is no mistake; false when it is none any more, or of another length. */
  acceptList(provider: string, plans: number): Promise<boolean>;
}
