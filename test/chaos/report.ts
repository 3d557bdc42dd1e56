import type { Finding } from './recount.ts';
import { isClean } from './run.ts';
import type { Run } from './run.ts';

/** `seed 7  312 orders  charged 334  supplied 281 …`. */
export function lineOf(run: Run): string {
  const {
    seed,
    provider,
    orders,
    charged,
    supplied,
    refunded,
    inReview,
    kills,
    lost,
    doubled,
    repeated,
    seconds,
  } = run;
  return [
    `${provider ? `${provider} ` : ''}seed ${seed}`,
    `${orders} orders`,
    `charged ${charged}`,
    `supplied ${supplied}`,
    `refunded ${refunded}`,
    `in review ${inReview}`,
    `kills ${kills}`,
    `lost ${lost.length}${sumOf(lost)}`,
    `doubled ${doubled.length}`,
    ...(run.broken.length > 0 ? [`broken ${run.broken.length}`] : []),
    ...(run.restless.length > 0 ? ['not quiet'] : []),
    `repeated ${repeated}`,
    `${seconds.toFixed(0)} s`,
  ].join('  ');
}

/** What was found and how to see it again; empty for a clean run. */
export function accountOf(run: Run): readonly string[] {
  if (isClean(run)) return [];
  const named = (name: string, findings: readonly Finding[]): string[] =>
    findings.slice(0, 20).map(({ about, what }) => `  ${name}: ${about}: ${what}`);
  return [
    ...named('lost', run.lost),
    ...named('doubled', run.doubled),
    ...named('broken', run.broken),
    ...run.restless.map((what) => `  not quiet: ${what}`),
    `  by ${run.updates}; files kept in ${run.folder ?? '?'}; again: npm run chaos -- --seeds 1 --first-seed ${run.seed}${run.provider ? ` --provider ${run.provider}` : ''}`,
  ];
}

/** ` (672 XTR, 11.20 EUR)`. */
function sumOf(findings: readonly Finding[]): string {
  const sums = new Map<string, number>();
  for (const { money } of findings)
    if (money) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.amount);
  if (sums.size === 0) return '';
  return ` (${[...sums].map(([currency, sum]) => `${currency === 'XTR' ? sum : (sum / 100).toFixed(2)} ${currency}`).join(', ')})`;
}
