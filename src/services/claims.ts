import type { Card, ProfileRef } from '../domain/card.ts';
import { canonicalCode, refusalLasts, requestLifetime } from '../domain/claim.ts';
import type { ClaimEnd, ClaimWay } from '../domain/claim.ts';
import type { CustomerId, NewId } from '../domain/ids.ts';
import { day, hour } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { CardService } from './cards.ts';
import { atFixedMoment } from './fixed-moment.ts';
import type { Rest } from './fixed-moment.ts';
import { patiently } from './patience.ts';
import type { Logger } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';
import type { EsimProvider, ProfileProof } from './supply-port.ts';

/** Tries of a customer; of one proof, whoever has it; of everybody together. */
const perCustomer = { name: 'claims', most: 3, span: hour } as const;
const perProof = { name: 'claims of a proof', most: 10, span: day } as const;
const overall = { name: 'all claims', most: 300, span: hour } as const;
/** An owner is not asked more often about one card, whoever asks. */
const perCard = { name: 'questions about a card', most: 1, span: day } as const;

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

/** A profile with whatever proves it. */
interface Proven {
  readonly customerId: CustomerId;
  readonly way: ClaimWay;
  readonly proof: string;
}

export interface ClaimService {
  /**
   * Adds the card of an installation code to the customer's. Where it is somebody else's, that owner is asked. A refusal takes the same
   * work and leaves at the same moment whatever its reason is.
   */
  byCode(customerId: CustomerId, lpa: string, way: 'picture' | 'code'): Promise<ClaimAnswer>;
  /** Forgets old claims. */
  prune(): Promise<void>;
}

/** Brings cards along that were bought elsewhere, to whoever can prove that they are theirs. */
export function createClaims({
  store,
  provider,
  cards,
  clock,
  newId,
  rest,
  logger,
}: {
  store: Store;
  provider: EsimProvider;
  cards: Pick<CardService, 'refresh'>;
  clock: Clock;
  newId: NewId;
  rest: Rest;
  logger: Logger;
}): ClaimService {
  /** Takes a try of each kind, or none. Answers how many the customer has left. */
  async function takeTry(customerId: CustomerId, proof: string): Promise<number | undefined> {
    const at = clock();
    const left = await store.limits.take({ ...perCustomer, subject: customerId, at });
    if (left === undefined) return undefined;
    const others =
      (await store.limits.take({ ...perProof, subject: proof, at })) !== undefined &&
      (await store.limits.take({ ...overall, subject: 'all', at })) !== undefined;
    return others ? left : undefined;
  }

  async function giveTryBack(customerId: CustomerId): Promise<void> {
    await store.limits.giveBack({ name: perCustomer.name, subject: customerId });
  }

  /** `silent` is told apart from a profile that is not there. */
  async function find(
    proof: ProfileProof,
  ): Promise<{ ref: ProfileRef; coverage: string } | 'silent' | 'none'> {
    try {
      return (await patiently(provider.findProfile(proof).then((found) => found ?? 'none'))) ?? 'silent';
    } catch (error) {
      logger.warn({ error: String(error) }, 'The supplier did not say whose a profile is');
      return 'silent';
    }
  }

  /** Decides in one transaction whose card it is from now on. Of two who claim at once, one gets it and the other is one too many. */
  async function settle(
    tx: Repositories,
    proven: Proven,
    profile: { ref: ProfileRef; coverage: string },
  ): Promise<{ end: ClaimEnd; card: Card }> {
    const { customerId } = proven;
    const fresh = { id: newId('card'), ownerId: customerId, provider: provider.id, ...profile };
    const none = { balance: null, name: null, removedAt: null };
    const stored = await tx.cards.add({ ...fresh, ...none, createdAt: clock() });
    if (stored.id === fresh.id) return { end: 'added', card: stored };
    // Its owner took it off their list: it is nobody's to defend.
    if (stored.removedAt !== null) {
      const taken = await tx.cards.take(stored, customerId, clock());
      if (taken) return { end: 'added', card: taken };
    } else if (stored.ownerId === customerId) return { end: 'yours', card: stored };
    return { end: await askOwner(tx, proven, stored), card: stored };
  }

  async function askOwner(tx: Repositories, { customerId, way }: Proven, card: Card): Promise<ClaimEnd> {
    const at = clock();
    if (await tx.claimRequests.wasKept(card.id, customerId, at - refusalLasts)) return 'owned';
    if ((await tx.limits.take({ ...perCard, subject: card.id, at })) === undefined) return 'owned';
    const id = newId('request');
    const people = { cardId: card.id, ownerId: card.ownerId, claimantId: customerId };
    const times = { askedAt: at, expiresAt: at + requestLifetime, toldAt: null };
    await tx.claimRequests.open({ id, ...people, way, state: 'open', ...times });
    await tx.jobs.send({ kind: 'claim', key: id });
    return 'asked';
  }

  async function record(tx: Repositories, proven: Proven, end: ClaimEnd, card: Card | null): Promise<void> {
    await tx.claims.record({ id: newId('claim'), ...proven, end, cardId: card && card.id, at: clock() });
  }

  async function answerTo(proven: Proven, proof: ProfileProof): Promise<ClaimAnswer> {
    const { customerId } = proven;
    const triesLeft = await takeTry(customerId, proven.proof);
    if (triesLeft === undefined) return { kind: 'too_many' };
    const found = await find(proof);
    if (found === 'silent') {
      await giveTryBack(customerId);
      await record(store, proven, 'silent', null);
      return { kind: 'silent' };
    }
    const { end, card } = await store.transaction(async (tx) => {
      const settled =
        found === 'none' ? { end: 'unknown' as const, card: null } : await settle(tx, proven, found);
      await record(tx, proven, settled.end, settled.card);
      return settled;
    });
    if (!card || (end !== 'added' && end !== 'yours')) return { kind: 'refused', triesLeft };
    await giveTryBack(customerId);
    // Its name says what is on it; without an answer it goes by its place alone.
    const { card: known } = (await patiently(cards.refresh(card))) ?? { card };
    return { kind: end, card: known };
  }

  return {
    byCode: (customerId, lpa, way) => {
      const proven = { customerId, way, proof: canonicalCode(lpa) };
      return atFixedMoment(answerTo(proven, { lpa }), ({ kind }) => kind === 'refused', rest);
    },
    prune: () => store.claims.prune(clock() - auditKept),
  };
}
