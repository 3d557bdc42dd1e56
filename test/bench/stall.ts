import { setTimeout as sleep } from 'node:timers/promises';
import { gather } from './crowd.ts';
import { ownFolder, startSubject } from './process.ts';
import { median, percentile, short } from './report.ts';
import type { Progress, Row } from './report.ts';
import type { Traveller } from './traveller.ts';

/** Between two taps of one traveller, on average. */
const pauseMs = 2500;

/** The supplier answers nobody, and 200 travellers go on tapping, while others pay: who waits? */
export async function measureStall({
  busy,
  payers,
  seconds,
  restMs,
  progress,
}: {
  busy: number;
  payers: number;
  seconds: number;
  /** Until figures of a card are not taken for fresh any more. */
  restMs: number;
  progress: Progress;
}): Promise<readonly Row[]> {
  using folder = ownFolder();
  const shop = await startSubject('shop', { folder: folder.path });
  try {
    const travellers = await gather(shop.outside, { count: busy });
    const gatheredAt = performance.now();
    const buyers = await gather(shop.outside, { count: payers, firstId: 1_000_000 });
    for (const buyer of buyers) await buyer.tapStar();
    progress('supplier stalls: waiting until its last answers are old');
    await sleep(Math.max(0, restMs - (performance.now() - gatheredAt)));
    await shop.supplier({ delayMs: 0, failEvery: 0, stalled: true });
    const until = performance.now() + seconds * 1000;
    const times = { taps: [] as number[], stars: [] as number[], payments: [] as number[] };
    const again = async (act: () => Promise<void>): Promise<void> => {
      await sleep(Math.min(pauseMs, 500 * seconds) * Math.random());
      while (performance.now() < until) {
        await act();
        await sleep(pauseMs * (0.5 + Math.random()));
      }
    };
    const reporting = setInterval(
      () =>
        progress(
          `supplier stalls: ${times.taps.length} taps, ${times.payments.length} questions of Telegram`,
        ),
      2000,
    );
    // Every fifth wants to renew just now, which is answered when the supplier is.
    const renewing = travellers.filter((_, n) => n % 5 === 0);
    const looking = travellers.filter((_, n) => n % 5 !== 0);
    const stars = renewing.map(async (traveller: Traveller) => times.stars.push(await traveller.tapStar()));
    await Promise.all([
      ...looking.map((traveller) => again(async () => void times.taps.push(await traveller.tap('home')))),
      ...buyers.map((buyer) => again(async () => void times.payments.push(await buyer.askToPay()))),
    ]);
    await shop.supplier({ delayMs: 0, failEvery: 0, stalled: false });
    await Promise.all(stars);
    clearInterval(reporting);
    const taps = percentile(times.taps, 99);
    const late = percentile(times.stars, 99);
    const payments = percentile(times.payments, 99);
    return [
      {
        what: `tap acknowledged while the supplier stalls, ${busy} busy users`,
        measured: `p99 ${short(taps)} ms, median ${short(median(times.taps))} (${times.taps.length} balance taps; ${times.stars.length} taps on ★: p99 ${short(late)} ms)`,
        goal: 'p99 < 100 ms',
        met: taps < 100,
        numbers: [taps, late],
      },
      {
        what: 'pre-checkout answered in the same stall',
        measured: `p99 ${short(payments)} ms, median ${short(median(times.payments))} (${times.payments.length} questions)`,
        goal: 'p99 < 100 ms',
        met: payments < 100,
        numbers: [payments],
      },
    ];
  } finally {
    await shop.stop();
  }
}
