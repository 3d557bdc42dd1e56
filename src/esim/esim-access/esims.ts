import type { ProfileRef } from '../../domain/card.ts';
import { minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import { ProviderError } from '../../services/supply-port.ts';
import { createAnswers } from '../answers.ts';
import type { EsimAccessClient } from './client.ts';
import { EsimAccessRefusal, codes } from './refusal.ts';
import { esimsShape } from './shapes.ts';
import type { Esim } from './shapes.ts';

const pageSize = 500;

/** The supplier's profiles as it tells them. */
export interface Esims {
  /** The one of this name; equal questions on their way are asked once. Throws `profile_gone` when there is none. */
  one(ref: ProfileRef): Promise<Esim>;
  /** What was asked of it so far is of no use any more, also what is on its way. */
  forget(id: string): void;
  /** Those of an order of the supplier's number; null while they are being made, undefined when there is no such order. */
  ofOrder(orderNo: string): Promise<readonly Esim[] | null | undefined>;
  /** Suppliers reuse these numbers, so there may be several. */
  numbered(iccid: string): Promise<readonly Esim[]>;
  /** One page, from 1 on, of those made between two moments, and whether there are more. */
  between(from: number, to: number, page: number): Promise<{ esims: readonly Esim[]; more: boolean }>;
}

export function createEsims({ client, clock }: { client: EsimAccessClient; clock: Clock }): Esims {
  const query = (filter: object, pageNum = 1) =>
    client.ask('esim/query', { ...filter, pager: { pageNum, pageSize } }, esimsShape);

  async function ask(id: string): Promise<Esim> {
    const { esimList } = await query({ esimTranNo: id });
    const esim = esimList.find(({ esimTranNo }) => esimTranNo === id);
    if (!esim) throw new ProviderError('profile_gone', `eSIM Access has no profile ${id}`);
    return esim;
  }

  const asking = createAnswers({ ask, clock, lifeMs: 0 });
  return {
    one: ({ id }) => asking.of(id),
    forget: asking.forget,
    ofOrder: async (orderNo) => {
      try {
        const { esimList } = await query({ orderNo });
        return esimList.filter((esim) => esim.orderNo === orderNo);
      } catch (error) {
        if (!(error instanceof EsimAccessRefusal)) throw error;
        if (error.code === codes.stillAllocating) return null;
        if (error.code === codes.noSuchOrder) return undefined;
        throw error;
      }
    },
    numbered: async (iccid) => {
      // Without a number there would be no filter at all.
      if (!/^\d{18,22}$/.test(iccid)) return [];
      return (await query({ iccid })).esimList.filter((esim) => esim.iccid === iccid);
    },
    between: async (from, to, page) => {
      const { esimList, pager } = await query({ startTime: told(from), endTime: told(to + minute) }, page);
      const seen = page * pageSize;
      return { esims: esimList, more: pager?.total ? seen < pager.total : esimList.length === pageSize };
    },
  };
}

/** The supplier reads whole minutes. */
function told(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}+00:00`;
}
