import type { Card } from '../domain/card.ts';
import { canonicalCode } from '../domain/claim.ts';
import type { CustomerId } from '../domain/ids.ts';
import { day } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { AddressService } from './addresses.ts';
import type { Settling } from './claim-settling.ts';
import { guesses, takeGuess, unanswered } from './limits.ts';
import { atFixedMoment } from './fixed-moment.ts';
import type { Rest } from './fixed-moment.ts';
import type { Store } from './storage-port.ts';

const auditKept = 365 * day;

export type ClaimAnswer =
  | { readonly kind: 'added'; readonly card: Card }
  /** It was on their list already. */
  | { readonly kind: 'yours'; readonly card: Card }
  /** Not our supplier's, unknown, wrong, or somebody else's: which of these is nobody's to know. */
  | { readonly kind: 'refused'; readonly triesLeft: number }
  /** The supplier does not answer; this cost no try. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'too_many' };

export interface ClaimService {
  /** Whether cards can be claimed by the address they were bought with. */
  readonly byMail: boolean;
  /**
   * Adds the card of an installation code to the customer's. Where it is somebody else's, that owner is asked. A refusal takes the same
   * work and leaves at the same moment whatever its reason is.
   */
  byCode(customerId: CustomerId, lpa: string, way: 'picture' | 'code'): Promise<ClaimAnswer>;
  /** Sends a one-time code to the address that the customer says cards were bought with. */
  byAddress(customerId: CustomerId, address: string): ReturnType<AddressService['begin']>;
  /**
   * Sends a one-time code to the address that the card with this number was bought with, if there is one: the answer is the same, and
   * leaves at the same moment, in any case.
   */
  byNumber(customerId: CustomerId, iccid: string): Promise<'begun' | 'too_many' | 'off'>;
  /** Forgets old claims. */
  prune(): Promise<void>;
}

/** Brings cards along that were bought elsewhere, to whoever can prove that they are theirs. */
export function createClaims({
  store,
  settling,
  addresses,
  clock,
  rest,
}: {
  store: Store;
  settling: Settling;
  addresses: AddressService;
  clock: Clock;
  rest: Rest;
}): ClaimService {
  async function claimByCode(
    customerId: CustomerId,
    lpa: string,
    way: 'picture' | 'code',
  ): Promise<ClaimAnswer> {
    const proven = { customerId, way, proof: canonicalCode(lpa) };
    const taken = await takeGuess(store.limits, customerId, guesses, clock());
    if (!taken) return { kind: 'too_many' };
    const found = await settling.find({ lpa });
    if (found === 'silent') {
      const isFree = await store.limits.take({ ...unanswered, subject: customerId, at: clock() });
      if (isFree !== undefined) await taken.giveBack();
      await settling.recordSilence(proven);
      return { kind: 'silent' };
    }
    const settled = await settling.settle(proven, found);
    if (settled.kind === 'refused') return { kind: 'refused', triesLeft: taken.left };
    await taken.giveBack();
    return settled;
  }

  async function beginByNumber(customerId: CustomerId, iccid: string): Promise<'begun' | 'too_many' | 'off'> {
    if (!addresses.isOn) return 'off';
    const taken = await takeGuess(store.limits, customerId, guesses, clock());
    if (!taken) return 'too_many';
    const address = (await store.soldCards.addressOf(iccid)) ?? null;
    const { kind } = await addresses.beginQuietly({ customerId, address, subject: iccid });
    if (kind === 'begun') return kind;
    // About the customer alone, and no guess was made.
    await taken.giveBack();
    return kind === 'too_often' ? 'too_many' : kind;
  }

  return {
    byMail: addresses.isOn,
    byCode: (customerId, lpa, way) =>
      atFixedMoment(claimByCode(customerId, lpa, way), ({ kind }) => kind === 'refused', rest),
    byAddress: (customerId, address) =>
      addresses.begin({ customerId, address, purpose: 'claim', subject: null }),
    byNumber: (customerId, iccid) => atFixedMoment(beginByNumber(customerId, iccid), () => true, rest),

    prune: () => store.claims.prune(clock() - auditKept),
  };
}
