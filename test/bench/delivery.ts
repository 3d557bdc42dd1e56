import { gather, inFlight } from './crowd.ts';
import { ownFolder, startSubject } from './process.ts';
import { median, percentile, short } from './report.ts';
import type { Progress, Row } from './report.ts';

/** From the money to the picture while the supplier takes 300 ms and every hundredth call to it fails. */
export async function measureDelivery({
  renewals,
  lanes = 24,
  progress,
}: {
  renewals: number;
  lanes?: number;
  progress: Progress;
}): Promise<Row> {
  using folder = ownFolder();
  const shop = await startSubject('shop', { folder: folder.path });
  try {
    const travellers = await gather(shop.outside, { count: renewals });
    await shop.supplier({ delayMs: 300, failEvery: 100, stalled: false });
    const times: number[] = [];
    await inFlight(travellers, lanes, async (traveller) => {
      await traveller.openReview();
      await traveller.askToPay();
      times.push(await traveller.pay());
      if (times.length % 50 === 0) progress(`paid → delivered: ${times.length} of ${renewals}`);
    });
    const slow = percentile(times, 99);
    return {
      what: 'paid → delivered, supplier takes 300 ms, 1 % of its calls fail',
      measured: `p99 ${short(slow)} ms, median ${short(median(times))}, worst ${short(Math.max(...times))} (${renewals} renewals)`,
      goal: 'p99 ≤ 1500 ms',
      met: slow <= 1500,
      numbers: [slow, median(times)],
    };
  } finally {
    await shop.stop();
  }
}
