import type { Card, SuppliedProfile } from '../domain/card.ts';
import type { Order } from '../domain/order.ts';
import { effectOn } from '../domain/taking-back.ts';
import type { Effect } from '../domain/taking-back.ts';
import type { RefundWish } from '../domain/refund-wish.ts';
import type { Clock } from '../domain/time.ts';
import type { CardService } from './cards.ts';
import type { Logger } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';
import type { Suppliers } from './suppliers.ts';

/** How it went to take something back. */
export type TakenBack =
  /** The supplier has it back; certain. */
  | { readonly kind: 'taken' }
  /** It stays where it is; nothing was taken. */
  | { readonly kind: 'kept'; readonly why: string }
  /** The supplier did not say. It may have it back if it was asked to cancel. */
  | { readonly kind: 'unknown' };

export interface TakingBack {
  /** What a cancellation would mean for this order now. Throws ProviderError. */
  judge(order: Order, profile: SuppliedProfile): Promise<Effect>;
  /** Takes back what this order brought, and nothing else. The wish is `taking_back`. May be repeated until it is known. */
  takeBack(wish: RefundWish, order: Order, profile: SuppliedProfile): Promise<TakenBack>;
}

export function createTakingBack({
  store,
  suppliers,
  cards,
  clock,
  logger,
}: {
  store: Pick<Store, 'orders' | 'fulfilments' | 'refundWishes'>;
  suppliers: Suppliers;
  cards: Pick<CardService, 'ask'>;
  clock: Clock;
  logger: Logger;
}): TakingBack {
  async function judge(order: Order, profile: SuppliedProfile): Promise<Effect> {
    const balance = await cards.ask(profile);
    const cardId = order.suppliedCardId ?? (order.preview.kind === 'new_profile' ? null : order.cardId);
    const sentAt = (await store.fulfilments.byOrder(order.id))?.startedAt ?? clock();
    const others = cardId === null ? [] : await othersOn(order, cardId);
    return effectOn({ order, sentAt, balance, others });
  }

  async function othersOn(
    { id }: Order,
    cardId: NonNullable<Order['cardId']>,
  ): Promise<{ planId: string; sentAt: number; isProfile: boolean }[]> {
    const supplied = (await store.orders.suppliedTo(cardId)).filter((other) => other.id !== id);
    const wishes = await store.refundWishes.ofOrders(supplied.map((other) => other.id));
    const taken = new Set(wishes.filter(({ state }) => state === 'returned').map(({ orderId }) => orderId));
    const others = [];
    for (const { id: other, plan, preview } of supplied) {
      if (taken.has(other)) continue;
      const sentAt = (await store.fulfilments.byOrder(other))?.startedAt ?? 0;
      others.push({ planId: plan.id, sentAt, isProfile: preview.kind === 'new_profile' });
    }
    return others;
  }

  return {
    judge,
    takeBack: async (wish, order, profile) => {
      try {
        if ((await judge(order, profile)) === 'unproved')
          return { kind: 'kept', why: 'not provably unused and this order’s alone' };
        await store.refundWishes.send(wish.orderId, clock());
        const answer = await suppliers.of(profile.provider).provider.cancel(profile.ref);
        return answer.kind === 'cancelled'
          ? { kind: 'taken' }
          : { kind: 'kept', why: `the supplier: ${answer.reason}` };
      } catch (error) {
        logger.warn(
          { order: order.id, error: String(error) },
          'The supplier did not say whether it took an order back',
        );
        return { kind: 'unknown' };
      }
    },
  };
}

/** Whether something of a delivered order could be taken back at all, by what is known here: what is still its payer's, and no gift. */
export async function takeableFrom(
  { cards }: Pick<Repositories, 'cards'>,
  { delivery, payerId, ownerId, suppliedCardId }: Order,
): Promise<{ readonly kind: 'yes'; readonly card: Card } | { readonly kind: 'no'; readonly why: string }> {
  if (delivery === 'code') return { kind: 'no', why: 'its activation code was used' };
  if (payerId !== ownerId) return { kind: 'no', why: 'paid for somebody else' };
  const card = suppliedCardId && (await cards.byId(suppliedCardId));
  if (!card || card.removedAt !== null) return { kind: 'no', why: 'the card was removed' };
  if (card.ownerId !== ownerId) return { kind: 'no', why: 'the card is somebody else’s by now' };
  return { kind: 'yes', card };
}

/** Whether something of this card is being taken back. Its row is held until the end of the transaction, so that of two one comes first. */
export async function isHeld(tx: Repositories, cardId: Card['id']): Promise<boolean> {
  const card = await tx.cards.byId(cardId);
  if (card) await tx.cards.hold(card.id, card.ownerId);
  return tx.refundWishes.holdsCard(cardId);
}

/**
 * Begins to take something of a card back: from then on nothing can be added to it. Answers undefined when something is being added, or
 * the card is not this owner's any more, or the wish has moved on.
 */
export async function beginTakingBack(
  tx: Repositories,
  wish: RefundWish,
  order: Pick<Order, 'id' | 'ownerId'>,
  cardId: RefundWish['cardId'],
): Promise<RefundWish | undefined> {
  // The card's row is held until the end, as by whoever would add to it: of two at once one comes first.
  if (cardId !== null) {
    if (!(await tx.cards.hold(cardId, order.ownerId))) return undefined;
    if (await tx.orders.isAddedTo(cardId, order.id)) return undefined;
  }
  return tx.refundWishes.move(wish, 'taking_back', { cardId });
}
