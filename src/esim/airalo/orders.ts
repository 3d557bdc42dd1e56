import { minute } from '../../domain/time.ts';
import type { Logger } from '../../services/ports.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type {
  EsimProvider,
  FoundOrder,
  PackageMap,
  Placed,
  SupplierPlan,
} from '../../services/supply-port.ts';
import type { Assortment } from './assortment.ts';
import type { Client } from './client.ts';
import type { TopUps } from './top-ups.ts';
import { orderAnswer, orderPage, orderShape } from './wire.ts';

/** How long a new order may be missing in the list; nobody says, so this is generous. */
export const listLagMs = 5 * minute;

const pageSize = 50;

export type Orders = Pick<EsimProvider, 'placeOrder' | 'placeTopUp' | 'findOrder'>;

/** Places and finds orders. Airalo takes the same order twice without a word, so our key in its description is all there is to go by. */
export function createOrders({
  client,
  assortment,
  topUps,
  changed,
  packages,
  logger,
}: {
  client: Client;
  assortment: Assortment;
  topUps: TopUps;
  /** What was told of this eSIM counts no more. */
  changed: (iccid: string) => void;
  packages: PackageMap;
  logger: Logger;
}): Orders {
  return {
    placeOrder: async ({ key, planId, maxCost }) => {
      const name = packages.get(planId)?.package;
      if (name === undefined) throw new ProviderError('plan_gone', `Airalo: ${planId} is not sold`);
      if (maxCost) {
        // Nobody who has paid waits for a list of thousands.
        const { offers } = assortment.last() ?? (await assortment.fresh());
        const offer = offers.get(planId);
        if (!offer) throw new ProviderError('plan_gone', `Airalo: ${planId} is not sold now`);
        checkCost(offer, maxCost);
      }
      const body = form({ quantity: '1', package_id: name, type: 'sim', description: key });
      const { data } = await client.write({ path: 'orders', subject: 'order', shape: orderAnswer, body });
      return placed(data.sims?.[0]?.iccid);
    },

    placeTopUp: async ({ key, ref, planId, maxCost }) => {
      const topUp = (await topUps.now(ref)).find(({ id }) => id === planId);
      if (!topUp)
        throw new ProviderError('topup_not_allowed', `Airalo: ${planId} cannot be added to this eSIM now`);
      if (maxCost) checkCost(topUp, maxCost);
      const body = form({ package_id: topUp.packageId, iccid: ref.iccid, description: key });
      try {
        await client.write({ path: 'orders/topups', subject: 'top_up', shape: orderAnswer, body });
      } finally {
        changed(ref.iccid);
      }
      return { kind: 'placed', ref };
    },

    findOrder: async ({ key, ref }) => {
      const query = { 'filter[description]': key, include: 'sims,status', limit: String(pageSize) };
      const { data, meta } = await client.read({ path: 'orders', subject: 'order', shape: orderPage, query });
      const listed = data.map((one) => orderShape.safeParse(one).data);
      const known = listed.filter((one) => one !== undefined);
      const ours = known.filter(({ description }) => description === key).toSorted((a, b) => a.id - b.id);
      const [first, ...doubled] = ours;
      if (doubled.length > 0)
        logger.error(
          { key, orders: ours.map(({ id }) => id) },
          'Airalo has several orders with one key of ours',
        );
      if (first)
        return ref ? { kind: 'placed', ref } : placed(first.sims?.[0]?.iccid ?? (await simOf(first.id)));
      // A list that was not filtered, was cut off or cannot be read proves nothing.
      const filtered = known.every(({ description }) => description?.includes(key));
      const whole = (meta?.last_page ?? 1) <= 1 && known.length === listed.length;
      return { kind: filtered && whole ? 'not_found' : 'unknown' };
    },
  };

  /** For an order that the list shows without its eSIM. */
  async function simOf(id: number): Promise<string | undefined> {
    const query = { include: 'sims,status' };
    const shape = orderAnswer;
    const { data } = await client.read({
      path: `orders/${id}`,
      quota: 'orders/…',
      subject: 'order',
      shape,
      query,
    });
    return data.sims?.[0]?.iccid;
  }
}

function placed(iccid: string | undefined): Placed | Extract<FoundOrder, { kind: 'pending' }> {
  return iccid === undefined ? { kind: 'pending' } : { kind: 'placed', ref: { id: iccid, iccid } };
}

/** Airalo cannot be told a price, so it is compared with what was listed last. */
function checkCost({ id, cost }: SupplierPlan, most: NonNullable<SupplierPlan['cost']>): void {
  if (cost && cost.currency === most.currency && cost.amount > most.amount)
    throw new ProviderError('plan_gone', `Airalo: ${id} costs more than it did`);
}

function form(fields: Readonly<Record<string, string>>): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return body;
}
