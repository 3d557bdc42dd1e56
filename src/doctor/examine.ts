import { silent } from './finding.ts';
import type { Check, Finding, Words } from './finding.ts';

/** What was found under one heading. */
export interface Chapter {
  readonly topic: Words;
  readonly findings: readonly Finding[];
}

/** Makes all checks side by side, each with a deadline of its own. Never throws: a check that fails or is late says so in its place. */
export function examine(checks: readonly Check[], deadlineMs: number): Promise<readonly Chapter[]> {
  return Promise.all(
    checks.map(async ({ topic, ask, slow = false }) => {
      const findings: Finding[] = [];
      const late = Promise.withResolvers<'late'>();
      const timer = setTimeout(() => late.resolve('late'), slow ? 2 * deadlineMs : deadlineMs);
      const end = await Promise.race([collect(ask(), findings), late.promise]).catch(() => 'failed');
      clearTimeout(timer);
      // What comes after the deadline is not told any more.
      return { topic, findings: end === 'done' ? findings : [...findings, silent(topic)] };
    }),
  );
}

async function collect(found: AsyncIterable<Finding>, findings: Finding[]): Promise<'done'> {
  for await (const finding of found) findings.push(finding);
  return 'done';
}
