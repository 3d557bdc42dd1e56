import { rmSync } from 'node:fs';
import { copyTree } from './broken-tree.ts';
import { guards } from './guards.ts';
import { accountOf } from './report.ts';
import { isClean, runSeed } from './run.ts';
import type { Run } from './run.ts';

/** Takes one guard away after the other, and sees whether one of these seeds notices. */
export async function tryGuards({
  seeds,
  orders,
  named,
  tell,
  progress,
}: {
  seeds: readonly number[];
  orders: number;
  /** Only guards with such a name. */
  named: RegExp;
  tell: (line: string) => void;
  progress: (what: string) => void;
}): Promise<{ caught: number; tried: number }> {
  using tree = copyTree();
  const tried = guards.filter(({ name }) => named.test(name));
  // All of them first: a text that has moved is said at once.
  for (const guard of tried) tree.without(guard)();
  let caught = 0;
  for (const guard of tried) {
    const mend = tree.without(guard);
    let found: string | undefined;
    for (const seed of seeds) {
      const run = await runSeed({
        seed,
        orders,
        travellers: 30,
        provider: guard.provider,
        tree: tree.folder,
        progress: (what) => progress(`${guard.name}, seed ${seed}: ${what}`),
      });
      if (run.folder !== null) rmSync(run.folder, { recursive: true, force: true });
      if (isClean(run)) continue;
      found = `caught by seed ${seed}: ${countsOf(run)}`;
      progress(accountOf(run)[0] ?? '');
      break;
    }
    mend();
    if (found) caught++;
    tell(`${guard.name}: ${found ?? 'NOT CAUGHT'}`);
  }
  return { caught, tried: tried.length };
}

function countsOf({ lost, doubled, broken, restless }: Run): string {
  return [
    ...(lost.length > 0 ? [`lost ${lost.length}`] : []),
    ...(doubled.length > 0 ? [`doubled ${doubled.length}`] : []),
    ...(broken.length > 0 ? [`broken ${broken.length}`] : []),
    ...restless.map((what) => what.replace(/ \(.*/s, '').slice(0, 80)),
  ].join(', ');
}
