import type { ProfileRef } from '../../domain/card.ts';
import type { Catalogue } from '../../domain/plan.ts';
import { minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { PackageMap, SupplierPlan } from '../../services/supply-port.ts';
import { createAnswers } from '../answers.ts';
import type { Client } from './client.ts';
import { simPath } from './client.ts';
import type { Profiles } from './profiles.ts';
import { priceOf } from './price.ts';
import { contentsOf, isLike } from './recognise.ts';
import { RecycledError } from './refusal.ts';
import type { Standings } from './standing.ts';
import { packageShape, topUpList } from './wire.ts';

/** A plan of ours as this one eSIM can have it now. */
export interface TopUp extends SupplierPlan {
  /** Airalo's id of it: taken from the list, never made up. */
  readonly packageId: string;
}

export interface TopUps {
  /** As Airalo listed them within the last minute: for somebody who looks and chooses. */
  shown(ref: ProfileRef): Promise<readonly TopUp[]>;
  /** As Airalo lists them at this moment, for an order that is paid: neither its package nor its cost is remembered from before. */
  now(ref: ProfileRef): Promise<readonly TopUp[]>;
  /** Something happened to the eSIM: whoever looks next hears news. */
  forget(iccid: string): void;
}

/** Airalo takes ten of these questions a minute for one eSIM; opening the plans and choosing one of them shall be one. */
const shownFor = minute;

/** What an eSIM can be topped up with, as Airalo lists it for this one, so far as we sell it. */
export function createTopUps({
  client,
  profiles,
  standings,
  packages,
  catalogue,
  clock,
}: {
  client: Client;
  profiles: Pick<Profiles, 'coverageOf'>;
  standings: Pick<Standings, 'recycled'>;
  packages: PackageMap;
  catalogue: Catalogue;
  clock: Clock;
}): TopUps {
  async function ask(iccid: string, paid: boolean): Promise<readonly TopUp[]> {
    const path = simPath(iccid, 'topups');
    const { data, pricing } = await client
      .read({ path, subject: 'sim', shape: topUpList, paid })
      .catch((error: unknown) => {
        if (error instanceof RecycledError) standings.recycled(iccid);
        throw error;
      });
    const listed = data.flatMap((one) => packageShape.safeParse(one).data ?? []);
    if (listed.length === 0) return [];
    const coverage = await profiles.coverageOf(iccid, paid);
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
  }

  const shown = createAnswers({ ask: (iccid: string) => ask(iccid, false), clock, lifeMs: shownFor });
  return {
    shown: ({ iccid }) => shown.of(iccid),
    now: ({ iccid }) => ask(iccid, true),
    forget: shown.forget,
  };
}
