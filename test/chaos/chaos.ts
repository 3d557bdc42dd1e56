import { parseArgs } from 'node:util';
import { tryGuards } from './break.ts';
import { accountOf, lineOf } from './report.ts';
import { isClean, runSeed } from './run.ts';
import { realSuppliers } from './suppliers/protocol.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    'first-seed': { type: 'string', default: '1' },
    orders: { type: 'string' },
    provider: { type: 'string', default: 'sandbox' },
    break: { type: 'boolean', default: false },
    guard: { type: 'string', default: '' },
  },
});
const first = Number(values['first-seed']);
const seeds = Array.from(
  { length: Number(values.seeds ?? (values.break ? 4 : 1)) },
  (_, index) => first + index,
);
const provider = realSuppliers.find((name) => name === values.provider);
if (!provider && values.provider !== 'sandbox')
  throw new RangeError(`--provider is sandbox, ${realSuppliers.join(' or ')}`);
let toldAt = performance.now();

/** At most every five seconds. */
function progress(what: string): void {
  if (performance.now() - toldAt < 5000) return;
  toldAt = performance.now();
  process.stderr.write(`  ${what}\n`);
}

if (values.break) {
  const orders = Number(values.orders ?? 120);
  const { caught, tried } = await tryGuards({
    seeds,
    orders,
    named: new RegExp(values.guard),
    tell: (line) => console.log(line),
    progress,
  });
  console.log(`caught ${caught} of ${tried}`);
  process.exitCode = tried - caught > 1 ? 1 : 0;
} else {
  let dirty = 0;
  for (const seed of seeds) {
    const run = await runSeed({
      seed,
      orders: Number(values.orders ?? 320),
      provider,
      progress: (what) => progress(`seed ${seed}: ${what}`),
    });
    console.log([lineOf(run), ...accountOf(run)].join('\n'));
    if (!isClean(run)) dirty++;
  }
  process.exitCode = dirty > 0 ? 1 : 0;
}
