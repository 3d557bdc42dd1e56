/** What a process has used until now. */
export interface Figures {
  readonly cpuMs: number;
  readonly residentMb: number;
  readonly heapMb: number;
  /** Durable commits. */
  readonly commits: number;
}

const megabyte = 2 ** 20;

export function figuresNow({
  collectGarbage,
  commits,
}: {
  collectGarbage: boolean;
  commits: number;
}): Figures {
  const { user, system } = process.cpuUsage();
  if (collectGarbage) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpuMs: (user + system) / 1000, residentMb: rss / megabyte, heapMb: heapUsed / megabyte, commits };
}
