import type { Card, SuppliedProfile } from '../domain/card.ts';
import { requestLifetime } from '../domain/claim.ts';
import type { ClaimEnd, ClaimWay } from '../domain/claim.ts';
import type { CustomerId, NewId } from '../domain/ids.ts';
import type { Clock } from '../domain/time.ts';
import type { CardService } from './cards.ts';
import { questions, refusalOf, refusals } from './limits.ts';
import { patiently } from './patience.ts';
import type { Logger } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';
import type { EsimProvider, ProfileProof } from './supply-port.ts';
import type { Suppliers } from './suppliers.ts';

/** Who claims, and with what. */
export interface Proven {
  readonly customerId: CustomerId;
  readonly way: ClaimWay;
  readonly proof: string;
}

/** A profile as its supplier names it; `none`: it is no supplier's. */
export type FoundProfile = (SuppliedProfile & { readonly coverage: string }) | 'none';

/** `refused`: there is no such card, or it is somebody else's, who may have been asked. */
export type Settled =
  { readonly kind: 'added' | 'yours'; readonly card: Card } | { readonly kind: 'refused' };

/** How a claim ended, and about which card, if about one. */
interface Decided {
  readonly end: ClaimEnd;
  readonly card: Card | null;
}

/** Decides within a transaction, or answers undefined where there is nothing to decide any more. */
type Within = (tx: Repositories, decide: () => Promise<Decided>) => Promise<Decided | undefined>;

export interface Settling {
  /** Asks the suppliers for a profile. */
  find(proof: ProfileProof): Promise<FoundProfile | 'silent'>;
  /**
   * Decides in one transaction whose card it is from now on, and writes that down; `within` does what belongs to it, and may refuse to.
   * Of two who claim at once, one gets it and the other is one too many.
   */
  settle(proven: Proven, found: FoundProfile, within?: Within): Promise<Settled>;
  /** Writes down a claim that could not be decided. */
  recordSilence(proven: Proven): Promise<void>;
}

/** What is the same for every way to prove that a card is one's own. */
export function createSettling({
  store,
  suppliers,
  cards,
  clock,
  newId,
  logger,
}: {
  store: Store;
  suppliers: Suppliers;
  cards: Pick<CardService, 'refresh'>;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): Settling {
  async function decide(
    tx: Repositories,
    proven: Proven,
    profile: Exclude<FoundProfile, 'none'>,
  ): Promise<{ end: ClaimEnd; card: Card }> {
    const { customerId } = proven;
    const fresh = { id: newId('card'), ownerId: customerId, ...profile };
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

  async function askOwner(
    tx: Repositories,
    { customerId, way }: Proven,
    { id: cardId, ownerId }: Card,
  ): Promise<ClaimEnd> {
    const at = clock();
    const refusal = { ...refusals, subject: refusalOf(cardId, customerId), at };
    if ((await tx.limits.left(refusal)) === 0) return 'owned';
    if ((await tx.limits.take({ ...questions, subject: cardId, at })) === undefined) return 'owned';
    const id = newId('request');
    const times = { askedAt: at, expiresAt: at + requestLifetime, toldAt: null };
    const request = { id, cardId, ownerId, claimantId: customerId, way, ...times };
    await tx.claimRequests.open({ ...request, state: 'open' });
    await tx.jobs.send({ kind: 'claim', key: id });
    return 'asked';
  }

  async function record(tx: Repositories, proven: Proven, end: ClaimEnd, card: Card | null): Promise<void> {
    const cardId = card && card.id;
    await tx.claims.record({ id: newId('claim'), ...proven, end, cardId, at: clock() });
  }

  async function findAt(provider: EsimProvider, proof: ProfileProof): Promise<FoundProfile | 'silent'> {
    try {
      const found = await patiently(provider.findProfile(proof).then((profile) => profile ?? 'none'));
      return found === undefined || found === 'none'
        ? (found ?? 'silent')
        : { provider: provider.id, ...found };
    } catch (error) {
      logger.warn(
        { supplier: provider.id, error: String(error) },
        'The supplier did not say whose a profile is',
      );
      return 'silent';
    }
  }

  return {
    find: async (proof) => {
      const answers = await Promise.all(suppliers.all.map(({ provider }) => findAt(provider, proof)));
      const found = answers.find((answer) => answer !== 'none' && answer !== 'silent');
      return found ?? (answers.includes('silent') ? 'silent' : 'none');
    },

    settle: async (proven, found, within = (_tx, decided) => decided()) => {
      const decided = await store.transaction((tx) =>
        within(tx, async () => {
          const end: Decided =
            found === 'none' ? { end: 'unknown', card: null } : await decide(tx, proven, found);
          await record(tx, proven, end.end, end.card);
          return end;
        }),
      );
      if (!decided?.card || (decided.end !== 'added' && decided.end !== 'yours')) return { kind: 'refused' };
      const { end, card } = decided;
      // Its name says what is on it; without an answer it goes by its place alone.
      const asked = await patiently(cards.refresh(card));
      return { kind: end, card: asked?.card ?? card };
    },

    recordSilence: (proven) => record(store, proven, 'silent', null),
  };
}
