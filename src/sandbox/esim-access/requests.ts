import { z } from 'zod';
import { EsimAccessRefusal } from './refusal.ts';

// Fields that are not known are let pass, as the supplier does; missing and senseless ones are refused.

const key = z.string().min(1).max(50);
const days = z.int().min(1).max(365).optional();
const price = z.int().min(0).optional();
const either = z.object({ packageCode: z.string().min(1).optional(), slug: z.string().min(1).optional() });
const pager = z.object({ pageNum: z.int().min(1).max(10_000), pageSize: z.int().min(5).max(500) });

export const listRequest = z.object({
  locationCode: z.string().default(''),
  type: z.enum(['BASE', 'TOPUP', '']).default('BASE'),
  packageCode: z.string().default(''),
  slug: z.string().default(''),
  iccid: z.string().default(''),
  esimTranNo: z.string().default(''),
});
export const orderRequest = z.object({
  transactionId: key,
  amount: price,
  packageInfoList: z
    .array(either.extend({ count: z.int().min(1).max(30), price, periodNum: days }))
    .min(1)
    .max(30),
});
export const topUpRequest = either.extend({
  esimTranNo: z.string().default(''),
  iccid: z.string().default(''),
  transactionId: key,
  amount: z.coerce.number().int().min(0).optional(),
  periodNum: days,
});
export const queryRequest = z.object({
  orderNo: z.string().default(''),
  esimTranNo: z.string().default(''),
  iccid: z.string().default(''),
  startTime: z.string().default(''),
  endTime: z.string().default(''),
  pager,
});
export const usageRequest = z.object({ esimTranNoList: z.array(z.string().min(1)).min(1).max(10) });
export const cancelRequest = z.object({ esimTranNo: z.string().default(''), iccid: z.string().default('') });
export const webhookRequest = z.object({ webhook: z.string().optional(), webhookUrl: z.string().optional() });

/** The request as it has to be; throws the refusal for one that is not. */
export function read<T>(shape: z.ZodType<T>, content: unknown): T {
  const parsed = shape.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const missing = issue?.code === 'invalid_type' && issue.input === undefined;
  const name = issue?.path.join('.') ?? '';
  throw new EsimAccessRefusal(missing ? '000105' : '000106', `parameter ${name}: ${issue?.message ?? ''}`);
}
