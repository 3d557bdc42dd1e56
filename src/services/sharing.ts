import type { Card } from '../domain/card.ts';
import type { CardId, CustomerId, NewId, ShareId } from '../domain/ids.ts';
import { linkLifetime, mostCompanions } from '../domain/share.ts';
import type { CardLink, Share } from '../domain/share.ts';
import type { Clock } from '../domain/time.ts';
import { leaveNotice } from './card-news.ts';
import { nameless } from './cards.ts';
import type { Repositories, Store } from './storage-port.ts';

type Purpose = CardLink['purpose'];

/** How a card stands with others. */
export interface Standing {
  readonly card: Card;
  readonly companions: readonly Share[];
  /** The link that waits for somebody, if there is one. Its token is known to whoever has the link alone. */
  readonly link: CardLink | undefined;
}

export type Making =
  | { readonly kind: 'made'; readonly card: Card; readonly token: string }
  /** As many companions as a card can have. */
  | { readonly kind: 'full' }
  /** Not while an order for it is under way. */
  | { readonly kind: 'under_way' }
  | { readonly kind: 'not_yours' };

export type Looking =
  | { readonly kind: 'open'; readonly card: Card }
  /** The reader made it. */
  | { readonly kind: 'own'; readonly card: Card }
  /** The reader has used it, or has the card anyway. */
  | { readonly kind: 'already'; readonly card: Card }
  /** Used by somebody else, expired, taken back, or never made. */
  | { readonly kind: 'over' };

export type Using =
  | Exclude<Looking, { kind: 'open' }>
  /** Whose it is, or was until now, is told. */
  | { readonly kind: 'done'; readonly card: Card }
  | { readonly kind: 'full' }
  | { readonly kind: 'under_way' };

/** Cards that others may see and renew, and cards that go to another owner: both by a link for one person, which does nothing before their tap. */
export interface Sharing {
  standing(ownerId: CustomerId, cardId: string, purpose: Purpose): Promise<Standing | undefined>;
  /** Makes the one link of this kind for the card; one that waits leads nowhere from now on. */
  makeLink(ownerId: CustomerId, cardId: string, purpose: Purpose): Promise<Making>;
  /** Takes back the link that waits. */
  dropLink(ownerId: CustomerId, cardId: string, purpose: Purpose): Promise<void>;
  /** What a link offers its reader; changes nothing. */
  look(reader: CustomerId, purpose: Purpose, token: string): Promise<Looking>;
  /** The reader becomes a companion. `name`: what the owner will see them as. */
  accept(reader: CustomerId, token: string, name: string | null): Promise<Using>;
  /** The reader becomes the owner; what others may do with the card ends. */
  receive(reader: CustomerId, token: string): Promise<Using>;
  /** The owner ends a share; answers it and the card, for one that was theirs to end. */
  endShare(ownerId: CustomerId, shareId: string): Promise<{ card: Card; share: Share } | undefined>;
  /** A companion leaves a card. */
  leave(companionId: CustomerId, cardId: string): Promise<boolean>;
}

