import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The most megabytes that this process (beyond what it has) and any child that it starts take while the work runs. Linux only. */
export async function mostMemory(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  const strangers = new Set(processes());
  let most = 0;
  let over = false;
  const sampling = (async () => {
    for (; !over; await sleep(3)) {
      let kilobytes = Math.max(0, process.memoryUsage.rss() - before) / 1024;
      for (const id of processes()) {
        if (strangers.has(id)) continue;
        const status = statusOf(id);
        if (field(status, 'PPid') === process.pid) kilobytes += field(status, 'VmHWM');
        else strangers.add(id);
      }
      most = Math.max(most, kilobytes / 1024);
    }
  })();
  await work().finally(() => void (over = true));
  await sampling;
  return most;
}

const processes = (): string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

/** Empty for a process that has ended. */
function statusOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/status`, 'latin1');
  } catch {
    return '';
  }
}

function field(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
}
