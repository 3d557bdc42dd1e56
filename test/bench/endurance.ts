import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { gather, inFlight } from './crowd.ts';
import { ownFolder, startSubject } from './process.ts';
import { median, short } from './report.ts';
import type { Progress, Row } from './report.ts';

const lanes = 32;
const each = 4;

/** Many renewals, 32 in flight: how many a second, and what becomes of the memory. */
export async function measureEndurance({
  renewals,
  progress,
}: {
  renewals: number;
  progress: Progress;
}): Promise<readonly Row[]> {
  using folder = ownFolder();
  const empty = await startSubject('imports');
  const baseline = (await empty.figures({ collectGarbage: true })).residentMb;
  await empty.stop();
  const shop = await startSubject('shop', { folder: folder.path });
  try {
    const rounds = 10;
    const travellers = await gather(shop.outside, { count: Math.ceil(renewals / each) });
    const queue = Array.from({ length: each }, () => travellers)
      .flat()
      .slice(0, renewals);
    const rates: number[] = [];
    const memory: { residentMb: number; heapMb: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const share = queue.slice((round * renewals) / rounds, ((round + 1) * renewals) / rounds);
      const startedAt = performance.now();
      let done = 0;
      await inFlight(share, lanes, async (traveller) => {
        await traveller.renew();
        if (++done % 100 === 0)
          progress(`renewals, ${lanes} in flight: ${(round * renewals) / rounds + done} of ${renewals}`);
      });
      rates.push((1000 * share.length) / (performance.now() - startedAt));
      await shop.idle();
      memory.push(await shop.figures({ collectGarbage: true }));
    }
    const last = memory.at(-1) ?? { residentMb: NaN, heapMb: NaN };
    const settled = memory[Math.floor(rounds / 2) - 1] ?? last;
    const above = last.residentMb - baseline;
    const growth = last.heapMb - settled.heapMb;
    const fsync = fsyncMs(folder.path);
    const rate = median(rates);
    return [
      {
        what: `renewals a second, ${lanes} in flight`,
        measured: `${short(rate)} (the disk's own fsync takes ${short(fsync)} ms)`,
        goal: 'printed',
        met: true,
        numbers: [rate, fsync],
      },
      {
        what: 'memory above a process that only imported the dependencies',
        measured: `${short(above)} MB (${short(last.residentMb)} − ${short(baseline)}) after ${renewals} renewals`,
        goal: '≤ 80 MB',
        met: above <= 80,
        numbers: [above],
      },
      {
        what: 'memory in use, growth over the second half of those renewals',
        measured: `${growth.toFixed(1)} MB (${memory.map(({ heapMb }) => heapMb.toFixed(0)).join(' ')})`,
        goal: 'flat: ≤ 3 MB',
        met: growth <= 3,
        numbers: [growth],
      },
    ];
  } finally {
    await shop.stop();
  }
}

/** What the disk takes to keep one page for certain. */
function fsyncMs(folder: string): number {
  const file = openSync(path.join(folder, 'fsync'), 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 100 }, () => {
    const startedAt = performance.now();
    writeSync(file, page);
    fsyncSync(file);
    return performance.now() - startedAt;
  });
  closeSync(file);
  return median(times);
}
