import type { Clock } from '../../domain/time.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { EsimProvider } from '../../services/supply-port.ts';
import type { Assortment, Sold } from './assortment.ts';
import type { Manners } from './manners.ts';
import { createOrderWords } from './order-words.ts';
import { asRefusal, coded, forcedRefusal, invalid, notFound, recycled, required } from './refusal.ts';
import type { OrderRecord, Records } from './records.ts';
import type { Sims } from './sims.ts';

export type Orders = ReturnType<typeof createOrders>;
/** Files are none of the fields that we read. */
type Form = Readonly<Record<string, string | File>>;

/** Takes orders, each one anew: the same words twice are two orders. */
export function createOrders({
  engine,
  records,
  assortment,
  sims,
  clock,
  manners,
}: {
  engine: EsimProvider;
  records: Records;
  assortment: Assortment;
  sims: Sims;
  clock: Clock;
  manners: Manners;
}) {
  const describe = createOrderWords({ records, assortment });

  function begin(form: Form, type: OrderRecord['type'], packageId: string): OrderRecord {
    const description = typeof form['description'] === 'string' ? form['description'] : null;
    const at = clock();
    return records.begin({ description, package: packageId, type, at, listedAt: at + manners.lateMs });
  }

  async function carryOut(order: OrderRecord, sold: Sold, form: Form): Promise<OrderRecord> {
    const planId = sold.plan.id;
    try {
      const placed =
        order.type === 'sim'
          ? await engine.placeOrder({ key: order.key, planId })
          : await engine.placeTopUp({ key: order.key, ref: sims.known(field(form, 'iccid')).ref, planId });
      if (placed.kind !== 'placed') return order;
      records.made(order.id, placed.ref.iccid);
      return { ...order, iccid: placed.ref.iccid };
    } catch (error) {
      // Of an unclear outcome the engine is asked later.
      if (!(error instanceof ProviderError && error.kind === 'unknown_outcome')) records.refused(order.id);
      throw asRefusal(error);
    }
  }

  /** What the process died over: whether the engine has made it is the engine's to say. */
  async function settle(): Promise<void> {
    for (const { id, key, at } of records.open()) {
      const found = await engine.findOrder({ key, since: at, ref: null });
      if (found.kind === 'placed') records.made(id, found.ref.iccid);
    }
  }

  return {
    /** Of an eSIM that nobody ordered here, as much of its order as follows from what it holds. */
    ofSim: async (iccid: string): Promise<object> => {
      const [first] = records.ordersOf(iccid);
      if (first) return describe(first, ['status']);
      const [bought] = await sims.purchases(iccid);
      return { id: bought?.id, type: 'sim', package_id: bought?.packageId };
    },
    place: async (form: Form): Promise<object> => {
      const [quantity, id] = [field(form, 'quantity'), field(form, 'package_id')];
      if (!quantity || !id) throw required(...['quantity', 'package_id'].filter((name) => !form[name]));
      if (quantity !== '1')
        throw invalid({ quantity: 'The quantity may not be greater than 1 in this box.' });
      const refused = manners.mode === 'sandbox' ? forcedRefusal(id) : undefined;
      if (refused) throw refused;
      const sold = assortment.byPackage(id);
      if (!sold) throw coded(34);
      const order = await carryOut(begin(form, 'sim', sold.id), sold, form);
      return { data: { ...describe(order, ['sims']), quantity }, meta: { message: 'success' } };
    },
    topUp: async (form: Form): Promise<object> => {
      const missing = ['package_id', 'iccid', 'description'].filter((name) => !form[name]);
      if (missing.length > 0) throw required(...missing);
      const iccid = field(form, 'iccid');
      const { ref } = sims.known(iccid);
      if ((await engine.getProfile(ref)).state === 'recycled') throw recycled(iccid);
      const sold = assortment.byTopUp(field(form, 'package_id'));
      const offered = (await engine.listTopUps(ref)).some(({ id }) => id === sold?.plan.id);
      if (!sold || !offered) throw invalid({ package_id: 'invalid topup package' });
      const order = await carryOut(begin(form, 'topup', sold.topUpId), sold, form);
      return { data: describe(order, []), meta: { message: 'success' } };
    },
    list: async (query: Readonly<Record<string, string>>): Promise<object> => {
      await settle();
      const limit = Number(query['limit'] ?? 25);
      const page = Number(query['page'] ?? 1);
      if (!Number.isInteger(limit)) throw invalid({ limit: 'The limit must be an integer.' });
      if (!Number.isInteger(page)) throw invalid({ page: 'The page must be an integer.' });
      const found = records.orders(query['filter[description]'], clock());
      const include = query['include']?.split(',') ?? [];
      const shown = found.slice((page - 1) * limit, page * limit);
      return {
        data: shown.map((order) => describe(order, include)),
        meta: pageMeta(found.length, page, limit),
      };
    },
    get: async (id: string, include: readonly string[]): Promise<object> => {
      await settle();
      const order = records.order(Number(id));
      if (!order || order.iccid === null) throw notFound();
      return { data: describe(order, include), meta: { message: 'success' } };
    },
  };
}

function field(form: Form, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}

export function pageMeta(total: number, page: number, limit: number): object {
  const last = Math.max(1, Math.ceil(total / limit));
  return { message: 'success', current_page: page, last_page: last, per_page: String(limit), total };
}
