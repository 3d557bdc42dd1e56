import { parseArgs } from 'node:util';
import { accountOf, lineOf } from './report.ts';
import { isClean, runSeed } from './run.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    'first-seed': { type: 'string', default: '1' },
    orders: { type: 'string', default: '320' },
  },
});
const first = Number(values['first-seed']);
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => first + index);
let dirty = 0;
for (const seed of seeds) {
  let toldAt = 0;
  const run = await runSeed({
    seed,
    orders: Number(values.orders),
    progress: (what) => {
      if (performance.now() - toldAt < 5000) return;
      toldAt = performance.now();
      process.stderr.write(`seed ${seed}: ${what}\n`);
    },
  });
  console.log([lineOf(run), ...accountOf(run)].join('\n'));
  if (!isClean(run)) dirty++;
}
process.exitCode = dirty > 0 ? 1 : 0;
