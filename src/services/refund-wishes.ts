import type { CustomerId, NewId, OrderId } from '../domain/ids.ts';
import type { IssuedCode } from '../domain/issued-code.ts';
import { awaitingDelivery } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { Effect } from '../domain/taking-back.ts';
import { refundableFor } from '../domain/refund-wish.ts';
import type { RefundWish } from '../domain/refund-wish.ts';
import type { Clock } from '../domain/time.ts';
import { keptPayments, moveCode } from './code-books.ts';
import { patiently } from './patience.ts';
import { refundablePayments } from './order-money.ts';
import type { Logger } from './ports.ts';
import { requestRefund } from './refund-request.ts';
import type { Repositories, Store } from './storage-port.ts';
import { slowAfter } from './supply.ts';
import { takeableFrom } from './taking-back.ts';
import type { TakingBack } from './taking-back.ts';

/** Why no refund can be asked for, or not any more. */
export type NotOpen =
  /** It was asked for already. */
  | { readonly kind: 'known'; readonly order: Order; readonly wish: RefundWish }
  /** The money is back, on its way, or with a person, or the payer's bank decides about it. */
  | { readonly kind: 'settled'; readonly order: Order }
  /** Not delivered yet. */
  | { readonly kind: 'not_yet'; readonly order: Order }
  /** An activation code that nobody has used: it can be cancelled at any time. */
  | { readonly kind: 'unused_code'; readonly code: IssuedCode }
  | { readonly kind: 'too_old'; readonly order: Order }
  /** Not an order that this customer paid for with money. */
  | { readonly kind: 'unknown' };

/** What a request would lead to, as far as can be told before it is made. */
export type Outlook =
  | {
      readonly kind: 'open';
      readonly order: Order;
      readonly payment: Payment;
      /** `automatic`: it can be taken back. `person`: an operator decides. `silent`: the supplier does not say. */
      readonly way: 'automatic' | 'person' | 'silent';
    }
  | NotOpen;

export type Asked = { readonly kind: 'asked'; readonly order: Order } | NotOpen;

export type Stopped =
  | { readonly kind: 'stopping'; readonly order: Order }
  /** Delivered, given back, with a person: there is nothing to stop any more. */
  | { readonly kind: 'over'; readonly order: Order }
  | { readonly kind: 'unknown' };

export type Granted =
  /** The money is on its way, or was back already. */
  | { readonly kind: 'granted'; readonly order: Order }
  /** Somebody decided it first, or the order has moved on. */
  | { readonly kind: 'decided'; readonly order: Order; readonly wish: RefundWish }
  /** Nobody asked for a refund of such an order. */
  | { readonly kind: 'unknown' };

export type Refused =
  { readonly kind: 'refused'; readonly order: Order } | Exclude<Granted, { kind: 'granted' }>;

/** People about money that shall go back. */
export interface RefundWishService {
  /** What would become of a request now; asks the supplier. */
  outlook(customerId: CustomerId, orderId: string): Promise<Outlook>;
  /** Whether a request is possible at all, from the books alone. */
  mayAsk(customerId: CustomerId, order: Order): Promise<boolean>;
  /** Whoever paid wants the money for a delivered order back. `messageId`: the bubble that reports the outcome. */
  ask(customerId: CustomerId, orderId: string, messageId?: number | null): Promise<Asked>;
  /** Whoever paid does not want to wait for the delivery any longer: nothing is sent to the supplier from now on. */
  stop(customerId: CustomerId, orderId: string): Promise<Stopped>;
  /**
   * An operator decides on purpose that the money goes back, whatever was used; the customer hears of it. Inside the caller's
   * transaction.
   */
  grantIn(tx: Repositories, orderId: OrderId, operatorId: CustomerId): Promise<Granted>;
  /** An operator decides that it stays; likewise. */
  refuseIn(tx: Repositories, orderId: OrderId, operatorId: CustomerId): Promise<Refused>;
}

