import type { Clock } from '../../domain/time.ts';
import { day, minute } from '../../domain/time.ts';
import type { EsimProvider, FoundOrder, ProfileProof, SoughtOrder } from '../../services/supply-port.ts';
import { ProviderError } from '../../services/supply-port.ts';
import { isGone } from '../../domain/usage.ts';
import { codeKey, createSearches } from '../searches.ts';
import type { Esims } from './esims.ts';
import type { Known } from './known.ts';
import type { Esim } from './shapes.ts';
import type { Shelf } from './shelf.ts';
import { isOver, planStateOf, profileStateOf } from './status.ts';
import { refOf } from './told.ts';

/** Clocks differ, and a list may be behind. */
const around = 10 * minute;
/** An order was accepted when our clock was right, and its key may have been made while it was ahead. */
const before = day;
/** Nothing is sent under a key any more so long after it was made. */
const sentFor = 2 * day;
const mostPages = 20;
/** How far back a code is looked for, and in which steps: the newest first. */
const steps = [7 * day, 30 * day, 90 * day, 365 * day, 5 * 365 * day];

/** Finds orders by our keys, and profiles by what proves them. */
export function createFinding({
  esims,
  shelf,
  known,
  clock,
}: {
  esims: Esims;
  shelf: Shelf;
  known: Known;
  clock: Clock;
}): Pick<EsimProvider, 'findOrder' | 'findProfile'> {
  /**
   * There is no filter by key. First among what was made while it was being sent, as far as clocks can be trusted, however long ago that
   * is; only what is missing there and in all that was made since does not exist.
   */
  async function inTheList({ key, since }: SoughtOrder): Promise<FoundOrder> {
    const from = Math.min(since, clock()) - before;
    const now = clock() + around;
    const soon = Math.min(now, since + sentFor);
    const found = await between(key, from, soon);
    return found.kind === 'not_found' && soon < now ? between(key, soon - around, now) : found;
  }

  async function between(key: string, from: number, until: number): Promise<FoundOrder> {
    for (let page = 1; page <= mostPages; page++) {
      const { esims: made, more } = await esims.between(from, until, page);
      const found = made.find((esim) => esim.transactionId === key);
      if (found) return asFound(found);
      if (!more) return { kind: 'not_found' };
    }
    return { kind: 'unknown' };
  }

  async function byNumber(orderNo: string, key: string): Promise<FoundOrder | undefined> {
    const made = await esims.ofOrder(orderNo);
    if (made === null) return { kind: 'pending' };
    const esim = made?.find(({ transactionId }) => transactionId === '' || transactionId === key);
    return esim && asFound(esim);
  }

  async function onProfile({
    key,
    ref,
  }: SoughtOrder & { ref: NonNullable<SoughtOrder['ref']> }): Promise<FoundOrder> {
    const esim = await esims.one(ref);
    const kind = renewalOn(esim, key);
    return kind === 'placed' ? { kind, ref: refOf(esim) } : { kind };
  }

  async function find(sought: SoughtOrder): Promise<FoundOrder> {
    if (sought.ref) return onProfile({ ...sought, ref: sought.ref });
    const orderNo = known.orderNoOf(sought.key);
    const numbered = orderNo === undefined ? undefined : await byNumber(orderNo, sought.key);
    return numbered ?? inTheList(sought);
  }

  async function withKey(key: string): Promise<Esim | undefined> {
    const now = clock() + around;
    let pages = 0;
    for (const [index, step] of steps.entries()) {
      const to = now - (steps[index - 1] ?? 0);
      for (let page = 1, more = true; more; page++) {
        if (++pages > mostPages) return undefined;
        const part = await esims.between(now - step, to, page);
        const found = part.esims.find(({ ac }) => codeKey(ac) === key);
        if (found) return found;
        ({ more } = part);
      }
    }
    return undefined;
  }

  const ofCode = createSearches({ search: withKey, clock });

  async function proven(proof: ProfileProof): Promise<Esim | undefined> {
    if ('lpa' in proof) return ofCode(proof.lpa);
    const all = await esims.numbered(proof.iccid);
    // Of a number that was given out again, the one that is not over; which of several, we do not guess.
    const going = all.filter((esim) => !isGone(profileStateOf(esim)) && !isOver(planStateOf(esim, clock())));
    const [only, ...others] = going.length > 0 ? going : all;
    return others.length > 0 ? undefined : only;
  }

  return {
    findOrder: async (sought) => {
      try {
        return await find(sought);
      } catch (error) {
        if (error instanceof ProviderError && error.kind === 'profile_gone') return { kind: 'unknown' };
        throw error;
      }
    },
    findProfile: async (proof) => {
      const esim = await proven(proof);
      if (!esim || profileStateOf(esim) === 'provisioning') return undefined;
      const coverage = shelf.coverageOf(esim);
      return coverage === undefined ? undefined : { ref: refOf(esim), coverage };
    },
  };
}

/** What a profile tells of a renewal of it. Newer answers name the order of each package; where not all do, nothing is known. */
export function renewalOn({ packageList }: Esim, key: string): 'placed' | 'not_found' | 'unknown' {
  if (packageList.some(({ transactionId }) => transactionId === key)) return 'placed';
  const named = packageList.every(({ transactionId }) => transactionId !== '');
  return named && packageList.length > 0 ? 'not_found' : 'unknown';
}

function asFound(esim: Esim): FoundOrder {
  return profileStateOf(esim) === 'provisioning' ? { kind: 'pending' } : { kind: 'placed', ref: refOf(esim) };
}
