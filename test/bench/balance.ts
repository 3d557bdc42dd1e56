import { gather } from './crowd.ts';
import { ownFolder, startSubject } from './process.ts';
import type { Subject } from './process.ts';
import { median, percentile, short } from './report.ts';
import type { Progress, Row } from './report.ts';
import type { Traveller } from './traveller.ts';

/** A balance tap beside the same tap in a bot that answers a constant; in turns, so that both meet the same machine. */
export async function measureBalance({
  blocks,
  taps,
  progress,
}: {
  blocks: number;
  taps: number;
  progress: Progress;
}): Promise<Row> {
  using folder = ownFolder();
  const shop = await startSubject('shop', { folder: folder.path });
  const constant = await startSubject('constant-bot');
  try {
    const customers = await gather(shop.outside, { count: taps });
    const others = await gather(constant.outside, { count: taps });
    const first = /home\/[^"]+/.exec(JSON.stringify(constant.outside.bubble(2000).params))?.[0] ?? '';
    const costs = { shop: [] as number[], constant: [] as number[], commits: [] as number[] };
    const waits: number[] = [];
    for (let block = -2; block < blocks; block++) {
      progress(`balance taps: block ${Math.max(0, block + 1)} of ${blocks}`);
      const ours = await cost(shop, customers, 'home', waits);
      const theirs = await cost(constant, others, first, []);
      if (block < 0) continue; // Warming up.
      costs.shop.push(ours.cpuMs);
      costs.commits.push(ours.commits);
      costs.constant.push(theirs.cpuMs);
    }
    const ratio = median(costs.shop.map((ours, block) => ours / (costs.constant[block] ?? NaN)));
    const wait = percentile(waits, 99);
    return {
      what: 'balance tap: CPU against a bot that answers a constant',
      measured: `${short(ratio)}× (${short(median(costs.shop))} ms / ${short(median(costs.constant))} ms; ${short(median(costs.commits))} commits; answered p99 ${short(wait)} ms; ${blocks} × ${taps} taps)`,
      goal: '≤ 3×',
      met: ratio <= 3,
      numbers: [ratio, wait],
    };
  } finally {
    await Promise.all([shop.stop(), constant.stop()]);
  }
}

/** CPU and commits of one tap, over one tap of each traveller, one after the other. */
async function cost(
  subject: Subject,
  travellers: readonly Traveller[],
  data: string,
  waits: number[],
): Promise<{ cpuMs: number; commits: number }> {
  const before = await subject.figures();
  for (const traveller of travellers) waits.push(await traveller.tap(data));
  const after = await subject.figures();
  const count = travellers.length;
  return {
    cpuMs: (after.cpuMs - before.cpuMs) / count,
    commits: (after.commits - before.commits) / count,
  };
}
