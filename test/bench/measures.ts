import { measureBalance } from './balance.ts';
import { measureDelivery } from './delivery.ts';
import { measureEndurance } from './endurance.ts';
import { measurePicture } from './picture.ts';
import { measureRenewal } from './renewal.ts';
import type { Progress, Row } from './report.ts';
import { measureScale } from './scale.ts';
import { measureStall } from './stall.ts';
import { measureStart } from './start.ts';

/** How much of everything. */
export interface Sizes {
  readonly blocks: number;
  readonly taps: number;
  readonly renewals: number;
  readonly deliveries: number;
  readonly busy: number;
  readonly stallSeconds: number;
  readonly restMs: number;
  readonly pictures: number;
  readonly customers: number;
  readonly starts: number;
  readonly endurance: number;
}

export const sizes = {
  /** About four minutes. */
  full: {
    blocks: 10,
    taps: 50,
    renewals: 200,
    deliveries: 400,
    busy: 200,
    stallSeconds: 12,
    restMs: 5500,
    pictures: 200,
    customers: 1_000_000,
    starts: 5,
    endurance: 10_000,
  },
  /** Within a minute. */
  quick: {
    blocks: 6,
    taps: 50,
    renewals: 60,
    deliveries: 100,
    busy: 200,
    stallSeconds: 4,
    restMs: 5500,
    pictures: 100,
    customers: 100_000,
    starts: 3,
    endurance: 1_000,
  },
} as const satisfies Record<string, Sizes>;

/** All rows of the table, one after the other, so that none disturbs another. */
export async function measureAll(size: Sizes, progress: Progress): Promise<readonly Row[]> {
  const { blocks, taps } = size;
  const balance = await measureBalance({ blocks, taps, progress });
  const renewal = await measureRenewal({ renewals: size.renewals, progress });
  const [rate, ...memory] = await measureEndurance({ renewals: size.endurance, progress });
  const delivery = await measureDelivery({ renewals: size.deliveries, progress });
  const stall = await measureStall({
    busy: size.busy,
    payers: size.busy / 2,
    seconds: size.stallSeconds,
    restMs: size.restMs,
    progress,
  });
  const picture = measurePicture({ pictures: size.pictures });
  const scale = await measureScale({
    few: 1000,
    many: size.customers,
    blocks: Math.ceil(blocks / 2),
    taps,
    progress,
  });
  const start = await measureStart({ starts: size.starts, progress });
  return [balance, renewal, ...(rate ? [rate] : []), delivery, ...stall, picture, scale, start, ...memory];
}
