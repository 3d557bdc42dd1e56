import type { Card, ProfileRef } from '../domain/card.ts';
import type { NewId, OrderId } from '../domain/ids.ts';
import type { Fulfilment, Order, Payment } from '../domain/order.ts';
import { day, minute, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Balance } from '../domain/usage.ts';
import type { CardService } from './cards.ts';
import { ProviderError } from './ports.ts';
import type {
  EsimProvider,
  FoundOrder,
  Job,
  Logger,
  Notifier,
  ProviderErrorKind,
  Repositories,
  Store,
} from './ports.ts';

/** "Not found" counts as "nothing was made" only when the supplier says it twice, this far apart. */
const certaintyGap = 2 * minute;
/** After this a person decides. */
const patience = day;
/** The customer hears that it takes longer. */
const slowAfter = 15 * minute;

/** A refusal: the supplier understood and said no, so asking again with the same words will not help. */
const refusals: readonly ProviderErrorKind[] = [
  'no_credit',
  'out_of_stock',
  'plan_gone',
  'topup_not_allowed',
  'profile_gone',
  'bad_request',
];

/** Done, or look again at this time (epoch milliseconds). */
export type Advance = { readonly kind: 'done' } | { readonly kind: 'again'; readonly at: number };

export interface FulfilmentService {
  /**
   * Takes a paid order as far as it goes now: supply, delivery, or its refund. May be repeated, also after a crash at any point. The
   * job that asks for it ends in the same commit as the delivery.
   */
  advance(id: OrderId, job?: Job): Promise<Advance>;
}

/** Also: the picture is there, which is not written down yet. */
type Progress = Advance | { readonly kind: 'delivered' };

/** What one call to the supplier led to; what follows waits until the customer's "activating" bubble is there. */
type Step =
  | Advance
  | { readonly kind: 'supplied'; readonly order: Order }
  | { readonly kind: 'refused'; readonly order: Order; readonly fulfilment: Fulfilment };

