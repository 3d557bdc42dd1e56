import type { Card } from '../domain/card.ts';
import type { NewId, OrderId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { RefundWish } from '../domain/refund-wish.ts';
import { day, hour, minute, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { replaceQuotes } from './attempts.ts';
import type { CardService } from './cards.ts';
import type { Advance } from './work-port.ts';
import { refundablePayments } from './order-money.ts';
import type { Logger, WishNotifier } from './ports.ts';
import { caseOf } from './refund-case.ts';
import { requestRefund } from './refund-request.ts';
import type { Store } from './storage-port.ts';
import { beginTakingBack, takeableFrom } from './taking-back.ts';
import type { TakingBack } from './taking-back.ts';

/** A supplier that says nothing is asked this long before a person decides; longer once it may have cancelled. */
const patience = { unsent: hour, sent: day };
/** A message about it is tried this long. */
const tellFor = day;

/** From a wish for a refund of what was delivered to the money, or to a person. */
export interface RefundPursuit {
  /** Takes the wish as far as it goes now. May be repeated, also after a crash at any point. */
  advance(orderId: OrderId): Promise<Advance>;
}

export function createRefundPursuit({
  store,
  takingBack,
  cards,
  notifier,
  clock,
  newId,
  logger,
}: {
  store: Store;
  takingBack: TakingBack;
  cards: Pick<CardService, 'ask'>;
  notifier: WishNotifier;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): RefundPursuit {
  const done: Advance = { kind: 'done' };

  async function advance(orderId: OrderId): Promise<Advance> {
    const order = await store.orders.byId(orderId);
    const wish = order && (await store.refundWishes.ofOrder(orderId));
    if (!wish) return done;
    switch (wish.state) {
      case 'asked':
        return begin(wish, order);
      case 'taking_back':
        // Of what is not delivered yet the order itself takes care.
        return order.state === 'fulfilling' ? done : takeBack(wish, order);
      case 'with_person':
      case 'refused':
        return tell(wish, order);
      default:
        return done;
    }
  }

  /** Stored before the supplier is called: from here on nothing is added to the card. */
  async function begin(wish: RefundWish, order: Order): Promise<Advance> {
    await told(() => notifier.asking(order, wish));
    const takeable = await takeableFrom(store, order);
    if (takeable.kind === 'no') return giveToPerson(wish, order, takeable.why);
    const { card } = takeable;
    const begun = await store.transaction((tx) => beginTakingBack(tx, wish, order, card.id));
    if (begun) return takeBack(begun, order);
    const now = await store.refundWishes.ofOrder(order.id);
    return now?.state === 'asked'
      ? giveToPerson(wish, order, 'the card changes hands, or something else is being added to it')
      : advance(order.id);
  }

  async function takeBack(wish: RefundWish, order: Order): Promise<Advance> {
    const card = wish.cardId && (await store.cards.byId(wish.cardId));
    if (!card) throw new Error(`${order.id} is taken back from a card that is not there`);
    const outcome = await takingBack.takeBack(wish, order, card);
    switch (outcome.kind) {
      case 'taken':
        return returned(wish, order, card);
      case 'kept':
        return giveToPerson(wish, order, outcome.why);
      case 'unknown': {
        const waited = clock() - wish.askedAt;
        const { sentAt } = (await store.refundWishes.ofOrder(order.id)) ?? wish;
        if (waited <= (sentAt === null ? patience.unsent : patience.sent))
          return { kind: 'again', at: clock() + Math.min(Math.max(2 * second, waited), 5 * minute) };
        const why =
          sentAt === null ? 'the supplier is silent' : 'a cancellation was sent, its outcome is unknown';
        return giveToPerson(wish, order, why);
      }
    }
  }

  /** The supplier has it back: the card goes off its owner's list if it was all there was to it, and the money is on its way. */
  async function returned(wish: RefundWish, order: Order, card: Card): Promise<Advance> {
    const askedAt = clock();
    const balance = await cards.ask(card).catch(() => null);
    await told(() => notifier.takenBack(order));
    await store.transaction(async (tx) => {
      if (!(await tx.refundWishes.move(wish, 'returned', { decidedAt: clock(), toldAt: clock() }))) return;
      if (balance) await tx.cards.saveBalance(card.id, balance, askedAt);
      if (order.preview.kind === 'new_profile') await tx.cards.remove(card.id, order.ownerId, clock());
      // What open quotes say of this card is not true any more.
      await replaceQuotes(tx, { payerId: order.payerId, cardId: card.id, delivery: 'now' }, clock());
      if (wish.messageId !== null) await tx.orders.setStatusMessage(order.id, wish.messageId);
      const now = await tx.orders.byId(order.id);
      const ending = now && (await tx.orders.move(now, 'refund_requested', clock()));
      const kept = await refundablePayments(tx, order);
      for (const payment of kept) await requestRefund(tx, { payment, reason: 'cancelled', newId, clock });
      // It went back by other ways meanwhile.
      if (ending && kept.length === 0) await tx.orders.move(ending, 'refund_succeeded', clock());
    });
    return done;
  }

  async function giveToPerson(wish: RefundWish, order: Order, why: string): Promise<Advance> {
    const detail = await caseOf({ store, cards, clock }, order, why);
    const moved = await store.transaction(async (tx) => {
      const next = await tx.refundWishes.move(wish, 'with_person');
      if (next) await tx.reviews.open({ subject: order.id, reason: 'refund_wanted', detail, at: clock() });
      return next;
    });
    return moved ? tell(moved, order) : advance(order.id);
  }

  /** A message on the way holds nothing up. */
  async function told(message: () => Promise<void>): Promise<void> {
    await message().catch((error: unknown) =>
      logger.warn({ error: String(error) }, 'A message was not sent'),
    );
  }

  async function tell(wish: RefundWish, order: Order): Promise<Advance> {
    if (wish.toldAt !== null) return done;
    try {
      await (wish.state === 'refused' ? notifier.refused(order, wish) : notifier.withPerson(order, wish));
    } catch (error) {
      if (clock() - (wish.decidedAt ?? wish.askedAt) < tellFor)
        return { kind: 'again', at: clock() + 30 * second };
      logger.error({ order: order.id, error: String(error) }, 'A customer was not told of their refund');
    }
    await store.refundWishes.told(wish, clock());
    return done;
  }

  return { advance };
}
