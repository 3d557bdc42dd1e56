import { gather } from './crowd.ts';
import { ownFolder, startSubject } from './process.ts';
import { median, short } from './report.ts';
import type { Progress, Row } from './report.ts';

const block = 10;

/** Answers to taps and questions, and the making of a link, are not messages. */
const isMessage = (method: string): boolean => /^(send|edit)/.test(method);

/** One renewal after the other, from ★ to the picture: CPU, commits, messages. */
export async function measureRenewal({
  renewals,
  progress,
}: {
  renewals: number;
  progress: Progress;
}): Promise<Row> {
  using folder = ownFolder();
  const shop = await startSubject('shop', { folder: folder.path });
  try {
    progress('renewals, one after the other: warming up');
    for (const traveller of await gather(shop.outside, { count: renewals / 4 })) await traveller.renew();
    await shop.idle();
    const cpus: number[] = [];
    const counts: number[] = [];
    const calls = new Map<string, number>();
    for (let done = 0; done < renewals; done += block) {
      progress(`renewals, one after the other: ${done} of ${renewals}`);
      // Those who have just come: their figures are fresh, so that the renewal alone is written.
      const travellers = await gather(shop.outside, { count: block, firstId: 1_000_000 + done });
      await shop.idle();
      const before = await shop.figures();
      const callsBefore = shop.outside.calls();
      for (const traveller of travellers) await traveller.renew();
      await shop.idle();
      const after = await shop.figures();
      cpus.push((after.cpuMs - before.cpuMs) / block);
      counts.push((after.commits - before.commits) / block);
      for (const [method, count] of shop.outside.calls())
        calls.set(method, (calls.get(method) ?? 0) + count - (callsBefore.get(method) ?? 0));
    }
    const blocks = Math.ceil(renewals / block) * block;
    const made = [...calls].map(([method, count]) => [method, count / blocks] as const);
    const sum = (some: typeof made): number => some.reduce((total, [, count]) => total + count, 0);
    const cpu = median(cpus);
    const commits = median(counts);
    const messages = sum(made.filter(([method]) => isMessage(method)));
    return {
      what: 'one renewal, ★ to picture',
      measured: `${short(cpu)} ms CPU, ${commits.toFixed(1)} commits, ${messages.toFixed(1)} messages in ${sum(made).toFixed(1)} calls (medians of ${cpus.length} × ${block} renewals)`,
      goal: '≤ 25 ms, ≤ 8, ≤ 6',
      // Once a second what was handled is written down, which is nobody's renewal.
      met: cpu <= 25 && Math.round(commits) <= 8 && messages <= 6,
      numbers: [cpu, commits, messages, sum(made)],
    };
  } finally {
    await shop.stop();
  }
}
