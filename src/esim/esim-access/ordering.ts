import { isGone } from '../../domain/usage.ts';
import type { Clock } from '../../domain/time.ts';
import type { Money } from '../../domain/money.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { EsimProvider, Pending, Placed } from '../../services/supply-port.ts';
import type { EsimAccessClient } from './client.ts';
import type { Esims } from './esims.ts';
import { exceeds } from './money.ts';
import { renewalOn } from './finding.ts';
import type { Known } from './known.ts';
import type { Offer } from './offer.ts';
import { EsimAccessRefusal, codes } from './refusal.ts';
import { orderShape } from './shapes.ts';
import type { Esim } from './shapes.ts';
import type { Shelf } from './shelf.ts';
import { isOver, planStateOf, profileStateOf } from './status.ts';
import { refOf } from './told.ts';

/** Orders and top-ups: each is sent once, under our key, which the supplier knows again. */
export function createOrdering({
  client,
  esims,
  shelf,
  changed,
  known,
  clock,
}: {
  client: EsimAccessClient;
  esims: Esims;
  shelf: Shelf;
  /** What was told of this profile counts no more. */
  changed: (id: string) => void;
  known: Known;
  clock: Clock;
}): Pick<EsimProvider, 'placeOrder' | 'placeTopUp'> {
  return {
    placeOrder: async ({ key, planId, maxCost }) => {
      checkKey(key);
      const offer = await shelf.offerOf(planId, client);
      if (!offer) throw new ProviderError('plan_gone', `eSIM Access does not sell ${planId} now`);
      const { packageCode, periodNum } = offer;
      const amount = agreed(offer, maxCost);
      const bought = { packageCode, count: 1, ...(periodNum && { periodNum }) };
      const request = {
        transactionId: key,
        ...(amount && { amount }),
        packageInfoList: [{ ...bought, ...(amount && { price: amount }) }],
      };
      const order = await placed(() => client.change('esim/order', request, orderShape));
      if (order !== 'known' && order?.orderNo) known.note(key, order.orderNo);
      // The profile is made later.
      return { kind: 'pending' };
    },

    placeTopUp: async ({ key, ref, planId, maxCost }): Promise<Placed | Pending> => {
      checkKey(key);
      const esim = await esims.one(ref);
      if (isGone(profileStateOf(esim)))
        throw new ProviderError('profile_gone', `The profile ${ref.id} takes nothing any more`);
      const takes = mayTopUp(esim, clock()) ? await shelf.topUpsOf(esim, client) : [];
      const offer = takes.find((one) => one.planId === planId);
      if (!offer)
        throw new ProviderError('topup_not_allowed', `${planId} cannot be added to this profile now`);
      const { packageCode, periodNum } = offer;
      const amount = agreed(offer, maxCost);
      const request = { esimTranNo: ref.id, packageCode, transactionId: key };
      const more = { ...(amount && { amount }), ...(periodNum && { periodNum }) };
      try {
        const send = () => client.change('esim/topup', { ...request, ...more }, orderShape);
        // A key may be known of a renewal that failed: what the profile itself says to the contrary counts.
        if ((await placed(send)) === 'known' && renewalOn(await esims.one(ref), key) === 'not_found')
          throw new ProviderError('unknown_outcome', 'eSIM Access knows a renewal that the profile lacks');
      } catch (error) {
        throw wrongState(error) ? new ProviderError('topup_not_allowed', error.message) : error;
      } finally {
        // Also when nobody knows what became of it.
        changed(ref.id);
      }
      return { kind: 'placed', ref: refOf(esim) };
    },
  };
}

/** Reloadable, and not over: after its end the supplier takes nothing. */
export function mayTopUp(esim: Esim, now: number): boolean {
  return esim.supportTopUpType !== 1 && !isOver(planStateOf(esim, now));
}

/** A key that the supplier knows already is answered by the same success, or by a code that says so: placed, both of them. */
async function placed<T>(send: () => Promise<T>): Promise<T | 'known'> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof EsimAccessRefusal && error.code === codes.knownKey) return 'known';
    throw error;
  }
}

/**
 * The price to be told along, which the supplier holds against its own. Of a package by the day its documents do not say whether that is
 * the price of a day or of all, and a wrong guess would be refused for ever: nothing is told. Throws when it is more than may be paid.
 */
function agreed({ planId, price, periodNum }: Offer, maxCost: Money | undefined): number | undefined {
  if (price === null || maxCost === undefined) return undefined;
  if (exceeds(price, maxCost))
    throw new ProviderError('plan_gone', `${planId} costs more with eSIM Access now than it may`);
  return periodNum === undefined ? price : undefined;
}

function wrongState(error: unknown): error is EsimAccessRefusal {
  return error instanceof EsimAccessRefusal && error.code === codes.wrongState;
}

function checkKey(key: string): void {
  if (key === '' || key.length > 50) throw new ProviderError('bad_request', 'A key has 1 to 50 characters');
}
