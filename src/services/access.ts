import type { Card } from '../domain/card.ts';
import type { CardId, CustomerId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { canTopUp } from '../domain/renewal.ts';
import type { Repositories } from './storage-port.ts';

/** The card if this customer may see and renew it: their own, or one that is shared with them. */
export async function renewableBy(
  { cards, shares }: Pick<Repositories, 'cards' | 'shares'>,
  customerId: CustomerId,
  cardId: string,
): Promise<Card | undefined> {
  const card = await cards.byId(cardId as CardId);
  if (!card || card.removedAt !== null) return undefined;
  if (card.ownerId === customerId) return card;
  const share = await shares.between(card.id, customerId);
  return share?.endedAt === null ? card : undefined;
}

/** Whether an unpaid order is still for a card that its payer may renew, of the owner it was made for. */
export async function isStillTheirs(
  repositories: Pick<Repositories, 'cards' | 'shares'>,
  order: Order,
): Promise<boolean> {
  if (order.cardId === null) return true;
  const card = await renewableBy(repositories, order.payerId, order.cardId);
  return card?.ownerId === order.ownerId;
}

/** Whether an order would add to a profile that takes nothing more, by what the supplier said of it last: it is gone, or ended too long ago. */
export async function isCardGone(
  { cards }: Pick<Repositories, 'cards'>,
  { cardId, preview }: Pick<Order, 'cardId' | 'preview'>,
  now: number,
): Promise<boolean> {
  const card = cardId === null ? undefined : await cards.byId(cardId);
  return card?.balance ? !canTopUp(card.balance, now) && preview.kind !== 'new_profile' : false;
}
