import { z } from 'zod';
import { anyListOf, listOf, moment, name, number, text, whole } from './wire.ts';

// What the supplier answers, of which we read this much. New fields may come at any time.

/** A package: what can be ordered, or added to a profile. Price in ten-thousandths of a US dollar, volume in bytes. */
const packageShape = z.looseObject({
  packageCode: text,
  slug: text,
  price: whole,
  volume: whole,
  /** In days. */
  duration: whole,
  /** 1 = for the whole time, 2 = for each day. */
  dataType: whole,
  /** How fast it goes on when the data of a day is used up; empty when it does not. */
  fupPolicy: text,
  location: text,
});
export type Package = z.infer<typeof packageShape>;
export const packagesShape = z.looseObject({ packageList: listOf(packageShape) });

/** A package that a profile has; newer answers name the order that brought it. */
const boughtShape = z.looseObject({
  packageCode: text,
  slug: text,
  volume: whole,
  duration: whole,
  locationCode: text,
  transactionId: text,
});
export type Bought = z.infer<typeof boughtShape>;

const esimShape = z.looseObject({
  esimTranNo: name,
  orderNo: text,
  transactionId: text,
  iccid: name,
  /** The installation code; empty while the profile is being made. */
  ac: text,
  smdpStatus: text,
  esimStatus: text,
  apn: name,
  activateTime: moment,
  /** Before first use: until when it has to be installed. */
  expiredTime: moment,
  totalVolume: whole,
  totalDuration: whole,
  orderUsage: whole,
  dataType: whole,
  fupPolicy: text,
  /** 1 = not reloadable. */
  supportTopUpType: whole,
  packageList: anyListOf(boughtShape),
});
export type Esim = z.infer<typeof esimShape>;
export const esimsShape = z.looseObject({
  esimList: listOf(esimShape),
  pager: z.looseObject({ total: whole }).nullish().catch(null),
});

export const orderShape = z.looseObject({ orderNo: text }).nullish();

const usageShape = z.looseObject({ esimTranNo: text, dataUsage: whole, lastUpdateTime: moment });
export type ToldUsage = z.infer<typeof usageShape>;
/** A list, or a list under a name: both were seen. */
export const usagesShape = z.union([
  listOf(usageShape),
  z.looseObject({ esimUsageList: listOf(usageShape) }).transform(({ esimUsageList }) => esimUsageList),
]);

/** In ten-thousandths of a US dollar. */
export const balanceShape = z.looseObject({ balance: number });

/** Under either of its names. */
export const webhookShape = z.looseObject({ webhook: text, webhookUrl: text }).nullish();
