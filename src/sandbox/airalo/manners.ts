import type { PricingModel } from './assortment.ts';

/** How Airalo is set, and ways of its that are allowed, rare and easily overlooked. */
export interface Manners {
  /** The switch at Airalo. In sandbox mode no webhooks come, names of packages force failures, and usage is an hour old. */
  mode: 'sandbox' | 'production';
  pricing: PricingModel;
  /** Off for tests that ask as fast as they like. */
  limited: boolean;
  /** How long a new order is missing in the list, in milliseconds. */
  lateMs: number;
  /** A word for all states that nobody has heard of. */
  newWord: string | null;
  /** The list of packages in pages of so many countries, of which all but the first come as objects. */
  countriesPerPage: number | null;
  /** A coverage of ours where whoever buys has to identify themselves. */
  identifiedIn: string | null;
}

export function usualManners(): Manners {
  return {
    mode: 'production',
    pricing: 'net_pricing',
    limited: true,
    lateMs: 0,
    newWord: null,
    countriesPerPage: null,
    identifiedIn: null,
  };
}
