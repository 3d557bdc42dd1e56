import { gather } from './crowd.ts';
import { ownFolder, startSubject } from './process.ts';
import { short } from './report.ts';
import type { Progress, Row } from './report.ts';

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
    const warmUp = Math.ceil(renewals / 4);
    const travellers = await gather(shop.outside, { count: warmUp + renewals });
    progress('renewals, one after the other: warming up');
    for (const traveller of travellers.slice(0, warmUp)) await traveller.renew();
    await shop.idle();
    const before = await shop.figures();
    const calls = new Map(shop.outside.calls());
    for (const [done, traveller] of travellers.slice(warmUp).entries()) {
      if (done % 50 === 0) progress(`renewals, one after the other: ${done} of ${renewals}`);
      await traveller.renew();
    }
    await shop.idle();
    const after = await shop.figures();
    const made = [...shop.outside.calls()].map(
      ([method, count]) => [method, (count - (calls.get(method) ?? 0)) / renewals] as const,
    );
    const sum = (counts: typeof made): number => counts.reduce((total, [, count]) => total + count, 0);
    const cpu = (after.cpuMs - before.cpuMs) / renewals;
    const commits = (after.commits - before.commits) / renewals;
    const messages = sum(made.filter(([method]) => isMessage(method)));
    return {
      what: 'one renewal, ★ to picture',
      measured: `${short(cpu)} ms CPU, ${commits.toFixed(1)} commits, ${messages.toFixed(1)} messages in ${sum(made).toFixed(1)} calls (${renewals} renewals)`,
      goal: '≤ 25 ms, ≤ 8, ≤ 6',
      // A commit of the minute's sweep is nobody's renewal.
      met: cpu <= 25 && Math.floor(commits) <= 8 && messages <= 6,
      numbers: [cpu, commits, messages, sum(made)],
    };
  } finally {
    await shop.stop();
  }
}
