import { measureAll, sizes } from './measures.ts';
import { tableOf } from './report.ts';

const quick = process.argv.includes('--quick');
const startedAt = performance.now();
const seconds = (): string => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`.padStart(5);

const rows = await measureAll(quick ? sizes.quick : sizes.full, (what) =>
  process.stderr.write(`${seconds()}  ${what}\n`),
);
console.log(`\n${tableOf(rows)}\n`);
const missed = rows.filter(({ met }) => !met).length;
console.log(
  `${rows.length - missed} of ${rows.length} goals met in ${seconds().trim()}. Ratios and counts are worth more than times: this machine may have had other work.`,
);
