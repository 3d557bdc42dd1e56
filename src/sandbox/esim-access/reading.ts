import { second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { EsimProvider } from '../../services/supply-port.ts';
import type { Book, OrderRow } from './book.ts';
import type { createCounter } from './counter.ts';
import type { Manners } from './manners.ts';
import { orderNo, wireTime } from './profiles.ts';
import type { EsimDto, createProfiles } from './profiles.ts';
import { EsimAccessRefusal } from './refusal.ts';
import { cancelRequest, queryRequest, read, usageRequest } from './requests.ts';

type Filter = ReturnType<typeof queryRequest.parse>;

/** Answers about profiles, and takes back the ones that nobody installed. */
export function createReading({
  book,
  provider,
  profiles,
  counter,
  manners,
  clock,
}: {
  book: Book;
  provider: EsimProvider;
  profiles: ReturnType<typeof createProfiles>;
  counter: ReturnType<typeof createCounter>;
  manners: Manners;
  clock: Clock;
}) {
  const dto = (id: string) => profiles.dto(id, manners);

  /** The profile of an order; one whose making was interrupted is made now. */
  async function made(row: OrderRow): Promise<string | undefined> {
    if (row.profile === null) await counter.make(row);
    return book.order(row.key)?.profile ?? undefined;
  }

  async function rowsOf(filter: Filter): Promise<readonly OrderRow[]> {
    if (filter.orderNo !== '') {
      const row = book.numbered(Number(filter.orderNo.slice(-6)));
      if (!row || orderNo(row) !== filter.orderNo)
        throw new EsimAccessRefusal('310272', 'the orderNo does not exist');
      if ((await made(row)) === undefined)
        throw new EsimAccessRefusal('200010', 'SM-DP+ is still allocating profiles for the order');
      return [row];
    }
    return book.between(timeIn(filter.startTime), timeIn(filter.endTime));
  }

  async function one(id: string): Promise<{ esimList: object[]; total: number }> {
    const esim = await dto(id).catch(() => undefined);
    return { esimList: esim ? [esim] : [], total: esim ? 1 : 0 };
  }

  async function find(filter: Filter): Promise<{ esimList: object[]; total: number }> {
    if (filter.esimTranNo !== '') return one(filter.esimTranNo);
    if (filter.iccid !== '') {
      const found = await provider.findProfile({ iccid: filter.iccid });
      return found ? one(found.ref.id) : { esimList: [], total: 0 };
    }
    if (filter.orderNo === '' && (filter.startTime === '' || filter.endTime === ''))
      throw new EsimAccessRefusal('000105', 'nothing to look for');
    const { pageNum, pageSize } = filter.pager;
    const rows = await rowsOf(filter);
    const list: object[] = [];
    for (const row of rows.slice((pageNum - 1) * pageSize, pageNum * pageSize)) {
      const id = await made(row);
      if (id !== undefined) list.push(await dto(id));
      else if (manners.listsUnmade) list.push(unmade(row));
    }
    return { esimList: list, total: rows.length };
  }

  return {
    made,
    query: async (content: unknown) => {
      const filter = read(queryRequest, content);
      const { esimList, total } = await find(filter);
      const { newWord } = manners;
      const worded = newWord === null ? {} : { esimStatus: newWord, smdpStatus: newWord };
      return {
        esimList: esimList.map((esim) => ({ ...esim, ...worded })),
        pager: { ...filter.pager, total },
      };
    },
    usage: async (content: unknown) => {
      const { esimTranNoList } = read(usageRequest, content);
      const found = await Promise.all(esimTranNoList.map((id) => dto(id).catch(() => undefined)));
      const list = found.flatMap((esim) => (esim ? [usageDto(esim)] : []));
      return manners.usage === 'list' ? list : { esimUsageList: list };
    },
    cancel: async (content: unknown) => {
      const { esimTranNo, iccid } = read(cancelRequest, content);
      const found = esimTranNo === '' ? await provider.findProfile({ iccid }) : undefined;
      const id = found?.ref.id ?? esimTranNo;
      const esim = await dto(id).catch(() => {
        throw new EsimAccessRefusal('310403', 'the esimTranNo does not belong to the account');
      });
      const wrong = new EsimAccessRefusal('200002', 'the eSIM cannot be cancelled in its state');
      if (esim.smdpStatus !== 'RELEASED' || esim.esimStatus !== 'GOT_RESOURCE') throw wrong;
      const { kind } = await provider.cancel({ id, iccid: esim.iccid });
      if (kind === 'refused') throw wrong;
      return {};
    },
    balance: async () => ({
      balance: (await provider.balance()).amount * 100,
      lastUpdateTime: wireTime(clock()),
    }),
  };
}

function unmade(row: OrderRow): object {
  return {
    esimTranNo: '',
    orderNo: orderNo(row),
    transactionId: row.key,
    iccid: '',
    ac: '',
    smdpStatus: '',
    esimStatus: 'GETTING_RESOURCE',
    packageList: [],
  };
}

function usageDto({ esimTranNo, orderUsage, totalVolume, asOf }: EsimDto & { asOf: number }): object {
  return {
    esimTranNo,
    dataUsage: orderUsage,
    totalData: totalVolume,
    lastUpdateTime: wireTime(Math.floor(asOf / second) * second),
  };
}

function timeIn(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new EsimAccessRefusal('000106', 'a time is not valid');
  return at;
}
