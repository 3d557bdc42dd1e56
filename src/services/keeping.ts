import type { CardId, CustomerId } from '../domain/ids.ts';
import type { Clock } from '../domain/time.ts';
import type { Store } from './storage-port.ts';

/** What owners do with their own cards. */
export interface Keeping {
  /** Names a card, or takes its name away; false when it is not this customer's. */
  rename(ownerId: CustomerId, cardId: string, name: string | null): Promise<boolean>;
  /** Takes a card off its owner's list; not while an order for it is under way. */
  remove(ownerId: CustomerId, cardId: string): Promise<'removed' | 'under_way' | 'not_yours'>;
}

export function createKeeping({ store, clock }: { store: Store; clock: Clock }): Keeping {
  return {
    rename: (ownerId, cardId, name) => store.cards.rename(cardId as CardId, ownerId, name),
    remove: (ownerId, cardId) =>
      store.transaction(async (tx) => {
        const card = await tx.cards.byId(cardId as CardId);
        if (card?.ownerId !== ownerId || card.removedAt !== null) return 'not_yours';
        if (await tx.orders.isUnderWay(card.id)) return 'under_way';
        return (await tx.cards.remove(card.id, ownerId, clock())) ? 'removed' : 'not_yours';
      }),
  };
}
