import type { ProfileRef } from '../domain/card.ts';
import { certaintyGap } from '../domain/order.ts';
import type { Fulfilment, Order } from '../domain/order.ts';
import { day, hour, minute, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { isGone } from '../domain/usage.ts';
import type { Assortment } from './assortment.ts';
import { ProviderError, refusals } from './supply-port.ts';
import type { Logger } from './ports.ts';
import type { Store } from './storage-port.ts';
import type { EsimProvider, FoundOrder, SoughtOrder } from './supply-port.ts';
import type { Suppliers } from './suppliers.ts';

/** After this a person decides. */
const patience = day;
/** A look without an answer is repeated for this much longer. */
const graceForAnswers = hour;
/** The customer hears that it takes longer: the next look is no later than this. */
export const slowAfter = 15 * minute;

/** Waits grow by half of what was waited; the first one at least this long, after a failed call and while a profile is being made. */
const leastPause = { failed: second / 10, accepted: 2 * second };

/** However long a pause the supplier asks for: somebody who has paid waits. */
const longestPause = hour;

/** What one look at the supplier led to. */
export type SupplyStep =
  /** `lpa` is there for a new profile. */
  | {
      readonly kind: 'made';
      readonly fulfilment: Fulfilment;
      readonly ref: ProfileRef;
      readonly lpa: string | null;
    }
  /** It was made, and its payer does not want it any more. */
  | { readonly kind: 'unwanted'; readonly fulfilment: Fulfilment; readonly ref: ProfileRef }
  | { readonly kind: 'again'; readonly at: number }
  /** The supplier said no; only a look-up proves that nothing was made. */
  | { readonly kind: 'refused'; readonly fulfilment: Fulfilment }
  /** Certain that nothing was made and nothing will be. */
  | { readonly kind: 'impossible'; readonly fulfilment: Fulfilment }
  | { readonly kind: 'undecided'; readonly fulfilment: Fulfilment };

export interface Supply {
  /** Orders from the supplier. The fulfilment with its key and this send is stored already. */
  send(order: Order, fulfilment: Fulfilment): Promise<SupplyStep>;
  /**
   * Asks what became of the order; sends again only what provably did not arrive, or what the supplier knows by its key. Of an order that
   * is not `wanted` any more nothing is sent again.
   */
  lookUp(order: Order, fulfilment: Fulfilment, wanted?: boolean): Promise<SupplyStep>;
  /** The same for an order that a person looks after: nothing is ever sent again, and what proves nothing is `undecided`. */
  lookOnly(order: Order, fulfilment: Fulfilment): Promise<SupplyStep>;
  /** What was made after all: the step that leads to its delivery. */
  made(order: Order, fulfilment: Fulfilment, ref: ProfileRef): Promise<SupplyStep>;
}

/** One supplier order for one paid order, whatever answers get lost. */
export function createSupply({
  store,
  suppliers,
  mostFor,
  clock,
  logger,
}: {
  store: Pick<Store, 'cards' | 'fulfilments'>;
  suppliers: Suppliers;
  /** What an order may cost at most. */
  mostFor: Assortment['mostFor'];
  clock: Clock;
  logger: Logger;
}): Supply {
  const providerOf = (fulfilment: Fulfilment): EsimProvider => suppliers.of(fulfilment.provider).provider;

  async function find(
    order: Order,
    fulfilment: Fulfilment,
  ): Promise<FoundOrder | { readonly kind: 'unreachable' }> {
    const sought = await soughtOf(store, order, fulfilment);
    return providerOf(fulfilment)
      .findOrder(sought)
      .catch(() => ({ kind: 'unreachable' }) as const);
  }

  async function send(order: Order, fulfilment: Fulfilment): Promise<SupplyStep> {
    const { key } = fulfilment;
    const provider = providerOf(fulfilment);
    const card = order.cardId && (await store.cards.byId(order.cardId));
    if (!card && order.preview.kind !== 'new_profile')
      throw new Error(`${order.id} renews a card that is not there`);
    const ref = card && order.preview.kind !== 'new_profile' ? card.ref : null;
    const maxCost = await mostFor(fulfilment.provider, order.plan, ref ? 'top_up' : 'new_card');
    const command = { key, planId: order.plan.id, ...(maxCost && { maxCost }) };
    try {
      const placed = ref
        ? await provider.placeTopUp({ ...command, ref })
        : await provider.placeOrder(command);
      return placed.kind === 'placed'
        ? await made(order, fulfilment, placed.ref)
        : await accepted(fulfilment);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      logger.warn({ order: order.id, kind: error.kind }, 'The supplier did not take the order');
      // What was said once without an answer stays in doubt, whatever is said to its repetition.
      const lastError = isInDoubt(fulfilment) ? fulfilment.lastError : error.kind;
      const failed = { ...fulfilment, lastError };
      if (refusals.includes(error.kind))
        return { kind: 'refused', fulfilment: { ...failed, state: 'refused' } };
      // What was turned away at the door did not arrive.
      const sends = fulfilment.sends - (error.kind === 'unknown_outcome' ? 0 : 1);
      return wait({ ...failed, state: 'unknown', sends }, error.retryAfterMs);
    }
  }

  async function lookUp(order: Order, given: Fulfilment, wanted = true): Promise<SupplyStep> {
    // Woken in the middle of a call: its answer is lost.
    const fulfilment: Fulfilment =
      given.state === 'submitting' ? { ...given, lastError: 'unknown_outcome' } : given;
    if (wanted && wasTurnedAway(fulfilment) && !overdue(fulfilment)) return sendAgain(order, fulfilment);
    const found = await find(order, fulfilment);
    // It has no way to look for this order, and said no: nobody waits for a person to find that out.
    if (found.kind === 'unknown' && wanted && mayConfirm(fulfilment)) return refusedAgain(order, fulfilment);
    if (found.kind === 'unknown' && wasRefused(fulfilment)) return notFound(order, fulfilment, wanted);
    switch (found.kind) {
      case 'placed':
        if (!wanted) return { kind: 'unwanted', fulfilment, ref: found.ref };
        return orUndecided(await made(order, fulfilment, found.ref), fulfilment);
      case 'pending':
        return orUndecided(await accepted(fulfilment), fulfilment);
      case 'unknown':
      case 'unreachable':
        if (wanted && mayRepeat(fulfilment)) return sendAgain(order, fulfilment);
        return orUndecided(await wait(fulfilment), fulfilment, graceForAnswers);
      case 'not_found':
        return notFound(order, fulfilment, wanted);
    }
  }

  async function made(order: Order, fulfilment: Fulfilment, ref: ProfileRef): Promise<SupplyStep> {
    if (order.preview.kind !== 'new_profile') return { kind: 'made', fulfilment, ref, lpa: null };
    const profile = await providerOf(fulfilment)
      .getProfile(ref)
      .catch((error: unknown) => {
        logger.warn({ order: order.id, error: String(error) }, 'The supplier did not tell the new profile');
        return null;
      });
    // Taken back at the supplier: nobody could install it.
    if (profile && isGone(profile.state)) return { kind: 'undecided', fulfilment };
    return profile?.lpa ? { kind: 'made', fulfilment, ref, lpa: profile.lpa } : accepted(fulfilment);
  }

  async function lookOnly(order: Order, fulfilment: Fulfilment): Promise<SupplyStep> {
    const undecided = { kind: 'undecided', fulfilment } as const;
    const found = await find(order, fulfilment);
    switch (found.kind) {
      case 'placed': {
        const step = await made(order, fulfilment, found.ref);
        return step.kind === 'made' ? step : undecided;
      }
      case 'pending':
        // Compare-and-swap here and below: that person may be deciding at this moment.
        await store.fulfilments.saveFrom(fulfilment.state, {
          ...fulfilment,
          state: 'placed',
          notFoundAt: null,
        });
        return undecided;
      case 'unknown':
      case 'unreachable':
        return undecided;
      case 'not_found': {
        const firstSeen = fulfilment.notFoundAt ?? clock();
        await store.fulfilments.saveFrom(fulfilment.state, { ...fulfilment, notFoundAt: firstSeen });
        // Of an order that was accepted once, a person decides whether this is proof.
        if (fulfilment.state === 'placed') return undecided;
        const proof = proofAfter(fulfilment);
        if (clock() - firstSeen < proof) return { kind: 'again', at: firstSeen + proof };
        return { kind: 'impossible', fulfilment };
      }
    }
  }

  /** Once it was accepted, "not found" proves nothing any more. */
  function accepted(fulfilment: Fulfilment): Promise<SupplyStep> {
    return wait({ ...fulfilment, state: 'placed', notFoundAt: null });
  }

  async function notFound(order: Order, fulfilment: Fulfilment, wanted: boolean): Promise<SupplyStep> {
    if (fulfilment.state === 'placed') return orUndecided(await wait(fulfilment), fulfilment);
    // Nothing is sent any more after a day, or once it is not wanted: then "not found" is proof here too.
    const final = !wanted || fulfilment.state === 'refused' || overdue(fulfilment);
    const firstSeen = fulfilment.notFoundAt ?? clock();
    const waited = clock() - firstSeen;
    const proof = proofAfter(fulfilment);
    if (final && waited >= proof) return { kind: 'impossible', fulfilment };
    if (!final && (mayRepeat(fulfilment) || (waited >= proof && fulfilment.sends < 2)))
      return sendAgain(order, fulfilment);
    const seen: Fulfilment = { ...fulfilment, notFoundAt: firstSeen };
    if (waited >= proof) return wait(seen);
    await store.fulfilments.save(seen);
    return { kind: 'again', at: firstSeen + proof };
  }

  async function sendAgain(order: Order, fulfilment: Fulfilment): Promise<SupplyStep> {
    const next: Fulfilment = {
      ...fulfilment,
      state: 'submitting',
      sends: fulfilment.sends + 1,
      notFoundAt: null,
    };
    await store.fulfilments.save(next);
    return send(order, next);
  }

  /** Had it been made after all, its repetition would be known by its key: a second no, late enough, is proof. */
  async function refusedAgain(order: Order, fulfilment: Fulfilment): Promise<SupplyStep> {
    const firstSeen = fulfilment.notFoundAt ?? clock();
    const proof = proofAfter(fulfilment);
    if (clock() - firstSeen < proof) {
      await store.fulfilments.save({ ...fulfilment, notFoundAt: firstSeen });
      return { kind: 'again', at: firstSeen + proof };
    }
    const step = await sendAgain(order, fulfilment);
    return step.kind === 'refused' ? { kind: 'impossible', fulfilment: step.fulfilment } : step;
  }

  function mayConfirm(fulfilment: Fulfilment): boolean {
    const { idempotentOrders } = providerOf(fulfilment).capabilities;
    return idempotentOrders && fulfilment.state === 'refused' && !overdue(fulfilment);
  }

  /** The same key is the same order, so that sending it again is the best way to ask. */
  function mayRepeat(fulfilment: Fulfilment): boolean {
    const { state } = fulfilment;
    const isOpen = state === 'submitting' || state === 'unknown';
    return isOpen && !overdue(fulfilment) && providerOf(fulfilment).capabilities.idempotentOrders;
  }

  /** How long "not found" has to stand until it proves that nothing was made. */
  function proofAfter(fulfilment: Fulfilment): number {
    const { listLagMs } = providerOf(fulfilment).capabilities;
    return isInDoubt(fulfilment) ? Math.max(certaintyGap, listLagMs) : certaintyGap;
  }

  async function wait(fulfilment: Fulfilment, atLeastMs = 0): Promise<SupplyStep> {
    await store.fulfilments.save(fulfilment);
    const waited = clock() - fulfilment.startedAt;
    const untilSlow = waited < slowAfter ? slowAfter - waited : Infinity;
    const least = fulfilment.state === 'placed' ? leastPause.accepted : leastPause.failed;
    const pause = Math.min(Math.max(least, Math.ceil(waited / 2)), 5 * minute, untilSlow);
    return { kind: 'again', at: clock() + Math.max(pause, Math.min(atLeastMs, longestPause)) };
  }

  /** After a day a look that settles nothing is the last one. A failed send is no look: what became of it is asked once more. */
  function orUndecided(step: SupplyStep, fulfilment: Fulfilment, grace = 0): SupplyStep {
    return step.kind === 'again' && overdue(fulfilment, grace) ? { kind: 'undecided', fulfilment } : step;
  }

  function overdue({ startedAt }: Fulfilment, grace = 0): boolean {
    return clock() - startedAt > patience + grace;
  }

  return { send, lookUp, lookOnly, made };
}

/** Every call was answered by "not now": none was carried out, so that there is nothing to look for. */
function wasTurnedAway(fulfilment: Fulfilment): boolean {
  return fulfilment.state === 'unknown' && !isInDoubt(fulfilment);
}

/** A plain no to the only sending there was. */
function wasRefused(fulfilment: Fulfilment): boolean {
  return fulfilment.state === 'refused' && !isInDoubt(fulfilment);
}

/** A call got no answer: it may have been carried out. */
function isInDoubt({ lastError }: Fulfilment): boolean {
  return lastError === 'unknown_outcome';
}

/** What to look for at the supplier. */
export async function soughtOf(
  { cards }: Pick<Store, 'cards'>,
  { cardId, preview }: Order,
  { key, startedAt }: Fulfilment,
): Promise<SoughtOrder> {
  const card = preview.kind !== 'new_profile' && cardId ? await cards.byId(cardId) : undefined;
  return { key, since: startedAt, ref: card?.ref ?? null };
}
