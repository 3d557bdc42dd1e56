import type { ProfileRef } from '../../domain/card.ts';
import type { SupplierPlan } from '../../services/supply-port.ts';
import type { Client } from './client.ts';
import { simPath } from './client.ts';
import type { Profiles } from './profiles.ts';
import { priceOf } from './price.ts';
import { contentsOf, isLike } from './recognise.ts';
import type { Catalogue } from '../../domain/plan.ts';
import type { PackageMap } from '../../services/supply-port.ts';
import { packageShape, topUpList } from './wire.ts';

/** A plan of ours as this one eSIM can have it now. */
export interface TopUp extends SupplierPlan {
  /** Airalo's id of it: taken from the list, never made up. */
  readonly packageId: string;
}

/** `paid`: asked for an order that is paid. */
export type TopUps = (ref: ProfileRef, paid?: boolean) => Promise<readonly TopUp[]>;

/** What an eSIM can be topped up with at this moment, as Airalo lists it, so far as we sell it. */
export function createTopUps({
  client,
  profiles,
  packages,
  catalogue,
}: {
  client: Client;
  profiles: Pick<Profiles, 'coverageOf'>;
  packages: PackageMap;
  catalogue: Catalogue;
}): TopUps {
  return async ({ iccid }, paid) => {
    const path = simPath(iccid, 'topups');
    const { data, pricing } = await client.read({
      path,
      subject: 'sim',
      shape: topUpList,
      ...(paid && { paid }),
    });
    const listed = data.flatMap((one) => packageShape.safeParse(one).data ?? []);
    if (listed.length === 0) return [];
    const coverage = await profiles.coverageOf(iccid);
    return [...packages.keys()].flatMap((id) => {
      const plan = catalogue.plans.get(id);
      if (!plan || plan.coverage !== coverage || !plan.renewal.asTopUp) return [];
      const alike = listed
        .filter((one) => isLike(contentsOf(one), plan))
        .map((one) => ({ id, packageId: one.id, ...priceOf(one, pricing) }));
      const [cheapest] = alike.toSorted(
        (a, b) => (a.cost?.amount ?? Infinity) - (b.cost?.amount ?? Infinity),
      );
      return cheapest ?? [];
    });
  };
}
