import { gather } from './crowd.ts';
import { ownFolder, startSubject } from './process.ts';
import type { Subject } from './process.ts';
import { median, short } from './report.ts';
import type { Progress, Row } from './report.ts';
import { seed } from './seed.ts';
import type { Traveller } from './traveller.ts';

/** Balance and ★ taps over few customers and orders and over many; in turns, so that both meet the same machine. */
export async function measureScale({
  few,
  many,
  blocks,
  taps,
  progress,
}: {
  few: number;
  many: number;
  blocks: number;
  taps: number;
  progress: Progress;
}): Promise<Row> {
  using smallFolder = ownFolder();
  using largeFolder = ownFolder();
  await seed({ folder: smallFolder.path, customers: few, progress });
  await seed({ folder: largeFolder.path, customers: many, progress });
  const small = await startSubject('shop', { folder: smallFolder.path });
  const large = await startSubject('shop', { folder: largeFolder.path });
  try {
    // Their ids lie among those of the others.
    const firstId = Math.floor(few / 2);
    const inSmall = await gather(small.outside, { count: taps, firstId });
    const inLarge = await gather(large.outside, { count: taps, firstId });
    const times = { small: [] as number[], large: [] as number[] };
    const costs = { small: [] as number[], large: [] as number[] };
    for (let block = -1; block < blocks; block++) {
      progress(`the same taps, ${few} and ${many} customers: block ${Math.max(0, block + 1)} of ${blocks}`);
      const one = await cost(small, inSmall);
      const other = await cost(large, inLarge);
      if (block < 0) continue;
      times.small.push(...one.times);
      times.large.push(...other.times);
      costs.small.push(one.cpuMs);
      costs.large.push(other.cpuMs);
    }
    const wait = median(times.large) / median(times.small);
    const cpu = median(costs.large.map((cost, block) => cost / (costs.small[block] ?? NaN)));
    return {
      what: `the same taps with ${many} customers and orders against ${few}`,
      measured: `${short(cpu)}× CPU, ${short(wait)}× time (${short(median(times.large))} ms / ${short(median(times.small))} ms; ${blocks} × ${taps} of each tap)`,
      goal: '≤ 1.5×',
      met: cpu <= 1.5 && wait <= 1.5,
      numbers: [cpu, wait],
    };
  } finally {
    await Promise.all([small.stop(), large.stop()]);
  }
}

async function cost(
  shop: Subject,
  travellers: readonly Traveller[],
): Promise<{ cpuMs: number; times: readonly number[] }> {
  const before = await shop.figures();
  const times: number[] = [];
  for (const traveller of travellers) times.push(await traveller.tapStar(), await traveller.tap('home'));
  const after = await shop.figures();
  return { cpuMs: (after.cpuMs - before.cpuMs) / times.length, times };
}
