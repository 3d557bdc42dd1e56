import type { Assortment } from './assortment.ts';
import type { OrderRecord, Records } from './records.ts';
import { simOf } from './sims.ts';
import { zoneless } from './words.ts';

/** An order as Airalo tells it; its eSIM and its state only where they are asked for, and of a top-up no eSIM at all. */
export type DescribeOrder = (order: OrderRecord, include: readonly string[]) => object;

export function createOrderWords({
  records,
  assortment,
}: {
  records: Records;
  assortment: Assortment;
}): DescribeOrder {
  return (order, include) => {
    const isSim = order.type === 'sim';
    const sold = isSim ? assortment.byPackage(order.package) : assortment.byTopUp(order.package);
    const sim = isSim && order.iccid !== null ? records.sim(order.iccid) : undefined;
    const date = zoneless(order.at);
    return {
      id: order.id,
      created_at: date,
      code: `${date.slice(0, 10).replaceAll('-', '')}-${String(order.id).padStart(6, '0')}`,
      description: order.description,
      type: order.type,
      package_id: order.package,
      quantity: 1,
      package: sold?.plan.id,
      esim_type: 'Prepaid',
      validity: String(sold?.plan.validityDays ?? 0),
      price: ((sold?.plan.retail.USD ?? 0) / 100).toFixed(2),
      data: `${(sold?.plan.dataBytes ?? 0) / 2 ** 30} GB`,
      currency: 'USD',
      manual_installation: '',
      qrcode_installation: '',
      ...(include.includes('sims') && { sims: sim ? [simOf(sim)] : [] }),
      ...(include.includes('status') && { status: { name: 'Completed', slug: 'completed' } }),
    };
  };
}
