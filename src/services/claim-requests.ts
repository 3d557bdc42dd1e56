import type { Card } from '../domain/card.ts';
import type { CardId, ClaimRequestId, CustomerId, NewId } from '../domain/ids.ts';
import type { Clock } from '../domain/time.ts';
import { refusalOf, refusals } from './limits.ts';
import type { ClaimNotifier } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';
import { isHeld } from './taking-back.ts';

/** What became of an owner's decision. `unknown`: no such question, or not theirs to answer (any more). */
export type Decision =
  | { readonly kind: 'given' | 'kept'; readonly card: Card }
  | { readonly kind: 'decided' | 'over'; readonly card: Card }
  /** Something of the card is being taken back at this moment; the question stays. */
  | { readonly kind: 'under_way'; readonly card: Card }
  | { readonly kind: 'unknown' };

export interface ClaimRequestService {
  /** The owner of now gives the card to whoever asked for it, or keeps it; a question is answered once. */
  decide(ownerId: CustomerId, requestId: string, verdict: 'given' | 'kept'): Promise<Decision>;
  /** Tells the owner of a new question, or the claimant that the card is theirs. */
  tell(requestId: string): Promise<void>;
}

/** Questions to owners whose card somebody else claims with a right proof. */
export function createClaimRequests({
  store,
  notifier,
  clock,
  newId,
}: {
  store: Store;
  notifier: ClaimNotifier;
  clock: Clock;
  newId: NewId;
}): ClaimRequestService {
  async function decideIn(
    tx: Repositories,
    ownerId: CustomerId,
    requestId: ClaimRequestId,
    verdict: 'given' | 'kept',
  ): Promise<Decision> {
    const request = await tx.claimRequests.byId(requestId);
    const card = request && (await tx.cards.byId(request.cardId));
    if (request?.ownerId !== ownerId || !card) return { kind: 'unknown' };
    if (request.state !== 'open') return { kind: 'decided', card };
    if (card.ownerId !== ownerId) return { kind: 'unknown' };
    const at = clock();
    if (at >= request.expiresAt) return { kind: 'over', card };
    if (verdict === 'given' && (await isHeld(tx, card.id))) return { kind: 'under_way', card };
    if (!(await tx.claimRequests.move(requestId, 'open', verdict))) return { kind: 'decided', card };

    const given = verdict === 'given' && (await tx.cards.take(card, request.claimantId, at));
    if (verdict === 'given' && !given) {
      await tx.claimRequests.move(requestId, 'given', 'void');
      return { kind: 'unknown' };
    }
    const { claimantId, way, cardId } = request;
    if (verdict === 'kept') await tx.limits.take({ ...refusals, subject: refusalOf(cardId, claimantId), at });
    const end = given ? ('handed_over' as const) : ('kept' as const);
    const claim = { customerId: claimantId, way, proof: requestId, end, cardId, at };
    await tx.claims.record({ id: newId('claim'), ...claim });
    if (given) await tx.jobs.send({ kind: 'claim', key: requestId });
    return { kind: verdict, card };
  }

  return {
    decide: (ownerId, requestId, verdict) =>
      store.transaction((tx) => decideIn(tx, ownerId, requestId as ClaimRequestId, verdict)),

    tell: async (requestId) => {
      const request = await store.claimRequests.byId(requestId as ClaimRequestId);
      if (!request || request.toldAt !== null) return;
      const card = await store.cards.byId(request.cardId as CardId);
      if (!card) return;
      const { id, state } = request;
      if (state === 'open' && card.ownerId === request.ownerId && clock() < request.expiresAt)
        await notifier.asked(request, card);
      else if (state === 'given') await notifier.handedOver(request, card);
      else return;
      await store.claimRequests.told(id, state, clock());
    },
  };
}
