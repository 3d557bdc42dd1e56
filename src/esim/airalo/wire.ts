import { z } from 'zod';

/*
 * What Airalo says, as far as we read it. Attributes may be added at any time, numbers come as text and nulls where a value was: only
 * what cannot be done without is required.
 */

/** 5, "5" and "5.0"; never a guess from anything else. */
const count = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
/** Left as it was written, so that no digit of an amount is lost. */
const amount = z.union([z.number(), z.string()]);
const prices = z.record(z.string(), amount.nullish()).nullish().catch(null);

export const tokenAnswer = z.looseObject({
  data: z.looseObject({ access_token: z.string().min(1), expires_in: count.nullish() }),
});

/** A package on sale, a top-up, or one that was bought: `amount` is in MB, `voice` in minutes. */
export const packageShape = z.looseObject({
  id: z.string().min(1),
  amount: count.nullish(),
  day: count.nullish(),
  is_unlimited: flag.nullish(),
  title: z.string().nullish(),
  voice: count.nullish(),
  text: count.nullish(),
  price: amount.nullish(),
  net_price: amount.nullish(),
  prices: z.looseObject({ net_price: prices, recommended_retail_price: prices }).nullish().catch(null),
});
export type Package = z.infer<typeof packageShape>;

export const pricingShape = z.looseObject({
  model: z.string().nullish(),
  discount_percentage: amount.nullish(),
});
export type Pricing = z.infer<typeof pricingShape>;

export const operatorShape = z.looseObject({
  rechargeability: flag.nullish(),
  /** Whether travellers have to prove who they are before it works. */
  is_kyc_verify: flag.nullish(),
  install_window_days: count.nullish(),
  topup_grace_window_days: count.nullish(),
  countries: z.array(z.looseObject({ country_code: z.string().nullish() })).nullish(),
  coverages: z.array(z.looseObject({ name: z.string().nullish(), code: z.string().nullish() })).nullish(),
  packages: z.array(z.unknown()).nullish(),
});
export type Operator = z.infer<typeof operatorShape>;

export const countryShape = z.looseObject({
  country_code: z.string().nullish().catch(null),
  operators: z.array(z.unknown()).nullish().catch(null),
});

const pageMeta = z
  .looseObject({ current_page: count.nullish(), last_page: count.nullish() })
  .nullish()
  .catch(null);
/** From the second page on, a list may come as an object whose keys are the places in it. */
const list = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform(Object.values)]);

export const packagesPage = z.looseObject({ data: list, pricing: pricingShape.nullish(), meta: pageMeta });
export const topUpList = z.looseObject({ data: list, pricing: pricingShape.nullish() });

export const orderShape = z.looseObject({
  id: count,
  description: z.string().nullish(),
  type: z.string().nullish(),
  package_id: z.string().nullish(),
  sims: z.array(z.looseObject({ iccid: z.string().min(1) })).nullish(),
});
export const orderAnswer = z.looseObject({ data: orderShape });
export const orderPage = z.looseObject({ data: list, meta: pageMeta });

/** How phones find the internet; on either kind of them it may have to be set by hand. */
const access = z
  .looseObject({ apn_type: z.string().nullish(), apn_value: z.string().nullish() })
  .nullish()
  .catch(null);

export const simShape = z.looseObject({
  iccid: z.string().min(1),
  apn_type: z.string().nullish().catch(null),
  apn_value: z.string().nullish().catch(null),
  apn: z.looseObject({ ios: access, android: access }).nullish().catch(null),
  created_at: z.string().nullish(),
  /** Only the host of the installation code, whatever its name says. */
  lpa: z.string().nullish(),
  matching_id: z.string().nullish(),
  qrcode: z.string().nullish(),
  recycled: flag.nullish(),
  simable: z.looseObject({ package_id: z.string().nullish() }).nullish(),
});
export type Sim = z.infer<typeof simShape>;
export const simAnswer = z.looseObject({ data: simShape });
export const simPage = z.looseObject({ data: list, meta: pageMeta });

export const usageAnswer = z.looseObject({
  data: z.looseObject({
    remaining: count.nullish(),
    total: count.nullish(),
    is_unlimited: flag.nullish(),
    status: z.string(),
    remaining_voice: count.nullish(),
    total_voice: count.nullish(),
    remaining_text: count.nullish(),
    total_text: count.nullish(),
  }),
});
export type UsageFigures = z.infer<typeof usageAnswer>['data'];

export const historyEntry = z.looseObject({
  id: count,
  status: z.string(),
  remaining: count.nullish(),
  activated_at: z.string().nullish(),
  expired_at: z.string().nullish(),
  package: packageShape,
});
export type HistoryEntry = z.infer<typeof historyEntry>;
/** Whole or not at all: without a package that cannot be read, a card that runs would be shown, and renewed, as one that does not. */
export const historyAnswer = z.looseObject({ data: z.array(historyEntry) });

export const balanceAnswer = z.looseObject({
  data: z.looseObject({
    balances: z.looseObject({
      availableBalance: z.looseObject({ amount, currency: z.string() }),
    }),
  }),
});

/** Anything at all, where only the status counts. */
export const anyAnswer = z.unknown();
