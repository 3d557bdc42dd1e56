import type { Clock } from '../../domain/time.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { EsimProvider } from '../../services/supply-port.ts';
import type { Book, OrderRow } from './book.ts';
import type { Manners } from './manners.ts';
import type { Packages } from './packages.ts';
import { orderNo, wireTime } from './profiles.ts';
import type { createProfiles } from './profiles.ts';
import { EsimAccessRefusal } from './refusal.ts';
import { orderRequest, read, topUpRequest } from './requests.ts';
import type { Till } from './till.ts';

/** Takes orders and top-ups: what is accepted is written down first, and made as soon as it can be. */
export function createCounter({
  book,
  provider,
  packages,
  till,
  profiles,
  manners,
  clock,
}: {
  book: Book;
  provider: EsimProvider;
  packages: Packages;
  till: Till;
  profiles: ReturnType<typeof createProfiles>;
  manners: Manners;
  clock: Clock;
}) {
  /** The order of this key, when it came before with the same request. */
  function repeated(key: string, request: string): OrderRow | undefined {
    const row = book.order(key);
    if (!row) return undefined;
    if (row.request !== request)
      throw new EsimAccessRefusal('200008', 'the transactionId was used for another order');
    if (manners.knownKeys === 'refused')
      throw new EsimAccessRefusal('310402', 'Duplicate transactionId, order already exists');
    return row;
  }

  /** Has the engine make what was accepted; the same key is never made twice, so this can be done again after any interruption. */
  async function make(row: OrderRow): Promise<void> {
    const command = { key: row.key, planId: row.plan };
    if (row.kind === 'topup') {
      await provider.placeTopUp({ ...command, ref: { id: row.profile ?? '', iccid: '' } });
      return;
    }
    if (row.profile !== null) return;
    await provider.placeOrder(command);
    const found = await provider.findOrder({ key: row.key, since: row.at, ref: null });
    if (found.kind === 'placed') book.made(row.key, found.ref.id);
  }

  async function accept(order: Omit<OrderRow, 'seq'>, cost: number): Promise<OrderRow> {
    if (cost > (await provider.balance()).amount * 100)
      throw new EsimAccessRefusal('200007', 'insufficient account balance');
    book.add(order);
    const row = book.order(order.key);
    // Somebody else's order may have come under the same key meanwhile.
    if (row?.request !== order.request)
      throw new EsimAccessRefusal('200008', 'the transactionId was used for another order');
    try {
      await make(row);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind === 'temporary') throw error;
      book.remove(row.key);
      throw new EsimAccessRefusal(
        error.kind === 'no_credit' ? '200007' : '200002',
        'the order cannot be made',
      );
    }
    return row;
  }

  return {
    make,

    /** Enters a profile that the engine made without an order, as if it had been bought here with this plan. */
    enter: (profile: string, plan: string): void => {
      const sold = packages.packageOf(plan)?.packageCode ?? '';
      const key = `entered-${profile}`;
      book.add({ key, kind: 'order', request: '', plan, package: sold, profile, at: clock() });
    },

    order: async (content: unknown) => {
      const { transactionId, amount, packageInfoList } = read(orderRequest, content);
      const [item] = packageInfoList;
      if (!item || packageInfoList.length > 1 || item.count > 1)
        throw new EsimAccessRefusal('200008', 'the box makes one profile at a time');
      const name = item.packageCode ?? item.slug ?? '';
      const request = JSON.stringify(['order', name, item.periodNum]);
      const before = repeated(transactionId, request);
      if (before) return { orderNo: orderNo(before), transactionId };
      const { sold, plan, cost } = till.priced(name, { ...item, amount });
      const row = await accept(
        {
          key: transactionId,
          kind: 'order',
          request,
          plan,
          package: sold.packageCode,
          profile: null,
          at: clock(),
        },
        cost,
      );
      return { orderNo: orderNo(row), transactionId };
    },

    topUp: async (content: unknown) => {
      const { transactionId, amount, periodNum, ...asked } = read(topUpRequest, content);
      const name = asked.packageCode ?? asked.slug ?? '';
      const found = asked.esimTranNo === '' ? await provider.findProfile({ iccid: asked.iccid }) : undefined;
      const id = found?.ref.id ?? asked.esimTranNo;
      const request = JSON.stringify(['topup', id, name, periodNum]);
      if (!repeated(transactionId, request)) {
        const esim = await profiles.dto(id, manners).catch(() => {
          throw new EsimAccessRefusal('310403', 'the esimTranNo does not belong to the account');
        });
        const { sold, plan, cost } = till.priced(name, { amount, periodNum });
        const offered = await till.offers(id, esim.supportTopUpType);
        if (!['GOT_RESOURCE', 'IN_USE', 'USED_UP'].includes(esim.esimStatus) || offered.length === 0)
          throw new EsimAccessRefusal('200002', 'the eSIM cannot be topped up in its state');
        if (!offered.includes(sold)) throw new EsimAccessRefusal('310241', 'not a package of this eSIM');
        const order = {
          key: transactionId,
          kind: 'topup' as const,
          request,
          plan,
          package: sold.packageCode,
        };
        await accept({ ...order, profile: id, at: clock() }, cost);
      }
      const { iccid, expiredTime, totalVolume, totalDuration, orderUsage } = await profiles.dto(id, manners);
      return {
        transactionId,
        iccid,
        expiredTime,
        totalVolume,
        totalDuration,
        orderUsage,
        topUpEsimTranNo: `T${id}`,
        createTime: wireTime(clock()),
      };
    },
  };
}
