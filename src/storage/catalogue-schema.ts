import { z } from 'zod';
import type { SellingCurrency } from '../domain/money.ts';
import { planGroups } from '../domain/plan.ts';

const count = z.int().min(0, 'must not be negative');
const positive = z.int().min(1, 'must be a whole number above 0');

/** Bytes are decimal strings, so that no reader of JSON rounds them; here they become safe integers. */
const bytes = z
  .string()
  .regex(/^[1-9][0-9]*$/, 'must be a decimal string of whole bytes above 0')
  .transform(Number)
  .refine(Number.isSafeInteger, 'is too large to count exactly');

const prices = <Price extends z.ZodType<number>>(price: Price) =>
  z.strictObject({ EUR: price, USD: price, CNY: price } satisfies Record<SellingCurrency, Price>);

const sold = {
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words of a-z and 0-9 joined by -')
    .max(40),
  coverage: z.string(),
  shown_as: z.enum(planGroups),
  validity_days: positive.max(3660),
  voice_seconds: count.default(0),
  sms_count: count.default(0),
  activation: z.literal('first_network_use'),
  install_window_days: positive.max(3660),
  renewal: z.strictObject({
    in_place: z.boolean(),
    as_top_up: z.boolean(),
    start: z.enum(['queued', 'extends_days', 'stacked']),
    grace_days: count.max(3660),
  }),
  retail: prices(positive),
  floor: prices(count),
  price_basis: z.string().optional(),
};

/** One entry of `plans`, each kind with the bytes it needs and no others. */
export const planSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...sold, kind: z.literal('allowance'), data_bytes: bytes }),
  z.strictObject({
    ...sold,
    kind: z.literal('daily'),
    daily_bytes: bytes,
    throttle_kbps: positive,
    reset: z.literal('plan_tz_midnight'),
  }),
  z.strictObject({
    ...sold,
    kind: z.literal('unlimited'),
    fair_use: z.strictObject({ high_speed_bytes_per_day: bytes, then_kbps: positive }),
  }),
]);
export type PlanEntry = z.infer<typeof planSchema>;

/** What can be checked of a plan even while other parts of it are wrong. */
export const pricedSchema = z.object({ retail: z.looseObject({}), floor: z.looseObject({}) });
export const placedSchema = z.object({ coverage: z.string() });
export const namedSchema = z.object({ id: z.string() });

/** One value of `coverages`. */
export const coverageSchema = z.strictObject({
  countries: z.array(z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters')).min(1),
  timezone: z.string().refine(isTimeZone, 'is not a known time zone').nullable(),
  networks: z.array(z.string().min(1)),
  apn: z.string().min(1),
});

/** The file around the entries. */
export const fileSchema = z.strictObject({
  note: z.string().optional(),
  coverages: z.record(z.string(), z.unknown()),
  plans: z.array(z.unknown()).min(1),
});

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
