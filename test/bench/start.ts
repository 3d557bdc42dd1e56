import { ownFolder, startSubject } from './process.ts';
import { median, short } from './report.ts';
import type { Progress, Row } from './report.ts';

/** From all modules loaded to answering: on an empty folder, which makes the database, and on what is there. */
export async function measureStart({
  starts,
  progress,
}: {
  starts: number;
  progress: Progress;
}): Promise<Row> {
  const first: number[] = [];
  const next: number[] = [];
  for (let number = 0; number < starts; number++) {
    progress(`starts: ${number + 1} of ${starts}`);
    using folder = ownFolder();
    for (const times of [first, next]) {
      const shop = await startSubject('shop', { folder: folder.path });
      times.push(shop.startMs);
      await shop.stop();
    }
  }
  const slow = median(first);
  return {
    what: 'ready to serve, after imports',
    measured: `${short(slow)} ms on an empty folder, ${short(median(next))} ms later (medians of ${starts})`,
    goal: '≤ 600 ms',
    met: slow <= 600,
    numbers: [slow, median(next)],
  };
}