export function createRefundWishes({
  store,
  takingBack,
  clock,
  newId,
  logger,
}: {
  store: Store;
  takingBack: Pick<TakingBack, 'judge'>;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): RefundWishService {
  async function look(
    tx: Repositories,
    customerId: CustomerId,
    orderId: string,
  ): Promise<{ kind: 'open'; order: Order; payment: Payment; wish: RefundWish | undefined } | NotOpen> {
    const order = await tx.orders.byId(orderId as OrderId);
    if (order?.payerId !== customerId || order.activationCodeId !== null) return { kind: 'unknown' };
    const wish = await tx.refundWishes.ofOrder(order.id);
    switch (order.state) {
      case 'awaiting_payment':
      case 'canceled':
        return { kind: 'unknown' };
      case 'processing':
      case 'paid':
      case 'fulfilling':
        return { kind: 'not_yet', order };
      case 'refund_pending':
      case 'refunded':
      case 'review':
        return { kind: 'settled', order };
      case 'fulfilled':
        if (wish && wish.state !== 'late' && wish.state !== 'stopping') return { kind: 'known', order, wish };
        if (order.deliveredAt === null) return { kind: 'not_yet', order };
    }
    const [payment] = await keptPayments(tx, order.id);
    if (!payment || (await tx.refunds.ofPayment(payment.id))) return { kind: 'settled', order };
    // The payer's bank decides about it, or has.
    const disputes = await tx.disputes.ofPayment(payment.id);
    if (disputes.some(({ state }) => state !== 'won')) return { kind: 'settled', order };
    const code = order.delivery === 'code' ? await tx.activationCodes.ofOrder(order.id) : undefined;
    if (code?.state === 'active') return { kind: 'unused_code', code };
    if (clock() - order.createdAt > refundableFor) return { kind: 'too_old', order };
    return { kind: 'open', order, payment, wish };
  }

  async function wayOf(order: Order): Promise<'automatic' | 'person' | 'silent'> {
    const card = await takeableFrom(store, order);
    if (card.kind === 'no') return 'person';
    const effect: Effect | null | undefined = await patiently(
      takingBack.judge(order, card.card).catch((error: unknown) => {
        logger.warn({ order: order.id, error: String(error) }, 'The supplier did not tell how a plan stands');
        return null;
      }),
    );
    if (!effect) return 'silent';
    return effect === 'unproved' ? 'person' : 'automatic';
  }

  /** What an operator decided, once. */
  async function decide<To extends 'granted' | 'refused'>(
    tx: Repositories,
    orderId: OrderId,
    operatorId: CustomerId,
    to: To,
    carryOut: (order: Order) => Promise<Order>,
  ): Promise<{ readonly kind: To; readonly order: Order } | Exclude<Granted, { kind: 'granted' }>> {
    const order = await tx.orders.byId(orderId);
    const wish = order && (await tx.refundWishes.ofOrder(orderId));
    if (!wish) return { kind: 'unknown' };
    // Money that somebody else disputes or a person holds is not given back a second time by this way.
    if (to === 'granted' && order.state !== 'fulfilled' && order.state !== 'refunded')
      return { kind: 'decided', order, wish };
    const decided = { decidedAt: clock(), decidedBy: operatorId, toldAt: null };
    if (!(await tx.refundWishes.move(wish, to, decided)))
      return { kind: 'decided', order, wish: (await tx.refundWishes.ofOrder(orderId)) ?? wish };
    logger.info({ order: orderId, operator: operatorId, decided: to }, 'An operator decides on a refund');
    return { kind: to, order: await carryOut(order) };
  }

  const grantIn: RefundWishService['grantIn'] = (tx, orderId, operatorId) =>
    decide(tx, orderId, operatorId, 'granted', async (order) => {
      // It is back already.
      if (order.state === 'refunded') return order;
      // Nobody uses a code of which the money is back; one that was used is not good again if that comes to nothing.
      await moveCode(tx, order.id, 'withdrawn', clock());
      const ending = await tx.orders.move(order, 'refund_requested', clock());
      const kept = await refundablePayments(tx, order);
      for (const payment of kept) await requestRefund(tx, { payment, reason: 'granted', newId, clock });
      if (!ending) return order;
      // It may have gone back by other ways meanwhile.
      return kept.length > 0
        ? ending
        : ((await tx.orders.move(ending, 'refund_succeeded', clock())) ?? ending);
    });

  const refuseIn: RefundWishService['refuseIn'] = (tx, orderId, operatorId) =>
    decide(tx, orderId, operatorId, 'refused', async (order) => {
      await tx.jobs.send({ kind: 'wish', key: order.id });
      return order;
    });

  return {
    outlook: async (customerId, orderId) => {
      const found = await look(store, customerId, orderId);
      if (found.kind !== 'open') return found;
      const { order, payment } = found;
      return { kind: 'open', order, payment, way: await wayOf(order) };
    },

    mayAsk: async (customerId, order) => (await look(store, customerId, order.id)).kind === 'open',

    ask: (customerId, orderId, messageId = null) =>
      store.transaction(async (tx) => {
        const found = await look(tx, customerId, orderId);
        if (found.kind !== 'open') return found;
        const { order, wish } = found;
        const askedAt = clock();
        const asked = wish
          ? await tx.refundWishes.move(wish, 'asked', { messageId, askedAt, toldAt: null })
          : await tx.refundWishes.open({ orderId: order.id, customerId, state: 'asked', messageId, askedAt });
        const known = asked ? undefined : await tx.refundWishes.ofOrder(order.id);
        if (known) return { kind: 'known', order, wish: known };
        await tx.jobs.send({ kind: 'wish', key: order.id });
        return { kind: 'asked', order };
      }),

    stop: (customerId, orderId) =>
      store.transaction(async (tx) => {
        const order = await tx.orders.byId(orderId as OrderId);
        if (order?.payerId !== customerId) return { kind: 'unknown' };
        const fulfilment = awaitingDelivery.includes(order.state)
          ? await tx.fulfilments.byOrder(order.id)
          : undefined;
        if (!fulfilment) return { kind: 'over', order };
        // Whoever was offered it may: it can have waited for its card until now.
        const { slowToldAt, startedAt } = fulfilment;
        if (slowToldAt === null && clock() - startedAt < slowAfter) return { kind: 'over', order };
        const wish = {
          orderId: order.id,
          customerId,
          state: 'stopping',
          messageId: null,
          askedAt: clock(),
        } as const;
        if (await tx.refundWishes.open(wish)) await tx.jobs.send({ kind: 'order', key: order.id });
        return { kind: 'stopping', order };
      }),

    grantIn,
    refuseIn,
  };
}
