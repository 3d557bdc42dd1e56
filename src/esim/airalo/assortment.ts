import { unreached } from '../../domain/nearest.ts';
import { coverageWith } from '../../domain/plan.ts';
import type { Catalogue } from '../../domain/plan.ts';
import { hour, minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { Logger } from '../../services/ports.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { PackageMap, SupplierPlan } from '../../services/supply-port.ts';
import { onceEach } from '../told-once.ts';
import type { Client } from './client.ts';
import { readListing } from './listed.ts';
import type { Listed } from './listed.ts';
import { priceOf } from './price.ts';
import { contentsOf, isLike } from './recognise.ts';
import type { Package } from './wire.ts';

/** What Airalo says of the packages that our plans are bought as. */
export interface Offer extends SupplierPlan {
  readonly installWindowDays: number | null;
  readonly graceDays: number | null;
  readonly rechargeable: boolean;
}

/** One reading of the whole list. */
export interface Snapshot {
  /** By our plan; what is missing is not sold now. */
  readonly offers: ReadonlyMap<string, Offer>;
  /** The coverage of ours with exactly the countries of this package. */
  readonly coverages: ReadonlyMap<string, string>;
}

export interface Assortment {
  /** Less than an hour old. */
  fresh(): Promise<Snapshot>;
  /** The last one, however old; undefined before there was one. */
  last(): Snapshot | undefined;
}

/** What is sold under a name that promises something else, or less trouble, would be the wrong goods. */
const faults = {
  differs: 'The package of this plan has other data, days, minutes or countries: not sold',
  identified: 'Whoever uses the package of this plan has to identify themselves: not sold',
};

/** Airalo asks to be asked once an hour, and whoever does so every hour shall have a new list each time. */
const goodFor = hour - minute;

/** The list of packages, read at most once an hour whoever asks; only what concerns us of it is kept. */
export function createAssortment({
  client,
  packages,
  catalogue,
  clock,
  logger,
}: {
  client: Client;
  packages: PackageMap;
  catalogue: Catalogue;
  clock: Clock;
  logger: Logger;
}): Assortment {
  const plansOf = new Map<string, string[]>();
  for (const [plan, { package: name }] of packages) plansOf.set(name, [...(plansOf.get(name) ?? []), plan]);
  const warnOnce = onceEach(logger);
  let last: { snapshot: Snapshot; at: number } | undefined;
  let coming: Promise<Snapshot> | undefined;

  async function read(): Promise<Snapshot> {
    const offers = new Map<string, Offer>();
    const coverages = new Map<string, string>();
    const others = new Map<string, { name: string; fault: keyof typeof faults }>();
    let seen = 0;
    for await (const listed of readListing(client)) {
      const { countries, sold } = listed;
      seen += sold.length;
      const coverage = coverageWith(countries, catalogue)?.id;
      for (const one of sold) {
        if (coverage !== undefined) coverages.set(one.id, coverage);
        note(one, listed);
      }
    }
    for (const [plan, { name, fault }] of others)
      if (!offers.has(plan)) warnOnce({ plan, package: name }, faults[fault]);
    // A shop does not close because of a list that is empty by mistake.
    if (seen === 0) throw new ProviderError('temporary', 'Airalo: the list of packages is empty');
    return { offers, coverages };

    function note(one: Package, { operator, countries, pricing }: Listed): void {
      for (const id of plansOf.get(one.id) ?? []) {
        const fault = !isPromised(id, one, countries)
          ? 'differs'
          : operator.is_kyc_verify === true && 'identified';
        if (fault) {
          others.set(id, { name: one.id, fault });
          continue;
        }
        offers.set(id, {
          id,
          ...priceOf(one, pricing),
          installWindowDays: operator.install_window_days ?? null,
          graceDays: operator.topup_grace_window_days ?? null,
          rechargeable: operator.rechargeability !== false,
        });
      }
    }
  }

  function isPromised(planId: string, one: Package, countries: readonly string[]): boolean {
    const plan = catalogue.plans.get(planId);
    const wanted = plan && catalogue.coverages.get(plan.coverage)?.countries;
    return (
      plan !== undefined && isLike(contentsOf(one), plan) && unreached(wanted ?? [], countries).length === 0
    );
  }

  return {
    fresh: async () => {
      if (last && clock() - last.at < goodFor) return last.snapshot;
      coming ??= read().finally(() => {
        coming = undefined;
      });
      const snapshot = await coming;
      last = { snapshot, at: clock() };
      return snapshot;
    },
    last: () => last?.snapshot,
  };
}