/** Exactly one supplier order for one paid order. */
export function createFulfilment({
  store,
  provider,
  cards,
  notifier,
  clock,
  newId,
  refundAtOnce,
  logger,
}: {
  store: Store;
  provider: EsimProvider;
  cards: CardService;
  notifier: Notifier;
  clock: Clock;
  newId: NewId;
  /** A test deployment with a real token gives the money back after delivery. */
  refundAtOnce: boolean;
  logger: Logger;
}): FulfilmentService {
  const done: Advance = { kind: 'done' };

  async function advance(id: OrderId, job?: Job): Promise<Advance> {
    const progress = await goOn(id);
    if (progress.kind !== 'delivered') return progress;
    await store.transaction(async (tx) => {
      await tx.orders.setDelivered(id, clock());
      if (job) await tx.jobs.finish(job);
    });
    return done;
  }

  async function goOn(id: OrderId): Promise<Progress> {
    const order = await store.orders.byId(id);
    switch (order?.state) {
      case 'paid':
        return start(order);
      case 'fulfilling':
        return resume(order);
      case 'fulfilled':
        return deliver(order);
      default:
        return done;
    }
  }

  /** The key is stored with the move, before the supplier hears of it. */
  async function start(order: Order): Promise<Progress> {
    const fulfilment: Fulfilment = {
      orderId: order.id,
      key: newId('supply'),
      state: 'submitting',
      sends: 1,
      notFoundAt: null,
      lastError: null,
      startedAt: clock(),
    };
    const moved = await store.transaction(async (tx) => {
      const started = await tx.orders.move(order, 'supply_started', clock());
      if (started) await tx.fulfilments.start(fulfilment);
      return started;
    });
    if (!moved) return goOn(order.id);
    const [step] = await Promise.all([send(moved, fulfilment), tell(() => notifier.paid(moved))]);
    return follow(step);
  }

  async function follow(step: Step): Promise<Progress> {
    switch (step.kind) {
      case 'supplied':
        return deliver(step.order);
      case 'refused':
        await tell(() => notifier.delayed(step.order, 'refused'));
        return follow(await lookUp(step.order, step.fulfilment));
      default:
        return step;
    }
  }

  /** Woken again: the last call may or may not have reached the supplier, so look before anything else. */
  async function resume(order: Order): Promise<Progress> {
    const fulfilment = await store.fulfilments.byOrder(order.id);
    if (!fulfilment) throw new Error(`${order.id} is being fulfilled without a fulfilment`);
    if (!order.statusMessageId) await tell(() => notifier.paid(order));
    if (clock() - fulfilment.startedAt >= slowAfter) await tell(() => notifier.delayed(order, 'slow'));
    return follow(await lookUp(order, fulfilment));
  }

  async function send(order: Order, fulfilment: Fulfilment): Promise<Step> {
    const { key } = fulfilment;
    const card = await store.cards.byId(order.cardId);
    if (!card) throw new Error(`${order.id} renews a card that is not there`);
    try {
      const placed =
        order.preview.kind === 'new_profile'
          ? await provider.placeOrder({ key, planId: order.plan.id })
          : await provider.placeTopUp({ key, ref: card.ref, planId: order.plan.id });
      return placed.kind === 'placed'
        ? await supplied(order, fulfilment, placed.ref)
        : await wait(fulfilment, 'placed');
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      logger.warn({ order: order.id, kind: error.kind }, 'The supplier did not take the order');
      if (!refusals.includes(error.kind))
        return wait({ ...fulfilment, lastError: error.kind }, 'unknown', error);
      return {
        kind: 'refused',
        order,
        fulfilment: { ...fulfilment, state: 'refused', lastError: error.kind },
      };
    }
  }

  async function lookUp(order: Order, fulfilment: Fulfilment): Promise<Step> {
    const found = await provider.findOrder(fulfilment.key).catch((): FoundOrder => ({ kind: 'unknown' }));
    switch (found.kind) {
      case 'placed':
        return supplied(order, fulfilment, found.ref);
      case 'pending':
        return overdue(fulfilment) ? giveToPerson(order, fulfilment) : wait(fulfilment, 'placed');
      case 'unknown':
        return overdue(fulfilment) ? giveToPerson(order, fulfilment) : wait(fulfilment, fulfilment.state);
      case 'not_found':
        return notFound(order, fulfilment);
    }
  }

  async function notFound(order: Order, fulfilment: Fulfilment): Promise<Step> {
    // Nothing is sent any more after a day: then "not found" is proof here too.
    const refused = fulfilment.state === 'refused' || overdue(fulfilment);
    const mayRepeat = provider.capabilities.idempotentOrders && !refused;
    const firstSeen = fulfilment.notFoundAt;
    const certain = firstSeen !== null && clock() - firstSeen >= certaintyGap;
    if (refused && certain) return impossible(order, fulfilment);
    if (mayRepeat || (certain && fulfilment.sends < 2)) {
      const next: Fulfilment = {
        ...fulfilment,
        state: 'submitting',
        sends: fulfilment.sends + 1,
        notFoundAt: null,
      };
      await store.fulfilments.save(next);
      return send(order, next);
    }
    const waiting: Fulfilment = { ...fulfilment, notFoundAt: firstSeen ?? clock() };
    if (certain) return wait(waiting, waiting.state);
    await store.fulfilments.save(waiting);
    return { kind: 'again', at: (waiting.notFoundAt ?? clock()) + certaintyGap };
  }

  async function wait(
    fulfilment: Fulfilment,
    state: Fulfilment['state'],
    error?: ProviderError,
  ): Promise<Advance> {
    await store.fulfilments.save({ ...fulfilment, state });
    const waited = clock() - fulfilment.startedAt;
    const untilSlow = waited < slowAfter ? slowAfter - waited : Infinity;
    const pause = Math.min(Math.max(2 * second, Math.ceil(waited / 2)), 5 * minute, untilSlow);
    return { kind: 'again', at: clock() + Math.max(pause, error?.retryAfterMs ?? 0) };
  }

  async function supplied(order: Order, fulfilment: Fulfilment, ref: ProfileRef): Promise<Step> {
    const lpa = order.preview.kind === 'new_profile' ? (await provider.getProfile(ref)).lpa : null;
    if (order.preview.kind === 'new_profile' && !lpa) return wait(fulfilment, 'placed');
    const balance = await cards.ask(ref).catch(() => null);
    const moved = await store.transaction(async (tx) => {
      const card = await cardFor(tx, order, ref, balance);
      const next = await tx.orders.move(order, 'supplied', clock(), { suppliedCardId: card.id });
      if (!next) return undefined;
      if (lpa) await tx.cards.saveInstallationCode(card.id, lpa);
      await tx.fulfilments.save({ ...fulfilment, state: 'supplied' });
      await settle(tx, order);
      return next;
    });
    return moved ? { kind: 'supplied', order: moved } : done;
  }

  async function cardFor(
    tx: Repositories,
    order: Order,
    ref: ProfileRef,
    balance: Balance | null,
  ): Promise<Card> {
    const known = await tx.cards.byProfile(provider.id, ref.id);
    if (known) {
      if (balance) await tx.cards.saveBalance(known.id, balance);
      return known;
    }
    const { ownerId, plan } = order;
    const id = newId('card');
    return tx.cards.add({
      id,
      ownerId,
      provider: provider.id,
      ref,
      coverage: plan.coverage,
      balance,
      createdAt: clock(),
    });
  }

  async function settle(tx: Repositories, order: Order): Promise<void> {
    for (const payment of await openPayments(tx, order)) {
      await tx.payments.settle(payment.id, 'fulfilled');
      if (refundAtOnce) await requestRefund(tx, payment.id, 'test_deployment');
    }
  }

  /** What pays this order: not what lies with a person already, nor what is on its way back. */
  async function openPayments(tx: Repositories, order: Order): Promise<readonly Payment[]> {
    const open: Payment[] = [];
    for (const payment of await tx.payments.ofOrder(order.id))
      if (payment.outcome === null && !(await tx.refunds.ofPayment(payment.id))) open.push(payment);
    return open;
  }

  /** Certain that nothing was made: the money goes back by itself. */
  async function impossible(order: Order, fulfilment: Fulfilment): Promise<Advance> {
    await store.transaction(async (tx) => {
      if (!(await tx.orders.move(order, 'supply_impossible', clock()))) return;
      await tx.fulfilments.save({ ...fulfilment, state: 'failed' });
      for (const payment of await openPayments(tx, order))
        await requestRefund(tx, payment.id, 'undeliverable');
    });
    return done;
  }

  async function requestRefund(
    tx: Repositories,
    paymentId: `payment_${string}`,
    reason: 'undeliverable' | 'test_deployment',
  ): Promise<void> {
    const requested = {
      id: newId('refund'),
      paymentId,
      reason,
      state: 'requested',
      requestedAt: clock(),
    } as const;
    const { refund } = await tx.refunds.request(requested);
    await tx.jobs.send({ kind: 'refund', key: refund.id });
  }

  async function giveToPerson(order: Order, fulfilment: Fulfilment): Promise<Advance> {
    const detail = `supply ${fulfilment.key}: ${fulfilment.state}, last error ${fulfilment.lastError ?? 'none'}`;
    await store.transaction(async (tx) => {
      if (!(await tx.orders.move(order, 'undecided', clock()))) return;
      for (const payment of await openPayments(tx, order)) await tx.payments.settle(payment.id, 'review');
      await tx.reviews.open({ subject: order.id, reason: 'supply_unknown', detail, at: clock() });
    });
    return done;
  }

  function overdue({ startedAt }: Fulfilment): boolean {
    return clock() - startedAt > patience;
  }

  async function deliver(order: Order): Promise<Progress> {
    if (order.deliveredAt !== null) return done;
    const card = await store.cards.byId(order.suppliedCardId ?? order.cardId);
    if (!card) throw new Error(`${order.id} supplied a card that is not there`);
    await notifier.delivered((await store.orders.byId(order.id)) ?? order, card);
    return { kind: 'delivered' };
  }

  /** A message that does not get through must not hold up the supply. */
  async function tell(message: () => Promise<void>): Promise<void> {
    await message().catch((error: unknown) =>
      logger.warn({ error: String(error) }, 'A message was not sent'),
    );
  }

  return { advance };
}
