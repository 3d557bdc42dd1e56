import type { ProfileRef } from '../../domain/card.ts';
import type { Catalogue, Plan } from '../../domain/plan.ts';
import { day } from '../../domain/time.ts';
import { isGone, isInstalled } from '../../domain/usage.ts';
import type { PlanInstance } from '../../domain/usage.ts';
import type { Logger } from '../../services/ports.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { PackageMap, Profile, Usage } from '../../services/supply-port.ts';
import type { Assortment, Offer, Snapshot } from './assortment.ts';
import { simPath } from './client.ts';
import type { Client } from './client.ts';
import { instanceOf, newWordsIn, profileStateOf, usageOf } from './history.ts';
import { apnFor, lpaOf } from './installation.ts';
import { momentOf } from '../moment.ts';
import { onceEach } from '../told-once.ts';
import { createRecognition } from './recognise.ts';
import type { Standing, Standings } from './standing.ts';
import { simAnswer } from './wire.ts';

/** What Airalo tells of eSIMs, in the words of the port. */
export interface Profiles {
  get(ref: ProfileRef): Promise<Profile>;
  usage(ref: ProfileRef): Promise<Usage>;
  history(ref: ProfileRef): Promise<readonly PlanInstance[]>;
  /** The coverage of ours that an eSIM has; undefined where it is none of ours. `paid`: asked for an order that is paid. */
  coverageOf(iccid: string, paid?: boolean): Promise<string | undefined>;
  coverageOfPackage(packageId: string | null | undefined): Promise<string | undefined>;
}

export function createProfiles({
  client,
  standings,
  assortment,
  packages,
  catalogue,
  logger,
}: {
  client: Client;
  standings: Standings;
  assortment: Assortment;
  packages: PackageMap;
  catalogue: Catalogue;
  logger: Logger;
}): Profiles {
  const recognition = createRecognition({ packages, catalogue });
  const warnOnce = onceEach(logger);

  async function standingOf(iccid: string): Promise<Standing> {
    const standing = await standings.of(iccid);
    for (const word of newWordsIn(standing))
      warnOnce({ word: word.slice(0, 40) }, 'Airalo has a status that we do not know');
    return standing;
  }

  /** The list of packages, however old, for it tells only details here; undefined when it cannot be had. */
  async function snapshot(): Promise<Snapshot | undefined> {
    return assortment.last() ?? (await assortment.fresh().catch(() => undefined));
  }

  async function offerOf(packageId: string | null | undefined): Promise<Offer | undefined> {
    const plan = packageId ? recognition.bought(packageId) : undefined;
    return plan && (await snapshot())?.offers.get(plan.id);
  }

  async function coverageOfPackage(packageId: string | null | undefined): Promise<string | undefined> {
    if (!packageId) return undefined;
    return recognition.bought(packageId)?.coverage ?? (await snapshot())?.coverages.get(packageId);
  }

  async function historyOf(standing: Standing): Promise<readonly PlanInstance[]> {
    const first = standing.history[0]?.package.id;
    const [coverage, offer] = await Promise.all([coverageOfPackage(first), offerOf(first)]);
    return standing.history.map((entry) => {
      const plan = recognition.told(entry.package, coverage);
      return instanceOf(entry, withRule(plan, offer), standing.usage);
    });
  }

  return {
    get: async (ref) => {
      const [{ data: sim }, standing] = await Promise.all([
        client.read({
          path: simPath(ref.iccid),
          query: { include: 'order' },
          subject: 'sim',
          shape: simAnswer,
        }),
        standingOf(ref.iccid).catch(goneAsUndefined),
      ]);
      const used = standing ? profileStateOf(standing) : 'unknown';
      const state = sim.recycled === true ? 'recycled' : used;
      const first = sim.simable?.package_id ?? standing?.history[0]?.package.id;
      const window = (await offerOf(first))?.installWindowDays ?? null;
      const bought = momentOf(sim.created_at);
      const deadline = window === null || bought === null ? null : momentOf(bought + window * day);
      return {
        ref,
        state,
        lpa: isGone(state) ? null : lpaOf(sim),
        installBy: isInstalled(state) ? null : deadline,
        apn: apnFor(sim),
      };
    },
    usage: async ({ iccid }) => {
      const standing = await standingOf(iccid);
      return usageOf(await historyOf(standing), standing);
    },
    history: async ({ iccid }) => historyOf(await standingOf(iccid)),
    coverageOf: async (iccid, paid) =>
      coverageOfPackage((await standings.of(iccid, paid)).history[0]?.package.id),
    coverageOfPackage,
  };
}

/** An eSIM may be so new, or so old, that nothing is known of what was used on it. */
function goneAsUndefined(error: unknown): undefined {
  if (error instanceof ProviderError && error.kind === 'profile_gone') return undefined;
  throw error;
}

/** What the list of packages says beats what is usual. */
function withRule(plan: Plan, offer: Offer | undefined): Plan {
  if (!offer) return plan;
  const { inPlace, graceDays } = plan.renewal;
  return {
    ...plan,
    renewal: {
      ...plan.renewal,
      inPlace: inPlace && offer.rechargeable,
      graceDays: offer.graceDays ?? graceDays,
    },
  };
}