export function createSharing({
  store,
  clock,
  newId,
}: {
  store: Store;
  clock: Clock;
  newId: NewId;
}): Sharing {
  async function ownCard(tx: Repositories, ownerId: CustomerId, cardId: string): Promise<Card | undefined> {
    const card = await tx.cards.byId(cardId as CardId);
    return card?.ownerId === ownerId && card.removedAt === null ? card : undefined;
  }

  async function lookIn(
    tx: Repositories,
    reader: CustomerId,
    purpose: Purpose,
    token: string,
  ): Promise<Looking> {
    const link = await tx.cardLinks.find(purpose, token);
    const card = link && (await tx.cards.byId(link.cardId));
    if (!card || card.removedAt !== null) return { kind: 'over' };
    const mine = card.ownerId === reader;
    if (link.usedBy === reader && purpose === 'give')
      return mine ? { kind: 'already', card } : { kind: 'over' };
    if (card.ownerId !== link.ownerId) return { kind: 'over' };
    if (mine) return { kind: 'own', card };
    const share = purpose === 'share' ? await tx.shares.between(card.id, reader) : undefined;
    if (share?.endedAt === null) return { kind: 'already', card: nameless(card) };
    if (link.usedBy !== null || link.expiresAt <= clock()) return { kind: 'over' };
    return { kind: 'open', card };
  }

  /** Looks and acts in one transaction, in which the card stays whose it is. */
  function using(
    reader: CustomerId,
    purpose: Purpose,
    token: string,
    act: (tx: Repositories, card: Card) => Promise<Using | 'refused'>,
  ): Promise<Using> {
    return store.transaction(async (tx) => {
      const looked = await lookIn(tx, reader, purpose, token);
      if (looked.kind !== 'open') return looked;
      if (!(await tx.cards.hold(looked.card.id, looked.card.ownerId))) return { kind: 'over' };
      if (purpose === 'give' && (await tx.orders.isUnderWay(looked.card.id))) return { kind: 'under_way' };
      if (purpose === 'share' && (await isFull(tx, looked.card))) return { kind: 'full' };
      if (!(await tx.cardLinks.use(purpose, token, reader, clock()))) return { kind: 'over' };
      const used = await act(tx, looked.card);
      return used === 'refused' ? { kind: 'over' } : used;
    });
  }

  async function isFull(tx: Repositories, card: Card): Promise<boolean> {
    return (await tx.shares.ofCard(card.id)).length >= mostCompanions;
  }

  return {
    standing: async (ownerId, cardId, purpose) => {
      const card = await ownCard(store, ownerId, cardId);
      if (!card) return undefined;
      const [companions, link] = await Promise.all([
        store.shares.ofCard(card.id),
        store.cardLinks.ofCard(card.id, purpose, clock()),
      ]);
      return { card, companions, link };
    },

    makeLink: (ownerId, cardId, purpose) =>
      store.transaction(async (tx) => {
        const card = await ownCard(tx, ownerId, cardId);
        if (!card || !(await tx.cards.hold(card.id, ownerId))) return { kind: 'not_yours' };
        if (purpose === 'share' && (await isFull(tx, card))) return { kind: 'full' };
        if (purpose === 'give' && (await tx.orders.isUnderWay(card.id))) return { kind: 'under_way' };
        const now = clock();
        const token = newId('link').slice('link_'.length);
        await tx.cardLinks.put(
          {
            cardId: card.id,
            purpose,
            ownerId,
            createdAt: now,
            expiresAt: now + linkLifetime[purpose],
            usedBy: null,
          },
          token,
        );
        return { kind: 'made', card, token };
      }),

    dropLink: async (ownerId, cardId, purpose) => {
      const card = await ownCard(store, ownerId, cardId);
      if (card) await store.cardLinks.drop(card.id, purpose);
    },

    look: async (reader, purpose, token) => {
      const looked = await lookIn(store, reader, purpose, token);
      return looked.kind === 'open' ? { kind: 'open', card: nameless(looked.card) } : looked;
    },

    accept: (reader, token, name) =>
      using(reader, 'share', token, async (tx, card) => {
        const share: Share = {
          id: newId('share'),
          cardId: card.id,
          companionId: reader,
          name,
          createdAt: clock(),
          endedAt: null,
        };
        await tx.shares.begin(share);
        const notice = { readerId: card.ownerId, cardId: card.id, shareId: share.id };
        await leaveNotice(tx, { kind: 'came', ...notice }, newId);
        return { kind: 'done', card: nameless(card) };
      }),

    receive: (reader, token) =>
      using(reader, 'give', token, async (tx, card) => {
        const taken = await tx.cards.take(card, reader, clock());
        if (!taken) return 'refused';
        const notice = { readerId: card.ownerId, cardId: card.id, shareId: null };
        await leaveNotice(tx, { kind: 'gone', ...notice }, newId);
        return { kind: 'done', card: taken };
      }),

    endShare: async (ownerId, shareId) => {
      const share = await store.shares.byId(shareId as ShareId);
      const card = share && (await ownCard(store, ownerId, share.cardId));
      if (!card || share.endedAt !== null) return undefined;
      return (await store.shares.end(share.id, clock())) ? { card, share } : undefined;
    },

    leave: async (companionId, cardId) => {
      const share = await store.shares.between(cardId as CardId, companionId);
      return share?.endedAt === null && (await store.shares.end(share.id, clock()));
    },
  };
}
