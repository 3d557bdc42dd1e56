import type { SupplierPlan } from '../../services/supply-port.ts';
import { costOf } from './money.ts';
import type { Package } from './shapes.ts';

/** A package as it can be ordered for one of our plans. */
export interface Offer {
  readonly planId: string;
  /** In its own list: the name that it is ordered by. */
  readonly packageCode: string;
  /** For all its days, in ten-thousandths of a US dollar; null when it is not told. */
  readonly price: number | null;
  /** A package for one day is ordered for so many. */
  readonly periodNum?: number;
}

/** A package that is ordered whole, or for so many days: then it costs that many times its price. */
export function offerOf(
  planId: string,
  days: 'whole' | number,
  { packageCode, price }: Pick<Package, 'packageCode' | 'price'>,
): Offer {
  if (days === 'whole') return { planId, packageCode, price };
  return { planId, packageCode, price: price === null ? null : price * days, periodNum: days };
}

export function supplierPlan({ planId, price }: Offer): SupplierPlan {
  return { id: planId, cost: price === null ? null : costOf(price) };
}

/** Of packages that bring the same, none or one. */
export function cheapest(offers: readonly Offer[]): readonly Offer[] {
  return offers.toSorted((a, b) => (a.price ?? Infinity) - (b.price ?? Infinity)).slice(0, 1);
}
