import type { ProfileRef } from '../../domain/card.ts';
import type { Clock } from '../../domain/time.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { ProfileProof } from '../../services/supply-port.ts';
import { codeKey, createSearches } from '../searches.ts';
import { simPath } from './client.ts';
import type { Client } from './client.ts';
import { lpaOf } from './installation.ts';
import type { Profiles } from './profiles.ts';
import { simAnswer, simPage, simShape } from './wire.ts';
import type { Sim } from './wire.ts';

type Found = { ref: ProfileRef; coverage: string } | undefined;

/** Airalo cannot be asked for an installation code, so the eSIMs are looked through from the newest on, and not for ever. */
const pageSize = 100;
const mostPages = 20;

/** Finds whose proof it is; never a guess, and nothing for an eSIM whose countries are none of ours. */
export function createSearch({
  client,
  profiles,
  clock,
}: {
  client: Client;
  profiles: Pick<Profiles, 'coverageOfPackage'>;
  clock: Clock;
}): (proof: ProfileProof) => Promise<Found> {
  async function found({ iccid, simable }: Sim): Promise<Found> {
    const coverage = await profiles.coverageOfPackage(simable?.package_id);
    return coverage === undefined ? undefined : { ref: { id: iccid, iccid }, coverage };
  }

  async function byNumber(iccid: string): Promise<Found> {
    try {
      const path = simPath(iccid);
      const { data } = await client.read({
        path,
        query: { include: 'order' },
        subject: 'sim',
        shape: simAnswer,
      });
      return data.iccid === iccid ? found(data) : undefined;
    } catch (error) {
      if (error instanceof ProviderError && error.kind === 'profile_gone') return undefined;
      throw error;
    }
  }

  async function withKey(wanted: string): Promise<Found> {
    for (let page = 1, pages = 1; page <= Math.min(pages, mostPages); page++) {
      const query = { include: 'order', limit: String(pageSize), page: String(page) };
      const { data, meta } = await client.read({ path: 'sims', subject: 'order', shape: simPage, query });
      const sims = data.flatMap((one) => simShape.safeParse(one).data ?? []);
      const alike = sims.filter((sim) => codeKey(lpaOf(sim) ?? '') === wanted);
      // All eSIMs of Airalo's sandbox mode have the same code.
      if (alike.length > 1) return undefined;
      if (alike[0]) return found(alike[0]);
      pages = meta?.last_page ?? 1;
    }
    return undefined;
  }

  const byCode = createSearches({ search: withKey, clock });
  return (proof) => ('lpa' in proof ? byCode(proof.lpa) : byNumber(proof.iccid));
}
