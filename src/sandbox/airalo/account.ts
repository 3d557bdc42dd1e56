import type { Context } from 'hono';
import type { Clock } from '../../domain/time.ts';
import type { EsimProvider } from '../../services/supply-port.ts';
import type { BoxEnv } from '../guard.ts';
import type { Limits } from './limits.ts';
import type { Records } from './records.ts';
import { readRefundRequest } from './refund.ts';
import { zoneless } from './words.ts';

/** The shop's account at Airalo: its credit, and its wishes for refunds, which people look at. */
export function createAccount({
  engine,
  records,
  limits,
  clock,
}: {
  engine: EsimProvider;
  records: Records;
  limits: Limits;
  clock: Clock;
}) {
  return {
    balance: async (): Promise<object> => {
      const { amount, currency } = await engine.balance();
      const balances = { name: 'balance', availableBalance: { amount: amount / 100, currency } };
      return { data: { balances }, meta: { message: 'success' } };
    },
    refund: async (c: Context<BoxEnv>): Promise<object> => {
      limits.perMinute('refund', 5);
      const form = await c.req.parseBody({ all: true });
      const wish = readRefundRequest(form, (iccid) => records.sim(iccid) !== undefined);
      const id = records.addRefund(JSON.stringify(wish));
      const data = { refund_id: String(id), created_at: zoneless(clock()).slice(0, 16) };
      return { data, meta: { message: 'success' } };
    },
  };
}
