import type { ActivationCode } from '../domain/activation-code.ts';
import type { ProfileRef } from '../domain/card.ts';
import type { NewId, OrderId } from '../domain/ids.ts';
import type { Fulfilment, Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { RefundWish } from '../domain/refund-wish.ts';
import { day, hour, minute, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Assortment } from './assortment.ts';
import type { CardService } from './cards.ts';
import { issueCode } from './code-books.ts';
import type { CodeNotifier, Logger, Notifier } from './ports.ts';
import type { ReceiptService } from './receipts.ts';
import type { Repositories, Store } from './storage-port.ts';
import type { Advance, Job } from './work-port.ts';
import type { Suppliers } from './suppliers.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { endWish, missWish, openPayments, sendMoneyBack } from './order-money.ts';
import { requestRefund } from './refund-request.ts';
import { returnCode, settleStanding } from './standing.ts';
import { createSupply, slowAfter } from './supply.ts';
import type { SupplyStep } from './supply.ts';
import { beginTakingBack, isHeld } from './taking-back.ts';
import type { TakingBack } from './taking-back.ts';

/** Also: the picture is there, which is not written down yet. */
type Progress = Advance | { readonly kind: 'delivered'; readonly order: Order; readonly asked: boolean };

export interface FulfilmentService {
  /**
   * Takes a paid order as far as it goes now: supply, delivery, or its refund; one that a person looks after as far as the supplier's
   * word decides it. May be repeated, also after a crash at any point. The job that asks for it ends in the same commit as the delivery.
   */
  advance(id: OrderId, job?: Job): Promise<Advance>;
}

/** A message that the order waits for is tried this long. */
const tellFor = day;

/** From paid to delivered: the order, its money and its customer follow what the supplier did. */
export function createFulfilment({
  store,
  suppliers,
  assortment,
  cards,
  takingBack,
  notifier,
  codeNotifier,
  receipts,
  clock,
  newId,
  newCode,
  refundAtOnce,
  logger,
}: {
  store: Store;
  suppliers: Suppliers;
  assortment: Pick<Assortment, 'mostFor'>;
  cards: CardService;
  takingBack: TakingBack;
  notifier: Notifier;
  codeNotifier: CodeNotifier;
  receipts: ReceiptService;
  clock: Clock;
  newId: NewId;
  /** A fresh activation code, from a secure random source. */
  newCode: () => ActivationCode;
  /** A test deployment with a real token gives real money back after delivery. */
  refundAtOnce: (payment: Payment) => boolean;
  logger: Logger;
}): FulfilmentService {
  const supply = createSupply({ store, suppliers, mostFor: assortment.mostFor, clock, logger });
  const done: Advance = { kind: 'done' };

  async function advance(id: OrderId, job?: Job): Promise<Advance> {
    const progress = await goOn(id);
    if (progress.kind !== 'delivered') return progress;
    await store.transaction(async (tx) => {
      await tx.orders.setDelivered(id, clock());
      await receipts.delivered(tx, progress.order, progress);
      if (job) await tx.jobs.finish(job);
    });
    return done;
  }

  async function goOn(id: OrderId): Promise<Progress> {
    const order = await store.orders.byId(id);
    switch (order?.state) {
      case 'paid':
        return order.delivery === 'code' ? issue(order) : start(order);
      case 'fulfilling':
        return resume(order);
      case 'fulfilled':
        return order.delivery === 'code' ? deliverCode(order) : deliver(order);
      case 'review':
        return reconsider(order);
      default:
        return done;
    }
  }

  /** An activation code needs no supplier yet: it is made with the move, or not at all when nothing pays for the order any more. */
  async function issue(order: Order): Promise<Progress> {
    const secret = newCode();
    const result = await store.transaction(async (tx) => {
      const payments = await openPayments(tx, order);
      if (payments.length === 0) return 'unpaid';
      const moved = await issueCode(tx, { order, secret, newId, clock });
      if (!moved) return undefined;
      await settle(tx, payments);
      // Disputed before there was a code.
      for (const payment of payments) await settleStanding(tx, payment.id, clock());
      return moved;
    });
    if (result === 'unpaid')
      return giveToPerson(order, 'no payment that could pay for its activation code', order.updatedAt);
    return result ? deliverCode(result) : goOn(order.id);
  }

  async function deliverCode(order: Order): Promise<Progress> {
    if (order.deliveredAt !== null) return done;
    const code = await store.activationCodes.ofOrder(order.id);
    const secret = code && (await store.activationCodes.secretOf(code.id));
    if (!code || !secret) throw new Error(`${order.id} is fulfilled without an activation code`);
    await codeNotifier.ready(order, code, secret);
    return { kind: 'delivered', order, asked: false };
  }

  async function settle(tx: Repositories, payments: readonly Payment[]): Promise<void> {
    for (const payment of payments) {
      await tx.payments.settle(payment.id, 'fulfilled');
      if (refundAtOnce(payment))
        await requestRefund(tx, { payment, reason: 'test_deployment', newId, clock });
    }
  }

  /** The key is stored with the move, before the supplier hears of it. */
  async function start(order: Order): Promise<Progress> {
    const waiting = await store.fulfilments.byOrder(order.id);
    if (waiting && isUnwanted(await store.refundWishes.ofOrder(order.id))) return impossible(order, waiting);
    const fulfilment: Fulfilment = {
      orderId: order.id,
      key: waiting?.key ?? newId('supply'),
      provider: await supplierOf(order),
      state: 'submitting',
      sends: 1,
      notFoundAt: null,
      lastError: null,
      startedAt: clock(),
      slowToldAt: waiting?.slowToldAt ?? null,
    };
    const moved = await store.transaction(async (tx) => {
      const { cardId, preview } = order;
      if (cardId !== null && preview.kind !== 'new_profile' && (await isHeld(tx, cardId))) return 'held';
      const started = await tx.orders.move(order, 'supply_started', clock());
      if (started) await tx.fulfilments.start(fulfilment);
      if (started && waiting) await tx.fulfilments.save(fulfilment);
      return started;
    });
    if (moved === 'held') {
      if (!order.statusMessageId) await tell(() => notifier.paid(order));
      // Nothing was sent, and since when it waits is remembered.
      await tellSlow(order, waiting ?? (await store.fulfilments.start({ ...fulfilment, sends: 0 })));
      return { kind: 'again', at: clock() + 5 * second };
    }
    if (!moved) return goOn(order.id);
    // What follows the supplier's answer waits until the customer's "activating" bubble is there.
    const [step] = await Promise.all([supply.send(moved, fulfilment), tell(() => notifier.paid(moved))]);
    return follow(moved, step);
  }

  /** What is added to a card is its supplier's to add. */
  async function supplierOf({ cardId, preview }: Order): Promise<string> {
    const card = preview.kind !== 'new_profile' && cardId ? await store.cards.byId(cardId) : undefined;
    return card?.provider ?? suppliers.selling.provider.id;
  }

  /** Woken again: the last call may or may not have reached the supplier, so look before anything else. */
  async function resume(order: Order): Promise<Progress> {
    const fulfilment = await store.fulfilments.byOrder(order.id);
    if (!fulfilment) throw new Error(`${order.id} is being fulfilled without a fulfilment`);
    if (!order.statusMessageId) await tell(() => notifier.paid(order));
    const wish = await store.refundWishes.ofOrder(order.id);
    if (wish) await tellStopping(order, wish);
    else await tellSlow(order, fulfilment);
    return follow(order, await supply.lookUp(order, fulfilment, !isUnwanted(wish)));
  }

  async function tellSlow(order: Order, { slowToldAt, startedAt }: Fulfilment): Promise<void> {
    if (slowToldAt !== null || clock() - startedAt < slowAfter) return;
    if (await tell(() => notifier.delayed(order, 'slow')))
      await store.fulfilments.slowTold(order.id, clock());
  }

  async function tellStopping(order: Order, wish: RefundWish): Promise<void> {
    if (wish.state !== 'stopping' || wish.toldAt !== null) return;
    if (await tell(() => notifier.delayed(order, 'stopping'))) await store.refundWishes.told(wish, clock());
  }

  /** A person looks after it, and asked: what the supplier says now may decide it after all, or what that person decided is carried out. */
  async function reconsider(order: Order): Promise<Progress> {
    const fulfilment = await store.fulfilments.byOrder(order.id);
    const isPaid = order.activationCodeId !== null || (await openPayments(store, order)).length > 0;
    if (!fulfilment || !isPaid) return done;
    if (fulfilment.state === 'failed') return impossible(order, fulfilment);
    if (!(await store.reviews.openOf(order.id, 'supply_unknown'))) return done;
    const step = await supply.lookOnly(order, fulfilment);
    if (step.kind === 'undecided') return done;
    const wish = await store.refundWishes.ofOrder(order.id);
    if (step.kind !== 'made' || !wish || wish.sentAt === null) return follow(order, step);
    // A cancellation without an answer may have been carried out, which the supplier's word about the order does not tell.
    const effect = await takingBack
      .judge(order, { provider: fulfilment.provider, ref: step.ref })
      .catch(() => undefined);
    if (effect === 'gone') return impossible(order, fulfilment);
    return effect === 'alone' ? follow(order, step) : done;
  }

  async function follow(order: Order, step: SupplyStep): Promise<Progress> {
    switch (step.kind) {
      case 'made':
        // It may have been cancelled while the supplier took its time.
        return isUnwanted(await store.refundWishes.ofOrder(order.id))
          ? takeBack(order, step)
          : supplied(order, step);
      case 'unwanted':
        return takeBack(order, step);
      case 'again':
        return step;
      case 'refused':
        await tell(() => notifier.delayed(order, 'refused'));
        return follow(order, await supply.lookUp(order, step.fulfilment));
      case 'impossible':
        return impossible(order, step.fulfilment);
      case 'undecided':
        return giveToPerson(order, `supply ${describe(step.fulfilment)}`, step.fulfilment.startedAt + day);
    }
  }

  /** Its payer does not want it any more: it is taken back where that is possible, and else delivered, and they are told so. */
  async function takeBack(
    order: Order,
    { fulfilment, ref }: { fulfilment: Fulfilment; ref: ProfileRef },
  ): Promise<Progress> {
    const cardId = order.preview.kind === 'new_profile' ? null : order.cardId;
    const wish = await store.transaction(async (tx) => {
      const stored = await tx.refundWishes.ofOrder(order.id);
      return stored?.state === 'stopping' ? beginTakingBack(tx, stored, order, cardId) : stored;
    });
    if (wish?.state !== 'taking_back') return keep(order, fulfilment, ref);
    const outcome = await takingBack.takeBack(wish, order, { provider: fulfilment.provider, ref });
    switch (outcome.kind) {
      case 'taken':
        return impossible(order, fulfilment);
      case 'kept':
        return keep(order, fulfilment, ref);
      case 'unknown': {
        const waited = clock() - wish.askedAt;
        if (waited > day)
          return giveToPerson(
            order,
            `asked to cancel ${describe(fulfilment)}: no answer`,
            wish.askedAt + day,
          );
        return { kind: 'again', at: clock() + Math.min(Math.max(2 * second, waited), 5 * minute) };
      }
    }
  }

  async function keep(order: Order, fulfilment: Fulfilment, ref: ProfileRef): Promise<Progress> {
    // Nothing is sent again from here on either.
    const placed: Fulfilment = { ...fulfilment, state: 'placed', notFoundAt: null };
    await store.transaction(async (tx) => {
      await missWish(tx, order, clock());
      await tx.fulfilments.save(placed);
    });
    const step = await supply.made(order, placed, ref);
    return step.kind === 'made' ? supplied(order, step) : follow(order, step);
  }

  async function supplied(
    order: Order,
    { fulfilment, ref, lpa }: SupplyStep & { kind: 'made' },
  ): Promise<Progress> {
    const { provider } = fulfilment;
    const known = await store.cards.byProfile(provider, ref.id);
    // A new profile that is on somebody's card already: suppliers reuse names, and nothing may be overwritten. A renewed one is the
    // card it was for, whoever has that by now.
    if (known && (known.id !== order.cardId || lpa !== null)) {
      // A person has it already.
      if (order.state === 'review') return done;
      return giveToPerson(order, `supply ${describe(fulfilment)}: the profile is card ${known.id}`, clock());
    }

    const askedAt = clock();
    const balance = await cards.ask({ provider, ref }).catch(() => null);
    const moved = await store.transaction(async (tx) => {
      // Moved by somebody else meanwhile: then nothing of ours may be written.
      if ((await tx.orders.byId(order.id))?.version !== order.version) return undefined;
      const payments = await openPayments(tx, order);
      const made = { ...fulfilment, state: 'supplied' } as const;
      if (order.state === 'review') {
        // Its money went back, or a person decided otherwise, in the meantime: neither moves the order at once.
        if (payments.length === 0 && order.activationCodeId === null) return undefined;
        if (!(await tx.fulfilments.saveFrom(fulfilment.state, made))) return undefined;
      }
      const cardId = known?.id ?? newId('card');
      if (known && balance) await tx.cards.saveBalance(known.id, balance, askedAt);
      if (!known) {
        const { ownerId, plan } = order;
        const card = { id: cardId, ownerId, provider, ref, coverage: plan.coverage };
        await tx.cards.add({ ...card, balance, createdAt: clock(), name: null, removedAt: null });
      }
      if (lpa) await tx.cards.saveInstallationCode(cardId, lpa);
      await tx.fulfilments.save(made);
      const next = await tx.orders.move(order, 'supplied', clock(), { suppliedCardId: cardId });
      // Where others can write at the same time, moved after all: then all of this is to be done again from the start.
      if (!next) throw new Error(`${order.id} was moved meanwhile`);
      await missWish(tx, order, clock());
      if (order.activationCodeId) await tx.jobs.send({ kind: 'code', key: order.activationCodeId });
      else await settle(tx, payments);
      await endCase(tx, order, 'supplied');
      return next;
    });
    return moved ? deliver(moved) : done;
  }

  /** Certain that nothing was made: the money goes back by itself, or the code is good again. */
  async function impossible(order: Order, fulfilment: Fulfilment): Promise<Advance> {
    if (order.activationCodeId) return giveCodeBack(order, fulfilment);
    await store.transaction(async (tx) => {
      if (await sendMoneyBack(tx, { order, fulfilment, newId, clock }))
        await endCase(tx, order, 'not_supplied');
    });
    return done;
  }

  /** Nobody has to decide any more whether it was delivered. */
  async function endCase(
    tx: Repositories,
    { id, state }: Order,
    outcome: 'supplied' | 'not_supplied',
  ): Promise<void> {
    if (state === 'review')
      await tx.reviews.settle({ subject: id, reason: 'supply_unknown' }, { at: clock(), outcome });
  }

  /** The redeemer is told before it is booked: after a crash between the two they hear it again, never not at all. */
  async function giveCodeBack(order: Order, fulfilment: Fulfilment): Promise<Advance> {
    const code = order.activationCodeId && (await store.activationCodes.byId(order.activationCodeId));
    try {
      const wished = isUnwanted(await store.refundWishes.ofOrder(order.id));
      await codeNotifier.returned(order, { good: code ? code.state === 'redeemed' : false, wished });
    } catch (error) {
      if (clock() - fulfilment.startedAt < tellFor) return { kind: 'again', at: clock() + 30 * second };
      logger.error({ order: order.id, error: String(error) }, 'Nobody was told that a code is good again');
    }
    await store.transaction(async (tx) => {
      const impossible = await tx.orders.move(order, 'supply_impossible', clock());
      if (!impossible) return;
      await tx.fulfilments.save({ ...fulfilment, state: 'failed' });
      await endWish(tx, order, clock());
      await returnCode(tx, order, clock());
      await endCase(tx, order, 'not_supplied');
      // The code was all that paid for it, and it is back.
      await tx.orders.move(impossible, 'refund_succeeded', clock());
    });
    return done;
  }

  /** The customer is told before it is booked: after a crash between the two they hear it again, never not at all. */
  async function giveToPerson(order: Order, detail: string, since: number): Promise<Advance> {
    logger.error({ order: order.id, detail }, 'An order needs a person');
    const told = await tell(() => notifier.delayed(order, 'review'));
    if (!told && clock() - since < hour) return { kind: 'again', at: clock() + 30 * second };
    await store.transaction(async (tx) => {
      const next = await tx.orders.move(order, 'undecided', clock());
      if (!next) return;
      for (const payment of await openPayments(tx, order)) await tx.payments.settle(payment.id, 'review');
      // Should it have been delivered after all, they hear that it was too late; nothing waits for it any more.
      await missWish(tx, order, clock());
      await tx.reviews.open({ subject: order.id, reason: 'supply_unknown', detail, at: clock() });
    });
    return done;
  }

  async function deliver(order: Order): Promise<Progress> {
    if (order.deliveredAt !== null) return done;
    if ((await store.fulfilments.byOrder(order.id))?.state === 'by_hand') return deliveredByHand(order);
    const id = order.suppliedCardId ?? order.cardId;
    const card = id && (await store.cards.byId(id));
    if (!card) throw new Error(`${order.id} supplied a card that is not there`);
    const asked = await receipts.asksForAddress(order, card);
    const now = (await store.orders.byId(order.id)) ?? order;
    const late = (await store.refundWishes.ofOrder(order.id))?.state === 'late';
    await notifier.delivered(now, card, { asksForAddress: asked, late });
    return { kind: 'delivered', order, asked };
  }

  /** A message that does not get through must not hold up the supply; answers whether it did get through. */
  async function tell(message: () => Promise<void>): Promise<boolean> {
    try {
      await message();
      return true;
    } catch (error) {
      logger.warn({ error: String(error) }, 'A message was not sent');
      return false;
    }
  }

  async function deliveredByHand(order: Order): Promise<Progress> {
    await notifier.deliveredByHand(order);
    await store.orders.setDelivered(order.id, clock());
    return done;
  }

  return { advance: oneAtATime(advance) };
}

/** Whether nothing of it is to be sent or delivered any more, if that can be helped. */
function isUnwanted(wish: RefundWish | undefined): boolean {
  return wish?.state === 'stopping' || wish?.state === 'taking_back';
}

function describe({ key, state, lastError }: Fulfilment): string {
  return `${key}: ${state}, last error ${lastError ?? 'none'}`;
}
